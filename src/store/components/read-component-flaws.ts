/** What is published of components, for people: of one component, of all of a bill, and of one flaw in the bills of an asset. */
import type { Id } from '#core/kernel/id.ts';
import type { Localised } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { explainWord } from '#core/matching/packages/explain-word.ts';
import { keysOfLine, type ComponentStatus } from '#core/matching/packages/judge-component.ts';
import type { VersionJudgement } from '#core/matching/versions/judge-version.ts';
import type { Scope } from '../scope.ts';
import type { StoredWord } from './component-flaws.ts';

export interface ComponentFlawEntry {
  readonly key: string;
  readonly cveId: string | null;
  readonly names: readonly string[];
  readonly title: string;
  readonly status: ComponentStatus;
  readonly basis: VersionJudgement['basis'];
  readonly isSure: boolean;
  readonly score: number | null;
  /** Null: no catalogue is held, or the flaw has no CVE. */
  readonly kev: boolean | null;
  /** What stands, in words. */
  readonly explanation: Localised;
  /** The one that stands first. */
  readonly words: readonly ExplainedWord[];
}

type ExplainedWord = Omit<StoredWord, 'reasons'> & { readonly explanation: Localised };

type FlawRow = Omit<ComponentFlawEntry, 'explanation' | 'words'> & { readonly words: readonly StoredWord[] };

const columns = `flaw.flaw_key as key, flaw.cve_id as "cveId", flaw.names, flaw.title, flaw.status, flaw.basis, flaw.is_sure as "isSure", flaw.score,
  case when flaw.cve_id is not null and exists (select from advisory_source where id = 'kev' and digest is not null)
    then exists (select from kev_entry kev where kev.cve_id = flaw.cve_id and kev.withdrawn_in is null) end as kev, flaw.words`;

const inOrder = `array_position(array['affected', 'undetermined', 'not-affected', 'fixed'], flaw.status), flaw.score desc nulls last, flaw.flaw_key desc`;

function entryOf<R extends FlawRow>({ words, ...row }: R) {
  const explained = words.map(({ reasons, ...word }): ExplainedWord => ({ ...word, explanation: explainWord({ ...word, reasons }) }));
  const none: Localised = { en: '', nl: '' };
  return { ...row, explanation: explained[0]?.explanation ?? none, words: explained };
}

/** Why nothing may be said of a component: `nameless` names no package, `gone` is in no newest bill, `waiting` was not looked at yet. */
export type ComponentKnowledge = 'matched' | 'waiting' | 'nameless' | 'gone';

export interface ComponentFlaws {
  readonly knowledge: ComponentKnowledge;
  readonly matchedAt: Instant | null;
  readonly items: readonly ComponentFlawEntry[];
}

/** @returns null when there is no such component in this organisation. */
export async function readComponentFlaws({ client, organisationId }: Scope, componentId: Id): Promise<ComponentFlaws | null> {
  const found = await client.query<{
    lineId: string | null;
    isPresent: boolean;
    matchedAt: Instant | null;
    purl: string | null;
    cpe: string | null;
  }>(
    `select known.line_id as "lineId", known.purl, known.cpe, state.matched_at as "matchedAt",
       exists (select from component_version held where held.organisation_id = $1 and held.component_id = known.id and held.present
         and held.valid_to = 'infinity') as "isPresent"
     from component known left join component_matching state on state.organisation_id = $1
     where known.organisation_id = $1 and known.id = $2`,
    [organisationId, componentId],
  );
  const [state] = found.rows;
  if (state === undefined) return null;
  const { lineId, isPresent, matchedAt, purl, cpe } = state;
  if (lineId === null || !isPresent) {
    const isNameless = keysOfLine({ purl, cpe, version: null, within: null, product: null }).own.length === 0;
    return { knowledge: !isPresent ? 'gone' : isNameless ? 'nameless' : 'waiting', matchedAt, items: [] };
  }
  const { rows } = await client.query<FlawRow>(
    `select ${columns} from component_flaw flaw where flaw.organisation_id = $1 and flaw.line_id = $2 order by ${inOrder} limit 2000`,
    [organisationId, lineId],
  );
  return { knowledge: 'matched', matchedAt, items: rows.map(entryOf) };
}

export interface BillFlaw extends Omit<ComponentFlawEntry, 'words' | 'basis' | 'isSure'> {
  readonly componentId: Id;
  readonly componentName: string;
  readonly componentVersion: string | null;
}

