import { expect, test } from 'vitest';
import { sourceNameOf } from './source-name.ts';

test.each([
  ['CMDB export 2026-11-01.csv', 'cmdb export'],
  ['cmdb_export_20261101.csv', 'cmdb_export'],
  ['cmdb export 2026-11-01 (2).csv.gz', 'cmdb export'],
  ['Ultimo-31-12-2025.csv', 'ultimo'],
  ['2026-11 medische techniek.csv', 'medische techniek'],
  ['/uploads/Register 2026-11-01T0300.csv', 'register'],
  ['C:\\exports\\mt.csv', 'mt'],
  ['pomp-7500.csv', 'pomp-7500'],
])('the source of %s is "%s"', (file, source) => {
  expect(sourceNameOf(file)).toBe(source);
});

test('a name that is nothing but a date names no source', () => {
  expect(sourceNameOf('2026-11-01.csv')).toBeUndefined();
});
