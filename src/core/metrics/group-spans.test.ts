import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '../kernel/time.ts';
import { addDays, daysBetween } from '../kernel/time.ts';
import { ageOn, distinctSpans, quantileSpans, type GroupChange } from './group-spans.ts';

const day = (number: number) => addDays('2026-03-01' as Day, number - 1);
const days = { from: day(1), to: day(10) };

describe('the age that so many per cent have not passed', () => {
  it('grows with the days until a row comes or goes', () => {
    const changes = [
      { group: day(-9), day: day(-9), change: 2 },
      { group: day(5), day: day(5), change: 3 },
      { group: day(-9), day: day(8), change: -2 },
    ];
    expect(quantileSpans(changes, days, 50)).toEqual([
      { from: day(1), to: day(4), sinceOn: day(-9), rows: 2 },
      { from: day(5), to: day(7), sinceOn: day(5), rows: 5 },
      { from: day(8), to: day(10), sinceOn: day(5), rows: 3 },
    ]);
    expect(quantileSpans(changes, days, 90)[1]).toMatchObject({ sinceOn: day(-9) });
    expect(ageOn(day(7), day(-9))).toBe(16);
    expect(ageOn(day(5), day(5))).toBe(0);
  });

  it('is none on days on which nothing is open', () => {
    const changes = [
      { group: day(3), day: day(3), change: 1 },
      { group: day(3), day: day(4), change: -1 },
    ];
    expect(quantileSpans(changes, days, 50)).toEqual([
      { from: day(1), to: day(2), sinceOn: null, rows: 0 },
      { from: day(3), to: day(3), sinceOn: day(3), rows: 1 },
      { from: day(4), to: day(10), sinceOn: null, rows: 0 },
    ]);
    expect(quantileSpans([], days, 90)).toEqual([{ ...days, sinceOn: null, rows: 0 }]);
  });
});

describe('how many different groups there are', () => {
  it('counts a group once however many rows it has, and says when one came or went', () => {
    const seen = [
      { group: 'ct', day: day(0), change: 5 },
      { group: 'lab', day: day(4), change: 1 },
      { group: 'ct', day: day(4), change: -4 },
      { group: 'ct', day: day(7), change: -1 },
    ];
    const all = [
      { group: 'ct', day: day(0), change: 5 },
      { group: 'lab', day: day(0), change: 2 },
      { group: 'ward', day: day(9), change: 1 },
    ];
    expect(distinctSpans(seen, all, days)).toEqual([
      { from: day(1), to: day(3), numerator: 1, denominator: 2, gained: 0, lost: 0 },
      { from: day(4), to: day(4), numerator: 2, denominator: 2, gained: 1, lost: 0 },
      { from: day(5), to: day(6), numerator: 2, denominator: 2, gained: 0, lost: 0 },
      { from: day(7), to: day(7), numerator: 1, denominator: 2, gained: 0, lost: 1 },
      { from: day(8), to: day(8), numerator: 1, denominator: 2, gained: 0, lost: 0 },
      { from: day(9), to: day(10), numerator: 1, denominator: 3, gained: 0, lost: 0 },
    ]);
  });
});

/** Rows with the day they come, the day they go (exclusive), and their group. */
const arbitraryRows = fc.array(
  fc.record({ from: fc.integer({ min: -4, max: 12 }), length: fc.integer({ min: 0, max: 9 }), group: fc.integer({ min: -6, max: 3 }) }),
  { maxLength: 8 },
);
type Rows = readonly { readonly from: number; readonly length: number; readonly group: number }[];
const changesOf = (rows: Rows): GroupChange[] =>
  rows.flatMap(({ from, length, group }) => [
    { group: day(group), day: day(from), change: 1 },
    { group: day(group), day: day(from + length), change: -1 },
  ]);
const groupsOn = (rows: Rows, on: number) =>
  rows.filter(({ from, length }) => from <= on && on < from + length).map(({ group }) => day(group));

describe('spans of days', () => {
  const dayNumbers = Array.from({ length: daysBetween(days.from, days.to) + 1 }, (_, index) => index + 1);

  it('say of each day, once, what a count of that day says', () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryRows, (part, rest) => {
        const whole = [...part, ...rest];
        const spans = distinctSpans(changesOf(part), changesOf(whole), days);
        const ages = quantileSpans(changesOf(whole), days, 50);
        for (const number of dayNumbers) {
          const own = spans.filter(({ from, to }) => from <= day(number) && day(number) <= to);
          const now = new Set(groupsOn(part, number));
          const before = new Set(groupsOn(part, number - 1));
          expect(own).toHaveLength(1);
          expect(own[0]).toMatchObject({ numerator: now.size, denominator: new Set(groupsOn(whole, number)).size });
          expect([own[0]?.gained, own[0]?.lost]).toEqual([
            [...now].filter((group) => !before.has(group)).length,
            [...before].filter((group) => !now.has(group)).length,
          ]);
          const open = groupsOn(whole, number).toSorted().toReversed();
          const age = ages.filter(({ from, to }) => from <= day(number) && day(number) <= to);
          expect(age).toHaveLength(1);
          expect(age[0]).toMatchObject({ rows: open.length, sinceOn: open[Math.ceil(open.length / 2) - 1] ?? null });
        }
      }),
      { seed: 20_261_122 },
    );
  });
});
