import { describe, expect, it } from 'vitest';
import { asset } from '../assets/asset.ts';
import { Problem } from '../kernel/problem.ts';
import { finding } from '../vulnerabilities/finding.ts';
import { compareRecords, parseSort, printSort } from './sort.ts';

describe('a sort', () => {
  it('reads and prints itself, and falls back to the order of the kind', () => {
    expect(parseSort('-severity,openedAt', finding)).toEqual([
      { field: 'severity', descending: true },
      { field: 'openedAt', descending: false },
    ]);
    expect(printSort(parseSort(' -severity , openedAt', finding))).toBe('-severity,openedAt');
    expect(parseSort('', finding)).toEqual([{ field: 'severity', descending: true }]);
  });

  it.each([
    ['nam', 0, 'nam'],
    ['name,-tire', 5, 'tire'],
    ['name,name', 5, 'name'],
    ['name,', 5, ''],
  ])('%s is refused at its place', (text, position, found) => {
    expect(() => parseSort(text, asset)).toThrow(Problem);
    try {
      parseSort(text, asset);
    } catch (error) {
      expect((error as Problem).code).toBe('sort-invalid');
      expect((error as Problem).data).toMatchObject({ position, found });
    }
  });

  it('puts unknown values last in both directions and breaks ties by id', () => {
    const rows = [
      { id: 'd', severity: null },
      { id: 'b', severity: 'high' },
      { id: 'a', severity: 'high' },
      { id: 'c', severity: 'critical' },
    ];
    const order = (sort: string): string =>
      rows
        .toSorted(compareRecords(parseSort(sort, finding), finding))
        .map((row) => row.id)
        .join('');
    expect(order('severity')).toBe('abcd');
    expect(order('-severity')).toBe('cabd');
  });
});
