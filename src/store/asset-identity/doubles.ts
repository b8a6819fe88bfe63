/**
 * Possible doubles: two assets that share an identifier and that the rules did not dare to join, because a stronger one
 * disagreed or several were meant. Whoever knows says which it is; what was decided is not asked again.
 */
import { explainJoin } from '#core/assets/explain-join.ts';
import { identifierKinds } from '#core/assets/identifiers.ts';
import type { Explanation } from '#core/assets/resolve-asset.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Localised } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import type { NamedAsset } from './decide-identity.ts';

export interface PossibleDouble {
  readonly one: NamedAsset;
  readonly other: NamedAsset;
  /** Why the rules kept them apart. */
  readonly why: Localised;
  readonly source: string;
  readonly at: Instant;
}

/** Looked through, newest first. */
const joinsMax = 2_000;

interface JoinRow {
  readonly assetId: Id;
  readonly source: string;
  readonly at: Instant;
  readonly explanation: Explanation;
}

interface Doubt extends JoinRow {
  readonly otherId: Id;
  readonly strength: number;
}

/** By the strength of what they share, then newest first. */
export async function listDoubles(scope: Scope, limit: number): Promise<{ readonly items: PossibleDouble[]; readonly hasMore: boolean }> {
  const { rows } = await scope.client.query<JoinRow>(
    `select asset_id as "assetId", source, observed_at as at, explanation from asset_join
     where organisation_id = $1 and (outcome = 'blocked' or (outcome = 'created' and other_asset_id is not null))
     order by observed_at desc, id limit $2`,
    [scope.organisationId, joinsMax],
  );
  const doubts = rows.flatMap(doubtsOf);
  const leads = await loadRedirects(scope);
  const names = await readNames(scope, [...new Set(doubts.flatMap((one) => [lead(leads, one.assetId), lead(leads, one.otherId)]))]);
  const decided = await loadDecided(scope, leads);
  const pairs = new Map<string, Doubt>();
  for (const doubt of doubts) {
    const [assetId, otherId] = [lead(leads, doubt.assetId), lead(leads, doubt.otherId)];
    const key = pairKey(assetId, otherId);
    const known = pairs.get(key);
    if (assetId === otherId || decided.has(key) || !names.has(assetId) || !names.has(otherId)) continue;
    if (known === undefined || doubt.strength < known.strength) pairs.set(key, { ...doubt, assetId, otherId });
  }
  const inOrder = [...pairs.values()].toSorted((left, right) => left.strength - right.strength || (left.at < right.at ? 1 : -1));
  const nameOf = (id: string): string => names.get(lead(leads, id as Id)) ?? id;
  const items = inOrder.slice(0, limit).map(({ assetId, otherId, source, at, explanation }): PossibleDouble => {
    const about = only(explanation, leads, otherId);
    const why = { en: explainJoin(about, 'en', nameOf), nl: explainJoin(about, 'nl', nameOf) };
    return { one: { id: assetId, name: nameOf(assetId) }, other: { id: otherId, name: nameOf(otherId) }, why, source, at };
  });
  return { items, hasMore: inOrder.length > limit };
}

/** Whom a person set apart is no doubt any more. */
function doubtsOf(row: JoinRow): Doubt[] {
  const { outcome, identifier, assetIds, blocked } = row.explanation;
  const strengthOf = (kind: (typeof identifierKinds)[number] | undefined): number =>
    kind === undefined ? 9 : identifierKinds.indexOf(kind);
  const byRules = blocked.flatMap((one) =>
    'asked' in one.by ? [{ ...row, otherId: one.assetId as Id, strength: strengthOf(one.identifier.kind) }] : [],
  );
  const meant =
    outcome === 'ambiguous' ? assetIds.map((id) => ({ ...row, otherId: id as Id, strength: strengthOf(identifier?.kind) })) : [];
  return [...byRules, ...meant];
}

/** Of an explanation what is about this one. */
function only(explanation: Explanation, leads: ReadonlyMap<Id, Id>, otherId: Id): Explanation {
  return { ...explanation, blocked: explanation.blocked.filter((one) => lead(leads, one.assetId as Id) === otherId) };
}

function pairKey(one: Id, other: Id): string {
  return one < other ? `${one} ${other}` : `${other} ${one}`;
}

async function loadRedirects({ client, organisationId }: Scope): Promise<ReadonlyMap<Id, Id>> {
  const { rows } = await client.query<{ fromId: Id; intoId: Id }>(
    'select asset_id as "fromId", into_asset_id as "intoId" from asset_redirect where organisation_id = $1',
    [organisationId],
  );
  return new Map(rows.map((row) => [row.fromId, row.intoId]));
}

function lead(leads: ReadonlyMap<Id, Id>, id: Id): Id {
  let at = id;
  for (let next = leads.get(at); next !== undefined; next = leads.get(at)) at = next;
  return at;
}

async function loadDecided({ client, organisationId }: Scope, leads: ReadonlyMap<Id, Id>): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ keptId: Id; otherId: Id }>(
    `select kept_asset_id as "keptId", other_asset_id as "otherId" from asset_identity where organisation_id = $1 and withdrawn_at is null`,
    [organisationId],
  );
  return new Set(rows.map((row) => pairKey(lead(leads, row.keptId), lead(leads, row.otherId))));
}

async function readNames({ client, organisationId }: Scope, ids: readonly Id[]): Promise<ReadonlyMap<Id, string>> {
  const { rows } = await client.query<{ id: Id; name: string }>(
    `select distinct on (asset_id) asset_id as id, name from asset_version where organisation_id = $1 and asset_id = any($2::uuid[])
     order by asset_id, valid_from desc`,
    [organisationId, ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}
