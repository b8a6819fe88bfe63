/** What may be seen of a month of real reports, and what somebody learns who lays months side by side. */
import { describe, expect, test } from 'vitest';
import type { ReportMonth } from './report-counts.ts';
import { reportTable } from '../awareness/report-table.ts';
import { countReports, type CountedMail, type CountedReport } from '../awareness/count-reports.ts';
import type { Instant } from '../kernel/time.ts';
import { cellAt, publish } from './publish.ts';
import { discloseReports } from './report-counts.ts';

const found = { filter: 0, search: 0, outside: 0, incident: 0, report: 0, unknown: 0 };
const month: ReportMonth = {
  truePositive: 4,
  spam: 3,
  benign: 2,
  undecided: 1,
  simulations: 5,
  deliveries: { listed: 40, found: { ...found, filter: 40 }, reported: 4, reportsAlone: 0 },
  mailboxes: 40,
  desk: { timed: 10, waiting: 1, medianMinutes: 12.2, ninetiethMinutes: 30 },
};

const trueReport = (person: string): CountedReport => ({
  person,
  reportedAt: '2026-10-03T09:00:00.000Z' as Instant,
  message: null,
  threat: null,
  verdict: 'true-positive',
  firstDecidedAt: null,
});
const listed = (more: Partial<CountedMail>): CountedMail => ({
  message: null,
  threat: 'T',
  deliveredAt: '2026-10-02T08:00:00.000Z' as Instant,
  found: 'filter',
  copies: null,
  recipients: [],
  ...more,
});
const october = { fromAt: '2026-10-01T00:00:00.000Z' as Instant, toAt: '2026-11-01T00:00:00.000Z' as Instant };
const counted = (reports: readonly CountedReport[], mails: readonly CountedMail[]) =>
  countReports({ reports, mails }, october, october.toAt);
const countsOf = (...given: Parameters<typeof counted>) => counted(...given).deliveries;
/** What may be seen of them in a house of five hundred. */
const seenOf = (...given: Parameters<typeof counted>) => discloseReports(500, counted(...given), 0)?.deliveries;

describe('counts of a month', () => {
  test('are not told of fewer than ten people', () => {
    expect(discloseReports(9, month, 0)).toBeNull();
    expect(discloseReports(10, month, 0)).toMatchObject({ truePositive: 4, deliveries: { listed: 40 } });
  });

  test('say nothing of a mail that came to fewer than ten mailboxes, whose owners the desk knows', () => {
    const seen = (mailboxes: number) => discloseReports(500, { ...month, mailboxes }, 0);
    expect([seen(9)?.deliveries, seen(10)?.deliveries]).toEqual([null, month.deliveries]);
    expect(Object.keys(seen(10) ?? {})).not.toContain('mailboxes');
  });

  test('do not say that the only one on a list did not report, however many mails on no list were reported', () => {
    const others = Array.from({ length: 9 }, (_, place) => trueReport(`p${place}`));
    const toTheCfo = listed({ recipients: ['cfo'] });
    expect(countsOf(others, [toTheCfo])).toMatchObject({ listed: 1, reported: 0, reportsAlone: 9 });
    expect(seenOf(others, [toTheCfo])).toBeNull();
    expect(seenOf(others, [listed({ copies: 1 })])).toBeNull();
    // Nine of nine true reports known by themselves alone would say the same, so they go too; without any list they are told.
    expect(seenOf(others, [])).toMatchObject({ listed: 0, reportsAlone: 9 });
  });

  test('take ten mails to one mailbox for one mailbox: named, numbered, and as one attack', () => {
    const ten = (more: Partial<CountedMail>) => Array.from({ length: 10 }, (_, place) => listed({ threat: `T${place}`, ...more }));
    for (const mails of [ten({ recipients: ['cfo'] }), ten({ copies: 1 }), ten({ copies: 1, threat: 'T' })]) {
      expect(countsOf([], mails)).toMatchObject({ listed: 10, reported: 0 });
      expect(seenOf([], mails)).toBeNull();
    }
  });

  test('are told of ten named people, or of one mail to ten mailboxes', () => {
    const people = (size: number) => Array.from({ length: size }, (_, place) => listed({ threat: `T${place}`, recipients: [`p${place}`] }));
    expect(seenOf([], people(9))).toBeNull();
    expect(seenOf([], people(10))).toMatchObject({ listed: 10 });
    expect(seenOf([], [listed({ copies: 9 }), listed({ threat: 'U', copies: 9 })])).toBeNull();
    expect(seenOf([], [listed({ copies: 10 }), listed({ threat: 'U', copies: 1 })])).toMatchObject({ listed: 11 });
  });

  test('do not say by what is left of the true reports that a mail of last month was reported late by its only reader', () => {
    const before = listed({ recipients: ['cfo'], deliveredAt: '2026-09-28T08:00:00.000Z' as Instant });
    const late = { ...trueReport('cfo'), threat: 'T' };
    expect(countsOf([late], [before])).toMatchObject({ listed: 0, reportsAlone: 0 });
    expect(seenOf([late], [before])).toBeNull();
  });

  test('give times of the desk in whole minutes, from ten verdicts on', () => {
    expect(discloseReports(500, month, 0)?.desk).toMatchObject({ medianMinutes: 13, ninetiethMinutes: 30 });
    expect(discloseReports(500, { ...month, desk: { ...month.desk, timed: 9 } }, 0)?.desk).toMatchObject({
      medianMinutes: null,
      ninetiethMinutes: null,
    });
  });

  test('say when groups say too little, because reports came from people whom no population names', () => {
    expect([2, 3].map((unplaced) => discloseReports(500, month, unplaced)?.manyUnplaced)).toEqual([false, true]);
  });
});

