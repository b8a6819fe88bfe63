import { describe, expect, it } from 'vitest';
import type { Day } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import { joined, overlaps } from './counted-spans.ts';

const day = (number: number) => addDays('2026-03-01' as Day, number - 1);
const gated: Measurement = { state: 'not-measured', reason: 'gated', reasons: ['inventory-not-reconciled'] };
const days = (value: number): Measurement => ({
  state: 'measured',
  standing: 'ok',
  value,
  numerator: null,
  denominator: null,
  interval: null,
  reasons: [],
});
const on = (number: number, measurement: Measurement) => ({ from: day(number), to: day(number), measurement });

describe('days that say the same', () => {
  it('are one stretch, and those that do not stay apart', () => {
    expect(joined([on(1, gated), on(2, gated), on(3, days(4)), on(4, days(5)), on(5, gated)])).toEqual([
      { from: day(1), to: day(2), measurement: gated },
      on(3, days(4)),
      on(4, days(5)),
      on(5, gated),
    ]);
  });

  it('are not joined over days of which nothing is said', () => {
    expect(joined([on(1, gated), on(3, gated)])).toHaveLength(2);
    expect(joined([])).toEqual([]);
  });
});

describe('two lists over the same days', () => {
  it('are cut where either is', () => {
    const left = [
      { from: day(1), to: day(3) },
      { from: day(4), to: day(6) },
    ];
    const right = [
      { from: day(1), to: day(4) },
      { from: day(5), to: day(6) },
    ];
    expect(overlaps(left, right).map(([, , both]) => both)).toEqual([
      { from: day(1), to: day(3) },
      { from: day(4), to: day(4) },
      { from: day(5), to: day(6) },
    ]);
  });
});
