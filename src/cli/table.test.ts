import { expect, test } from 'vitest';
import { formatTable } from './table.ts';

const columns = [{ title: 'id', whole: true }, { title: 'name' }, { title: 'n', alignRight: true }];
const rows = [
  ['018f0000', 'Infusion pump of bed three', '7'],
  ['018f0001', 'Monitor', '12'],
];

test('without a terminal columns are as wide as their longest cell, numbers to the right', () => {
  expect(formatTable(columns, rows, null)).toBe(
    [
      'id        name                         n',
      '018f0000  Infusion pump of bed three   7',
      '018f0001  Monitor                     12',
    ].join('\n'),
  );
});

test('a narrow terminal cuts the widest column that may be cut', () => {
  expect(formatTable(columns, rows, 24)).toBe(
    ['id        name         n', '018f0000  Infusion …   7', '018f0001  Monitor     12'].join('\n'),
  );
});

test('where columns would say nothing any more the last are left out', () => {
  expect(formatTable(columns, rows, 19)).toBe(['id        name', '018f0000  Infusion…', '018f0001  Monitor'].join('\n'));
  expect(formatTable(columns, rows, 4)).toBe(['id', '018f0000', '018f0001'].join('\n'));
});
