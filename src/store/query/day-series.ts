/**
 * How many records filters find at the end of each day of a stretch, in one statement for many questions: stretches of days
 * per version (`version-sets.ts`) or, where a filter reads more than those, truth sets per record (`truth.ts`). They come as rows
 * of numbers (`copied-rows.ts`) and are counted here: +1 in the scopes where the asset is when a set begins, −1 when it ends, both
 * when the asset moves (`place-days.ts`), and running sums. Counts only; what they mean, and their intervals, is the core's
 * (design.md 1, "The database does sets, the core does meaning").
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
import { copyRows, type RowBatch } from './copied-rows.ts';
import { bytesOfSet, readPlaceDays, ScopeChanges, type PlaceDays } from './place-days.ts';
import { placesWithin, type Places, type ScopeDimension } from './places.ts';
import type { TruthLevel, TruthWindow } from './truth-units.ts';
import { atomNames, isShort, truthLevel, unitColumn, unitsSql } from './truth-units.ts';
import { sourcesNeededBy, truthWithinSql } from './truth.ts';
import type { NumberedSet } from './version-runs.ts';
import { countVersions, placedVersionsSql, seamsSql, seamWidth, takeSeams, versionWidth } from './version-runs.ts';
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

/** What the counts of one pass may take of memory: over it, questions are answered in several passes, one at a time at the least. */
const bytesOfPass = 64 * 2 ** 20;

/**
 * The same with equal days together (counts change far less often than days pass), for each question.
 * @param places of `preparePlaces`, for the same scopes and days; absent: found within each statement
 */
export async function daySpans(
  scope: Scope,
  sheet: DaySeriesSheet,
  places?: Places,
  bytes = bytesOfPass,
): Promise<readonly (readonly ScopeSpans[])[]> {
  invariant(sheet.from <= sheet.to, 'a stretch of days has a first and a last');
  const window = windowOf(scope, sheet);
  const found = places ?? placesWithin(scope, sheet.scopes, window);
  const placed = await readPlaceDays(scope, found, window);
  const answers: (readonly ScopeSpans[])[] = [];
  for (const questions of passesOf(sheet.questions, Math.floor(bytes / bytesOfSet(placed))))
    answers.push(...(await spansOfPass(scope, { ...sheet, questions }, { window, found, placed })));
  return answers;
}

/** Questions in their order, together as long as they are about no more than so many different sets. */
function passesOf(questions: readonly DayQuestion[], sets: number): readonly (readonly DayQuestion[])[] {
  const passes: { readonly questions: DayQuestion[]; readonly sets: ReadonlySet<string> }[] = [];
  for (const question of questions) {
    const last = passes.at(-1);
    const own = setsOf(question).map(printFilter);
    const together = new Set([...(last?.sets ?? []), ...own]);
    if (last === undefined || together.size > sets) passes.push({ questions: [question], sets: new Set(own) });
    else passes[passes.length - 1] = { questions: [...last.questions, question], sets: together };
  }
  return passes.map((pass) => pass.questions);
}

/** The population, and what is counted within it where that is something else. */
function setsOf({ population, numerator }: DayQuestion): readonly [Filter, ...Filter[]] {
  return numerator === null ? [population] : [population, { op: 'and', of: [population, numerator] }];
}

interface Pass {
  readonly window: TruthWindow;
  readonly found: Places;
  readonly placed: PlaceDays;
}

