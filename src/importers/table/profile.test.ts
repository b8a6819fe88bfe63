/** Tables read with a mapping profile: the same for CSV and workbooks. */
import { describe, expect, test } from 'vitest';
import { MappingSettings } from '#core/imports/mapping-profile.ts';
import type { ImportedAsset } from '#core/imports/imported-record.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { writeWorkbook } from '#test/support/workbook-file.ts';
import { csv } from '../csv/importer.ts';
import type { Importer, ParseEvent } from '../define-importer.ts';
import { xlsx } from '../xlsx/importer.ts';

const settings = (given: object) => MappingSettings.parse(given);
const minimal = { columns: [{ header: 'Kenmerk', field: 'assetTag' }] };

async function parse(importer: Importer, bytes: Uint8Array, given: object) {
  const events: ParseEvent[] = [];
  const one = async function* () {
    yield bytes;
  };
  try {
    for await (const event of importer.parse(one(), { settings: settings(given) })) events.push(event);
  } catch (problem) {
    if (!isProblem(problem)) throw problem;
    return { events, problem, assets: [], issues: [] };
  }
  const assets = events.flatMap((event) => (event.kind === 'record' && event.record.kind === 'asset' ? [event.record] : []));
  const issues = events.flatMap((event) => (event.kind === 'issue' ? [event.issue] : []));
  return { events, problem: null, assets, issues };
}

const readCsv = (text: string, given: object) => parse(csv, Buffer.from(text), given);
const readXlsx = (sheets: Parameters<typeof writeWorkbook>[0], given: object) => parse(xlsx, writeWorkbook(sheets), given);
const facts = (assets: readonly ImportedAsset[]) => assets.map((asset) => asset.facts);

describe('columns', () => {
  test('that nobody would guess are read as the profile says, and the others are not', async () => {
    const { assets, issues } = await readCsv('Kenmerk;Plek;Serienummer\nA-1;K2;SN1\n', {
      columns: [
        { header: 'kenmerk', field: 'assetTag' },
        { header: 'PLEK', field: 'location' },
      ],
    });
    expect(facts(assets)).toEqual([{ assetTag: 'A-1', location: 'K2' }]);
    expect(issues).toMatchObject([{ code: 'column-not-read', message: 'Not read, because the profile does not name it: "Serienummer".' }]);
  });

  test('that the file lacks are named in a warning', async () => {
    const { assets, issues } = await readCsv('Kenmerk;Naam\nA-1;Pomp\n', {
      columns: [...minimal.columns, { header: 'Verdieping', field: 'location' }],
    });
    expect(assets).toHaveLength(1);
    expect(issues).toMatchObject([
      { code: 'column-missing', path: 'Verdieping', severity: 'warning' },
      { code: 'column-not-read', severity: 'note' },
    ]);
  });

  test('that are required and missing refuse the file, with the columns found', async () => {
    const { problem } = await readCsv('Kenmerk;Naam\nA-1;Pomp\n', {
      columns: [...minimal.columns, { header: 'Klasse MDR', field: 'class', required: true }],
    });
    expect(problem?.code).toBe('file-unmapped');
    expect(problem?.message).toBe('The file lacks columns that the profile requires: Klasse MDR. Columns of the file: Kenmerk, Naam.');
  });

  test('of one field: the first that the file has is read, and nobody misses the other', async () => {
    const { assets, issues } = await readCsv('Kenmerk;Site\nA-1;Oost\n', {
      columns: [...minimal.columns, { header: 'Location', field: 'location' }, { header: 'Site', field: 'location' }],
    });
    expect(facts(assets)).toEqual([{ assetTag: 'A-1', location: 'Oost' }]);
    expect(issues).toEqual([]);
  });

  test('none of which tells an asset apart refuse the file', async () => {
    const { problem } = await readCsv('Naam;Plek\nPomp;K2\n', { columns: [...minimal.columns, { header: 'Plek', field: 'location' }] });
    expect(problem?.message).toContain('None of the columns that the profile names gives a name, number or address of an asset.');
  });
});

describe('values', () => {
  test('are translated, whatever their case and accents', async () => {
    const { assets, issues } = await readCsv('Kenmerk;Fase\nA-1;In gebrúik (MT)\nA-2;te keuren\n', {
      columns: [...minimal.columns, { header: 'Fase', field: 'lifecycle' }],
      translations: { lifecycle: { 'in gebruik (mt)': 'in-use', 'Te keuren': null } },
    });
    expect(facts(assets)).toEqual([{ assetTag: 'A-1', lifecycle: 'in-use' }, { assetTag: 'A-2' }]);
    expect(issues).toEqual([]);
  });

  test('are fixed where the row says nothing of the field, and only there', async () => {
    const { assets } = await readCsv('Kenmerk;Afdeling\nA-1;IC\nA-2;\nA-3;n.v.t.\n', {
      columns: [...minimal.columns, { header: 'Afdeling', field: 'department' }],
      fixed: { class: 'medical', department: 'MT', tier: '2' },
    });
    expect(facts(assets)).toEqual([
      { assetTag: 'A-1', class: 'medical', department: 'IC', tier: 2 },
      { assetTag: 'A-2', class: 'medical', department: 'MT', tier: 2 },
      { assetTag: 'A-3', class: 'medical', department: 'MT', tier: 2 },
    ]);
  });

  test.each([
    ['day-first', '2030-02-01'],
    ['month-first', '2030-01-02'],
  ])('01/02/2030 in a profile that is %s is %s', async (dayOrder, supportEndOn) => {
    const { assets } = await readCsv('Kenmerk,Until\nA-1,01/02/2030\n', {
      columns: [...minimal.columns, { header: 'Until', field: 'supportEndOn' }],
      dayOrder,
    });
    expect(facts(assets)).toEqual([{ assetTag: 'A-1', supportEndOn }]);
  });
});

