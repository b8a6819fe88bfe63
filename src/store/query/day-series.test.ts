import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asset } from '#core/assets/asset.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { compareCodePoints, foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, daysBetween, endOfDay } from '#core/kernel/time.ts';
import { evaluate } from '#core/query/evaluate.ts';
import { and, filtersOf, not, or } from '#core/query/filter-builder.ts';
import type { Filter } from '#core/query/filter.ts';
import { everything } from '#core/query/filter.ts';
import { hasAge } from '#core/query/operators.ts';
import type { Field, RecordKind } from '#core/query/record-kind.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { PlainRecord } from '#core/query/sort.ts';
import { recordKinds } from '#core/records/registry.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import type { Scope } from '#store/scope.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { arbitraryDays, arbitraryFilter } from '#test/support/arbitrary-filters.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import type { RandomHistory } from '#test/support/random-history.ts';
import { arbitraryHistory, assetsOn, findingsOn, historyFrom, historyTo, storeHistory } from '#test/support/random-history.ts';
import type { DaySeriesRequest, DaySeriesRow } from './day-series.ts';
import { daySeries, daySpans, windowOf } from './day-series.ts';
import { countRecords } from './list.ts';
import { bytesOfSet, readPlaceDays } from './place-days.ts';
import { placesWithin, scopeDimensions, type ScopeDimension } from './places.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);
/** Later than every day asked: each of them is a past day. */
const today = addDays(historyTo, 5);
const now = `${today}T15:00:00.000Z` as Instant;

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

function reading<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  return readingOrganisation(fresh.database, fresh.organisationId, work);
}

const recordsOf = new WeakMap<RandomHistory, Map<string, PlainRecord[]>>();

/** Records are the same for every filter: made once per history and day. */
function recordsOn(history: RandomHistory, kindName: 'asset' | 'finding', day: Day): PlainRecord[] {
  const known = recordsOf.get(history) ?? new Map<string, PlainRecord[]>();
  recordsOf.set(history, known);
  const records = known.get(kindName + day) ?? (kindName === 'asset' ? assetsOn(history, day, true) : findingsOn(history, day, true));
  known.set(kindName + day, records);
  return records;
}

function membersOn(history: RandomHistory, kindName: 'asset' | 'finding', filter: Filter, day: Day): PlainRecord[] {
  const kind: RecordKind = recordKinds[kindName];
  const context = { kind, kinds: recordKinds, now: endOfDay(day, fresh.timeZone), timeZone: fresh.timeZone };
  return recordsOn(history, kindName, day).filter((record) => evaluate(filter, record, context));
}

function scopeOf(dimension: ScopeDimension, record: PlainRecord): string | null {
  if (dimension === 'organisation') return fresh.organisationId;
  const value = record[dimension] ?? null;
  if (value === null) return null;
  return typeof value === 'string' && dimension === 'department' ? foldName(value) : `${value as string | number}`;
}

interface Members {
  readonly denominator: ReadonlySet<string>;
  readonly numerator: ReadonlySet<string>;
}

/** The rows as a person would count them: every day by itself, from the records as of its end. */
function countedByHand(history: RandomHistory, { kind, population, numerator, scopes, from, to }: DaySeriesRequest): DaySeriesRow[] {
  const days = Array.from({ length: daysBetween(from, to) + 2 }, (_, index) => addDays(from, index - 1));
  const members = days.map((day) => {
    const inPopulation = membersOn(history, kind, population, day);
    return { inPopulation, inNumerator: numerator === null ? inPopulation : membersOn(history, kind, and(population, numerator), day) };
  });
  return scopes.flatMap((scopeKind) => {
    const perDay = members.map(({ inPopulation, inNumerator }) => {
      const byScope = new Map<string, Members>();
      for (const scopeId of new Set(inPopulation.map((record) => scopeOf(scopeKind, record)))) {
        if (scopeId === null) continue;
        const ids = (records: PlainRecord[]): Set<string> =>
          new Set(records.filter((record) => scopeOf(scopeKind, record) === scopeId).map((record) => String(record['id'])));
        byScope.set(scopeId, { denominator: ids(inPopulation), numerator: ids(inNumerator) });
      }
      return byScope;
    });
    const scopeIds = new Set([
      ...(scopeKind === 'organisation' ? [fresh.organisationId] : []),
      ...perDay.flatMap((byScope) => [...byScope.keys()]),
    ]);
    return [...scopeIds].toSorted(compareCodePoints).flatMap((scopeId) =>
      days.slice(1).map((day, index): DaySeriesRow => {
        const nobody: Members = { denominator: new Set(), numerator: new Set() };
        const before = perDay[index]?.get(scopeId) ?? nobody;
        const then = perDay[index + 1]?.get(scopeId) ?? nobody;
        return {
          scopeKind,
          scopeId,
          day,
          numerator: then.numerator.size,
          denominator: then.denominator.size,
          gained: [...then.numerator].filter((id) => !before.numerator.has(id)).length,
          lost: [...before.numerator].filter((id) => !then.numerator.has(id)).length,
        };
      }),
    );
  });
}