async function spansOfPass(
  scope: Scope,
  sheet: DaySeriesSheet,
  { window, found, placed }: Pass,
): Promise<readonly (readonly ScopeSpans[])[]> {
  const level = truthLevel(sheet.kind, window);
  const sets = new DaySets(level);
  const asked = sheet.questions.map((question) => sets.numbersOf(question));
  // A source that all sets per record need is needed by the level.
  const [needed = [], ...others] = sets.ofRecords.map(({ filter }) => sourcesNeededBy(filter, level));
  for (const source of needed) if (others.every((one) => one.includes(source))) level.requiredSources.add(source);
  const changes = new ScopeChanges(placed, sets.count);
  const width = widthOf(sets);
  await copyRows(scope, rowsSql({ level, sets, ...found }, width), width, (batch) => countRows(sets, batch, changes));
  const days = Array.from({ length: daysBetween(window.firstDay, window.endDay) }, (_, day) => addDays(window.firstDay, day));
  const bySet = Array.from({ length: sets.count }, (_, set) => scopesOf(sheet, changes, { set, days }));
  return asked.map(({ population, numerator }) => spansOf(scope, sheet, bySet[population], bySet[numerator]));
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

  get count(): number {
    return this.#numbers.size;
  }

  numbersOf(question: DayQuestion): { readonly population: number; readonly numerator: number } {
    const [population, numerator = population] = setsOf(question).map((filter) => this.#numberOf(filter));
    invariant(population !== undefined && numerator !== undefined, 'a question is about a population');
    return { population, numerator };
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

function scopesOf(
  { scopes }: DaySeriesSheet,
  changes: ScopeChanges,
  { set, days }: { readonly set: number; readonly days: readonly Day[] },
): ReadonlyMap<string, SetInScope> {
  const found = new Map<string, SetInScope>();
  const dayAt = (day: number): Day => {
    const named = days[day];
    invariant(named !== undefined, 'changes are of days of the window');
    return named;
  };
  for (const { scope, changes: ofDays } of changes.of(set)) {
    const own = ofDays.map(({ day, ...counts }) => ({ day: dayAt(day), ...counts }));
    found.set(`${scopes.indexOf(scope.scopeKind)} ${scope.scopeId}`, { ...scope, changes: own });
  }
  return found;
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

interface RowsParts extends Places {
  readonly level: TruthLevel;
  readonly sets: DaySets;
}

/** The first column tells rows of three kinds apart: of versions it is the place, which is 0 or more. */
const seamRow = -1;
const runRow = -2;
/** Kind, set, place, weight, first day, day after the last. */
const runWidth = 6;

function widthOf({ versions, ofVersions, ofRecords }: DaySets): number {
  const ofSeams = 1 + seamWidth(ofVersions);
  return Math.max(...(ofVersions.length === 0 ? [] : [versionWidth(versions), ofSeams]), ofRecords.length === 0 ? 0 : runWidth);
}

/** Stretches of versions, their seams, and stretches of records. */
function rowsSql({ level, sets, made, placeOf }: RowsParts, width: number): RawBuilder<unknown> {
  const { versions, ofVersions, ofRecords } = sets;
  const filled = (rows: RawBuilder<unknown>, own: number): RawBuilder<unknown> =>
    own === width
      ? rows
      : sql`select ${sql.join([sql`given.*`, ...Array.from({ length: width - own }, () => sql`0`)])} from (${rows}) given`;
  const marked = (mark: number, rows: RawBuilder<unknown>): RawBuilder<unknown> =>
    sql`select ${sql.raw(String(mark))}, told.* from (${rows}) told`;
  const ofKinds = [
    ...(ofVersions.length === 0
      ? []
      : [
          filled(placedVersionsSql(versions, ofVersions, placeOf), versionWidth(versions)),
          filled(marked(seamRow, seamsSql(versions, ofVersions, placeOf)), 1 + seamWidth(ofVersions)),
        ]),
    ...(ofRecords.length === 0 ? [] : [filled(marked(runRow, runsSql(level, ofRecords)), runWidth)]),
  ];
  const units = ofRecords.length === 0 ? sql`` : sql`u as materialized (${recordsSql(level, placeOf)}),`;
  return sql`with ${made} ${units} counted as not materialized (${sql.join(ofKinds, sql` union all `)}) select * from counted`;
}

function countRows({ versions, ofVersions }: DaySets, batch: RowBatch, changes: ScopeChanges): void {
  const [kinds, sets, places, weights, from, to] = batch.columns;
  for (let row = 0; row < batch.rows; row += 1) {
    const kind = kinds?.[row] ?? 0;
    if (kind === seamRow) takeSeams(ofVersions, batch, { row, start: 1 }, changes);
    if (kind === runRow) changes.addRun(sets?.[row] ?? 0, places?.[row] ?? 0, from?.[row] ?? 0, to?.[row] ?? 0, weights?.[row] ?? 0);
  }
  if (ofVersions.length > 0) countVersions(versions, ofVersions, batch, changes);
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
    const { firstDay } = level.window;
    const unnested = (days: RawBuilder<unknown>, where: RawBuilder<unknown>): RawBuilder<unknown> =>
      sql`select ${set} as set, place_id, weight, lower(r) - ${firstDay}::date as from_on, upper(r) - ${firstDay}::date as to_on
        from (select u.place_id, u.weight, unnest(${days}) as r from u ${where}) unnested`;
    const gathered = level.gathered.get(truth);
    if (gathered === undefined) return [unnested(truth, sql``)];
    const { from, to, many } = gathered;
    return [
      sql`select ${set} as set, u.place_id, u.weight, ${from} - ${firstDay}::date as from_on, ${to} - ${firstDay}::date as to_on from u where ${from} is not null and ${many} is null`,
      unnested(many, sql`where ${many} is not null`),
    ];
  });
  return sql.join(scans, sql` union all `);
}

export function windowOf(scope: Scope, { from, to }: Pick<DaySeriesSheet, 'from' | 'to'>): TruthWindow {
  return { ...scope, firstDay: addDays(from, -1), endDay: addDays(to, 1) };
}
