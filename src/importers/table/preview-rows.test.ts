import { expect, test } from 'vitest';
import { MappingSettings } from '#core/imports/mapping-profile.ts';
import { csv } from '../csv/importer.ts';
import type { TableChoice } from '../define-importer.ts';
import { mappingOf } from './columns.ts';
import { previewRows } from './preview-rows.ts';

function preview(headers: readonly string[], cells: readonly (readonly string[])[], choice: TableChoice = {}, rowsShown = 10) {
  const rows = cells.map((row, index) => ({ cells: row, line: index + 2 }));
  const mapping = mappingOf(headers, choice);
  return previewRows({ headers, mapping, rows, isDayFirstLand: true, timeZone: 'Europe/Amsterdam', limits: csv.limits }, rowsShown);
}
const shown = (rows: ReturnType<typeof preview>) => rows.map((row) => row.cells.map((cell) => cell.issue?.code ?? cell.value));

test('shows each cell as it would be kept, and null for a column that is not read', () => {
  const rows = preview(
    ['Naam', 'Soort', 'IP-adres', 'Eind ondersteuning', 'Kleur', 'Hostnaam', 'Einde ondersteuning'],
    [['Pomp 1', 'Infuuspomp', '10.0.0.1 10.0.0.2', 'x', 'rood', 'pomp1.zkh.example', '31-12-2030']],
  );
  expect(shown(rows)).toEqual([['Pomp 1', 'medical', '10.0.0.1, 10.0.0.2', null, null, 'pomp1', '2030-12-31']]);
  expect(rows[0]?.cells[4]).toEqual({ written: 'rood', value: null, issue: null });
});

test('marks what would be left out, an unknown word at every row that has it', () => {
  const rows = preview(
    ['Naam', 'Klasse', 'IP-adres'],
    [
      ['Pomp 1', 'Kast', '10.0.0.999'],
      ['Pomp 2', 'kast', ''],
      ['Pomp 3', 'server', '10.0.0.3'],
    ],
  );
  expect(shown(rows)).toEqual([
    ['Pomp 1', 'word-unknown', 'value-invalid'],
    ['Pomp 2', 'word-unknown', null],
    ['Pomp 3', 'server', '10.0.0.3'],
  ]);
});

test('marks a row that would be refused, and passes over empty lines', () => {
  const rows = preview(['Naam', 'Afdeling'], [['', 'IC'], [''], ['Pomp', 'IC'], ['te', 'veel', 'cellen']]);
  expect(rows.map(({ line, refused }) => [line, refused?.code ?? null])).toEqual([
    [2, 'row-without-identity'],
    [4, null],
    [5, 'row-column-count'],
  ]);
});

test('understands dates by more rows than it shows', () => {
  const rows = preview(
    ['Name', 'Support end'],
    [
      ['a', '01/02/2030'],
      ['b', '31/12/2030'],
    ],
    {},
    1,
  );
  expect(shown(rows)).toEqual([['a', '2030-02-01']]);
});

test('shows a finding by its check, and the host on each of its rows', () => {
  const headers = ['Host', 'Plugin ID', 'Risk', 'CVE'];
  const rows = preview(headers, [
    ['10.0.0.9', '100', 'High', 'CVE-2026-1234'],
    ['10.0.0.9', '101', 'None', ''],
  ]);
  expect(shown(rows)).toEqual([
    ['10.0.0.9', '100', 'high', 'CVE-2026-1234'],
    ['10.0.0.9', '101', 'informational', null],
  ]);
});

test('shows a fixed value and a translation as they would be kept', () => {
  const settings = MappingSettings.parse({
    columns: [
      { header: 'Naam', field: 'name' },
      { header: 'Klasse', field: 'class' },
    ],
    fixed: { class: 'medical' },
    translations: { class: { Kast: 'other' } },
  });
  expect(
    shown(
      preview(
        ['Naam', 'Klasse'],
        [
          ['a', 'Kast'],
          ['b', ''],
        ],
        { settings },
      ),
    ),
  ).toEqual([
    ['a', 'other'],
    ['b', 'medical'],
  ]);
});