describe('months side by side', () => {
  const plan = {
    year: 2026,
    groups: [
      { id: 'a', names: ['A'], departmentIds: ['a'], people: 30 },
      { id: 'b', names: ['B'], departmentIds: ['b'], people: 24 },
      { id: 'c', names: ['C'], departmentIds: ['c'], people: 12 },
    ],
    roleGroups: [{ id: 'r', roles: ['r'], people: 66 }],
  };
  const peopleOf = (sizes: Readonly<Record<string, number>>) =>
    new Map(
      Object.entries(sizes).flatMap(([unitId, size]) =>
        Array.from({ length: size }, (_, place) => [`${unitId}${place}`, { unitId, roleGroup: 'r' }] as const),
      ),
    );
  const reportsOf = (people: readonly string[]): CountedReport[] => people.map(trueReport);
  const published = (key: string, sizes: Readonly<Record<string, number>>, reporters: readonly string[]) =>
    publish({
      period: { subject: 'reports', key },
      groupYear: 2026,
      publishedAt: '2026-12-01T00:00:00.000Z' as Instant,
      table: reportTable(peopleOf(sizes), reportsOf(reporters), plan),
    });

  test('one who left makes a group too small: neither it nor a sister that would give it away is shown, and the month before does not help', () => {
    const october = published('2026-10', { a: 30, b: 24, c: 10 }, ['a1', 'c1', 'c2']);
    const november = published('2026-11', { a: 30, b: 24, c: 9 }, ['a1', 'c1', 'c2']);
    const at = (publication: typeof october, groupId: string | null) => cellAt(publication, { groupId, roleGroupId: null });
    expect(at(october, 'c')).toMatchObject({ kind: 'shown', people: 10 });
    expect(at(november, 'c')).toMatchObject({ kind: 'hidden', reason: 'too-few-people' });
    const shown = ['a', 'b'].filter((id) => at(november, id)?.kind === 'shown');
    expect(shown).toHaveLength(1);
    // What the total leaves over is of a hidden pair of groups: ten people or more, of whom any number of those in C may have reported.
    const total = at(november, null);
    const open = ['a', 'b'].map((id) => at(november, id)).find((cell) => cell?.kind === 'shown');
    if (total?.kind !== 'shown' || open?.kind !== 'shown') throw new Error('the total and one group are shown');
    expect(total.people - open.people).toBeGreaterThanOrEqual(10);
  });

  test('a joiner who reports changes the next month alone: each month is of its own reports, so their difference is of nobody', () => {
    const sizes = { a: 30, b: 24, c: 12 };
    const before = published('2026-10', sizes, ['a1', 'a2', 'b1']);
    const after = published('2026-11', { ...sizes, c: 13 }, ['a3', 'c12']);
    const countOf = (publication: typeof before, groupId: string) => {
      const cell = cellAt(publication, { groupId, roleGroupId: null });
      return cell?.kind === 'shown' ? cell.counts['reported'] : null;
    };
    expect([countOf(before, 'c'), countOf(after, 'c')]).toEqual([0, 1]);
    // Thirteen people could be the one: that there are thirteen now is no secret, that the thirteenth reported is not told.
    expect(cellAt(after, { groupId: 'c', roleGroupId: null })).toMatchObject({ people: 13 });
    expect(cellAt(after, { groupId: 'c', roleGroupId: 'r' })).toMatchObject({ people: 13 });
  });

  test('that everybody of a group reported is not shown', () => {
    const all = Array.from({ length: 12 }, (_, place) => `c${place}`);
    const publication = published('2026-10', { a: 30, b: 24, c: 12 }, all);
    expect(cellAt(publication, { groupId: 'c', roleGroupId: null })?.kind).toBe('hidden');
  });
});
