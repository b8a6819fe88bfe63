import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import { nextPeriodStart, periodDays, periodStartOf, quarterText } from './periods.ts';

const day = (text: string) => text as Day;

describe('periods of a chart', () => {
  it('are calendar months, leap days and turns of the year among them', () => {
    expect(periodStartOf(day('2028-02-29'), 'month')).toBe('2028-02-01');
    expect(nextPeriodStart(day('2028-02-01'), 'month')).toBe('2028-03-01');
    expect(nextPeriodStart(day('2026-12-01'), 'month')).toBe('2027-01-01');
    expect(['2026-01-01', '2026-02-01', '2028-02-01', '2026-04-01'].map((start) => periodDays(day(start), 'month'))).toEqual([
      31, 28, 29, 30,
    ]);
  });

  it('are quarters of the year, each with its name', () => {
    expect(['2026-01-01', '2026-03-31', '2026-04-01', '2026-12-31'].map((text) => periodStartOf(day(text), 'quarter'))).toEqual([
      '2026-01-01',
      '2026-01-01',
      '2026-04-01',
      '2026-10-01',
    ]);
    expect(nextPeriodStart(day('2026-10-01'), 'quarter')).toBe('2027-01-01');
    expect(['2026-01-01', '2028-01-01', '2026-07-01'].map((start) => periodDays(day(start), 'quarter'))).toEqual([90, 91, 92]);
    expect([quarterText(day('2026-06-30'), 'en'), quarterText(day('2026-07-01'), 'nl')]).toEqual(['Q2 2026', '3e kwartaal 2026']);
  });

  it('are weeks from Monday', () => {
    // 22 November 2026 is a Sunday.
    expect(periodStartOf(day('2026-11-22'), 'week')).toBe('2026-11-16');
    expect(periodStartOf(day('2026-11-23'), 'week')).toBe('2026-11-23');
    expect(periodStartOf(day('2026-11-25'), 'week')).toBe('2026-11-23');
    expect(nextPeriodStart(day('2026-12-28'), 'week')).toBe('2027-01-04');
    expect(periodDays(day('2026-11-23'), 'week')).toBe(7);
  });

  it('hold every day in exactly one', () => {
    const seed = 20_261_122;
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 20_000 }), fc.constantFrom('month' as const, 'week' as const), (offset, period) => {
        const own = addDays(day('2026-11-22'), offset);
        const start = periodStartOf(own, period);
        const next = nextPeriodStart(start, period);
        expect(start <= own && own < next).toBe(true);
        expect(periodStartOf(start, period)).toBe(start);
        expect(periodStartOf(addDays(next, -1), period)).toBe(start);
        expect(periodStartOf(next, period)).toBe(next);
        expect(addDays(start, periodDays(start, period))).toBe(next);
      }),
      { seed },
    );
    console.info(`periods: seed ${seed}`);
  });
});
