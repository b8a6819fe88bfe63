import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { EnteredMeasure } from './define-metric.ts';
import { enteredMeasures } from './define-metric.ts';
import { chartedDays, enteredStretches, faultOf, overlap, valueOn, withoutUnentered, type EnteredValue } from './entered-value.ts';
import type { Measurement } from './measurement.ts';
import { externalHygiene } from './vul-16-external-hygiene/metric.ts';

const [share] = enteredMeasures(externalHygiene) as [EnteredMeasure];
const rhythm = { cadenceDays: 31, graceDays: 14 };
const day = (text: string) => text as Day;
const value = (fromOn: string, toOn: string, numerator: number, denominator: number): EnteredValue => ({
  fromOn: day(fromOn),
  toOn: day(toOn),
  numerator,
  denominator,
  days: null,
});
const none = { numerator: null, denominator: null, days: null };

describe('what may be entered', () => {
  it.each([
    ['a percentage alone', 'proportion', { ...none, numerator: 95 }, 'percentage-alone'],
    ['a share without its part', 'proportion', { ...none, denominator: 10 }, 'numerator-missing'],
    ['a part beyond the whole', 'proportion', { ...none, numerator: 11, denominator: 10 }, 'part-beyond-whole'],
    ['half a thing', 'proportion', { ...none, numerator: 0.95, denominator: 1 }, 'not-a-count'],
    ['less than nothing', 'count', { ...none, numerator: -1 }, 'not-a-count'],
    ['a count of something', 'count', { ...none, numerator: 3, denominator: 10 }, 'denominator-not-asked'],
    ['days of a count', 'count', { ...none, numerator: 3, days: 2 }, 'days-not-asked'],
    ['a duration in counts', 'duration', { ...none, numerator: 3 }, 'days-missing'],
    ['a duration with a count', 'duration', { ...none, numerator: 3, days: 3 }, 'denominator-not-asked'],
    ['no number at all', 'duration', { ...none, days: Number.NaN }, 'not-a-count'],
  ] as const)('%s is refused', (_name, kind, numbers, fault) => {
    expect(faultOf({ kind }, numbers)).toBe(fault);
  });

  it.each([
    ['a share', 'proportion', { ...none, numerator: 0, denominator: 0 }],
    ['a ratio above one', 'ratio', { ...none, numerator: 12, denominator: 10 }],
    ['a count', 'count', { ...none, numerator: 0 }],
    ['parts of a day', 'duration', { ...none, days: 1.5 }],
  ] as const)('%s is taken', (_name, kind, numbers) => {
    expect(faultOf({ kind }, numbers)).toBeNull();
  });

  it('periods that share their last or first day overlap; those that follow each other do not', () => {
    const january = { fromOn: day('2026-01-01'), toOn: day('2026-01-31') };
    expect(overlap(january, { fromOn: day('2026-01-31'), toOn: day('2026-02-28') })).toBe(true);
    expect(overlap(january, { fromOn: day('2026-02-01'), toOn: day('2026-02-28') })).toBe(false);
  });
});

describe('what entered values say day by day', () => {
  const values = [value('2026-01-01', '2026-01-31', 8, 10), value('2026-02-01', '2026-02-28', 9, 10)];
  const stretches = enteredStretches(rhythm, share, values, { from: day('2026-01-15'), today: day('2026-05-01') });

  it('nothing before the first period is over, the value from its last day, carried until the next, stale after cadence and grace', () => {
    expect(stretches.map(({ from, to, measurement }) => [from, to, measurement.state, ...measurement.reasons])).toEqual([
      ['2026-01-15', '2026-01-30', 'not-measured', 'entry-missing'],
      ['2026-01-31', '2026-01-31', 'measured'],
      ['2026-02-01', '2026-02-27', 'measured', 'entry-carried'],
      ['2026-02-28', '2026-02-28', 'measured'],
      // 31 + 14 days after 28 February.
      ['2026-03-01', '2026-04-14', 'measured', 'entry-carried'],
      ['2026-04-15', '2026-05-01', 'measured', 'entry-stale'],
    ]);
    expect(stretches.flatMap(({ measurement }) => (measurement.state === 'measured' ? [measurement.standing] : []))).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'stale',
    ]);
  });

  it('the chart gets a point of each period and none of the days that carry it', () => {
    const days = stretches.flatMap(({ from, to, measurement }) => {
      const all = [];
      for (let on = from; on <= to; on = addDays(on, 1)) all.push({ day: on, measurement, gained: null, lost: null });
      return all;
    });
    const charted = chartedDays(days);
    expect(charted.length).toBe(days.length);
    expect(charted.flatMap(({ day: on, measurement }) => (measurement.state === 'measured' ? [on] : []))).toEqual([
      '2026-01-31',
      '2026-02-28',
    ]);
  });

  it('the value of a day is of the newest period that was over', () => {
    expect(valueOn(values, day('2026-01-30'))).toBeNull();
    expect(valueOn(values, day('2026-02-27'))?.numerator).toBe(8);
    expect(valueOn(values, day('2026-02-28'))?.numerator).toBe(9);
  });

  const periods = fc
    .uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 })
    .map((ends) => ends.toSorted((a, b) => a - b))
    .map((ends) =>
      ends.map((end, place): EnteredValue => {
        const toOn = addDays(day('2025-01-01'), end);
        const fromOn = place === 0 ? toOn : addDays(day('2025-01-01'), (ends[place - 1] ?? 0) + 1);
        return { fromOn, toOn, numerator: place, denominator: 10, days: null };
      }),
    );

  it('in any order they cover every day once, without a gap, and never tell the future', () => {
    fc.assert(
      fc.property(periods, fc.integer({ min: 0, max: 500 }), fc.integer(), (entered, ahead, seed) => {
        const from = entered.map(({ toOn }) => toOn).toSorted()[0] as Day;
        const today = addDays(from, ahead);
        const told = enteredStretches(rhythm, share, entered, { from, today });
        const shuffled = entered.toSorted(
          (a, b) => ((Number(a.toOn.slice(8)) * 31 + seed) % 7) - ((Number(b.toOn.slice(8)) * 31 + seed) % 7),
        );
        expect(enteredStretches(rhythm, share, shuffled, { from, today })).toEqual(told);
        expect([told[0]?.from, told.at(-1)?.to]).toEqual([from, today]);
        told.forEach((stretch, place) => {
          expect(stretch.from <= stretch.to).toBe(true);
          if (place > 0) expect(stretch.from).toBe(addDays(told[place - 1]?.to ?? from, 1));
          const of = valueOn(entered, stretch.from);
          if (stretch.measurement.state === 'measured') expect(stretch.measurement.numerator).toBe(of?.numerator);
        });
      }),
    );
  });
});

it('days before the first that has a value are no days of the series; where none has one, all are told', () => {
  const said = (reasons: readonly string[]) => ({
    day: day('2026-01-01'),
    gained: null,
    lost: null,
    measurement: { state: 'not-measured', reason: 'no-data', reasons } as Measurement,
  });
  const [gone, stands] = [said(['entry-missing']), said([])];
  expect(withoutUnentered([gone, gone, stands, gone])).toEqual([stands, gone]);
  expect(withoutUnentered([gone, gone])).toEqual([gone, gone]);
  expect(withoutUnentered([])).toEqual([]);
});