describe('the table', () => {
  test('of what was seen gives sightings instead of a register', async () => {
    const { assets } = await readCsv('Kenmerk;Naam\nA-1;Pomp\n', { ...minimal, role: 'discovery' });
    expect(assets.map(({ role }) => role)).toEqual(['discovery']);
  });

  test('of findings is read with own headers too', async () => {
    const { events } = await readCsv('Machine;Toets;Zwaarte\nsrv-1;4711;Rood\n', {
      role: 'findings',
      columns: [
        { header: 'Machine', field: 'host' },
        { header: 'Toets', field: 'checkId' },
        { header: 'Zwaarte', field: 'severity' },
      ],
      translations: { severity: { rood: 'critical' } },
    });
    const records = events.flatMap((event) => (event.kind === 'record' ? [event.record] : []));
    expect(records).toMatchObject([
      { kind: 'asset', facts: { hostName: 'srv-1' } },
      { kind: 'vulnerability', severity: 'critical', check: { nativeId: '4711' } },
      { kind: 'coverage' },
    ]);
  });

  test('whose header row nobody would recognise is found by the headers of the profile, or by its number', async () => {
    const text = 'Uitdraai MT;\n;\nKenmerk;Plek\nA-1;K2\n';
    const byHeaders = await readCsv(text, { columns: [...minimal.columns, { header: 'Plek', field: 'location' }] });
    const byNumber = await readCsv(text, { headerRow: 3, columns: [...minimal.columns, { header: 'Plek', field: 'location' }] });
    expect(facts(byHeaders.assets)).toEqual([{ assetTag: 'A-1', location: 'K2' }]);
    expect(facts(byNumber.assets)).toEqual([{ assetTag: 'A-1', location: 'K2' }]);
  });
});

describe('a workbook', () => {
  const sheets = [
    { name: 'Uitleg', rows: [['Dit is een uitdraai']] },
    { name: 'Apparaten', rows: [['Kenmerk'], ['A-1']] },
    { name: 'Archief', rows: [['Kenmerk'], ['OUD-1']], state: 'hidden' as const },
    { name: 'Reserve', rows: [['Kenmerk'], ['R-1']] },
  ];

  test('is read on every visible sheet that has the columns', async () => {
    const { assets, issues } = await readXlsx(sheets, minimal);
    expect(facts(assets)).toEqual([{ assetTag: 'A-1' }, { assetTag: 'R-1' }]);
    expect(issues).toMatchObject([
      { code: 'sheet-not-read', message: 'Sheets that were not read: "Uitleg" (no known header row), "Archief" (hidden).' },
    ]);
  });

  test('is read on the sheet that the profile names only, also when it is hidden', async () => {
    expect(facts((await readXlsx(sheets, { ...minimal, sheet: 'reserve' })).assets)).toEqual([{ assetTag: 'R-1' }]);
    expect(facts((await readXlsx(sheets, { ...minimal, sheet: 'Archief' })).assets)).toEqual([{ assetTag: 'OUD-1' }]);
  });

  test('without that sheet is refused with the sheets it has', async () => {
    const { problem } = await readXlsx(sheets, { ...minimal, sheet: 'Inventaris' });
    expect(problem?.message).toBe(
      'The workbook has no sheet "Inventaris", which the profile names. Its sheets: Uitleg, Apparaten, Archief, Reserve.',
    );
  });

  test('whose sheets all lack a required column is refused with the columns of the first', async () => {
    const { problem } = await readXlsx(sheets.slice(1, 2), {
      columns: [...minimal.columns, { header: 'Klasse', field: 'class', required: true }],
    });
    expect(problem?.message).toBe('The file lacks columns that the profile requires: Klasse. Columns of the file: Kenmerk.');
  });

  test('has its header row at the number that the spreadsheet shows, empty rows counted', async () => {
    const rows = [['Overzicht'], [], [], ['Kenmerk', 'Plek'], ['A-1', 'K2']];
    const { assets } = await readXlsx([{ name: 'Blad1', rows }], { ...minimal, headerRow: 4 });
    expect(facts(assets)).toEqual([{ assetTag: 'A-1' }]);
  });
});
