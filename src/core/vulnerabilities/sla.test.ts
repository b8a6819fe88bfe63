import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day, Instant } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { Severity } from './finding.ts';
import { closedInTime, dueOnOf } from './sla.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);
const timeZone = 'Europe/Amsterdam';
const on = (day: string): Instant => `2026-${day}T12:00:00.000Z` as Instant;

interface Change {
  readonly at: Instant;
  readonly severity: Severity;
}
const policy: Readonly<Record<Severity, number | null>> = { critical: 14, high: 30, medium: 90, low: null };

function due(openedAt: Instant, changes: readonly Change[], daysOf = policy): Day | null {
  return dueOnOf({ openedAt, changes, daysAt: (change) => daysOf[change.severity], timeZone });
}

describe('dueOnOf', () => {
  it.each<[string, Change[], string | null]>([
    ['1 March + 30 days', [{ at: on('03-01'), severity: 'high' }], '2026-03-31'],
    ['no policy, no deadline', [{ at: on('03-01'), severity: 'low' }], null],
    [
      'raised on 10 March: opening + 14 days',
      [
        { at: on('03-01'), severity: 'high' },
        { at: on('03-10'), severity: 'critical' },
      ],
      '2026-03-15',
    ],
    [
      'raised on 20 March, when 15 March had passed: that very day',
      [
        { at: on('03-01'), severity: 'high' },
        { at: on('03-20'), severity: 'critical' },
      ],
      '2026-03-20',
    ],
    [
      'lowered: the deadline stays',
      [
        { at: on('03-01'), severity: 'critical' },
        { at: on('03-05'), severity: 'medium' },
      ],
      '2026-03-15',
    ],
    [
      'lowered to where no policy is: the deadline stays',
      [
        { at: on('03-01'), severity: 'critical' },
        { at: on('03-05'), severity: 'low' },
      ],
      '2026-03-15',
    ],
    [
      'raised out of no policy',
      [
        { at: on('03-01'), severity: 'low' },
        { at: on('03-05'), severity: 'high' },
      ],
      '2026-03-31',
    ],
    [
      'raised after the deadline had passed: it stays missed',
      [
        { at: on('03-01'), severity: 'high' },
        { at: on('05-01'), severity: 'critical' },
      ],
      '2026-03-31',
    ],
    [
      'up, down and up again',
      [
        { at: on('03-01'), severity: 'medium' },
        { at: on('03-05'), severity: 'critical' },
        { at: on('03-06'), severity: 'medium' },
        { at: on('04-20'), severity: 'high' },
      ],
      '2026-03-15',
    ],
  ])('%s', (_case, changes, expected) => {
    expect(due(on('03-01'), changes)).toBe(expected);
  });

  it('counts from the calendar day of the opening in the organisation’s time zone, also over the change to summer time', () => {
    const openedAt = '2026-03-01T23:30:00.000Z' as Instant;
    expect(due(openedAt, [{ at: openedAt, severity: 'high' }])).toBe('2026-04-01');
  });

  it('takes the days of the policy then in force, change by change', () => {
    const daysAt = (change: Change): number => (change.at < on('04-01') ? 90 : 10);
    const changes: Change[] = [
      { at: on('03-01'), severity: 'high' },
      { at: on('04-10'), severity: 'critical' },
    ];
    expect(dueOnOf({ openedAt: on('03-01'), changes, daysAt, timeZone })).toBe('2026-04-10');
  });

  it('never moves back for a further change, and never before the opening day', () => {
    const change = fc.record({
      day: fc.integer({ min: 0, max: 200 }),
      severity: fc.constantFrom<Severity>('low', 'medium', 'high', 'critical'),
    });
    const days = fc.record({
      critical: fc.option(fc.nat(60)),
      high: fc.option(fc.nat(60)),
      medium: fc.option(fc.nat(60)),
      low: fc.option(fc.nat(60)),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), days, (given, daysOf) => {
        const changes = given.map(({ day, severity }): Change => ({
          at: `${addDays('2026-01-01' as Day, day)}T12:00:00.000Z` as Instant,
          severity,
        }));
        const openedAt = changes.map((one) => one.at).toSorted()[0] ?? on('01-01');
        const before = due(openedAt, changes.slice(1), daysOf);
        const after = due(openedAt, changes, daysOf);
        expect(after).toBe(due(openedAt, changes.toReversed(), daysOf));
        if (before !== null) expect(after !== null && after <= before).toBe(true);
        if (after !== null) expect(after >= openedAt.slice(0, 10)).toBe(true);
        expect(after === null).toBe(changes.every((one) => daysOf[one.severity] === null));
      }),
      { numRuns: 1000, seed },
    );
  });
});

describe('closedInTime', () => {
  const dueOn = '2026-03-31' as Day;
  it.each<[string, string | null, boolean]>([
    ['the last moment of the due day in Amsterdam', '2026-03-31T21:59:59.999Z', true],
    ['the first moment of the next', '2026-03-31T22:00:00.000Z', false],
    ['long before', '2026-03-02T12:00:00.000Z', true],
    ['still open', null, false],
  ])('judges %s', (_case, closedAt, expected) => {
    expect(closedInTime(closedAt as Instant | null, dueOn, timeZone)).toBe(expected);
  });

  it('promises nothing where nothing was due', () => {
    expect(closedInTime(on('03-01'), null, timeZone)).toBe(false);
  });
});
