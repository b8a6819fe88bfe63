import { describe, expect, test } from 'vitest';
import { parseFilter } from '../query/rql-parse.ts';
import type { Spell } from '../statistics/survival.ts';
import { closingTimes, outcomeFieldOf } from './time-to-close.ts';
import { recordKinds } from '../records/registry.ts';
import { finding } from './finding.ts';

const seen = (leftAge: number, isClosed: boolean): Spell => ({ enteredAge: 0, leftAge, isClosed, count: 1 });

describe('how long findings stay open', () => {
  // metrics.md 4.4: the worked example, in which closed alone would give a median of 20 days.
  const worked = [...[5, 10, 20, 40, 90].map((age) => seen(age, true)), ...[10, 30, 60, 120, 200].map((age) => seen(age, false))];

  test('is told as the half-life, the shares closed by 30 and 90 days, and how many were at risk then', () => {
    const times = closingTimes('high', worked);
    expect(times).toMatchObject({ group: 'high', counted: 10, closed: 5, prevalent: 0, longestAge: 200, halfLife: { age: 90 } });
    const [by30, by90] = times.closedBy;
    // Left before 30: 5, 10, 10+, 20; before 90 also 30+, 40, 60+.
    expect(by30).toMatchObject({ age: 30, atRisk: 6 });
    expect(by90).toMatchObject({ age: 90, atRisk: 3 });
    expect(by30?.closed).toBeCloseTo(1 - 0.6857, 4);
    expect(by90?.closed).toBeCloseTo(1 - 0.3657, 4);
    // SciPy: 0.40869–0.94587 is open at 20 to 40, 0.06424–0.69170 at 90.
    expect(by90?.interval?.lower).toBeCloseTo(1 - 0.6917, 4);
    expect(by90?.interval?.upper).toBeCloseTo(1 - 0.06424, 4);
  });

  test('of those that were there before anybody looked nothing is told but their number', () => {
    const times = closingTimes(null, [{ enteredAge: null, leftAge: 400, isClosed: false, count: 7 }]);
    expect(times).toMatchObject({ counted: 0, prevalent: 7, halfLife: { age: null }, steps: [] });
    expect(times.closedBy.map(({ closed }) => closed)).toEqual([null, null]);
  });

  test('beyond what anything was followed for a share is unknown, not the last one', () => {
    const [by30, by90] = closingTimes(null, [seen(10, true), seen(45, false)]).closedBy;
    expect(by30?.closed).toBeCloseTo(0.5);
    expect(by90).toMatchObject({ closed: null, atRisk: 0, interval: null });
  });

  test('who came under observation late is at risk after that age', () => {
    const late: Spell = { enteredAge: 30, leftAge: 100, isClosed: true, count: 4 };
    expect(closingTimes(null, [seen(90, true), late]).closedBy.map(({ atRisk }) => atRisk)).toEqual([1, 5]);
  });

  test('findings are not chosen by how they ended', () => {
    const reads = (text: string) => outcomeFieldOf(parseFilter(text, finding, recordKinds));
    expect(reads('eq(severity,high)')).toBeNull();
    expect(reads('and(eq(severity,high),not(eq(state,open)))')).toBe('state');
    expect(reads('gt(age(closedAt),P30D)')).toBe('closedAt');
  });
});
