/** From when a copy of a source is too old to lean on: the one place that decides. */
import { describe, expect, it } from 'vitest';
import type { Day, Instant } from '../kernel/time.ts';
import { advisorySourceIds, ageInDays, listStandingOn, sourceStanding, usualStaleLimits } from './sources.ts';

const held = { fromOn: '2021-11-03' as Day, asOfOn: '2026-03-10' as Day };
const on = (day: string, limits = usualStaleLimits) => listStandingOn('kev', held, { day: day as Day, limits });

describe('the age of a source', () => {
  it('is missing before anything was taken, current up to its limit and stale beyond it', () => {
    expect(sourceStanding('kev', null, usualStaleLimits)).toBe('missing');
    expect([0, 7, 8].map((days) => sourceStanding('kev', days, usualStaleLimits))).toEqual(['current', 'current', 'stale']);
    expect([3, 4].map((days) => sourceStanding('epss', days, usualStaleLimits))).toEqual(['current', 'stale']);
    expect([7, 8].map((days) => sourceStanding('csaf', days, usualStaleLimits))).toEqual(['current', 'stale']);
    expect(sourceStanding('kev', 8, { ...usualStaleLimits, kev: 30 })).toBe('current');
  });

  it('is told in whole days, and is nought where clocks differ', () => {
    const asOf = '2026-03-10T12:00:00.000Z' as Instant;
    expect(ageInDays(asOf, '2026-03-12T11:59:59.000Z' as Instant)).toBe(1);
    expect(ageInDays(asOf, '2026-03-09T12:00:00.000Z' as Instant)).toBe(0);
  });
});

describe('a list over the days', () => {
  it('says nothing of days before its first entry, and nothing at all where there is none', () => {
    expect(on('2021-11-02')).toBe('missing');
    expect(on('2021-11-03')).toBe('current');
    for (const id of advisorySourceIds)
      expect(listStandingOn(id, null, { day: '2026-03-10' as Day, limits: usualStaleLimits })).toBe('missing');
  });

  it('ages from the day until which it is known to be right, and speaks of every day before as of its own', () => {
    expect(['2025-01-01', '2026-03-10', '2026-03-17', '2026-03-18'].map((day) => on(day))).toEqual([
      'current',
      'current',
      'current',
      'stale',
    ]);
    expect(on('2026-03-12', { ...usualStaleLimits, kev: 1 })).toBe('stale');
  });
});
