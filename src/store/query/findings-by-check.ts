/**
 * Findings grouped by the scanner's check, page by page: what one repair closes. Figures are over the findings the
 * filter finds, not over all findings of the check. Fields and sorting: `core/vulnerabilities/finding-group.ts`.
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { SortKey } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { parseSort, printSort } from '#core/query/sort.ts';
import { findingGroup } from '#core/vulnerabilities/finding-group.ts';
import { severities, type Severity } from '#core/vulnerabilities/finding.ts';
import type { Scope } from '#store/scope.ts';
import { compileFilter, kindInPlace } from './compile.ts';
import type { Cursor, CursorValue, KeysetColumn } from './keyset.ts';
import { behindOrTiedSql, behindSql, orderSql, questionHash, readCursor, tiedSql, writeCursor } from './keyset.ts';
import type { ListPage, ListRequest } from './list.ts';
import { matchingSql } from './list.ts';
import type { ResolvedMoment } from './moment.ts';
import { refuseLatestFields, resolveMoment } from './moment.ts';
import { withinTimeLimit } from './time-limit.ts';

export interface FindingGroupItem {
  readonly checkId: string;
  readonly scanner: string;
  readonly title: string;
  /** The highest. */
  readonly severity: Severity;
  readonly assetCount: number;
  readonly findingCount: number;
  /** In order, at most 20. */
  readonly cveIds: readonly string[];
  /** Null: unknown, or not known as of a past day. */
  readonly epssMax: number | null;
  /** True when any is known to be exploited. */
  readonly kev: boolean | null;
  readonly dueOnMin: Day | null;
  readonly openedAtMin: Instant;
}

export const groupCveIdsMax = 20;

/** @throws Problem `sort-invalid`. Empty text: `-severity,-assetCount`. */
export function parseGroupSort(text: string): readonly SortKey[] {
  return parseSort(text, findingGroup);
}

const groupColumns: Readonly<Record<keyof typeof findingGroup.fields, { readonly column: string; readonly nullable: boolean }>> = {
  title: { column: 'g.title_folded', nullable: false },
  scanner: { column: 'g.scanner', nullable: false },
  checkId: { column: 'g.native_id', nullable: false },
  severity: { column: 'g.severity', nullable: false },
  assetCount: { column: 'g.asset_count', nullable: false },
  findingCount: { column: 'g.finding_count', nullable: false },
  epss: { column: 'g.epss', nullable: true },
  kev: { column: 'g.kev', nullable: true },
  dueOn: { column: 'g.due_on', nullable: true },
  openedAt: { column: 'g.opened_at', nullable: false },
};

interface GroupRow extends Omit<FindingGroupItem, 'severity' | 'cveIds'> {
  readonly id: string;
  readonly severity: number;
  readonly cveIds: readonly string[] | null;
  readonly total: number;
  readonly sortValues: readonly CursorValue[];
}

/**
 * One page of groups; `sort` from `parseGroupSort`. The total is exact.
 * @throws Problem as `listRecords`.
 */
export async function listFindingsByCheck(scope: Scope, request: ListRequest): Promise<ListPage<FindingGroupItem>> {
  const place = kindInPlace('finding');
  const moment = resolveMoment(scope, place.kind, request);
  refuseLatestFields(place.kind, moment, request.filter);
  refuseLatestFields(
    findingGroup,
    moment,
    { op: 'and', of: [] },
    request.sort.filter((key) => key.field === 'epss' || key.field === 'kev'),
  );
  const columns = request.sort.map(keysetColumn);
  const hash = questionHash(['finding-group', printFilter(request.filter), printSort(request.sort), request.asOf ?? 'now']);
  const cursor = request.after === undefined ? undefined : readCursor(request.after, hash, columns);
  const filter = compileFilter(request.filter, place, moment);
  const assetPlace = request.sort.findIndex(({ field }) => field === 'assetCount');
  const leading = assetPlace < 0 ? columns.length : assetPlace;
  return withinTimeLimit(scope, async () => {
    const { moved, check } = await checkSources(scope);
    const matched = matchingSql(place, moment, filter, moved);
    const { rows } = await groupsSql({ scope, matched, check, columns, leading, cursor, moment, limit: request.limit + 1 }).execute(
      scope.trx,
    );
    // A page without rows still says how many groups there are: its one row then has no id.
    const groups = rows.filter((row) => row.id !== null);
    const shown = groups.slice(0, request.limit);
    const last = groups.length > request.limit ? shown.at(-1) : undefined;
    return {
      items: shown.map(itemOf),
      next: last === undefined ? null : writeCursor({ id: last.id, values: last.sortValues }, hash),
      total: { count: rows[0]?.total ?? 0, exact: true },
      asOf: moment.asOf,
    };
  });
}

function keysetColumn({ field: name, descending }: SortKey): KeysetColumn {
  const field = findingGroup.fields[name as keyof typeof findingGroup.fields];
  const { column, nullable } = groupColumns[name as keyof typeof findingGroup.fields];
  return { field, expression: sql.raw(column), descending, nullable };
}

/** Where nothing is looked at by two scanners no finding has ever changed its check, and none need be looked up. */
async function checkSources({
  trx,
  organisationId,
}: Scope): Promise<{ readonly moved: ReadonlySet<string>; readonly check: RawBuilder<unknown> }> {
  const { rows } = await sql<{ isAny: boolean }>`
    select exists (select from finding_moved_check where organisation_id = ${organisationId}::uuid) as "isAny"`.execute(trx);
  return rows[0]?.isAny === false
    ? { moved: new Set(), check: sql`fv.check_id` }
    : { moved: new Set(['m']), check: sql`coalesce(m.check_id, fv.check_id)` };
}

