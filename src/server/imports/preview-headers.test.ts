/** What a person sees of a table without headers before it is imported. */
import { describe, expect, it } from 'vitest';
import { MappingSettings } from '#core/imports/mapping-profile.ts';
import { writeWorkbook } from '#test/support/workbook-file.ts';
import { previewImport, type PreviewAsked } from './preview-import.ts';

const rows = [
  ['Infuuspomp 3', '10.20.1.7', 'SN-00412'],
  ['Monitor bed 4', '10.20.1.8', 'SN-00413'],
];
const files: readonly (readonly [string, string, Uint8Array])[] = [
  ['text', 'lijst.csv', Buffer.from(rows.map((row) => row.join(';')).join('\n'))],
  ['a workbook', 'lijst.xlsx', writeWorkbook([{ name: 'Blad1', rows }])],
];
const look = (file: string, bytes: Uint8Array, settings?: object) =>
  previewImport(file, bytes, {
    profile: settings === undefined ? null : { slug: null, name: null, revision: null, settings: MappingSettings.parse(settings) },
    timeZone: 'Europe/Amsterdam',
    saved: [],
    registered: null,
  });

describe('the size of a register, before it is handed in', () => {
  const list = (rows: number) => Buffer.from(`Naam;Serienummer\n${Array.from({ length: rows }, (_, row) => `Pomp;S${row}\n`).join('')}`);
  const remarks = async (rows: number, count: number, rest: Partial<PreviewAsked> = {}) => {
    const registered = { source: 'cmdb', count };
    const preview = await previewImport('cmdb.csv', list(rows), {
      profile: null,
      timeZone: 'Europe/Amsterdam',
      saved: [],
      registered,
      ...rest,
    });
    return preview.remarks;
  };

  it('is told where it is less than half of what its source has registered, of twenty at least', async () => {
    expect(await remarks(2, 1_500)).toMatchObject([
      { code: 'register-much-smaller', message: expect.stringContaining('has 2 rows, and 1500 assets') },
    ]);
    expect(await remarks(9, 20)).toHaveLength(1);
    expect(await remarks(10, 20)).toEqual([]);
    expect(await remarks(2, 19)).toEqual([]);
  });

  it('is not told of a part, of what was seen, or of a file that was not looked at whole', async () => {
    expect(await remarks(2, 1_500, { registered: null })).toEqual([]);
    const settings = MappingSettings.parse({ role: 'discovery', columns: [{ header: 'Naam', field: 'name' }] });
    expect(await remarks(2, 1_500, { profile: { slug: null, name: null, revision: null, settings } })).toEqual([]);
    expect(await remarks(200, 1_500)).toEqual([]);
  });
});

describe.each(files)('the preview of %s without headers', (_name, file, bytes) => {
  it('says so, and shows the cells it would lose', async () => {
    const preview = await look(file, bytes);
    expect(preview).toMatchObject({
      problem: { code: 'file-headerless', detail: expect.stringContaining('Row 1 stands where the headers should') },
      headerRow: 1,
      settings: null,
    });
    expect(preview.columns.map(({ header, field }) => [header, field])).toEqual(rows[0]?.map((cell) => [cell, null]));
  });

  it('warns where a person chose a column by a cell of it', async () => {
    const preview = await look(file, bytes, { columns: [{ header: 'SN-00412', field: 'serialNumber' }] });
    expect(preview).toMatchObject({ problem: null, remarks: [{ code: 'header-looks-like-data', line: 1 }] });
    expect(preview.rows).toHaveLength(1);
  });

  it('asks what the columns are, and shows every row once it is said', async () => {
    const asked = await look(file, bytes, { headerless: true, columns: [] });
    expect(asked).toMatchObject({ problem: { code: 'file-unmapped' }, headerRow: null });
    expect(asked.columns.map(({ header }) => header)).toEqual(['Column 1', 'Column 2', 'Column 3']);
    const columns = [
      { header: 'Column 1', field: 'name' },
      { header: 'Kolom 3', field: 'serialNumber' },
    ];
    const said = await look(file, bytes, { headerless: true, columns });
    expect(said).toMatchObject({ problem: null, remarks: [], headerRow: null });
    expect(said.rows.map(({ line, cells }) => [line, ...cells.map(({ value }) => value)])).toEqual([
      [1, 'Infuuspomp 3', null, 'SN-00412'],
      [2, 'Monitor bed 4', null, 'SN-00413'],
    ]);
  });
});