/**
 * Records that are in the numerator to the end of a version and from the beginning of the next: `seams` of `version-runs.ts`. How
 * many of them on a day on which the record moved to another department, class or tier.
 */
function seamsMet(history: RandomHistory, { kind, population, numerator, from, to }: DaySeriesRequest): { all: number; moved: number } {
  const counted = numerator === null ? population : and(population, numerator);
  const met = { all: 0, moved: 0 };
  for (const { id, versions } of kind === 'asset' ? history.assets : history.findings) {
    for (const { fromOn: day } of versions.filter((version) => version.toOn === null || version.fromOn < version.toOn)) {
      if (day < from || day > to || !versions.some((version) => version.toOn === day && version.fromOn < day)) continue;
      const on = (at: Day): PlainRecord | undefined => membersOn(history, kind, counted, at).find((record) => record['id'] === id);
      const [before, then] = [on(addDays(day, -1)), on(day)];
      if (before === undefined || then === undefined) continue;
      met.all += 1;
      if (['department', 'class', 'tier'].some((name) => before[name] !== then[name])) met.moved += 1;
    }
  }
  return met;
}

/** Department names are shown as their own; here no department has a row, so they stay folded. */
function arbitraryRequest(mayAsk: (field: Field) => boolean): fc.Arbitrary<DaySeriesRequest> {
  const options = { mayAsk, periods: arbitraryDays };
  // Ages are a small part of all leaves, and have the most bounds to get wrong.
  const dated = { mayAsk: (field: Field) => mayAsk(field) && hasAge(field), periods: arbitraryDays, depth: 0 };
  // One or two `and`s of which either holds, as most metrics ask: counted version by version (`version-sets.ts`).
  const eitherOf = (kind: RecordKind): fc.Arbitrary<Filter> => {
    const ofVersions = { ...options, mayAsk: (field: Field) => mayAsk(field) && field.history === 'kept', depth: 0 };
    const age = arbitraryFilter(kind, recordKinds, dated);
    const side = fc.oneof(
      age,
      fc.tuple(age, arbitraryFilter(kind, recordKinds, ofVersions)).map((parts) => and(...parts)),
      age.map(not),
    );
    return fc.tuple(side, side).map((sides) => or(...sides));
  };
  const ofKind = (kind: 'asset' | 'finding'): fc.Arbitrary<DaySeriesRequest> =>
    fc.record({
      kind: fc.constant(kind),
      population: fc.oneof(
        fc.constant(everything),
        arbitraryFilter(recordKinds[kind], recordKinds, options),
        arbitraryFilter(recordKinds[kind], recordKinds, dated),
        eitherOf(recordKinds[kind]),
      ),
      numerator: fc.option(arbitraryFilter(recordKinds[kind], recordKinds, options), { freq: 5 }),
      scopes: fc.subarray([...scopeDimensions], { minLength: 1 }),
      // Long before there was anything: many days are counted in another way than few (`isShort`).
      from: fc.constantFrom(historyFrom, addDays(historyFrom, 3), historyFrom, addDays(historyFrom, -40)),
      to: fc.constantFrom(historyTo, addDays(historyTo, -2)),
    });
  return fc.oneof(ofKind('asset'), ofKind('finding'));
}

function said({ kind, population, numerator }: DaySeriesRequest): string {
  return `${kind} ${printFilter(population)} / ${numerator === null ? null : printFilter(numerator)}`;
}

