/** A month of a mail desk, counted: what is divided by what, whose month a mail is of, and how long the desk takes. */
import { describe, expect, test } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import type { CountedMail, CountedReport } from './count-reports.ts';
import { countReports } from './count-reports.ts';
import { gradeOf, reportAccuracy, threatReporting } from './report-figures.ts';

const at = (text: string) => `2026-${text}:00.000Z` as Instant;
const october = { fromAt: at('10-01T00:00'), toAt: at('11-01T00:00') };
const endedAt = at('11-05T00:00');

const report = (person: string, reportedAt: string, more: Partial<CountedReport> = {}): CountedReport => ({
  person,
  reportedAt: at(reportedAt),
  message: null,
  threat: null,
  verdict: 'true-positive',
  firstDecidedAt: null,
  ...more,
});
const mail = (threat: string, deliveredAt: string, more: Partial<CountedMail> = {}): CountedMail => ({
  message: null,
  threat,
  deliveredAt: at(deliveredAt),
  found: 'filter',
  copies: null,
  recipients: [],
  ...more,
});
const count = (reports: readonly CountedReport[], mails: readonly CountedMail[] = []) => countReports({ reports, mails }, october, endedAt);
const deliveries = (reports: readonly CountedReport[], mails: readonly CountedMail[]) => {
  const { found, ...rest } = count(reports, mails).deliveries;
  return { ...rest, found: Object.fromEntries(Object.entries(found).filter(([, copies]) => copies > 0)) };
};

describe('report accuracy (AWR-14)', () => {
  test('is of decided reports of the month, without mails of phishing tests and without what waits', () => {
    const month = count([
      report('a', '10-03T09:00'),
      report('b', '10-03T09:00', { verdict: 'benign' }),
      report('c', '10-03T09:00', { verdict: 'spam' }),
      report('d', '10-03T09:00', { verdict: 'simulation' }),
      report('e', '10-03T09:00', { verdict: null }),
      report('f', '11-01T00:00', { verdict: 'benign' }),
    ]);
    expect(month).toMatchObject({ truePositive: 1, spam: 1, benign: 1, simulations: 1, undecided: 1 });
    expect(reportAccuracy(month)).toMatchObject({ numerator: 1, denominator: 3 });
  });

  test('is not known where nothing is decided', () => {
    expect(reportAccuracy(count([report('a', '10-03T09:00', { verdict: null })]))).toBeNull();
  });
});

describe('reporting of real threats (AWR-13)', () => {
  test('counts each copy once: of 100 copies reported by three people, one of them twice, three were reported', () => {
    const reports = [
      report('a', '10-03T09:10', { threat: 'T' }),
      report('b', '10-03T09:20', { threat: 'T' }),
      report('c', '10-03T09:30', { threat: 'T' }),
      report('a', '10-04T09:00', { threat: 'T' }),
    ];
    const counted = deliveries(reports, [mail('T', '10-03T09:00', { copies: 100 })]);
    expect(counted).toEqual({ listed: 100, found: { filter: 100 }, reported: 3, reportsAlone: 0 });
    expect(threatReporting(count(reports, [mail('T', '10-03T09:00', { copies: 100 })]).deliveries)).toMatchObject({
      numerator: 3,
      denominator: 100,
    });
  });

  test('joins a report that names the message with a list that names message and threat', () => {
    const list = [mail('T', '10-03T09:00', { message: 'm1', copies: 4 }), mail('T', '10-03T10:00', { message: 'm2', copies: 6 })];
    expect(deliveries([report('a', '10-03T09:10', { message: 'm2' })], list)).toMatchObject({ listed: 10, reported: 1, reportsAlone: 0 });
  });

  test('of a list with both numbers and names the larger counts', () => {
    const list = [mail('T', '10-03T09:00', { copies: 2 }), mail('T', '10-03T09:05', { recipients: ['a', 'b', 'c'], found: 'search' })];
    expect(deliveries([], list)).toEqual({ listed: 3, found: { search: 3 }, reported: 0, reportsAlone: 0 });
  });

  test('a mail on no list is known by its report alone, and so are more reporters than copies', () => {
    const list = [mail('T', '10-03T09:00', { copies: 1 })];
    const reports = [
      report('a', '10-03T09:10', { threat: 'T' }),
      report('b', '10-03T09:10', { threat: 'T' }),
      report('c', '10-09T09:00'),
      report('c', '10-10T09:00'),
    ];
    expect(deliveries(reports, list)).toEqual({ listed: 1, found: { filter: 1 }, reported: 1, reportsAlone: 3 });
  });

  test('counts in the month of delivery, as its own recipient where the list names him', () => {
    const late = report('a', '11-02T09:00', { threat: 'T' });
    expect(deliveries([late], [mail('T', '10-31T20:00', { copies: 10 })])).toMatchObject({ listed: 10, reported: 1 });
    const twice = [mail('T', '10-30T09:00', { recipients: ['a'] }), mail('T', '11-01T09:00', { recipients: ['b'] })];
    expect(deliveries([late], twice)).toMatchObject({ listed: 1, reported: 1, reportsAlone: 0 });
    expect(deliveries([report('b', '11-02T09:00', { threat: 'T' })], twice)).toMatchObject({ listed: 1, reported: 0, reportsAlone: 0 });
    expect(deliveries([report('a', '10-02T09:00', { threat: 'T' })], [mail('T', '09-30T09:00', { copies: 3 })])).toMatchObject({
      listed: 0,
      reported: 0,
      reportsAlone: 0,
    });
  });

  test('is not known without a list: of mails known by their reports alone every one was reported', () => {
    const { deliveries: alone } = count([report('a', '10-03T09:10'), report('b', '10-03T09:10')]);
    expect(alone).toMatchObject({ listed: 0, reportsAlone: 2 });
    expect([threatReporting(alone), gradeOf(alone)]).toEqual([null, 'none']);
  });

  test('is graded by how much was found otherwise than by a report', () => {
    const grade = (filter: number, byReport: number, alone: number) =>
      gradeOf({
        listed: filter + byReport,
        reported: 0,
        reportsAlone: alone,
        found: { filter, search: 0, outside: 0, incident: 0, report: byReport, unknown: 0 },
      });
    expect([grade(80, 10, 10), grade(79, 11, 10), grade(20, 80, 0), grade(19, 81, 0), grade(0, 0, 5)]).toEqual([
      'independent',
      'mixed',
      'mixed',
      'by-reports',
      'none',
    ]);
  });
});

describe('time to verdict', () => {
  test('counts what waits as waiting: the median is not that of the decided ones', () => {
    const decided = [10, 20, 30].map((minute) => report('a', '10-03T09:00', { firstDecidedAt: at(`10-03T09:${minute}`) }));
    const waiting = [1, 2].map(() => report('a', '10-03T09:00', { verdict: null }));
    expect(count(decided).desk).toMatchObject({ timed: 3, waiting: 0, medianMinutes: 20, ninetiethMinutes: 30 });
    expect(count([...decided, ...waiting]).desk).toMatchObject({ timed: 3, waiting: 2, medianMinutes: 30, ninetiethMinutes: null });
  });

  test('leaves out a verdict without a time: it is neither quick nor waiting', () => {
    expect(count([report('a', '10-03T09:00')]).desk).toEqual({ timed: 0, waiting: 0, medianMinutes: null, ninetiethMinutes: null });
  });
});
