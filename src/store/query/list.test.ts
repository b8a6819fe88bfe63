import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asset } from '#core/assets/asset.ts';
import { isProblem } from '#core/kernel/problem.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays, endOfDay } from '#core/kernel/time.ts';
import { evaluate } from '#core/query/evaluate.ts';
import { and, filtersOf } from '#core/query/filter-builder.ts';
import { everything } from '#core/query/filter.ts';
import type { Filter, SortKey } from '#core/query/filter.ts';
import { compareOperators, hasAge } from '#core/query/operators.ts';
import type { RecordKind } from '#core/query/record-kind.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import type { PlainRecord } from '#core/query/sort.ts';
import { compareRecords, parseSort } from '#core/query/sort.ts';
import { recordKinds } from '#core/records/registry.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Scope } from '#store/scope.ts';
import { arbitraryFilter, arbitrarySort } from '#test/support/arbitrary-filters.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import type { RandomHistory } from '#test/support/random-history.ts';
import { arbitraryHistory, assetsOn, findingsOn, historyDays, historyFrom, historyTo, storeHistory } from '#test/support/random-history.ts';
import { compileFilter, kindInPlace } from './compile.ts';
import { withinOverallLimit, withinTimeLimit, withPatience } from './time-limit.ts';
import { countRecords, getRecord, listRecords } from './list.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);
const today = historyTo;
const now = `${today}T15:00:00.000Z` as Instant;

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

function reading<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  return readingOrganisation(fresh.database, fresh.organisationId, work);
}

interface Asked {
  readonly kind: 'asset' | 'finding';
  readonly filter: Filter;
  readonly sort: readonly SortKey[];
  readonly asOf: Day | undefined;
}

/** What the list must give, from memory. */
function expected(history: RandomHistory, { kind: name, filter, sort, asOf }: Asked): PlainRecord[] {
  const kind: RecordKind = recordKinds[name];
  const day = asOf ?? today;
  const withLatest = day === today;
  const records = name === 'asset' ? assetsOn(history, day, withLatest) : findingsOn(history, day, withLatest);
  const at = withLatest ? now : endOfDay(day, fresh.timeZone);
  return records
    .filter((record) => evaluate(filter, record, { kind, kinds: recordKinds, now: at, timeZone: fresh.timeZone }))
    .toSorted(compareRecords(sort, kind))
    .map(({ findings: _children, ...record }) => record);
}

const findings = filtersOf(finding);
const isOpen = findings.eq('state', 'open');
/** Filters and orders for which an index is walked: alone, or with more to ask of each row. */
const arbitraryWalk = {
  filter: fc.constantFrom(
    isOpen,
    and(isOpen, findings.ge('severity', 'medium')),
    and(isOpen, findings.known('department')),
    and(findings.unknown('owner'), isOpen, findings.age('gt', 'dueOn', 'P1D')),
  ),
  sort: fc.constantFrom('-severity', 'dueOn').map((text) => parseSort(text, finding)),
};

function arbitraryAsked(kindName: 'asset' | 'finding'): fc.Arbitrary<Asked> {
  const kind: RecordKind = recordKinds[kindName];
  const present = fc.record({
    kind: fc.constant(kindName),
    filter: arbitraryFilter(kind, recordKinds),
    sort: arbitrarySort(kind),
    asOf: fc.constantFrom(undefined, today),
  });
  const past = fc.record({
    kind: fc.constant(kindName),
    filter: arbitraryFilter(kind, recordKinds, { mayAsk: (field) => field.history === 'kept' }),
    sort: arbitrarySort(kind, (field) => field.history === 'kept'),
    asOf: fc.nat({ max: historyDays - 2 }).map((days) => addDays(historyFrom, days)),
  });
  // Ages are a small part of all leaves, and have the most bounds to get wrong.
  const dated = fc.record({
    kind: fc.constant(kindName),
    filter: arbitraryFilter(kind, recordKinds, { mayAsk: (field) => field.history === 'kept' && hasAge(field), depth: 0 }),
    sort: fc.constant([]),
    asOf: fc.nat({ max: historyDays - 1 }).map((days) => addDays(historyFrom, days)),
  });
  if (kindName === 'asset') return fc.oneof(present, past, dated);
  // The orders that walk an index have a statement of their own form.
  const walk = fc.record({
    kind: fc.constant(kindName),
    ...arbitraryWalk,
    asOf: fc.nat({ max: historyDays - 1 }).map((days) => addDays(historyFrom, days)),
  });
  return fc.oneof(present, past, dated, walk);
}

