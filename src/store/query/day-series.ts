/**
 * How many records filters find at the end of each day of a stretch, in one statement for many questions: stretches of days
 * per version (`version-sets.ts`) or, where a filter reads more than those, truth sets per record (`truth.ts`), +1 in the scope where its asset is when a set begins, −1 when it ends, both when the asset moves
 * (`places.ts`), and running sums here. Counts only; what they mean, and their intervals, is the core's (design.md 1, "The
 * database does sets, the core does meaning").
 */
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import { addDays, daysBetween } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { Scope } from '#store/scope.ts';
import { summedSteps } from './placed-runs.ts';
import { placesWithin, type Places, type ScopeDimension } from './places.ts';
import type { TruthLevel, TruthWindow } from './truth-units.ts';
import { atomNames, isShort, truthLevel, unitColumn, unitsSql } from './truth-units.ts';
import { sourcesNeededBy, truthWithinSql } from './truth.ts';
import type { NumberedSet } from './version-runs.ts';
import { placedVersionsSql, seamsSql, versionRunsSql } from './version-runs.ts';
import { VersionSets } from './version-sets.ts';

/** Records of one kind over the same days: their questions share one pass. */
export interface DaySeriesSheet {
  readonly kind: 'asset' | 'finding';
  readonly questions: readonly DayQuestion[];
  readonly scopes: readonly ScopeDimension[];
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
}

export interface DayQuestion {
  /** The denominator. Latest fields in it are taken as they are now, on every day. */
  readonly population: Filter;
  /** Counted within the population; null: the population itself. */
  readonly numerator: Filter | null;
}

export type DaySeriesRequest = Omit<DaySeriesSheet, 'questions'> & DayQuestion;

export interface DaySeriesRow {
  readonly scopeKind: ScopeDimension;
  /** Organisation: its id. Department: its name. Class: its value. Tier: its number as text. */
  readonly scopeId: string;
  readonly day: Day;
  readonly numerator: number;
  readonly denominator: number;
  /** Records in the numerator at the end of this day that were not at the end of the day before. */
  readonly gained: number;
  readonly lost: number;
}

/** Days in a row on which the counts are the same; where units entered or left the numerator it is a single day. */
export interface DaySpan {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
  readonly numerator: number;
  readonly denominator: number;
  readonly gained: number;
  readonly lost: number;
}

export interface ScopeSpans {
  readonly scopeKind: ScopeDimension;
  readonly scopeId: string;
  /** In order; together every day of the stretch that was asked about, once. */
  readonly spans: readonly DaySpan[];
}

/**
 * One row per scope and day, every day from `from` to `to`: the organisation always, another scope where any record of
 * the population was in it within the stretch. Ordered by dimension as asked, scope, day. One statement.
 * @throws Problem `filter-invalid`: an age with hours.
 */
export async function daySeries(scope: Scope, { population, numerator, ...days }: DaySeriesRequest): Promise<readonly DaySeriesRow[]> {
  const [series = []] = await daySpans(scope, { ...days, questions: [{ population, numerator }] });
  return series.flatMap(({ scopeKind, scopeId, spans }) =>
    spans.flatMap(({ from, to, ...counts }) =>
      Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => ({ scopeKind, scopeId, day: addDays(from, index), ...counts })),
    ),
  );
}

/**
 * The same with equal days together (counts change far less often than days pass), for each question.
 * @param places of `preparePlaces`, for the same scopes and days; absent: found within the statement
 */
export async function daySpans(scope: Scope, sheet: DaySeriesSheet, places?: Places): Promise<readonly (readonly ScopeSpans[])[]> {
  invariant(sheet.from <= sheet.to, 'a stretch of days has a first and a last');
  const window = windowOf(scope, sheet);
  const level = truthLevel(sheet.kind, window);
  const sets = new DaySets(level);
  const asked = sheet.questions.map((question) => sets.numbersOf(question));
  // A source that all sets per record need is needed by the level.
  const [needed = [], ...others] = sets.ofRecords.map(({ filter }) => sourcesNeededBy(filter, level));
  for (const source of needed) if (others.every((one) => one.includes(source))) level.requiredSources.add(source);
  const { rows } = await changesSql({ level, sets, ...(places ?? placesWithin(scope, sheet.scopes, window)) }).execute(scope.trx);
  const bySet = new Map<number, Map<string, SetInScope>>();
  for (const row of rows) {
    const scopes = bySet.get(row.set) ?? new Map<string, SetInScope>();
    scopes.set(`${sheet.scopes.indexOf(row.scopeKind)} ${row.scopeId}`, { ...row, changes: readChanges(row.changes, window.firstDay) });
    bySet.set(row.set, scopes);
  }
  return asked.map(({ population, numerator }) => spansOf(scope, sheet, bySet.get(population), bySet.get(numerator)));
}

