/** What decides where the observations of an asset are told: flaws that are one, and what is set apart where. */
import type { Id } from '#core/kernel/id.ts';
import { inNameOrder } from '#core/vulnerabilities/flaw-names.ts';
import type { NamesOf, SetApart } from '#core/vulnerabilities/place-checks.ts';
import type { Scope } from '../scope.ts';

interface StoredApart extends SetApart {
  readonly extent: 'everywhere' | 'model' | 'asset';
  readonly modelKey: string | null;
  readonly assetId: Id | null;
  readonly identifierKind: string | null;
  readonly identifierScope: string | null;
  readonly identifierValue: string | null;
}

export interface PlaceBook {
  /** Flaws of which an observation may be told elsewhere. */
  readonly flaws: ReadonlyMap<Id, string>;
  readonly namesOf: NamesOf;
  readonly apart: readonly StoredApart[];
}

export async function loadPlaceBook({ client, organisationId }: Scope): Promise<PlaceBook> {
  const flaws = await client.query<{ id: Id; key: string; group: string | null }>(
    `select id, key, name_group as group from flaw where organisation_id = $1 and name_group is not null
     union select flaw.id, flaw.key, flaw.name_group from flaw_statement said join flaw on flaw.organisation_id = $1 and flaw.key = said.key
     where said.organisation_id = $1 and said.kind = 'apart' and said.withdrawn_at is null`,
    [organisationId],
  );
  const apart = await client.query<StoredApart>(
    `select key as "flawKey", scanner, native_id as "nativeId", extent, model_key as "modelKey", asset_id as "assetId",
       identifier_kind as "identifierKind", identifier_scope as "identifierScope", identifier_value as "identifierValue"
     from flaw_statement where organisation_id = $1 and kind = 'apart' and withdrawn_at is null order by id`,
    [organisationId],
  );
  return {
    flaws: new Map(flaws.rows.map((row) => [row.id, row.key])),
    namesOf: namesByGroup(flaws.rows),
    apart: apart.rows,
  };
}

/** A group is put in order when it is first asked for: of the many there are, a batch of assets meets a few. */
function namesByGroup(flaws: readonly { readonly key: string; readonly group: string | null }[]): NamesOf {
  const groups = new Map<string, { names: string[]; isOrdered: boolean }>();
  const groupOf = new Map<string, string>();
  for (const { key, group } of flaws) {
    if (group === null) continue;
    groupOf.set(key, group);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { names: [key], isOrdered: false });
    else known.names.push(key);
  }
  return (name) => {
    const group = groups.get(groupOf.get(name) ?? '');
    if (group === undefined) return [name];
    if (!group.isOrdered) Object.assign(group, { names: inNameOrder(group.names), isOrdered: true });
    return group.names;
  };
}

/** Of the flaws those whose findings have no short way (`ingest/open-findings.ts`): an observation of them may be told elsewhere. */
export async function placedFlawsAmong({ client, organisationId }: Scope, flawIds: readonly Id[]): Promise<ReadonlySet<Id>> {
  const { rows } = await client.query<{ id: Id }>(
    `select flaw.id from unnest($2::uuid[]) as given (id) join flaw on flaw.organisation_id = $1 and flaw.id = given.id
     where flaw.name_group is not null or exists (select from flaw_statement said
       where said.organisation_id = $1 and said.key = flaw.key and said.kind = 'apart' and said.withdrawn_at is null)`,
    [organisationId, flawIds],
  );
  return new Set(rows.map((row) => row.id));
}

/** What is set apart at each of the assets: everywhere, of its model as it is now, or of the asset by what it is known by. */
export async function apartOfAssets(
  scope: Scope,
  { apart }: PlaceBook,
  assetIds: readonly Id[],
): Promise<(assetId: Id) => readonly SetApart[]> {
  if (apart.length === 0) return () => [];
  const modelKeys = await modelKeysOf(scope, assetIds, distinct(apart.map((one) => one.modelKey)));
  const identified = await identifiedAssets(
    scope,
    assetIds,
    apart.filter((one) => one.identifierKind !== null),
  );
  return (assetId) =>
    apart.filter((one) => {
      if (one.extent === 'everywhere') return true;
      if (one.extent === 'model') return one.modelKey !== null && modelKeys.get(assetId)?.has(one.modelKey) === true;
      return one.identifierKind === null ? one.assetId === assetId : identified.has(`${assetId} ${identifierText(one)}`);
    });
}