function said(asked: Asked): string {
  return `${asked.kind} ${printFilter(asked.filter)} sort ${JSON.stringify(asked.sort)} as of ${asked.asOf}`;
}

describe('a list', () => {
  const sets = 8;
  const questions = 60;

  it(`gives what memory gives, in its order and with its values`, async () => {
    const histories = fc.sample(arbitraryHistory, { seed, numRuns: sets });
    let found = 0;
    for (const [index, history] of histories.entries()) {
      await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
      const asked = fc.sample(fc.oneof(arbitraryAsked('asset'), arbitraryAsked('finding')), { seed: seed + index, numRuns: questions });
      await reading(async (scope) => {
        for (const question of asked) {
          const page = await listRecords(scope, question.kind, { ...question, limit: 1_000, now, today });
          const memory = expected(history, question);
          expect(page.items, said(question)).toEqual(memory);
          expect(page.total, said(question)).toEqual({ count: memory.length, exact: true });
          found += memory.length;
        }
      });
    }
    console.info(`memory = SQL lists: ${sets * questions} runs over ${sets} random hospitals, ${found} rows compared, seed ${seed}`);
    // Filters that find nothing would prove little.
    expect(found).toBeGreaterThan(sets * questions);
  });

  it('paged by any size visits every row once, in the order of memory', async () => {
    const histories = fc.sample(arbitraryHistory, { seed: seed + 1_000, numRuns: 5 });
    let pages = 0;
    for (const [index, history] of histories.entries()) {
      await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
      const asked = fc.sample(
        fc.tuple(
          fc.oneof(
            arbitrarySort(asset).map((sort) => ({ kind: 'asset' as const, filter: everything, sort })),
            arbitrarySort(finding).map((sort) => ({ kind: 'finding' as const, filter: everything, sort })),
            fc.record({ kind: fc.constant('finding' as const), ...arbitraryWalk }),
            // Along an index of the flaws, which only the newest values have.
            arbitraryWalk.filter.map((filter) => ({ kind: 'finding' as const, filter, sort: parseSort('-epss', finding) })),
          ),
          fc.integer({ min: 1, max: 4 }),
          // Above it an index is walked.
          fc.constantFrom(0, 2, undefined),
        ),
        { seed: seed + index, numRuns: 15 },
      );
      await reading(async (scope) => {
        for (const [{ kind, filter, sort }, limit, countMax] of asked) {
          const seen: unknown[] = [];
          let after: string | undefined;
          do {
            const page = await listRecords(scope, kind, { filter, sort, limit, after, now, today }, countMax);
            expect(page.items.length).toBeLessThanOrEqual(limit);
            seen.push(...page.items);
            after = page.next ?? undefined;
            pages += 1;
          } while (after !== undefined);
          const whole = { kind, filter, sort, asOf: undefined };
          const memory = expected(history, whole);
          expect(seen, said(whole)).toEqual(memory);
          const { total } = await listRecords(scope, kind, { filter, sort, limit, now, today }, countMax);
          const isExact = countMax === undefined || memory.length <= countMax;
          expect(total, said(whole)).toEqual({ count: isExact ? memory.length : countMax, exact: isExact });
        }
      });
    }
    console.info(`keyset paging: 75 runs, ${pages} pages, seed ${seed}`);
  });

  it('compares the age of a day with every period at every bound as memory does', async () => {
    const [history] = fc.sample(arbitraryHistory, { seed, numRuns: 1 });
    const one = history?.findings.find((each) => each.versions.length > 0);
    if (history === undefined || one === undefined) throw new Error('no history');
    const findings = [-3, -2, -1, 0, 1].map((days, index) => ({
      ...one,
      id: `0193ffff-0000-7000-8000-00000000000${index}`,
      versions: [{ fromOn: historyFrom, toOn: null, values: { ...one.versions[0]?.values, dueOn: addDays(today, days) } }],
    }));
    await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, { ...history, findings }));
    await reading(async (scope) => {
      for (const op of compareOperators) {
        for (const period of ['P0D', 'P1D', 'PT15H', 'PT16H', 'P1DT15H', 'P1DT16H', '-P1D', '-PT8H', '-PT9H', '-P1DT9H'] as const) {
          for (const asOf of [undefined, addDays(today, -1)]) {
            const filter = filtersOf(finding).age(op, 'dueOn', period);
            const page = await listRecords(scope, 'finding', { filter, sort: [], limit: 100, now, today, asOf });
            const memory = expected({ ...history, findings }, { kind: 'finding', filter, sort: [], asOf });
            expect(page.items, `${printFilter(filter)} as of ${asOf}`).toEqual(memory);
          }
        }
      }
    });
  });

  it('counts what it lists, and finds one record by its id as of any day', async () => {
    const [history] = fc.sample(arbitraryHistory, { seed: seed + 5, numRuns: 1 });
    if (history === undefined) throw new Error('no history');
    await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
    await reading(async (scope) => {
      const asOf = addDays(historyFrom, 6);
      const listed = await listRecords(scope, 'finding', { filter: everything, sort: [], limit: 1_000, now, today, asOf });
      expect(await countRecords(scope, 'finding', { now, today, asOf })).toBe(listed.items.length);
      for (const item of listed.items) expect(await getRecord(scope, 'finding', item.id, { now, today, asOf })).toEqual(item);
      expect(await getRecord(scope, 'finding', '01935b2c-8d4e-7a10-9c3f-000000000000', { now, today })).toBeNull();
    });
  });
});

