import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instant } from './time.ts';
import { dayOf } from './time.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);

describe('dayOf', () => {
  it.each([
    ['2026-03-01T22:59:59.999Z', 'Europe/Amsterdam', '2026-03-01'],
    ['2026-03-01T23:00:00.000Z', 'Europe/Amsterdam', '2026-03-02'],
    ['2026-07-01T21:59:59.999Z', 'Europe/Amsterdam', '2026-07-01'],
    ['2026-07-01T22:00:00.000Z', 'Europe/Amsterdam', '2026-07-02'],
    ['2026-03-01T18:14:59.999Z', 'Asia/Kathmandu', '2026-03-01'],
    ['2026-03-01T18:15:00.000Z', 'Asia/Kathmandu', '2026-03-02'],
    ['1971-06-01T00:44:29.000Z', 'Africa/Monrovia', '1971-05-31'],
    ['1971-06-01T00:44:30.000Z', 'Africa/Monrovia', '1971-06-01'],
  ])('puts %s in %s on %s', (instant, timeZone, day) => {
    expect(dayOf(instant as Instant, timeZone)).toBe(day);
  });

  it('remembers nothing wrong: it agrees with the calendar of any zone on any instant', () => {
    const zones = fc.constantFrom(
      'Europe/Amsterdam',
      'America/St_Johns',
      'Asia/Kathmandu',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'Africa/Monrovia',
      'America/Caracas',
    );
    const near = fc.record({ quarter: fc.integer({ min: 0, max: 2_200_000 }), aside: fc.integer({ min: -2, max: 2 }) });
    fc.assert(
      fc.property(zones, near, (timeZone, { quarter, aside }) => {
        const milliseconds = quarter * 900_000 + aside;
        const instant = new Date(milliseconds).toISOString() as Instant;
        const parts = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'short' }).format(milliseconds).split('/');
        expect(dayOf(instant, timeZone)).toBe(parts.toReversed().join('-'));
      }),
      { numRuns: 500, seed },
    );
  });
});
