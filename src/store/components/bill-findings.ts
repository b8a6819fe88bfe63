/**
 * Findings from bills: where a component of the bill of an asset's product is surely affected by a flaw, the asset has the flaw. They go the
 * way of a scanner's (`../matching/tell-items.ts`), under a name of their own. Silence closes only what is known: a version outside, a
 * supplier's word that it is not affected, a component that is in no newest bill any more, a document that was taken back. Where it became
 * unknown (no bill for this version, no version, a component that lost the names it was looked up by, a document that breaks a rule), what
 * was told is told again.
 */
import type { ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { addMilliseconds, dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import type { Severity } from '#core/vulnerabilities/finding.ts';
import { advisoryNamesIn } from '#core/vulnerabilities/flaw-names.ts';
import { lockImports } from '../imports.ts';
import { severityOf } from '../ingest/finding-state.ts';
import { billScanner } from '../ingest/load-finding-evidence.ts';
import { groupedBy } from '../matching/grouped-by.ts';
import { tellItems } from '../matching/tell-items.ts';
import type { Scope } from '../scope.ts';

type Item = Omit<ImportedVulnerability, 'itemNumber' | 'assetKey'>;

/** By what a flaw was told: components that have it, and the documents that stand first. */
interface Teller {
  readonly flawKey: string;
  readonly componentId: Id;
  readonly advisoryId: Id;
}

/** By name of the flaw. */
interface Told {
  readonly items: ReadonlyMap<string, Item>;
  readonly tellers: readonly Teller[];
}

interface ToldBefore extends Told {
  readonly at: Instant;
}

/** Those of which something else is to be said than before. Reads only. */
export async function assetsToTell(scope: Scope, now: Instant): Promise<Id[]> {
  const day = dayOf(now, scope.timeZone);
  const told = await toldBefore(scope, day, null);
  return differing(await wantedNow(scope, day, told, null), told);
}

/** One transaction's work. @param given looked at again. @returns how many assets were spoken of */
export async function tellOfBills(
  scope: Scope,
  given: readonly Id[],
  { now, newId }: { readonly now: Instant; readonly newId: NewId },
): Promise<number> {
  await lockImports(scope);
  const day = dayOf(now, scope.timeZone);
  const told = await toldBefore(scope, day, given);
  const wanted = await wantedNow(scope, day, told, given);
  const assetIds = differing(wanted, told);
  if (assetIds.length === 0) return 0;
  // An asset is spoken of once at one instant, and never before it was last.
  const last = assetIds.reduce<string>((latest, assetId) => [latest, told.get(assetId)?.at ?? ''].toSorted().at(-1) ?? '', '');
  const at = last >= now ? addMilliseconds(last as Instant, 1) : now;
  const looks = assetIds.map((assetId) => ({ asset_id: assetId, told_by: wanted.get(assetId)?.tellers ?? [] }));
  const writeLooks = (importId: Id) =>
    scope.client.query(
      `insert into bill_look (organisation_id, asset_id, observed_at, import_id, told_by)
       select $1, asset_id, $3, $4, told_by from jsonb_to_recordset($2::jsonb) as given (asset_id uuid, told_by jsonb)`,
      [scope.organisationId, JSON.stringify(looks), at, importId],
    );
  const items = new Map(assetIds.map((assetId) => [assetId, [...(wanted.get(assetId)?.items.values() ?? [])]]));
  await tellItems(scope, { source: 'bills', importer: 'component-match' }, items, { now: at, newId, writeLooks });
  return assetIds.length;
}

function differing(wanted: ReadonlyMap<Id, Told>, told: ReadonlyMap<Id, ToldBefore>): Id[] {
  const isOther = (assetId: Id): boolean => {
    const [items, said] = [wanted.get(assetId)?.items, told.get(assetId)?.items];
    if ((items?.size ?? 0) !== (said?.size ?? 0)) return true;
    return [...(items ?? [])].some(([key, { severity }]) => said?.get(key)?.severity !== severity);
  };
  return [...new Set([...wanted.keys(), ...told.keys()])].filter(isOther).toSorted(compareCodePoints);
}

/** Of an asset that is not in the register any more nothing is known: what was found stays as it was. */
const isThere = (assetId: string, day: string): string =>
  `select from asset_version known where known.organisation_id = $1 and known.asset_id = ${assetId} and known.valid_from_on <= ${day}
     and known.valid_to_on > ${day} and (known.registered or known.seen) and known.lifecycle is distinct from 'retired'`;

async function toldBefore(
  { client, organisationId }: Scope,
  day: Day,
  assetIds: readonly Id[] | null,
): Promise<ReadonlyMap<Id, ToldBefore>> {
  const looked = `select distinct on (asset_id) asset_id, observed_at as at, told_by from bill_look look
    where organisation_id = $1 and ($2::uuid[] is null or asset_id = any($2)) and exists (${isThere('look.asset_id', '$3::date')})
    order by asset_id, observed_at desc`;
  const looks = await client.query<{ assetId: Id; at: Instant; tellers: readonly Teller[] }>(
    `select asset_id as "assetId", at, told_by as tellers from (${looked}) looked`,
    [organisationId, assetIds, day],
  );
  const { rows } = await client.query<{ assetId: Id; nativeId: string; key: string; title: string | null; rank: number }>(
    `select finding.asset_id as "assetId", checked.native_id as "nativeId", flaw.key, checked.title, seen.severity as rank
     from (${looked}) looked join finding on finding.organisation_id = $1 and finding.asset_id = looked.asset_id
     join observation seen on seen.organisation_id = $1 and seen.finding_id = finding.id and seen.scanner = '${billScanner}'
       and seen.observed_at = looked.at
     join scanner_check checked on checked.organisation_id = $1 and checked.id = seen.check_id
     join flaw on flaw.organisation_id = $1 and flaw.id = finding.flaw_id`,
    [organisationId, assetIds, day],
  );
  const items = groupedBy(rows, ({ assetId }) => assetId);
  return new Map(
    looks.rows.map(({ assetId, at, tellers }) => {
      const own = (items.get(assetId) ?? []).map(({ nativeId, key, title, rank }) => {
        const names = key.startsWith('CVE-') ? { cveIds: [key], aliases: [] } : { cveIds: [], aliases: advisoryNamesIn([key]) };
        return [nativeId, itemOf({ key: nativeId, title: title ?? nativeId, severity: severityOf(rank), cvss: null, ...names })] as const;
      });
      return [assetId, { at, items: new Map(own), tellers }];
    }),
  );
}

function itemOf({
  key,
  title,
  ...facts
}: { readonly key: string; readonly title: string; readonly aliases: readonly string[] } & Pick<
  Item,
  'severity' | 'cveIds' | 'cvss'
>): Item {
  return {
    kind: 'vulnerability',
    observedAt: null,
    check: { scanner: billScanner, nativeId: key, title, family: null, solution: null },
    ...facts,
    ...{ epss: null, kev: null, protocol: null, port: null },
  };
}

interface FlawRow {
  readonly sbomId: Id;
  readonly componentId: Id;
  readonly advisoryId: Id;
  readonly flawKey: string;
  readonly cveId: string | null;
  readonly names: readonly string[];
  readonly title: string;
  readonly score: number | null;
  readonly vector: string | null;
  readonly scoreVersion: '2.0' | '3.0' | '3.1' | '4.0' | null;
}

async function wantedNow(
  scope: Scope,
  day: Day,
  told: ReadonlyMap<Id, ToldBefore>,
  assetIds: readonly Id[] | null,
): Promise<ReadonlyMap<Id, Told>> {
  const bills = await billsOfAssets(scope, day, assetIds);
  const flaws = groupedBy(await sureFlaws(scope, [...new Set([...bills.values()].flat())]), ({ sbomId }) => sbomId);
  const itemOfFlaw = new Map<string, { item: Item; score: number }>();
  for (const row of [...flaws.values()].flat()) {
    const known = itemOfFlaw.get(row.flawKey);
    if (known === undefined || known.score < (row.score ?? 0)) itemOfFlaw.set(row.flawKey, { item: itemOfRow(row), score: row.score ?? 0 });
  }
  const wanted = new Map<Id, { items: Map<string, Item>; tellers: Teller[] }>();
  for (const [assetId, sbomIds] of bills) {
    const own = sbomIds.flatMap((sbomId) => flaws.get(sbomId) ?? []);
    if (own.length === 0) continue;
    const items = new Map(own.flatMap(({ flawKey }) => [[flawKey, itemOfFlaw.get(flawKey)?.item] as const]));
    const tellers = own.map(({ flawKey, componentId, advisoryId }) => ({ flawKey, componentId, advisoryId }));
    wanted.set(assetId, {
      items: new Map([...items].flatMap(([key, item]) => (item === undefined ? [] : [[key, item] as const]))),
      tellers,
    });
  }
  await holdWhatIsUnknown(scope, { told, wanted, bills });
  return wanted;
}

/** Assets of the register with the bills of their product in the very version that they are today. Of another or an untold version a bill tells nothing sure. */
async function billsOfAssets(
  { client, organisationId }: Scope,
  day: Day,
  assetIds: readonly Id[] | null,
): Promise<ReadonlyMap<Id, readonly Id[]>> {
  const { rows } = await client.query<{ assetId: Id; sbomIds: readonly Id[] }>(
    `select link.asset_id as "assetId", array_agg(distinct link.sbom_id order by link.sbom_id) as "sbomIds" from asset_sbom link
     where link.organisation_id = $1 and link.rule in ('supplier-name-version', 'name-version') and link.valid_from_on <= $3::date and link.valid_to_on > $3::date
       and ($2::uuid[] is null or link.asset_id = any($2)) and exists (${isThere('link.asset_id', '$3::date')})
     group by link.asset_id order by link.asset_id`,
    [organisationId, assetIds, day],
  );
  return new Map(rows.map(({ assetId, sbomIds }) => [assetId, sbomIds]));
}

async function sureFlaws({ client, organisationId }: Scope, sbomIds: readonly Id[]): Promise<FlawRow[]> {
  const { rows } = await client.query<FlawRow>(
    `select known.sbom_id as "sbomId", known.id as "componentId", (flaw.words->0->>'advisoryId')::uuid as "advisoryId", flaw.flaw_key as "flawKey",
       flaw.cve_id as "cveId", flaw.names, flaw.title, flaw.score, flaw.score_vector as vector, flaw.score_version as "scoreVersion"
     from component known join component_flaw flaw on flaw.organisation_id = $1 and flaw.line_id = known.line_id
     where known.organisation_id = $1 and known.sbom_id = any($2::uuid[]) and flaw.status = 'affected' and flaw.is_sure
     order by known.sbom_id, flaw.flaw_key, known.id`,
    [organisationId, sbomIds],
  );
  return rows;
}

function itemOfRow({ flawKey, cveId, names, title, score, vector, scoreVersion }: FlawRow): Item {
  const cvss = score === null || vector === null || scoreVersion === null ? null : { score, vector, version: scoreVersion };
  const aliases = advisoryNamesIn(cveId === null ? [flawKey, ...names] : names);
  return itemOf({ key: flawKey, title, severity: severityOfScore(score), cveIds: cveId === null ? [] : [cveId], aliases, cvss });
}

/** Bands of CVSS 3.1 (5) and 4.0 (6); without a score it is looked at like one in the middle. */
function severityOfScore(score: number | null): Severity {
  if (score === null) return 'medium';
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
}

interface Holding {
  readonly told: ReadonlyMap<Id, ToldBefore>;
  readonly wanted: Map<Id, { items: Map<string, Item>; tellers: Teller[] }>;
  readonly bills: ReadonlyMap<Id, readonly Id[]>;
}

async function holdWhatIsUnknown(scope: Scope, { told, wanted, bills }: Holding): Promise<void> {
  const missing = [...told].flatMap(([assetId, { items, tellers }]) =>
    [...items].flatMap(([key, item]) => (wanted.get(assetId)?.items.has(key) === true ? [] : [{ assetId, key, item, tellers }])),
  );
  if (missing.length === 0) return;
  const now = await whatIsOpen(scope, {
    sbomIds: [...new Set(missing.flatMap(({ assetId }) => bills.get(assetId) ?? []))],
    keys: missing.map(({ key }) => key),
    tellers: missing.flatMap(({ tellers }) => tellers),
  });
  for (const { assetId, key, item, tellers } of missing) {
    const own = tellers.filter(({ flawKey }) => flawKey === key);
    if (isOver(key, own, bills.get(assetId) ?? [], now)) continue;
    const known = wanted.get(assetId) ?? { items: new Map<string, Item>(), tellers: [] };
    known.items.set(key, item);
    known.tellers.push(...own);
    wanted.set(assetId, known);
  }
}

interface Open {
  /** Bills of which every document was read to its end by at least one. */
  readonly whole: ReadonlySet<Id>;
  /** `sbomId flawKey` of what cannot be told. */
  readonly undetermined: ReadonlySet<string>;
  readonly sbomOf: ReadonlyMap<Id, Id>;
  /** `sbomId componentId` of what that bill may hold still: a part of this name that nothing can be looked up by. */
  readonly maybeHeld: ReadonlySet<string>;
  /** Documents that follow their standard. */
  readonly sound: ReadonlySet<Id>;
}

interface Asked {
  readonly sbomIds: readonly Id[];
  readonly keys: readonly string[];
  readonly tellers: readonly Teller[];
}

async function whatIsOpen(scope: Scope, asked: Asked): Promise<Open> {
  const { client, organisationId } = scope;
  const { sbomIds, keys, tellers } = asked;
  const whole = await client.query<{ id: Id }>(
    'select distinct sbom_id as id from sbom_document where organisation_id = $1 and sbom_id = any($2::uuid[]) and complete',
    [organisationId, sbomIds],
  );
  const undetermined = await client.query<{ key: string }>(
    `select distinct known.sbom_id || ' ' || flaw.flaw_key as key from component known
     join component_flaw flaw on flaw.organisation_id = $1 and flaw.line_id = known.line_id and flaw.flaw_key = any($3::text[])
     where known.organisation_id = $1 and known.sbom_id = any($2::uuid[])
       and (flaw.status = 'undetermined' or (flaw.status = 'affected' and not flaw.is_sure))`,
    [organisationId, sbomIds, keys],
  );
  const present = await client.query<{ id: Id; sbomId: Id }>(
    `select id, sbom_id as "sbomId" from component where organisation_id = $1 and id = any($2::uuid[]) and line_id is not null`,
    [organisationId, tellers.map(({ componentId }) => componentId)],
  );
  const sound = await client.query<{ id: Id }>(`select id from advisory where id = any($1::uuid[]) and broken_rules = ''`, [
    tellers.map(({ advisoryId }) => advisoryId),
  ]);
  return {
    whole: new Set(whole.rows.map(({ id }) => id)),
    undetermined: new Set(undetermined.rows.map(({ key }) => key)),
    sbomOf: new Map(present.rows.map(({ id, sbomId }) => [id, sbomId])),
    maybeHeld: await maybeHeld(scope, asked),
    sound: new Set(sound.rows.map(({ id }) => id)),
  };
}

/** A supplier may list the same parts again without package URLs: their names are left, and of those no line is made. */
async function maybeHeld({ client, organisationId }: Scope, { sbomIds, tellers }: Asked): Promise<ReadonlySet<string>> {
  // Some write the group into the name: `@scope/part`, `group:part`.
  const ownName = (of: string): string => `regexp_replace(${of}.name_folded, '^.*[/:]', '')`;
  const { rows } = await client.query<{ key: string }>(
    `with told as (select distinct on (component_id) component_id, name_folded, version from component_version
       where organisation_id = $1 and component_id = any($2::uuid[]) order by component_id, valid_from desc)
     select distinct held.sbom_id || ' ' || told.component_id as key from told
     join component_version held on held.organisation_id = $1 and held.sbom_id = any($3::uuid[]) and held.present and held.valid_to = 'infinity'
       and ${ownName('held')} = ${ownName('told')}
       and (held.version is null or told.version is null or lower(held.version) = lower(told.version))
     join component known on known.organisation_id = $1 and known.id = held.component_id and known.line_id is null`,
    [organisationId, [...new Set(tellers.map(({ componentId }) => componentId))], sbomIds],
  );
  return new Set(rows.map(({ key }) => key));
}

/** Whether it is known that a flaw is not there. */
function isOver(key: string, tellers: readonly Teller[], sbomIds: readonly Id[], open: Open): boolean {
  const { whole, undetermined, sbomOf, maybeHeld: unlooked, sound } = open;
  if (tellers.length === 0 || sbomIds.length === 0 || !sbomIds.every((id) => whole.has(id))) return false;
  if (sbomIds.some((id) => undetermined.has(`${id} ${key}`))) return false;
  return tellers.every(({ componentId, advisoryId }) => {
    const sbomId = sbomOf.get(componentId);
    if (sbomIds.some((id) => unlooked.has(`${id} ${componentId}`))) return false;
    // Not in the bill any more, or what its document says now was read.
    return sbomId === undefined || !sbomIds.includes(sbomId) || sound.has(advisoryId);
  });
}