describe('a day series', () => {
  it('gives on every day and in every scope what memory counts', async () => {
    const [sets, requests] = [10, 30];
    let counted = 0;
    const met = { either: 0, seams: 0, movedSeams: 0 };
    for (const [index, history] of fc.sample(arbitraryHistory, { seed, numRuns: sets }).entries()) {
      await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
      const asked = fc.sample(
        arbitraryRequest(() => true),
        { seed: seed + index, numRuns: requests },
      );
      await reading(async (scope) => {
        for (const request of asked) {
          const rows = await daySeries(scope, request);
          expect(rows, said(request)).toEqual(countedByHand(history, request));
          counted += rows.reduce((sum, row) => sum + row.numerator, 0);
          const seams = seamsMet(history, request);
          met.either += request.population.op === 'or' ? 1 : 0;
          met.seams += seams.all;
          met.movedSeams += seams.moved;
        }
      });
    }
    console.info(
      `day series = memory: ${sets * requests} runs over ${sets} random hospitals, ${counted} record-days, seed ${seed}; ` +
        `${met.either} of either of two, ${met.seams} stretches over two versions, ${met.movedSeams} of them on the day of a move`,
    );
    expect(counted).toBeGreaterThan(1_000);
    expect(met.either).toBeGreaterThan(20);
    expect(met.seams).toBeGreaterThan(100);
    expect(met.movedSeams).toBeGreaterThan(20);
  });

  it('gives on day D what the list as of D gives', async () => {
    const [sets, requests] = [4, 8];
    let days = 0;
    for (const [index, history] of fc.sample(arbitraryHistory, { seed: seed + 77, numRuns: sets }).entries()) {
      await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
      const asked = fc.sample(
        arbitraryRequest((field) => field.history === 'kept'),
        { seed: seed + index, numRuns: requests },
      );
      await reading(async (scope) => {
        for (const request of asked) {
          for (const row of await daySeries(scope, { ...request, scopes: ['organisation'] })) {
            const listed = (filter: Filter): Promise<number> => countRecords(scope, request.kind, { filter, asOf: row.day, now, today });
            expect(row.denominator, said(request)).toBe(await listed(request.population));
            if (request.numerator !== null)
              expect(row.numerator, said(request)).toBe(await listed(and(request.population, request.numerator)));
            days += 1;
          }
        }
      });
    }
    console.info(`day series = list as of each day: ${sets * requests} runs, ${days} days, seed ${seed + 77}`);
  });

  it('over the changes of summer time counts ages as the list does', async () => {
    const [history] = fc.sample(arbitraryHistory, { seed, numRuns: 1 });
    const [first] = history?.assets ?? [];
    const [one] = history?.findings ?? [];
    if (first === undefined || one === undefined) throw new Error('no history');
    const cases = [
      { dueOn: '2026-03-28', openedAt: '2026-03-28T23:00:00.000Z' },
      { dueOn: '2026-10-25', openedAt: '2026-10-25T23:00:00.000Z' },
    ];
    const values = { ...one.versions[0]?.values };
    const ever = { fromOn: '2026-01-01' as Day, toOn: null };
    const home = { ...first, versions: [{ ...ever, values: first.versions[0]?.values ?? {} }] };
    const findings = cases.map((dates, index) => ({
      ...one,
      id: `0193ffff-0000-7000-8000-00000000000${index}`,
      asset: home,
      versions: [{ ...ever, values: { ...one.versions[0]?.values, ...values, ...dates } }],
    }));
    await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, { assets: [home], findings }));
    const f = filtersOf(finding);
    await reading(async (scope) => {
      for (const filter of [
        f.age('gt', 'dueOn', 'P1D'),
        f.age('ge', 'dueOn', 'P1D'),
        f.age('gt', 'openedAt', 'P2D'),
        f.age('ge', 'openedAt', 'P2D'),
      ]) {
        for (const [from, to] of [
          ['2026-03-26', '2026-04-02'],
          ['2026-10-23', '2026-10-30'],
        ] as [Day, Day][]) {
          const rows = await daySeries(scope, { kind: 'finding', population: filter, numerator: null, scopes: ['organisation'], from, to });
          const late = '2026-12-01' as Day;
          for (const row of rows) {
            const listed = await countRecords(scope, 'finding', {
              filter,
              asOf: row.day,
              now: `${late}T12:00:00.000Z` as Instant,
              today: late,
            });
            expect(row.denominator, `${printFilter(filter)} on ${row.day}`).toBe(listed);
          }
        }
      }
    });
  });

  it('names a department as the department itself does', async () => {
    const [history] = fc.sample(
      arbitraryHistory.filter((one) =>
        assetsOn(one, historyFrom, false).some(
          (record) => typeof record['department'] === 'string' && foldName(record['department']) === 'ab',
        ),
      ),
      { seed, numRuns: 1 },
    );
    if (history === undefined) throw new Error('no history');
    await withOrganisation(fresh.database, fresh.organisationId, async (scope) => {
      await storeHistory(scope, history);
      await sql`insert into department (organisation_id, id, name, name_folded, created_at)
        values (${scope.organisationId}, ${fresh.newId()}, 'Ab', 'ab', ${now})`.execute(scope.trx);
    });
    const rows = await reading((scope) =>
      daySeries(scope, {
        kind: 'asset',
        population: everything,
        numerator: null,
        scopes: ['department'],
        from: historyFrom,
        to: historyFrom,
      }),
    );
    const ids = rows.map((row) => row.scopeId);
    expect(ids).toContain('Ab');
    expect(ids).not.toContain('ab');
  });

  it('refuses an age with hours', async () => {
    const population = filtersOf(asset).age('gt', 'firstSeenAt', 'PT12H');
    const asked = reading((scope) =>
      daySeries(scope, { kind: 'asset', population, numerator: null, scopes: ['organisation'], from: historyFrom, to: historyTo }),
    );
    const problem = await asked.catch((error: unknown) => error);
    expect(isProblem(problem) && problem.code).toBe('filter-invalid');
  });

  it('asks for the places and for the records, whatever is asked, and no more', async () => {
    const numerator = and(filtersOf(asset).exists('findings'), filtersOf(asset).age('gt', 'supportEndOn', 'P1D'));
    for (const asked of [null, numerator]) {
      const days = { kind: 'asset', scopes: scopeDimensions, from: historyFrom, to: historyTo } as const;
      const { statements } = await reading((scope) =>
        listening(scope, () => daySeries(scope, { ...days, population: everything, numerator: asked })),
      );
      expect(statements).toEqual(['with', 'copy']);
    }
  });

  it('answers many questions in passes of little memory as it does in one', async () => {
    const [history] = fc.sample(arbitraryHistory, { seed: seed + 5, numRuns: 1 });
    if (history === undefined) throw new Error('a history was drawn');
    await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
    const drawn = fc.sample(
      arbitraryRequest(() => true),
      { seed: seed + 5, numRuns: 40 },
    );
    const asked = drawn.filter(({ kind }) => kind === 'finding').map(({ population, numerator }) => ({ population, numerator }));
    // The same set again is not counted again, as long as it is in the same pass.
    const [first = { population: everything, numerator: null }] = asked;
    const questions = [first, { population: first.population, numerator: null }, ...asked];
    const sheet = { kind: 'finding', questions, scopes: scopeDimensions, from: historyFrom, to: historyTo } as const;
    await reading(async (scope) => {
      const inOne = await listening(scope, () => daySpans(scope, sheet));
      const oneByOne = await listening(scope, () => daySpans(scope, sheet, undefined, 1));
      const window = windowOf(scope, sheet);
      const ofSet = bytesOfSet(await readPlaceDays(scope, placesWithin(scope, sheet.scopes, window), window));
      const some = await listening(scope, () => daySpans(scope, sheet, undefined, 5 * ofSet));
      expect(oneByOne.result).toEqual(inOne.result);
      expect(some.result).toEqual(inOne.result);
      const passes = [inOne, some, oneByOne].map(({ statements }) => statements.filter((word) => word === 'copy').length);
      expect([passes[0], passes[2]]).toEqual([1, questions.length]);
      expect(passes[1]).toBeGreaterThan(1);
      expect(passes[1]).toBeLessThan(questions.length);
    });
  });
});

/** The first word of each statement that the work makes. */
async function listening<T>(scope: Scope, work: () => Promise<T>): Promise<{ readonly result: T; readonly statements: readonly string[] }> {
  const { client } = scope;
  const query = client.query.bind(client);
  const texts: string[] = [];
  const told = (first: unknown): string => (typeof first === 'string' ? first : String((first as { text?: string }).text));
  const noting = (...given: Parameters<typeof query>): unknown => {
    texts.push(told(given[0]));
    return query(...given);
  };
  Object.assign(client, { query: noting });
  const result = await work();
  Object.assign(client, { query });
  return { result, statements: texts.map((text) => text.trim().split(' ')[0] ?? '') };
}