async function problemOf(work: () => Promise<unknown>): Promise<{ code: string; data: unknown; message: string }> {
  try {
    await work();
  } catch (error) {
    if (isProblem(error)) return { code: error.code, data: error.data, message: error.message };
    throw error;
  }
  throw new Error('no Problem came');
}

describe('a question that cannot be answered', () => {
  const list = (changes: object): Promise<{ code: string; data: unknown; message: string }> =>
    problemOf(() => reading((scope) => listRecords(scope, 'finding', { filter: everything, sort: [], limit: 10, now, today, ...changes })));
  const past = addDays(today, -3);
  const findings = filtersOf(finding);

  it('about a latest field as of a past day says which field', async () => {
    expect(await list({ asOf: past, filter: and(findings.eq('kev', true)) })).toMatchObject({
      code: 'filter-invalid',
      data: { found: 'kev' },
    });
    expect(await list({ asOf: past, sort: parseSort('-epss', finding) })).toMatchObject({ code: 'sort-invalid', data: { found: 'epss' } });
    const assets = filtersOf(asset);
    const nested = problemOf(() =>
      reading((scope) =>
        listRecords(scope, 'asset', {
          filter: assets.exists('findings', findings.eq('kev', true)),
          sort: [],
          limit: 1,
          now,
          today,
          asOf: past,
        }),
      ),
    );
    expect(await nested).toMatchObject({ code: 'filter-invalid', data: { found: 'kev' } });
  });

  it('as of a day to come, or of a kind without history, is refused', async () => {
    expect(await list({ asOf: addDays(today, 1) })).toMatchObject({ code: 'request-invalid' });
    const problem = problemOf(() =>
      reading((scope) => listRecords(scope, 'import', { filter: everything, sort: [], limit: 1, now, today, asOf: past })),
    );
    expect(await problem).toMatchObject({ code: 'request-invalid', message: expect.stringContaining('no history') as string });
  });

  it('with a cursor of another question, or a damaged one, is refused', async () => {
    const [history] = fc.sample(
      arbitraryHistory.filter((one) => findingsOn(one, today, true).length > 3),
      { seed, numRuns: 1 },
    );
    if (history === undefined) throw new Error('no history');
    await withOrganisation(fresh.database, fresh.organisationId, (scope) => storeHistory(scope, history));
    const sort = parseSort('-severity,openedAt', finding);
    const page = await reading((scope) => listRecords(scope, 'finding', { filter: everything, sort, limit: 2, now, today }));
    const after = page.next ?? '';
    expect(after).not.toBe('');
    expect(await list({ after })).toMatchObject({ code: 'cursor-invalid' });
    expect(await list({ after, sort, filter: findings.eq('kev', true) })).toMatchObject({ code: 'cursor-invalid' });
    const whole = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[];
    for (const damaged of [
      [...whole, 1],
      whole.slice(0, 2),
      [whole[0], 'x', ...whole.slice(2)],
      [...whole.slice(0, 3), "2026-01-01'"],
      { a: 1 },
    ]) {
      expect(await list({ after: Buffer.from(JSON.stringify(damaged)).toString('base64url'), sort })).toMatchObject({
        code: 'cursor-invalid',
      });
    }
    expect(await list({ after: '%%%', sort })).toMatchObject({ code: 'cursor-invalid' });
  });

  it('that takes longer than the limit becomes a Problem', async () => {
    const slow = problemOf(() => reading((scope) => withinTimeLimit(scope, () => sql`select pg_sleep(10)`.execute(scope.trx), 20)));
    expect(await slow).toMatchObject({ code: 'filter-too-broad', data: { limitMs: 20 } });
    await reading(async (scope) => {
      await withinTimeLimit(scope, () => sql`select 1`.execute(scope.trx), 20);
      // The limit ends with the work: the rest of the transaction has the pool's own.
      await sql`select pg_sleep(0.05)`.execute(scope.trx);
    });
  });
});

