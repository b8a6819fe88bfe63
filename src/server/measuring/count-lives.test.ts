/** VUL-04 the whole way on a real database: measured, written, read, charted, and its rows beneath. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MetricView } from '#contract/endpoints/metrics.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { countRecords } from '#store/query/list.ts';
import type { MetricScope } from '#store/measuring/read-series.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { storeHospital } from '#test/support/stored-hospital.ts';
import { metricView, wholeOrganisation } from './metric-view.ts';
import { runMeasuring } from './run-measuring.ts';

const from = '2025-01-01' as Day;
const today = '2026-06-20' as Day;
const now = '2026-06-20T15:00:00.000Z' as Instant;
const medical: MetricScope = { kind: 'class', id: 'medical' };

let fresh: FreshDatabase;
const reading = <T>(work: (scope: Scope) => Promise<T>) => readingOrganisation(fresh.database, fresh.organisationId, work);
const view = (scope: MetricScope = wholeOrganisation) => reading((reader) => metricView(reader, { id: 'VUL-04', scope, today }));
const measure = (more: { fromDay?: Day } = {}) =>
  runMeasuring({ database: fresh.database, organisationId: fresh.organisationId, today, now, ...more });

beforeAll(async () => {
  fresh = await freshDatabase();
  await withOrganisation(fresh.database, fresh.organisationId, async (scope) => {
    await storeHospital(scope, { assets: 150, findingsPerAsset: 4, from, months: 18 });
    // Those of the first month are there at the first scan, and nothing is retired: so that SQL below stays short.
    const [client, own] = [scope.client, scope.organisationId];
    await client.query(`update finding_version set prevalent = true where organisation_id = $1 and opened_at < '2025-02-01'`, [own]);
    await client.query(`update asset_version set lifecycle = 'in-use' where organisation_id = $1`, [own]);
  });
  await measure();
}, 300_000);
afterAll(() => fresh.drop());

/** Counted by the database itself: what was open at any time of May 2026, and closed in it. */
async function ofMay(where: string): Promise<{ readonly followed: number; readonly prevalent: number }> {
  return reading(async ({ client, organisationId }) => {
    const { rows } = await client.query(
      `select count(distinct v.finding_id) filter (where not prevalent)::int as followed, count(distinct v.finding_id) filter (where prevalent)::int as prevalent
       from finding_version v join asset_version av on av.organisation_id = v.organisation_id and av.asset_id = v.asset_id
         and av.valid_from_on <= '2026-05-31' and '2026-05-31' < av.valid_to_on
       where v.organisation_id = $1 and state = 'open' and v.valid_from_on <= '2026-05-31' and v.valid_to_on > '2026-04-30' and ${where}`,
      [organisationId],
    );
    return rows[0] as { followed: number; prevalent: number };
  });
}

describe('VUL-04, measured', () => {
  it('gives on every day the value of the last month that was over, with how many it rests on and how many were left out', async () => {
    const shown = await view();
    expect(MetricView.parse(shown)).toEqual(shown);
    const series = (name: string) => shown.measures.find(({ measure: own }) => own === name)?.series ?? [];
    const on = (name: string, day: string) => series(name).find((point) => point.day === day);
    const { followed, prevalent } = await ofMay('true');
    expect(followed).toBeGreaterThan(50);
    expect(on('followed', '2026-06-20')).toMatchObject({ state: 'measured', value: followed });
    expect(on('left-out', '2026-06-20')).toMatchObject({ state: 'measured', value: prevalent });
    expect(on('half-life', '2026-06-20')?.numerator).toBe(followed);
    expect(shown.measures.filter(({ isOfCurve }) => isOfCurve).map(({ measure: own }) => own)).toEqual([
      'half-life',
      'closed-30',
      'closed-90',
    ]);
    // Held from the last day of May on; the day before says what April was.
    for (const name of ['half-life', 'closed-30', 'closed-90']) {
      const { day: _held, ...held } = on(name, '2026-05-31') ?? { day: '' };
      const { day: _last, ...last } = on(name, '2026-06-20') ?? { day: '' };
      expect(held).toEqual(last);
      expect(on(name, '2026-05-30')?.numerator).not.toBe(on(name, '2026-05-31')?.numerator);
      expect(on(name, '2026-05-30')).toMatchObject({ numerator: on(name, '2026-04-30')?.numerator });
    }
    const half = on('half-life', '2026-06-20');
    expect([half?.value, half?.lower].every((days) => Number.isInteger(days))).toBe(true);
    expect(half?.value ?? 0).toBeGreaterThan(20);
  });

  it('tells the parts as well, and charts one point a whole month, none of the one that runs', async () => {
    const medicalView = await view(medical);
    const { followed } = await ofMay("av.class = 'medical'");
    expect(followed).toBeGreaterThan(10);
    const own = medicalView.measures.find(({ measure: name }) => name === 'followed');
    // Assets change class rarely; who moved within May counts in both.
    expect(Math.abs((own?.series.at(-1)?.value ?? 0) - followed)).toBeLessThanOrEqual(2);
    const chart = (await view()).measures[0]?.chart;
    expect(chart?.points.map(({ periodStartOn }) => periodStartOn)).toContain('2026-05-01');
    expect(chart?.points.at(-1)?.periodStartOn).toBe('2026-05-01');
    expect(chart?.kind).toBe('xmr');
    expect(chart?.upper.at(-1)).toBeGreaterThan(0);
  });

  it('lists beneath the figure the findings of that month', async () => {
    const rows = (await view()).measures[0]?.rows;
    const { followed } = await ofMay('true');
    const filter = parseFilter(rows?.numerator ?? '', recordKinds.finding, recordKinds);
    expect(await reading((scope) => countRecords(scope, 'finding', { filter, today, now }))).toBe(followed);
  });

  it('measured again from any day writes nothing, and what is learned later of a month changes its value and none before', async () => {
    expect(await measure({ fromDay: '2026-02-14' as Day })).toMatchObject({ rows: 0 });
    const before = (await view()).measures[0]?.series ?? [];
    await withOrganisation(fresh.database, fresh.organisationId, ({ client, organisationId }) =>
      client.query(
        `update finding_version set prevalent = true where organisation_id = $1 and finding_id in (select finding_id from finding_version
           where organisation_id = $1 and state = 'open' and valid_from_on between '2026-03-02' and '2026-03-10')`,
        [organisationId],
      ),
    );
    const { rows } = await measure({ fromDay: '2026-03-12' as Day });
    expect(rows).toBeGreaterThan(0);
    const after = (await view()).measures[0]?.series ?? [];
    const changed = after.filter((point, place) => JSON.stringify(point) !== JSON.stringify(before[place])).map(({ day }) => day);
    expect(changed[0]).toBe('2026-03-31');
    expect(changed).not.toContain('2026-03-30');
  });
});
