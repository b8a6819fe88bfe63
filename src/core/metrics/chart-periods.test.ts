/** Phases of a chart by its periods (metrics.md 5.3): what begins where, whatever the order it is said in. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { DailyValue, PhaseMark } from './chart-model.ts';
import { periodsOf } from './chart-periods.ts';

const seed = 20_261_122;
const first = '2026-01-01' as Day;
const days = Array.from({ length: 181 }, (_, index): DailyValue => ({
  day: addDays(first, index),
  measurement: { state: 'measured', standing: 'ok', value: 0.5, numerator: 1, denominator: 2, interval: null, reasons: [] },
  gained: 0,
  lost: 0,
}));
const forced = (on: string): PhaseMark => ({ on: on as Day, cause: { kind: 'new-source', source: 'nessus' } });
const phases = (period: 'month' | 'week', phaseMarks: readonly PhaseMark[]) =>
  periodsOf({ form: 'events', period, direction: 'up', days, phaseMarks, specialCauses: [], today: '2026-07-15' as Day, target: null });

describe('phases by period', () => {
  it('are one where nothing begins one', () => {
    expect(new Set(phases('month', []).map(({ phase }) => phase)).size).toBe(1);
  });

  it('begin with the period in which something forces one, which is of neither and is not judged', () => {
    const periods = phases('month', [forced('2026-03-31'), forced('2026-05-01')]);
    const numbers = periods.map(({ phase }) => phase);
    expect(new Set(numbers.slice(0, 2)).size).toBe(1);
    expect([numbers[2] !== numbers[1], numbers[3] === numbers[2], numbers[4] !== numbers[3], numbers[5] === numbers[4]]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(periods.map(({ judged }) => judged)).toEqual([true, true, false, true, false, true]);
  });

  it('never go back, change only where something begins, and do not hang on the order in which it was said', () => {
    const marks = fc.array(fc.integer({ min: -30, max: 200 }), { maxLength: 6 });
    fc.assert(
      fc.property(marks, (offsets) => {
        const said = offsets.map((offset) => forced(addDays(first, offset)));
        const numbers = phases('week', said).map(({ phase }) => phase);
        expect(phases('week', said.toReversed()).map(({ phase }) => phase)).toEqual(numbers);
        const starts = phases('week', said).map(({ startOn }) => startOn);
        numbers.forEach((phase, place) => {
          const before = numbers[place - 1];
          if (before === undefined) return;
          expect(phase).toBeGreaterThanOrEqual(before);
          const start = starts[place] ?? first;
          expect(phase > before).toBe(said.some(({ on }) => on >= start && on < addDays(start, 7)));
        });
      }),
      { seed },
    );
  });
});
