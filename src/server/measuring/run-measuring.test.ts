/** The whole way on a real database: records → day series → gates → measurements → view, against the lists readers see. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import { knownAssets } from '#core/metrics/populations.ts';
import { countedMeasures, originOf } from '#core/metrics/define-metric.ts';
import { metrics } from '#core/metrics/registry.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { MetricView, Overview } from '#contract/endpoints/metrics.ts';
import { readChanges } from '#store/changes.ts';
import { askMeasuring, readPending } from '#store/measuring/pending.ts';
import type { MetricScope } from '#store/measuring/read-series.ts';
import { countRecords, listRecords } from '#store/query/list.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { storeHospital, storeLists } from '#test/support/stored-hospital.ts';
import { Remembered } from '../remembered.ts';
import { metricSummaries, metricView, wholeOrganisation, type Reading } from './metric-view.ts';
import { overview } from './overview.ts';
import { runMeasuring, type MeasuringResult } from './run-measuring.ts';

const from = '2025-01-01' as Day;
const today = '2026-03-02' as Day;
const now = '2026-03-02T15:00:00.000Z' as Instant;

/** Asked of the records; what people enter is tried in `enter-value.test.ts`. */
const computed = metrics.filter((metric) => originOf(metric) === 'records');

/** Of a month and not of a day: tried in `count-lives.test.ts`. */
const followed = 'VUL-04';

let fresh: FreshDatabase;
let first: MeasuringResult;
const reading = <T>(work: (scope: Scope) => Promise<T>) => readingOrganisation(fresh.database, fresh.organisationId, work);
const writing = <T>(work: (scope: Scope) => Promise<T>) => withOrganisation(fresh.database, fresh.organisationId, work);
const measure = (more: { fromDay?: Day } = {}) =>
  runMeasuring({ database: fresh.database, organisationId: fresh.organisationId, today, now, ...more });

beforeAll(async () => {
  fresh = await freshDatabase();
  await writing((scope) => storeHospital(scope, { assets: 150, findingsPerAsset: 4, from, months: 14 }));
  // Some departments are never told; every fourth asset is of no class and every fifth of no tier anyway.
  await writing(({ client, organisationId }) =>
    client.query(
      `update asset_version set department = null, department_folded = null
       where organisation_id = $1 and name in (select 'asset ' || n * 9 from generate_series(1, 16) n)`,
      [organisationId],
    ),
  );
  await writing((scope) => storeLists(scope, { from, asOf: today }));
  first = await measure();
}, 300_000);
afterAll(() => fresh.drop());

const scopes: readonly MetricScope[] = [
  wholeOrganisation,
  { kind: 'department', id: 'Ward 2' },
  { kind: 'class', id: 'medical' },
  { kind: 'tier', id: '1' },
];
/** Among them both changes of summer time, the day before today, and today. */
const days = ['2025-01-20', '2025-03-30', '2025-07-09', '2025-10-26', '2025-12-31', '2026-03-01', '2026-03-02'] as Day[];

