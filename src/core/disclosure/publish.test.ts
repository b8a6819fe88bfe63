import { describe, expect, it } from 'vitest';
import type { Instant } from '../kernel/time.ts';
import { seededBytes } from '../kernel/seeded-bytes.ts';
import type { CountTable } from './count-table.ts';
import type { Publication } from './publish.ts';
import { cellAt, publish, readPublished } from './publish.ts';

const publishedAt = '2026-11-23T00:00:00.000Z' as Instant;
const sides = (names: readonly string[]) => names.map((name) => ({ id: name, name }));

function tableOf(people: readonly (readonly number[])[], reported: readonly (readonly number[])[]): CountTable {
  return {
    rows: sides(people.map((_, place) => `group-${place}`)),
    columns: sides((people[0] ?? []).map((_, place) => `role-${place}`)),
    measures: [{ id: 'reported', guards: 'counted' }],
    people: Int32Array.from(people.flat()),
    counts: new Map([['reported', Int32Array.from(reported.flat())]]),
  };
}

function publishOf(key: string, table: CountTable): Publication {
  return publish({ period: { subject: 'phishing', key }, groupYear: 2026, publishedAt, table });
}

const people = [
  [30, 40, 4],
  [25, 50, 60],
  [33, 47, 20],
];
const reported = [
  [6, 9, 1],
  [5, 12, 11],
  [8, 10, 3],
];

describe('publishing', () => {
  it('shows cells with their margins, and of hidden ones nothing but the reason', () => {
    const publication = publishOf('c1', tableOf(people, reported));
    expect(cellAt(publication, { groupId: null, roleGroupId: null })).toMatchObject({
      kind: 'shown',
      people: 309,
      counts: { reported: 65 },
    });
    expect(cellAt(publication, { groupId: 'group-0', roleGroupId: null })).toMatchObject({
      kind: 'shown',
      people: 74,
      counts: { reported: 16 },
    });
    expect(cellAt(publication, { groupId: 'group-0', roleGroupId: 'role-2' })).toEqual({
      groupId: 'group-0',
      roleGroupId: 'role-2',
      kind: 'hidden',
      reason: 'too-few-people',
    });
    expect(publication.cells.filter(({ kind }) => kind === 'hidden').map((cell) => Object.keys(cell).toSorted().join())).toEqual(
      Array.from({ length: 4 }, () => 'groupId,kind,reason,roleGroupId'),
    );
  });

  it('one leaver between two campaigns: the difference is of other events, and a cell that falls under ten is hidden with others', () => {
    const first = publishOf(
      'c1',
      tableOf(
        [
          [10, 40],
          [30, 50],
        ],
        [
          [2, 8],
          [6, 9],
        ],
      ),
    );
    const second = publishOf(
      'c2',
      tableOf(
        [
          [9, 40],
          [30, 50],
        ],
        [
          [1, 10],
          [7, 9],
        ],
      ),
    );
    expect(first.cells.every(({ kind }) => kind === 'shown')).toBe(true);
    expect(second.cells.filter(({ kind }) => kind === 'hidden')).toHaveLength(4);
  });

  it('what was kept reads as what was published', () => {
    const publication = publishOf('c1', tableOf(people, reported));
    expect(readPublished(JSON.parse(JSON.stringify(publication)))).toEqual(publication);
  });

  it('counts that are no counts of the people are a bug, not a figure', () => {
    expect(() => publishOf('c1', tableOf([[10]], [[11]]))).toThrow('0 … all people');
    expect(() => publishOf('c1', { ...tableOf([[10]], [[1]]), people: new Int32Array(2) })).toThrow('as many numbers');
  });
});

it('a table of 40 × 12 over 24 periods is published in less than 200 ms', () => {
  const bytes = seededBytes(20_261_123)(24 * 480 * 3);
  const tables = Array.from({ length: 24 }, (_, period) => {
    const at = (place: number, side: number) => bytes[(period * 480 + place) * 3 + side] ?? 0;
    // Some 2,800 people, as a hospital has them: most cells are small, some are wards.
    const own = Array.from({ length: 480 }, (_, place) =>
      at(place, 0) < 60 ? 0 : at(place, 0) < 230 ? at(place, 0) % 8 : at(place, 0) % 40,
    );
    const counts = own.map((count, place) => Math.floor((count * at(place, 1)) / 1_000));
    return {
      ...tableOf(
        Array.from({ length: 40 }, (_, row) => own.slice(row * 12, row * 12 + 12)),
        Array.from({ length: 40 }, (_, row) => counts.slice(row * 12, row * 12 + 12)),
      ),
      measures: ['clicked', 'submitted', 'reported'].map((id) => ({ id, guards: 'counted' as const })),
      counts: new Map(
        ['clicked', 'submitted', 'reported'].map((id, turn) => [id, Int32Array.from(counts, (count) => Math.floor(count / (turn + 1)))]),
      ),
    };
  });
  const hide = () => tables.map((table, period) => publishOf(`p${period}`, table).cells.filter(({ kind }) => kind === 'hidden').length);
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    hide();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  });
  const spentMs = Math.min(...times);
  console.log(`40 × 12 cells, 24 periods: ${spentMs.toFixed(0)} ms of processor; hidden of 533 cells: ${hide().slice(0, 6).join(', ')} …`);
  // Three times the promise: a guard against the quadratic, not a figure of this machine.
  expect(spentMs).toBeLessThan(600);
});
