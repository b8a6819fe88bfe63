import { describe, expect, it } from 'vitest';
import { addDays, type Day } from '../kernel/time.ts';
import type { DailyValue } from './chart-model.ts';
import type { Measurement, Standing } from './measurement.ts';
import { metrics } from './registry.ts';
import type { IndexedSeries, IndexOfDay } from './resilience-index.ts';
import { changedMetrics, coverageOf, goalpostsOf, indexDays, indexOfDay } from './resilience-index.ts';

const today = '2026-03-31' as Day;
const measured = (value: number, standing: Standing = 'ok'): Measurement => ({
  state: 'measured',
  standing,
  value,
  numerator: value * 100,
  denominator: 100,
  interval: { lower: Math.max(0, value - 0.05), upper: Math.min(1, value + 0.05) },
  reasons: [],
});
const gated: Measurement = { state: 'not-measured', reason: 'gated', reasons: ['scans-too-far-apart'] };
const onDay = (day: Day, measurement: Measurement): DailyValue => ({ day, measurement, gained: null, lost: null });

/** Every metric with goalposts at a score of its own domain; `but` says otherwise of single ones. Without a score for it nothing was published of people. */
function hospital(
  scores: { readonly AST: number; readonly VUL: number; readonly AWR?: number },
  but: Readonly<Record<string, readonly DailyValue[]>> = {},
) {
  return metrics.flatMap((metric): IndexedSeries[] => {
    const goalposts = goalpostsOf(metric);
    // What somebody is still drafting changes none of the figures below.
    if (goalposts === null || metric.lifecycle === 'draft') return [];
    const score = scores[metric.domain];
    if (score === undefined) return [{ metric, goalposts, days: but[metric.id] ?? [] }];
    const value = goalposts.worst + score * (goalposts.best - goalposts.worst);
    return [{ metric, goalposts, days: but[metric.id] ?? [onDay(today, measured(value))] }];
  });
}

const entryOf = (found: IndexOfDay, id: string) =>
  found.domains.flatMap((domain) => domain.metrics).find(({ metric }) => metric.id === id)?.entry;

