/** What may be seen of a month of real reports, and what somebody learns who lays months side by side. */
import { describe, expect, test } from 'vitest';
import type { ReportMonth } from './report-counts.ts';
import { reportTable } from '../awareness/report-table.ts';
import type { CountedReport } from '../awareness/count-reports.ts';
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
  desk: { timed: 10, waiting: 1, medianMinutes: 12.2, ninetiethMinutes: 30 },
};

describe('counts of a month', () => {
  test('are not told of fewer than ten people', () => {
    expect(discloseReports(9, month, 0)).toBeNull();
    expect(discloseReports(10, month, 0)).toMatchObject({ truePositive: 4, deliveries: { listed: 40 } });
  });

  test('say nothing of a mail that came to fewer than ten mailboxes, whose owners the desk knows', () => {
    const few = { ...month, deliveries: { ...month.deliveries, listed: 6, reportsAlone: 3 } };
    expect(discloseReports(500, few, 0)?.deliveries).toBeNull();
    expect(discloseReports(500, { ...few, deliveries: { ...few.deliveries, listed: 7 } }, 0)?.deliveries).not.toBeNull();
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
  const reportsOf = (people: readonly string[]): CountedReport[] =>
    people.map((person) => ({
      person,
      reportedAt: '2026-10-03T09:00:00.000Z' as Instant,
      message: null,
      threat: null,
      verdict: 'true-positive',
      firstDecidedAt: null,
    }));
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
