/** The index on a real database: recomputed here by hand from what is stored, month by month, and remembered. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { metrics } from '#core/metrics/registry.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { readChanges } from '#store/changes.ts';
import { readSeries } from '#store/measuring/read-series.ts';
import { countRecords } from '#store/query/list.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { freshDatabase, type FreshDatabase } from '#test/support/database.ts';
import { storeHospital } from '#test/support/stored-hospital.ts';
import { Remembered } from '../remembered.ts';
import { headlineOf, wholeOrganisation } from './metric-view.ts';
import { resilienceIndex } from './resilience-index.ts';
import { runMeasuring } from './run-measuring.ts';

const from = '2025-10-01' as Day;
const today = '2026-03-02' as Day;
const now = '2026-03-02T15:00:00.000Z' as Instant;

let fresh: FreshDatabase;
let index: ResilienceIndex;
const reading = <T>(work: (scope: Scope) => Promise<T>) => readingOrganisation(fresh.database, fresh.organisationId, work);
const read = (remembered: Remembered) =>
  reading(async (scope) => resilienceIndex(scope, { today, changes: await readChanges(scope), remembered }));
const measure = (fromDay = from) => runMeasuring({ database: fresh.database, organisationId: fresh.organisationId, today, now, fromDay });

beforeAll(async () => {
  fresh = await freshDatabase();
  await withOrganisation(fresh.database, fresh.organisationId, (scope) =>
    storeHospital(scope, { assets: 120, findingsPerAsset: 4, from, months: 6 }),
  );
  await measure();
  const begun = performance.now();
  index = ResilienceIndex.parse(await read(new Remembered()));
  console.info(`index over ${index.series.length} points: ${Math.round(performance.now() - begun)} ms, not remembered`);
}, 300_000);
afterAll(() => fresh.drop());

/** Metrics whose headline measure was ok on a day, with their scores, straight from the stored series. */
async function scoresOn(day: Day): Promise<ReadonlyMap<string, number>> {
  const scores = new Map<string, number>();
  for (const metric of metrics) {
    const { goalposts } = metric;
    if ('leftOut' in goalposts) continue;
    const measure = headlineOf(metric).name;
    const series = await reading((scope) =>
      readSeries(scope, { metricId: metric.id, version: metric.version, measures: [measure], scope: wholeOrganisation, to: today }),
    );
    const found = series.get(measure)?.find((one) => one.day === day)?.measurement;
    if (found?.state !== 'measured' || found.standing !== 'ok') continue;
    scores.set(metric.id, Math.min(1, Math.max(0, (found.value - goalposts.worst) / (goalposts.best - goalposts.worst))));
  }
  return scores;
}

function byHand(scores: ReadonlyMap<string, number>): number {
  const mean = (prefix: string) => {
    const of = [...scores].filter(([id]) => id.startsWith(prefix)).map(([, score]) => score);
    return of.reduce((sum, score) => sum + score, 0) / of.length;
  };
  return Math.sqrt(mean('AST') * mean('VUL'));
}

describe('the resilience index of stored measurements', () => {
  it('of the newest day is what the stored values give by hand', async () => {
    const scores = await scoresOn(today);
    expect(scores.size).toBeGreaterThan(12);
    expect(index.asOf).toBe(today);
    expect(index.coverage).toMatchObject({
      metricsUsed: scores.size,
      // Nothing was published of people: awareness has not begun.
      metricsOf: metrics.filter(({ goalposts, domain }) => domain !== 'AWR' && !('leftOut' in goalposts)).length,
      domainsUsed: 2,
      domainsOf: 3,
    });
    expect(index.whole.index).toBeCloseTo(byHand(scores), 9);
    for (const { index: figure, lower, upper } of [index.whole, ...index.domains.filter(({ weight }) => weight > 0)]) {
      expect(lower).toBeLessThan(figure ?? 0);
      expect(upper).toBeGreaterThan(figure ?? 1);
    }
    for (const { id, score } of index.domains.flatMap((domain) => domain.metrics)) {
      if (score === null) expect(scores.has(id)).toBe(false);
      else expect(score).toBeCloseTo(scores.get(id) ?? -1, 12);
    }
  });

  it('stands on the last day of each month, each as the values of that day give it', async () => {
    expect(index.series.map(({ on }) => on)).toEqual(['2025-10-31', '2025-11-30', '2025-12-31', '2026-01-31', '2026-02-28', today]);
    const point = index.series.find(({ on }) => on === '2026-01-31');
    expect(point?.index).toBeCloseTo(byHand(await scoresOn('2026-01-31' as Day)), 9);
    expect(index.series.at(-1)).toMatchObject({ index: index.whole.index, lower: index.whole.lower, upper: index.whole.upper });
    for (const { index: figure, lower, upper } of index.series)
      expect([figure, lower, upper].filter((one) => one === null)).not.toHaveLength(1);
  });

  it('opens each metric down to the very rows of its counts', async () => {
    const metric = index.domains.flatMap((domain) => domain.metrics).find(({ id }) => id === 'AST-11');
    const count = (filter: string) =>
      reading((scope) => countRecords(scope, 'asset', { filter: parseFilter(filter, recordKinds.asset, recordKinds), today, now }));
    expect(metric?.newest?.denominator).toBeGreaterThan(0);
    expect(await count(metric?.rows?.numerator ?? '')).toBe(metric?.newest?.numerator);
    expect(await count(metric?.rows?.denominator ?? '')).toBe(metric?.newest?.denominator);
  });

  it('names every metric once, as used, not used or left out', () => {
    const named = [...index.domains.flatMap((domain) => domain.metrics), ...index.leftOut].map(({ id }) => id);
    expect(named.toSorted()).toEqual(metrics.map(({ id }) => id).toSorted());
    for (const { score, notUsed } of index.domains.flatMap((domain) => domain.metrics)) expect(score === null).toBe(notUsed !== null);
  });

  it('is remembered until something is measured again, and the months before stay as they were', async () => {
    const remembered = new Remembered();
    const once = await read(remembered);
    expect(await read(remembered)).toBe(once);
    await withOrganisation(fresh.database, fresh.organisationId, ({ client, organisationId }) =>
      client.query('update asset_version set owner = null, owner_folded = null where organisation_id = $1 and valid_to_on > $2', [
        organisationId,
        today,
      ]),
    );
    await measure('2026-03-01' as Day);
    const again = await read(remembered);
    expect(again.whole.index).toBeLessThan(once.whole.index ?? 0);
    expect(again.series.slice(0, -1)).toEqual(once.series.slice(0, -1));
    expect(again.series.at(-1)?.index).toBe(again.whole.index);
  });

  it('of an organisation without measurements is none, and says why', async () => {
    const none = await readingOrganisation(fresh.database, fresh.otherOrganisationId, async (scope) =>
      resilienceIndex(scope, { today, changes: await readChanges(scope), remembered: new Remembered() }),
    );
    expect(none).toMatchObject({ asOf: null, whole: { index: null, lower: null, upper: null }, series: [], coverage: { metricsUsed: 0 } });
    expect(none.whole.missing?.en).toContain('assets and vulnerabilities');
  });
});
