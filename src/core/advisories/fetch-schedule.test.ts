import { describe, expect, test } from 'vitest';
import { millisecondsOf, type Instant } from '../kernel/time.ts';
import { fetchAfter, fetchHours, firstFetchAt } from './fetch-schedule.ts';

const now = '2026-03-10T12:00:00.000Z' as Instant;
const hoursAfter = (at: Instant, from: Instant = now) => (millisecondsOf(at) - millisecondsOf(from)) / 3_600_000;

describe('a source', () => {
  test('with an address is fetched daily unless somebody says otherwise, one without never by itself', () => {
    expect(fetchHours({ setHours: null, isNamed: true })).toBe(24);
    expect(fetchHours({ setHours: null, isNamed: false })).toBeNull();
    expect(fetchHours({ setHours: 6, isNamed: false })).toBe(6);
    expect(fetchHours({ setHours: 0, isNamed: true })).toBeNull();
  });

  test('is fetched again within a tenth of its time, by chance', () => {
    const at = (chance: number) => hoursAfter(fetchAfter(now, { hours: 24, failures: 0, chance }));
    expect([at(0), at(0.5), at(1)]).toEqual([21.6, 24, 26.4]);
  });

  test('that fails is asked again soon, then more and more seldom, and once a week at least', () => {
    const after = (failures: number, hours = 24) => hoursAfter(fetchAfter(now, { hours, failures, chance: 0.5 }));
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 30].map((failures) => after(failures))).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 168, 168]);
    // One that is asked once a month is not asked more often for failing long.
    expect(after(30, 720)).toBe(720);
  });

  test('that was never planned comes soon, or at its time after the last attempt', () => {
    const plan = { hours: 24, failures: 0, chance: 0.5 };
    expect(firstFetchAt(now, { triedAt: null, ...plan })).toBe('2026-03-10T12:10:00.000Z');
    expect(firstFetchAt(now, { triedAt: '2026-03-10T06:00:00.000Z' as Instant, ...plan })).toBe('2026-03-11T06:00:00.000Z');
    expect(firstFetchAt(now, { triedAt: '2026-02-10T06:00:00.000Z' as Instant, ...plan })).toBe('2026-03-10T12:10:00.000Z');
  });
});