describe('measuring', () => {
  it('without any record measures nothing', async () => {
    const result = await runMeasuring({ database: fresh.database, organisationId: fresh.otherOrganisationId, today, now });
    expect(result).toMatchObject({ fromDay: null, days: 0, rows: 0 });
  });

  it('the first time goes back to the first day, and a second time finds nothing to write', async () => {
    expect(first).toMatchObject({ fromDay: from, days: 426, metrics: computed.length });
    // Each measure over 426 days: the organisation, 6 departments, 3 classes and 4 tiers. Of one class alone, no other classes.
    const measures = computed.flatMap((metric) => countedMeasures(metric));
    expect(first.rows).toBeLessThanOrEqual(measures.length * 426 * 14);
    const everywhere = measures.filter(({ scopes: told }) => told.length > 1);
    expect(first.rows).toBeGreaterThan(everywhere.length * 426 * 12);
    expect(await measure({ fromDay: from })).toMatchObject({ days: 426, rows: 0 });
  });

  it.each(computed.filter(({ id }) => id !== followed).map(({ id }) => id))(
    '%s: the rows beneath a figure are exactly as many as the figure says, in every scope and on every day',
    async (id) => {
      let compared = 0;
      await reading(async (scope) => {
        for (const own of scopes) {
          const view = await metricView(scope, { id, scope: own, today });
          for (const shown of view.measures) {
            for (const day of days) {
              const point = shown.series.find((candidate) => candidate.day === day);
              if (point === undefined || point.numerator === null) continue;
              const { rows } = shown;
              invariant(rows !== null, 'what is computed has rows');
              const by = rows.countedBy;
              const count = async (kind: string, rql: string) => {
                const asked = { filter: parseFilter(rql, recordKinds[kind as 'asset'], recordKinds), asOf: day, today, now };
                if (by === undefined) return countRecords(scope, kind as 'asset' | 'finding', asked);
                const { items, next } = await listRecords(scope, kind as 'asset', { ...asked, sort: [], limit: 1_000 });
                expect(next).toBeNull();
                return new Set(items.map((item) => item[by])).size;
              };
              const what = `${shown.measure} in ${own.kind} ${own.id} on ${day}`;
              expect(await count(rows.kind, rows.numerator), what).toBe(point.numerator);
              if (rows.denominator !== null) {
                expect(await count(rows.denominatorKind ?? '', rows.denominator), what).toBe(point.denominator);
              }
              compared += 1;
            }
          }
        }
      });
      // What is told of today alone has one day, and what is not told by part has a quarter of the others.
      const isOfToday = metrics.find((metric) => metric.id === id)?.measures[0]?.kind === 'expected';
      if (isOfToday) expect(compared).toBeGreaterThan(5);
      else expect(compared).toBeGreaterThan(metrics.find((metric) => metric.id === id)?.measures[0]?.scopes.length === 1 ? 10 : 20);
    },
  );

  it('VUL-12 gives the ages that 50 % and 90 % have not passed as the database itself ranks them', async () => {
    await reading(async (scope) => {
      for (const [own, where] of [
        [wholeOrganisation, 'true'],
        [{ kind: 'class', id: 'medical' }, "av.class = 'medical'"],
        [{ kind: 'tier', id: '1' }, 'av.tier = 1'],
      ] as const) {
        const view = await metricView(scope, { id: 'VUL-12', scope: own, today });
        for (const percent of [50, 90]) {
          const series = view.measures.find(({ measure: name }) => name === `age-p${percent}`)?.series;
          for (const day of days) {
            const { rows } = await scope.client.query<{ age: number | null; n: number }>(
              `select percentile_disc($3::float8) within group (order by $2::date - (opened_at at time zone 'Europe/Amsterdam')::date) as age,
                 count(*)::int as n
               from finding_version fv left join asset_version av on av.organisation_id = $1 and av.asset_id = fv.asset_id
                 and av.valid_from_on <= $2::date and $2::date < av.valid_to_on
               where fv.organisation_id = $1 and fv.valid_from_on <= $2::date and $2::date < fv.valid_to_on
                 and state = 'open' and severity = 4 and decision is distinct from 'false-positive' and ${where}`,
              [scope.organisationId, day, percent / 100],
            );
            const point = series?.find((candidate) => candidate.day === day);
            const what = `P${percent} in ${own.kind} ${own.id} on ${day}`;
            expect(point?.value ?? null, what).toBe(rows[0]?.age ?? null);
            if (point?.value !== null) expect(point?.numerator, what).toBe(rows[0]?.n);
          }
          expect(series?.some(({ value }) => value !== null && value > 0)).toBe(true);
        }
      }
    });
  });

  it('AST-08 counts segments and not assets, and leaves no part out where they do not add up', async () => {
    const view = await reading((scope) => metricView(scope, { id: 'AST-08', scope: wholeOrganisation, today }));
    const series = view.measures[0]?.series ?? [];
    expect(Math.max(...series.map(({ denominator }) => denominator ?? 0))).toBeLessThanOrEqual(60);
    expect(series.some(({ numerator, denominator }) => numerator !== null && denominator !== null && numerator < denominator)).toBe(true);
    expect(view.breakdown.length).toBeGreaterThan(6);
    expect(view.unplaced).toEqual([]);
    expect(view.measures[0]?.rows?.countedBy).toBe('segment');
  });

  it('AST-10 says for the whole organisation alone how many days ago the register came', async () => {
    const [whole, ward] = await reading(async (scope) => [
      await metricView(scope, { id: 'AST-10', scope: wholeOrganisation, today }),
      await metricView(scope, { id: 'AST-10', scope: { kind: 'department', id: 'Ward 2' }, today }),
    ]);
    const days = (view: MetricView | undefined) => view?.measures.find(({ measure: name }) => name === 'days-since-reconciled')?.series;
    // A register every week from the first day on.
    expect(
      days(whole)
        ?.slice(0, 9)
        .map(({ value }) => value),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1]);
    expect(days(whole)?.[0]).toMatchObject({ state: 'measured', numerator: null, denominator: null, lower: null });
    expect(days(ward)).toEqual([]);
    expect(ward?.measures[0]?.series.length).toBe(426);
  });

  it('a day that comes out otherwise gets a further revision, and only such days do', async () => {
    const changedOn = addDays(today, -10);
    await writing(async (scope) => {
      await scope.client.query(
        `update asset_version set owner = null, owner_folded = null where organisation_id = $1 and valid_from_on <= $2 and valid_to_on > $2
           and asset_id = (select asset_id from asset_version where organisation_id = $1 and owner is not null and registered and
             lifecycle = 'in-use' and valid_from_on <= $2 and valid_to_on > $3 order by asset_id limit 1)`,
        [scope.organisationId, changedOn, today],
      );
      await askMeasuring(scope, changedOn, now);
    });
    const result = await measure();
    expect(result.fromDay).toBe(changedOn);
    expect(result.rows).toBeGreaterThan(0);
    const { rows } = await reading((scope) =>
      scope.client.query('select distinct metric_id from measurement where organisation_id = $1 and revision > 1', [scope.organisationId]),
    );
    expect(rows).toEqual([{ metric_id: 'AST-11' }]);
    expect(await reading(readPending)).toBeNull();
  });

  it('a department that lost its last asset does not keep its old figures', async () => {
    await writing((scope) =>
      scope.client.query(
        `update asset_version set department = 'Ward 1', department_folded = 'ward 1' where organisation_id = $1 and department_folded = 'ward 6'`,
        [scope.organisationId],
      ),
    );
    await measure({ fromDay: from });
    const view = await reading((scope) => metricView(scope, { id: 'AST-11', scope: { kind: 'department', id: 'WARD 6' }, today }));
    expect(view.measures[0]?.series.every(({ state }) => state === 'not-applicable')).toBe(true);
  });

  it('closes the gate of AST-03 when the register is older than a week, and says why', async () => {
    const later = addDays(today, 20);
    await runMeasuring({
      database: fresh.database,
      organisationId: fresh.organisationId,
      today: later,
      now: `${later}T12:00:00.000Z` as Instant,
    });
    const view = await reading((scope) => metricView(scope, { id: 'AST-03', scope: wholeOrganisation, today: later }));
    expect(view.measures[0]?.series.at(-1)).toMatchObject({
      day: later,
      state: 'gated',
      value: null,
      reasons: ['unknown-assets-not-handled-weekly'],
    });
  });
});

