/** Periods and the days reports fall due. */
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { addDays, type Day } from '../kernel/time.ts';
import { lastFinishedPeriod, parseReportPeriod, reportPeriodOf, reportPeriodText } from './report-period.ts';
import { dueReport, nextReport } from './report-schedule.ts';

const day = (text: string) => text as Day;
const anyDay = fc.integer({ min: 0, max: 4000 }).map((days) => addDays(day('2024-01-01'), days));

describe('a period', () => {
  test.each([
    ['2026-10', '2026-10-01', '2026-10-31'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2026-Q4', '2026-10-01', '2026-12-31'],
  ])('%s goes from %s to %s', (name, firstOn, lastOn) => {
    expect(parseReportPeriod(name)).toMatchObject({ name, firstOn, lastOn });
  });

  test.each(['2026', '2026-13', '2026-00', '2026-Q0', '2026-Q5', '2026-1', '2026-10-01', '', 'x2026-10'])('%s is none', (name) => {
    expect(parseReportPeriod(name)).toBeUndefined();
  });

  test('of any day holds that day, and its name reads back as the same', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('month' as const, 'quarter' as const), (on, kind) => {
        const period = reportPeriodOf(on, kind);
        expect(period.firstOn <= on && on <= period.lastOn).toBe(true);
        expect(parseReportPeriod(period.name)).toEqual(period);
        expect(addDays(lastFinishedPeriod(on, kind).lastOn, 1)).toBe(period.firstOn);
      }),
    );
  });

  test('is written in both languages', () => {
    const quarter = reportPeriodOf(day('2026-10-05'), 'quarter');
    expect([reportPeriodText(quarter, 'en'), reportPeriodText(quarter, 'nl')]).toEqual(['quarter 4 of 2026', 'kwartaal 4 van 2026']);
    const month = reportPeriodOf(day('2026-10-05'), 'month');
    expect([reportPeriodText(month, 'en'), reportPeriodText(month, 'nl')]).toEqual(['October 2026', 'oktober 2026']);
  });
});

describe('a schedule', () => {
  const monthly = { every: 'month', onDay: 5, sinceOn: day('2026-01-01') } as const;

  test('has a report due from its day on, until the next one is', () => {
    expect(dueReport(monthly, day('2026-11-04'))).toMatchObject({ period: { name: '2026-09' }, on: '2026-10-05' });
    expect(dueReport(monthly, day('2026-11-05'))).toMatchObject({ period: { name: '2026-10' }, on: '2026-11-05' });
    expect(dueReport(monthly, day('2026-12-04'))).toMatchObject({ period: { name: '2026-10' } });
    expect(dueReport({ ...monthly, every: 'quarter' }, day('2026-11-22'))).toMatchObject({ period: { name: '2026-Q3' }, on: '2026-10-05' });
  });

  test('does not make up for what was due before it was set', () => {
    expect(dueReport({ ...monthly, sinceOn: day('2026-11-06') }, day('2026-11-22'))).toBeNull();
    expect(dueReport({ ...monthly, sinceOn: day('2026-11-05') }, day('2026-11-22'))).not.toBeNull();
  });

  test('says what comes next: after today, and due when that day comes', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('month' as const, 'quarter' as const), fc.integer({ min: 1, max: 28 }), (today, every, onDay) => {
        const rule = { every, onDay, sinceOn: today };
        const next = nextReport(rule, today);
        expect(next.on > today).toBe(true);
        expect(dueReport(rule, next.on)).toEqual(next);
        expect(dueReport(rule, addDays(next.on, -1))?.period.name).not.toBe(next.period.name);
      }),
    );
  });
});