interface NumberedTruth {
  readonly number: number;
  readonly filter: Filter;
  readonly truth: RawBuilder<unknown>;
}

/** The different sets of a sheet, each made and counted once. */
class DaySets {
  readonly #level: TruthLevel;
  readonly #numbers = new Map<string, number>();
  /** Counted version by version, and per record. */
  readonly ofVersions: NumberedSet[] = [];
  readonly ofRecords: NumberedTruth[] = [];
  readonly versions: VersionSets;

  constructor(level: TruthLevel) {
    this.#level = level;
    this.versions = new VersionSets(level);
  }

  numbersOf({ population, numerator }: DayQuestion): { readonly population: number; readonly numerator: number } {
    const whole = this.#numberOf(population);
    return { population: whole, numerator: numerator === null ? whole : this.#numberOf({ op: 'and', of: [population, numerator] }) };
  }

  #numberOf(filter: Filter): number {
    const name = printFilter(filter);
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(name, number);
    const set = this.versions.setOf(filter);
    if (set === null) this.ofRecords.push({ number, filter, truth: truthWithinSql(filter, this.#level) });
    else this.ofVersions.push({ number, set });
    return number;
  }
}

/** One set in one scope: how many records entered and left it on each day on which any did. */
interface SetInScope {
  readonly scopeKind: ScopeDimension;
  readonly scopeId: string;
  readonly changes: readonly SetChange[];
}

interface SetChange {
  readonly day: Day;
  readonly gained: number;
  readonly lost: number;
}

/** As `changesSql` writes them: the number of the day, how many came and how many went. */
function readChanges(text: string, firstDay: Day): readonly SetChange[] {
  return text.split(',').map((change) => {
    const [day = 0, gained = 0, lost = 0] = change.split(' ').map(Number);
    return { day: addDays(firstDay, day), gained, lost };
  });
}

function spansOf(
  { organisationId }: Scope,
  sheet: DaySeriesSheet,
  population: ReadonlyMap<string, SetInScope> = new Map(),
  numerator: ReadonlyMap<string, SetInScope> = new Map(),
): readonly ScopeSpans[] {
  const scopes = new Map<string, Pick<SetInScope, 'scopeKind' | 'scopeId'>>(population);
  const whole = `${sheet.scopes.indexOf('organisation')} ${organisationId}`;
  if (sheet.scopes.includes('organisation')) scopes.set(whole, { scopeKind: 'organisation', scopeId: organisationId });
  return [...scopes.keys()].toSorted(compareCodePoints).flatMap((key) => {
    const scope = scopes.get(key);
    if (scope === undefined) return [];
    const changes = bothChanges(population.get(key)?.changes ?? [], numerator.get(key)?.changes ?? []);
    return [{ scopeKind: scope.scopeKind, scopeId: scope.scopeId, spans: runningSums(changes, sheet) }];
  });
}

interface Change extends SetChange {
  readonly denominator: number;
}

function bothChanges(population: readonly SetChange[], numerator: readonly SetChange[]): readonly Change[] {
  const byDay = new Map<Day, Change>(
    population.map(({ day, gained, lost }) => [day, { day, denominator: gained - lost, gained: 0, lost: 0 }]),
  );
  for (const change of numerator) byDay.set(change.day, { ...change, denominator: byDay.get(change.day)?.denominator ?? 0 });
  return [...byDay.values()].toSorted((a, b) => compareCodePoints(a.day, b.day));
}

function runningSums(changes: readonly Change[], { from, to }: Pick<DaySeriesSheet, 'from' | 'to'>): DaySpan[] {
  const spans: DaySpan[] = [];
  let start = from;
  let numerator = 0;
  let denominator = 0;
  const close = (last: Day): void => {
    if (start <= last) spans.push({ from: start, to: last, numerator, denominator, gained: 0, lost: 0 });
  };
  for (const { day, denominator: change, gained, lost } of changes) {
    // What was already there at the end of the day before the first is no change of these days.
    if (day > from) close(addDays(day, -1));
    numerator += gained - lost;
    denominator += change;
    if (day < from) continue;
    start = day;
    if (gained === 0 && lost === 0) continue;
    spans.push({ from: day, to: day, numerator, denominator, gained, lost });
    start = addDays(day, 1);
  }
  close(to);
  return spans;
}

interface ChangesParts extends Places {
  readonly level: TruthLevel;
  readonly sets: DaySets;
}

interface ChangesRow {
  readonly set: number;
  readonly scopeKind: ScopeDimension;
  readonly scopeId: string;
  readonly changes: string;
}

/**
 * One row per set and scope. A set that begins or ends changes the scopes of the spot where the asset was; a move changes
 * those of one spot that are not those of the other.
 */
function changesSql({ level, sets, made, placeOf, stays, spotScopes, scopeNames }: ChangesParts): RawBuilder<ChangesRow> {
  const { firstDay, organisationId } = level.window;
  const { versions, ofVersions, ofRecords } = sets;
  const hasSeams = ofVersions.length > 0;
  const runs = [...(hasSeams ? [versionRunsSql(ofVersions)] : []), ...(ofRecords.length === 0 ? [] : [runsSql(level, ofRecords)])];
  return sql<ChangesRow>`with ${made}
    ${ofRecords.length === 0 ? sql`` : sql`u as materialized (${recordsSql(level, placeOf)}),`}
    ${hasSeams ? sql`version as materialized (${placedVersionsSql(versions, placeOf)}),` : sql``}
    runs as materialized (${sql.join(runs, sql` union all `)}),
    ${hasSeams ? sql`seams as materialized (${seamsSql(versions, ofVersions, placeOf)}),` : sql``}
    ${summedSteps({ stays, spotScopes, hasSeams }, level.window)},
    told as (
      select set, scope_no, string_agg(concat_ws(' ', day - ${firstDay}::date, gained, lost), ',' order by day) as changes
      from summed group by 1, 2)
    select told.set, n.scope_kind as "scopeKind", coalesce(d.name, n.scope_id) as "scopeId", told.changes
    from told join ${scopeNames} n on n.scope_no = told.scope_no
    left join department d on d.organisation_id = ${organisationId}::uuid and n.scope_kind = 'department' and d.name_folded = n.scope_id`;
}

/** Records of one place that are alike in all that the sets read are one row with a weight, where days are so few that many are. */
function recordsSql(level: TruthLevel, placeOf: RawBuilder<unknown>): RawBuilder<unknown> {
  const atoms = atomNames(level);
  const place = sql`coalesce(p.place_id, 0)`;
  const asset = unitColumn(level, level.place.stored.series?.assetColumn ?? '');
  const alike = isShort(level.window);
  return sql`select ${sql.join([sql`${place} as place_id`, ...atoms, alike ? sql`count(*)::int as weight` : sql`1 as weight`])}
      from ${unitsSql(level)} left join ${placeOf} p on p.asset_id = ${asset}
      ${alike ? sql`group by ${sql.join([place, ...atoms])}` : sql``}`;
}

/**
 * The stretches of days of each set of each record, a scan for each set (`version-runs.ts` says why). Most sets are gathered days,
 * for which no range need be made.
 */
function runsSql(level: TruthLevel, sets: readonly NumberedTruth[]): RawBuilder<unknown> {
  const scans = sets.flatMap(({ number, truth }) => {
    const set = sql.raw(String(number));
    const unnested = (days: RawBuilder<unknown>, where: RawBuilder<unknown>): RawBuilder<unknown> =>
      sql`select ${set} as set, place_id, weight, lower(r) as from_on, upper(r) as to_on
        from (select u.place_id, u.weight, unnest(${days}) as r from u ${where}) unnested`;
    const gathered = level.gathered.get(truth);
    if (gathered === undefined) return [unnested(truth, sql``)];
    const { from, to, many } = gathered;
    return [
      sql`select ${set} as set, u.place_id, u.weight, ${from} as from_on, ${to} as to_on from u where ${from} is not null and ${many} is null`,
      unnested(many, sql`where ${many} is not null`),
    ];
  });
  return sql.join(scans, sql` union all `);
}

export function windowOf(scope: Scope, { from, to }: Pick<DaySeriesSheet, 'from' | 'to'>): TruthWindow {
  return { ...scope, firstDay: addDays(from, -1), endDay: addDays(to, 1) };
}