interface GroupParts {
  readonly scope: Scope;
  readonly matched: RawBuilder<unknown>;
  /** Of a row of `matched`. */
  readonly check: RawBuilder<unknown>;
  readonly columns: readonly KeysetColumn[];
  /** How many of the columns come before the number of assets. */
  readonly leading: number;
  readonly cursor: Cursor | undefined;
  readonly moment: ResolvedMoment;
  readonly limit: number;
}

/**
 * Flaws of a check are few and findings many: EPSS, KEV and CVEs are read per flaw. Assets of a check are told apart one by one, which
 * costs as much as everything else: only of the groups that can be on the page, by what the order has before their number. How many these are the planner cannot know: the
 * offset keeps it from finding the findings otherwise for their sake.
 */
function groupsSql({ scope, matched, check, columns, leading, cursor, moment, limit }: GroupParts): RawBuilder<GroupRow> {
  const ofThis = sql`organisation_id = ${scope.organisationId}::uuid`;
  const latest = (expression: RawBuilder<unknown>, type: string): RawBuilder<unknown> =>
    moment.past ? sql`null::${sql.raw(type)}` : expression;
  const order = orderSql(columns, sql`g.check_id`);
  const behind = cursor === undefined ? sql`true` : behindSql(columns, sql`g.check_id`, cursor);
  const values = columns.length === 0 ? sql`'[]'::jsonb` : sql`jsonb_build_array(${sql.join(columns.map(cursorValueSql))})`;
  return sql<GroupRow>`with per_flaw as materialized (
      select ${check} as check_id, fv.flaw_id, max(fv.severity) as severity, count(*) as findings,
        min(fv.due_on) filter (where fv.decision is null) as due_on, min(fv.opened_at) as opened_at from ${matched} group by 1, 2),
    groups as materialized (
      select p.check_id, max(p.severity) as severity, sum(p.findings)::int as finding_count, min(p.due_on) as due_on,
        min(p.opened_at) as opened_at, ${latest(sql`max(w.epss)`, 'float8')} as epss, ${latest(sql`bool_or(w.kev)`, 'boolean')} as kev
      from per_flaw p join flaw w on w.${ofThis} and w.id = p.flaw_id group by 1),
    near as materialized (${nearSql({ ofThis, lead: columns.slice(0, leading), cursor, limit })}),
    assets as materialized (
      select check_id, count(*)::int as asset_count
      from (select distinct check_id, asset_id from (select ${check} as check_id, fv.asset_id from ${matched} offset 0) found
        where check_id in (select check_id from near)) of_check
      group by 1),
    page as materialized (
      select g.*, g.check_id as id, ${values} as sort_values, row_number() over (order by ${order}) as place
      from (select near.*, assets.asset_count from near join assets using (check_id)) g
      where ${behind} order by ${order} limit ${limit}),
    named as materialized (
      select p.check_id as id, (array_agg(distinct w.cve_id order by w.cve_id))[1:${sql.raw(String(groupCveIdsMax))}] as cve_ids
      from per_flaw p join flaw w on w.${ofThis} and w.id = p.flaw_id
      where p.check_id in (select id from page) and w.cve_id is not null group by 1)
    select page.id, native_id as "checkId", scanner, title, severity, asset_count as "assetCount", finding_count as "findingCount",
      named.cve_ids as "cveIds", epss as "epssMax", kev, due_on as "dueOnMin", opened_at as "openedAtMin", sort_values as "sortValues", counted.total
    from (select count(*)::int as total from groups) counted left join (page left join named using (id)) on true order by page.place`;
}

/** Groups that can be on the page: of those level by what comes before the number of assets, all. */
function nearSql({
  ofThis,
  lead,
  cursor,
  limit,
}: Pick<GroupParts, 'cursor' | 'limit'> & {
  readonly ofThis: RawBuilder<unknown>;
  readonly lead: readonly KeysetColumn[];
}): RawBuilder<unknown> {
  const named = sql`(select groups.*, c.scanner, c.native_id, c.title, c.title_folded from groups join scanner_check c on c.${ofThis} and c.id = groups.check_id)`;
  if (lead.length === 0) return named;
  const [tied, behind] = cursor === undefined ? [sql`false`, sql`true`] : [tiedSql(lead, cursor), behindOrTiedSql(lead, cursor, sql`true`)];
  // That a row is behind is worked out before it is asked: how few the planner takes to be so would have it try them one by one.
  return sql`select * from (select g.*, rank() over (order by ${orderSql(lead)}) as lead_rank, count(*) filter (where ${tied}) over () as tied
      from (select g.*, ${behind} as is_behind from ${named} g offset 0) g where is_behind) ranked where lead_rank <= tied + ${limit}`;
}

/** Instants as the store writes them everywhere else, to the millisecond; jsonb would write its own form. */
function cursorValueSql({ field, expression }: KeysetColumn): RawBuilder<unknown> {
  return field.type === 'instant' ? sql`to_char(${expression} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : expression;
}

function itemOf(row: GroupRow): FindingGroupItem {
  const severity = severities[row.severity - 1]?.value;
  invariant(severity !== undefined, `${row.severity} is the place of a severity`);
  const { checkId, scanner, title, assetCount, findingCount, epssMax, kev, dueOnMin, openedAtMin } = row;
  return { checkId, scanner, title, severity, assetCount, findingCount, cveIds: row.cveIds ?? [], epssMax, kev, dueOnMin, openedAtMin };
}