function distinct(texts: readonly (string | null)[]): string[] {
  return [...new Set(texts.filter((text) => text !== null))];
}

function identifierText(one: Pick<StoredApart, 'identifierKind' | 'identifierScope' | 'identifierValue'>): string {
  return [one.identifierKind, one.identifierScope, one.identifierValue].join('\u0000');
}

async function modelKeysOf(
  { client, organisationId }: Scope,
  assetIds: readonly Id[],
  keys: readonly string[],
): Promise<Map<Id, Set<string>>> {
  const found = new Map<Id, Set<string>>();
  if (keys.length === 0) return found;
  const { rows } = await client.query<{ assetId: Id; key: string }>(
    `select given.asset_id as "assetId", known.key from unnest($2::uuid[]) as given (asset_id)
     cross join lateral (select model_id from asset_version where organisation_id = $1 and asset_id = given.asset_id
       order by valid_from desc limit 1) version
     join device_model_key known on known.organisation_id = $1 and known.model_id = version.model_id and known.key = any($3::text[])`,
    [organisationId, assetIds, keys],
  );
  for (const { assetId, key } of rows) found.set(assetId, (found.get(assetId) ?? new Set()).add(key));
  return found;
}

/**
 * Of the assets those with a finding of a flaw that somebody set apart on a whole model: where it is told rests on the model
 * that the asset has now, whenever the finding was seen.
 */
export async function assetsToldByModel({ client, organisationId }: Scope, assetIds: readonly Id[]): Promise<Id[]> {
  if (assetIds.length === 0) return [];
  const flaws = await client.query<{ id: Id }>(
    `with named as (select flaw.id, flaw.name_group from flaw_statement said
       join flaw on flaw.organisation_id = $1 and flaw.key = said.key
       where said.organisation_id = $1 and said.kind = 'apart' and said.extent = 'model' and said.withdrawn_at is null)
     select id from named
     union select flaw.id from named join flaw on flaw.organisation_id = $1 and flaw.name_group = named.name_group`,
    [organisationId],
  );
  if (flaws.rows.length === 0) return [];
  const { rows } = await client.query<{ assetId: Id }>(
    `select asset_id as "assetId" from unnest($2::uuid[]) as given (asset_id)
     where exists (select from finding where organisation_id = $1 and finding.asset_id = given.asset_id and flaw_id = any($3::uuid[]))`,
    [organisationId, assetIds, flaws.rows.map((row) => row.id)],
  );
  return rows.map((row) => row.assetId);
}

async function identifiedAssets(
  { client, organisationId }: Scope,
  assetIds: readonly Id[],
  statements: readonly StoredApart[],
): Promise<Set<string>> {
  if (statements.length === 0) return new Set();
  const { rows } = await client.query<{ assetId: Id; identifierKind: string; identifierScope: string; identifierValue: string }>(
    `select distinct known.asset_id as "assetId", known.kind as "identifierKind", known.scope as "identifierScope", known.value as "identifierValue"
     from unnest($3::text[], $4::text[], $5::text[]) as given (kind, scope, value)
     join asset_identifier known on known.organisation_id = $1 and known.kind = given.kind and known.scope = given.scope
       and known.value = given.value and known.asset_id = any($2::uuid[])`,
    [
      organisationId,
      assetIds,
      statements.map((one) => one.identifierKind),
      statements.map((one) => one.identifierScope),
      statements.map((one) => one.identifierValue),
    ],
  );
  return new Set(rows.map((row) => `${row.assetId} ${identifierText(row)}`));
}