export interface BillFlaws {
  readonly items: readonly BillFlaw[];
  readonly total: number;
  /** Of all flaws in all components, whatever is asked. */
  readonly totals: Readonly<Record<'affected' | 'undetermined' | 'notAffected' | 'fixed', number>>;
  /** Components of the newest bill, and those that name no package, of which nothing can be said. */
  readonly components: number;
  readonly nameless: number;
  readonly matchedAt: Instant | null;
}

/** @returns null when there is no such bill in this organisation. */
export async function readBillFlaws(
  { client, organisationId }: Scope,
  sbomId: Id,
  { statuses, limit, offset }: { readonly statuses: readonly ComponentStatus[]; readonly limit: number; readonly offset: number },
): Promise<BillFlaws | null> {
  const counted = await client.query<Omit<BillFlaws, 'items' | 'total' | 'totals'>>(
    `select count(held.component_id)::int as components, count(held.component_id) filter (where known.line_id is null)::int as nameless,
       (select matched_at from component_matching where organisation_id = $1) as "matchedAt"
     from sbom left join component_version held on held.organisation_id = $1 and held.sbom_id = sbom.id and held.present and held.valid_to = 'infinity'
     left join component known on known.organisation_id = $1 and known.id = held.component_id
     where sbom.organisation_id = $1 and sbom.id = $2 group by sbom.id`,
    [organisationId, sbomId],
  );
  const [state] = counted.rows;
  if (state === undefined) return null;
  const of = `from component known join component_flaw flaw on flaw.organisation_id = $1 and flaw.line_id = known.line_id
    where known.organisation_id = $1 and known.sbom_id = $2`;
  const totals = await client.query<BillFlaws['totals']>(
    `select count(*) filter (where flaw.status = 'affected')::int as affected, count(*) filter (where flaw.status = 'undetermined')::int as undetermined,
       count(*) filter (where flaw.status = 'not-affected')::int as "notAffected", count(*) filter (where flaw.status = 'fixed')::int as fixed ${of}`,
    [organisationId, sbomId],
  );
  const { rows } = await client.query<FlawRow & Pick<BillFlaw, 'componentId' | 'componentName' | 'componentVersion'>>(
    `select known.id as "componentId", known.name as "componentName", known.version as "componentVersion", ${columns} ${of}
       and flaw.status = any($3::text[]) order by ${inOrder}, known.name, known.id limit $4 offset $5`,
    [organisationId, sbomId, statuses, limit, offset],
  );
  const [count = { affected: 0, undetermined: 0, notAffected: 0, fixed: 0 }] = totals.rows;
  const keyed = { affected: count.affected, undetermined: count.undetermined, 'not-affected': count.notAffected, fixed: count.fixed };
  const items = rows.map((row) => {
    const { words: _words, basis: _basis, isSure: _isSure, ...entry } = entryOf(row);
    return entry;
  });
  return { ...state, totals: count, total: [...new Set(statuses)].reduce((sum, status) => sum + keyed[status], 0), items };
}

export interface FindingComponent extends Pick<ComponentFlawEntry, 'key' | 'status' | 'explanation'> {
  readonly componentId: Id;
  readonly componentName: string;
  readonly componentVersion: string | null;
  readonly sbomId: Id;
  readonly sbomName: string | null;
  readonly sbomVersion: string | null;
}

/** What the bills of an asset's product say of one flaw today, by any of its names; the gravest first. */
export async function readFlawInBills(
  { client, organisationId }: Scope,
  { assetId, names, today }: { readonly assetId: Id; readonly names: readonly string[]; readonly today: Day },
): Promise<FindingComponent[]> {
  const { rows } = await client.query<FlawRow & Omit<FindingComponent, 'key' | 'status' | 'explanation'>>(
    `select known.id as "componentId", known.name as "componentName", known.version as "componentVersion", sbom.id as "sbomId", sbom.name as "sbomName",
       sbom.version as "sbomVersion", ${columns}
     from asset_sbom link join sbom on sbom.organisation_id = $1 and sbom.id = link.sbom_id
     join component known on known.organisation_id = $1 and known.sbom_id = sbom.id
     join component_flaw flaw on flaw.organisation_id = $1 and flaw.line_id = known.line_id and flaw.flaw_key = any($3::text[])
     where link.organisation_id = $1 and link.asset_id = $2 and link.valid_from_on <= $4::date and link.valid_to_on > $4::date
     order by ${inOrder}, known.name, known.id limit 50`,
    [organisationId, assetId, names, today],
  );
  return rows.map((row) => {
    const { key, status, explanation, componentId, componentName, componentVersion, sbomId, sbomName, sbomVersion } = entryOf(row);
    return { key, status, explanation, componentId, componentName, componentVersion, sbomId, sbomName, sbomVersion };
  });
}
