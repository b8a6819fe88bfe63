import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { millisecondsOf, type Instant } from '../kernel/time.ts';
import { attemptsMax, enteredSince, nextTryAt } from './alert.ts';

const at = '2026-03-01T08:00:00.000Z' as Instant;
const minutesAfter = (attempts: number, fraction: number) => {
  const next = nextTryAt(attempts, at, fraction);
  return next === null ? null : (millisecondsOf(next) - millisecondsOf(at)) / 60_000;
};

describe('what came into a filter since the last look', () => {
  test('is nothing at the first look, whatever is there', () => {
    expect(enteredSince(null, ['a', 'b'])).toEqual([]);
  });
  test('is what was not there, newest first, and what left may come again', () => {
    expect(enteredSince([], ['a', 'b'])).toEqual(['b', 'a']);
    expect(enteredSince(['a', 'b'], ['b', 'c'])).toEqual(['c']);
    expect(enteredSince(['b', 'c'], ['a', 'b', 'c'])).toEqual(['a']);
  });
  test('never names what was seen, and names all else', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String));
    fc.assert(
      fc.property(ids, ids, (seen, found) => {
        const entered = enteredSince(seen, found);
        expect(entered.toSorted()).toEqual(found.filter((id) => !seen.includes(id)).toSorted());
      }),
    );
  });
});

describe('a delivery that failed', () => {
  test('is tried again after 1, 4, 16 and 64 minutes, 4 hours and a quarter, and twice 8 hours', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempts) => minutesAfter(attempts, 0.5))).toEqual([1, 4, 16, 64, 256, 480, 480]);
  });
  test('is given up after the eighth try, not sooner than in sixteen hours and within thirty', () => {
    expect(minutesAfter(attemptsMax, 0)).toBeNull();
    const hours = (fraction: number) => [1, 2, 3, 4, 5, 6, 7].reduce((sum, n) => sum + (minutesAfter(n, fraction) ?? 0), 0) / 60;
    expect(hours(0)).toBeGreaterThan(16);
    expect(hours(1)).toBeLessThan(30);
  });
  test('waits a fifth less or more, by chance', () => {
    expect(minutesAfter(2, 0)).toBeCloseTo(3.2);
    expect(minutesAfter(2, 0.999_999)).toBeCloseTo(4.8, 3);
  });
});