describe('work that nobody waits for', () => {
  it('has a limit of its own on each of its lists, and gives it back', async () => {
    const pause = (scope: Scope) => withinTimeLimit(scope, () => sql`select pg_sleep(0.08)`.execute(scope.trx), 20);
    await reading((scope) => withPatience(scope, () => pause(scope), 5_000));
    const after = problemOf(() =>
      reading(async (scope) => {
        await withPatience(scope, async () => undefined, 5_000);
        await pause(scope);
      }),
    );
    expect(await after).toMatchObject({ code: 'filter-too-broad', data: { limitMs: 20 } });
  });
});

describe('an answer of several questions', () => {
  it('has one time limit over all of them', async () => {
    const pause = (scope: Scope) => withinTimeLimit(scope, () => sql`select pg_sleep(0.06)`.execute(scope.trx));
    const both = (limitMs: number) =>
      reading((scope) =>
        withinOverallLimit(
          scope,
          async () => {
            await pause(scope);
            await pause(scope);
          },
          limitMs,
        ),
      );
    expect(await problemOf(() => both(90))).toMatchObject({ code: 'filter-too-broad' });
    await both(5_000);
  });
});

describe('the statements of a list', () => {
  it('are three, whatever the filter, sort and number of rows', async () => {
    const counts = new Set<number>();
    for (const [filter, limit] of [
      ['and()', 1],
      ['and(eq(class,medical),exists(findings,gt(age(openedAt),P1D)))', 100],
    ] as const) {
      await withOrganisation(fresh.database, fresh.organisationId, async (scope) => {
        let statements = 0;
        const counting = scope.trx.withPlugin({
          transformQuery: ({ node }) => {
            statements += 1;
            return node;
          },
          transformResult: ({ result }) => Promise.resolve(result),
        });
        await listRecords({ ...scope, trx: counting }, 'asset', {
          filter: parseFilter(filter, asset, recordKinds),
          sort: parseSort('-tier,name', asset),
          limit,
          now,
          today,
        });
        counts.add(statements);
      });
    }
    expect([...counts]).toEqual([3]);
  });

  it('bind every value and name the organisation for every table', () => {
    const moment = { organisationId: fresh.organisationId, timeZone: fresh.timeZone, asOf: today, now };
    fc.assert(
      fc.property(arbitraryFilter(asset, recordKinds), (filter) => {
        const { condition } = compileFilter(filter, kindInPlace('asset'), moment);
        const compiled = sql`${condition}`.compile(fresh.database.kysely);
        // Nothing but our own words: no quotes, so no literal of anyone's.
        expect(compiled.sql).toMatch(/^[a-z0-9_.,:$<>=()[\]\s]*$/);
        const tables = compiled.sql.match(/\b(?:from|join) [a-z_]+ x_/g)?.length ?? 0;
        expect(compiled.sql.match(/\.organisation_id = \$/g)?.length ?? 0).toBe(tables);
      }),
      { seed, numRuns: 300 },
    );
  });

  it('give the other organisation nothing', async () => {
    const page = await readingOrganisation(fresh.database, fresh.otherOrganisationId, (scope) =>
      listRecords(scope, 'finding', { filter: everything, sort: [], limit: 10, now, today }),
    );
    expect(page).toMatchObject({ items: [], total: { count: 0, exact: true }, next: null });
  });
});