describe('the resilience index', () => {
  it('is the geometric mean of its domains, with a band around it', () => {
    const found = indexOfDay(hospital({ AST: 0.9, VUL: 0.4 }), today);
    const parts = found.domains.filter(({ isPart }) => isPart);
    expect(parts.map(({ score }) => score?.toFixed(3))).toEqual(['0.900', '0.400']);
    // √(0.9 × 0.4) = 0.6; the plain mean would be 0.65.
    expect(found.index).toBeCloseTo(0.6, 12);
    for (const { score, band } of [{ score: found.index, band: found.band }, ...parts]) {
      expect(band?.lower).toBeLessThan(score ?? 0);
      expect(band?.upper).toBeGreaterThan(score ?? 1);
    }
    expect(coverageOf(found)).toEqual({ metricsUsed: 21, metricsOf: 21, domainsUsed: 2, domainsOf: 3 });
  });

  it('is without awareness while nothing was published of people, and has it from the first figure on, also where too few have one', () => {
    const before = indexOfDay(hospital({ AST: 0.9, VUL: 0.4 }), today);
    expect(before.domains[2]).toMatchObject({ domain: 'AWR', isPart: false, score: null });
    const after = indexOfDay(hospital({ AST: 0.9, VUL: 0.4, AWR: 0.2 }), today);
    // ∛(0.9 × 0.4 × 0.2)
    expect(after.index).toBeCloseTo(Math.cbrt(0.072), 12);
    expect(coverageOf(after)).toMatchObject({ domainsUsed: 3, domainsOf: 3 });
    // What was published once and is too old now is missing, not unbegun.
    const old = [onDay(addDays(today, -400), measured(0.2)), onDay(today, measured(0.2, 'stale'))];
    const gone = indexOfDay(hospital({ AST: 0.9, VUL: 0.4 }, { 'AWR-05': old }), today);
    expect(gone).toMatchObject({ index: null });
    expect(gone.domains[2]).toMatchObject({ isPart: true, score: null });
  });

  it('has the same band whenever it is read', () => {
    const series = hospital({ AST: 0.7, VUL: 0.5 });
    expect(indexOfDay(series, today)).toEqual(indexOfDay(series, today));
    expect(indexOfDay(series, today, true).band).toEqual(indexOfDay(series, today).band);
  });

  it('leaves out what is gated, warned or not measured, and counts it', () => {
    const found = indexOfDay(
      hospital(
        { AST: 0.8, VUL: 0.5 },
        {
          'AST-02': [onDay(today, gated)],
          'AST-03': [onDay(today, measured(0.9, 'warned'))],
          'AST-04': [onDay(addDays(today, -1), measured(0.1))],
        },
      ),
      today,
    );
    expect(entryOf(found, 'AST-02')).toEqual({ kind: 'not-used', why: 'gated' });
    expect(entryOf(found, 'AST-03')).toEqual({ kind: 'not-used', why: 'warned' });
    expect(entryOf(found, 'AST-04')).toEqual({ kind: 'not-used', why: 'no-data' });
    expect(found.domains[0]?.score).toBeCloseTo(0.8, 12);
    expect(coverageOf(found).metricsUsed).toBe(18);
  });

  it('carries the last good value for one period of grace, and no longer', () => {
    // AST-01 has seven days of grace; the stale values themselves are never used.
    const staleSince = (count: number) => [
      onDay(addDays(today, -count), measured(0.38)),
      ...Array.from({ length: count }, (_, place) => onDay(addDays(today, place + 1 - count), measured(0.1, 'stale'))),
    ];
    const within = indexOfDay(hospital({ AST: 0.8, VUL: 0.5 }, { 'AST-01': staleSince(7) }), today);
    expect(entryOf(within, 'AST-01')).toMatchObject({ kind: 'used', value: 0.38, isCarried: true, on: '2026-03-24' });
    const beyond = indexOfDay(hospital({ AST: 0.8, VUL: 0.5 }, { 'AST-01': staleSince(8) }), today);
    expect(entryOf(beyond, 'AST-01')).toEqual({ kind: 'not-used', why: 'stale' });
  });

  it('has no whole when fewer than half of the metrics of a domain have a value', () => {
    const without = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, [onDay(today, gated)]]));
    // Seven vulnerability metrics have goalposts: four with a value are enough, three are not.
    const enough = indexOfDay(hospital({ AST: 0.8, VUL: 0.5 }, without('VUL-03', 'VUL-05', 'VUL-09')), today);
    expect(enough.index).not.toBeNull();
    const missing = indexOfDay(hospital({ AST: 0.8, VUL: 0.5 }, without('VUL-03', 'VUL-05', 'VUL-09', 'VUL-11')), today);
    expect(missing).toMatchObject({ index: null, band: null });
    expect(missing.domains[1]).toMatchObject({ score: null, band: null, used: 3, of: 7 });
    expect(missing.domains[0]?.score).toBeCloseTo(0.8, 12);
    expect(coverageOf(missing)).toEqual({ metricsUsed: 17, metricsOf: 21, domainsUsed: 1, domainsOf: 3 });
  });

  it('says how much each metric would raise it: most in the weak domain', () => {
    const found = indexOfDay(hospital({ AST: 0.8, VUL: 0.2 }), today);
    const gains = found.domains.flatMap((domain) =>
      domain.metrics.map(({ metric, gain }) => ({ domain: metric.domain, gain: gain ?? -1 })),
    );
    // VUL-03 at its best: domain (6 × 0.2 + 1) / 7, whole √(0.8 × that) − √(0.8 × 0.2).
    expect(gains.find(({ domain }) => domain === 'VUL')?.gain).toBeCloseTo(Math.sqrt((0.8 * 2.2) / 7) - 0.4, 12);
    expect(Math.max(...gains.filter(({ domain }) => domain === 'AST').map(({ gain }) => gain))).toBeLessThan(
      Math.min(...gains.filter(({ domain }) => domain === 'VUL').map(({ gain }) => gain)),
    );
  });

  it('names what enters and leaves between two days', () => {
    const before = indexOfDay(hospital({ AST: 0.8, VUL: 0.5 }, { 'AST-02': [] }), today);
    const after = indexOfDay(hospital({ AST: 0.8, VUL: 0.5 }, { 'VUL-18': [] }), today);
    expect(changedMetrics(before, after)).toEqual({ entered: ['AST-02'], left: ['VUL-18'] });
  });

  it('stands on the last day of each month and on the newest day', () => {
    expect(indexDays('2025-12-05' as Day, '2026-03-15' as Day)).toEqual(['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-15']);
    expect(indexDays('2024-01-31' as Day, '2024-02-29' as Day)).toEqual(['2024-01-31', '2024-02-29']);
    expect(indexDays(today, today)).toEqual([today]);
  });
});