const remembered = new Remembered();
async function readingOn(scope: Scope, day: Day): Promise<Reading> {
  return { today: day, changes: await readChanges(scope), remembered };
}

describe('what is read', () => {
  it('keeps to the contract, in every scope', async () => {
    await reading(async (scope) => {
      for (const { id } of metrics) {
        for (const own of scopes) MetricView.parse(await metricView(scope, { id, scope: own, today }));
      }
      expect(await metricSummaries(scope, await readingOn(scope, today))).toHaveLength(metrics.length);
    });
  });

  it('charts whole months of what fell due, without overlap: the days of a month add up to its point', async () => {
    const view = await reading((scope) => metricView(scope, { id: 'VUL-05', scope: wholeOrganisation, today }));
    const byDay = view.measures.find((shown) => shown.measure === 'in-time-by-day');
    const june = byDay?.series.filter(({ day }) => day.startsWith('2025-06')) ?? [];
    const point = view.measures[0]?.chart.points.find(({ periodStartOn }) => periodStartOn === '2025-06-01');
    expect(june).toHaveLength(30);
    expect(point?.denominator).toBe(june.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0));
    const last = view.measures[0]?.series.find(({ day }) => day === '2025-06-30');
    expect([point?.numerator, point?.denominator]).toEqual([last?.numerator, last?.denominator]);
  });

  it('rests on every day since the first, also after more years than a first run reaches back', async () => {
    const later = '2029-06-01' as Day;
    const view = await reading((scope) => metricView(scope, { id: 'AST-01', scope: wholeOrganisation, today: later }));
    expect(view.measures[0]?.series[0]?.day).toBe(from);
    expect(view.measures[0]?.chart.points[0]?.periodStartOn).toBe(from);
  });

  it('estimates the true number from what each list misses of the other, and only of the whole', async () => {
    await reading(async (scope) => {
      const day = '2025-12-31' as Day;
      const { measures, unplaced } = await metricView(scope, { id: 'AST-16', scope: wholeOrganisation, today });
      const [coverage, total] = measures.map(({ series }) => series.find((point) => point.day === day));
      const known = (rql: string) =>
        countRecords(scope, 'asset', {
          filter: parseFilter(`and(not(in(lifecycle,(planned,retired))),${rql})`, recordKinds.asset, recordKinds),
          asOf: day,
          today,
          now,
        });
      // By hand from the lists of that day: medical devices and the rest; there is no building technology.
      let [sum, registered] = [0, 0];
      for (const stratum of ['eq(class,medical)', 'not(eq(class,medical))']) {
        const one = await known(`eq(registered,true),${stratum}`);
        const two = await known(`eq(seen,true),${stratum}`);
        const both = await known(`eq(registered,true),eq(seen,true),${stratum}`);
        sum += ((one + 1) * (two + 1)) / (both + 1) - 1;
        registered += one;
      }
      expect(total?.value).toBeCloseTo(sum, 9);
      expect(coverage).toMatchObject({ state: 'measured', numerator: registered });
      expect(coverage?.value).toBeCloseTo(registered / sum, 9);
      expect(unplaced).toEqual([]);
      const medical = await metricView(scope, { id: 'AST-16', scope: { kind: 'class', id: 'medical' }, today });
      expect(medical.measures[0]?.series).toEqual([]);
    });
  });

  it('breaks the headline down by department, class and tier under their own names', async () => {
    const view = await reading((scope) => metricView(scope, { id: 'AST-01', scope: wholeOrganisation, today }));
    expect(view.breakdown.map(({ label }) => label)).toEqual(expect.arrayContaining(['Ward 2', 'medical', '1']));
  });

  // Estimates of parts do not add up to that of the whole, nor do segments, of which several parts may have the same.
  const addUp = computed.filter(({ measures }) =>
    measures.every(
      ({ estimate, survival, countedBy, expected }) =>
        estimate === undefined && survival === undefined && countedBy === undefined && expected === undefined,
    ),
  );
  it.each(addUp.map(({ id }) => id))('%s: the breakdown adds up to the whole with what is of no department, class or tier', async (id) => {
    await reading(async (scope) => {
      const view = await metricView(scope, { id, scope: wholeOrganisation, today });
      const whole = view.measures.find(({ headline }) => headline)?.series.at(-1);
      for (const kind of ['department', 'class', 'tier'] as const) {
        const rest = view.unplaced.find((row) => row.kind === kind);
        const parts = view.breakdown.filter((row) => row.scope.kind === kind).map(({ newest }) => newest);
        if (whole?.numerator == null) {
          expect(rest).toBeUndefined();
          continue;
        }
        expect(parts.reduce((sum, { numerator }) => sum + (numerator ?? 0), rest?.newest.numerator ?? 0)).toBe(whole.numerator);
        const denominators = parts.reduce((sum, { denominator }) => sum + (denominator ?? 0), rest?.newest.denominator ?? 0);
        expect(denominators).toBe(whole.denominator ?? 0);
        if (rest === undefined) continue;
        const count = (of: string, rql: string) =>
          countRecords(scope, of as 'asset', {
            filter: parseFilter(rql, recordKinds[of as 'asset'], recordKinds),
            asOf: whole.day as Day,
            today,
            now,
          });
        expect(rest.rows.numerator).toContain(`unknown(${kind})`);
        expect(await count(rest.rows.kind, rest.rows.numerator)).toBe(rest.newest.numerator);
        if (rest.rows.denominator !== null)
          expect(await count(rest.rows.denominatorKind ?? '', rest.rows.denominator)).toBe(rest.newest.denominator);
      }
      if (whole?.numerator != null && whole.numerator > 0) expect(view.unplaced.map(({ kind }) => kind)).toContain('department');
    });
  });

  it('gives the overview with every sign, worst first, and steps whose rows are there', async () => {
    await reading(async (scope) => {
      const seen = Overview.parse(await overview(scope, { ...(await readingOn(scope, today)), now }));
      expect(seen.signs.map(({ id }) => id).toSorted()).toEqual(
        metrics.flatMap(({ id, notVital }) => (notVital === undefined ? [id] : [])).toSorted(),
      );
      const order = seen.signs.map(({ verdict }) =>
        ['worsening', 'shift-no-direction', 'common-cause', 'too-early', 'not-judged', 'improving'].indexOf(verdict.kind),
      );
      expect(order[0]).toBe(Math.min(...order));
      expect(seen.next.length).toBeGreaterThan(2);
      for (const step of seen.next) {
        if (step.kind === null || step.filter === null) continue;
        const found = await countRecords(scope, step.kind, {
          filter: parseFilter(step.filter, recordKinds[step.kind], recordKinds),
          today,
          now,
        });
        expect(found, step.title.en).toBeGreaterThan(0);
      }
      expect(seen.counts.overdue).toBeGreaterThan(0);
      expect(seen.counts.assets).toBe(await countRecords(scope, 'asset', { today, now }));
      expect(seen.counts.assets).toBeGreaterThan(await countRecords(scope, 'asset', { filter: knownAssets, today, now }));
    });
  });

  it('gives the overview anew as soon as anything is written, and the very same until then', async () => {
    const read = () => reading(async (scope) => overview(scope, { ...(await readingOn(scope, today)), now }));
    const before = await read();
    expect(await read()).toBe(before);
    await withOrganisation(fresh.database, fresh.organisationId, async ({ client, organisationId }) => {
      await client.query("update finding_version set due_on = '2020-01-01' where organisation_id = $1 and state = 'open'", [
        organisationId,
      ]);
    });
    const after = await read();
    expect(after.counts.overdue).toBeGreaterThan(before.counts.overdue);
    // The charts rest on measurements, and nothing was measured.
    expect(after.signs).toEqual(before.signs);
  });

  it('asks first of all for a newer file once the sources are too old', async () => {
    const later = '2026-09-01' as Day;
    const { next, sources } = await reading(async (scope) =>
      overview(scope, { ...(await readingOn(scope, later)), now: '2026-09-01T10:00:00.000Z' as Instant }),
    );
    expect(sources.every(({ stale }) => stale)).toBe(true);
    expect(next[0]?.code).toMatch(/^stale:/);
    expect(next[0]?.title.en).toContain(
      `${sources.find(({ source, role }) => next[0]?.code === `stale:${role}:${source}`)?.ageDays} days old`,
    );
    expect(next.some(({ code }) => code.startsWith('overdue-check:'))).toBe(true);
  });

  it('an unknown metric is a Problem that names the known ones', async () => {
    await expect(reading((scope) => metricView(scope, { id: 'AST-99', scope: wholeOrganisation, today }))).rejects.toMatchObject({
      code: 'metric-not-found',
    });
  });
});
