/** Tables whose first row may be one of the data, as text and as workbook: it is never taken for headers in silence. */
import { describe, expect, it } from 'vitest';
import { sayIn } from '#contract/dutch/say-in.ts';
import { MappingSettings } from '#core/imports/mapping-profile.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { parseBytes, recordsOf, type ParsedFile } from '#test/support/parse-file.ts';
import { writeWorkbook, type WrittenCell } from '#test/support/workbook-file.ts';
import type { ParseOptions } from '../define-importer.ts';

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const read = (bytes: Uint8Array, options: ParseOptions = {}): Promise<ParsedFile> => parseBytes(once(bytes), 'lijst', options);
const text = (...lines: string[]): Uint8Array => Buffer.from(`${lines.join('\n')}\n`);
const sheet = (rows: readonly (readonly WrittenCell[])[]): Uint8Array => writeWorkbook([{ name: 'Blad1', rows }]);
const facts = (parsed: ParsedFile) => recordsOf(parsed, 'asset').map((asset) => asset.facts);
const remarks = ({ issues }: ParsedFile) => issues.map(({ severity, code, line }) => `${severity} ${code} ${line}`);

async function refusal(bytes: Uint8Array, options: ParseOptions = {}): Promise<{ readonly code: string; readonly message: string }> {
  try {
    const { problem } = await read(bytes, options);
    return { code: problem?.code ?? 'read', message: problem?.message ?? '' };
  } catch (problem) {
    if (!isProblem(problem)) throw problem;
    return problem;
  }
}

const register = [
  ['Infuuspomp 3', '10.20.1.7', 'SN-00412'],
  ['Monitor bed 4', '10.20.1.8', 'SN-00413'],
];
const headerless = MappingSettings.parse({
  headerless: true,
  columns: [
    { header: 'Column 1', field: 'name' },
    { header: 'Kolom 2', field: 'ipAddresses' },
    { header: 'column 3', field: 'serialNumber' },
  ],
});

describe('a register without headers', () => {
  it.each([
    ['commas', text(...register.map((row) => row.join(',')))],
    ['semicolons', text(...register.map((row) => row.join(';')))],
    ['one row only', text(register[0]?.join(';') ?? '')],
    ['a workbook', sheet(register)],
    ['a workbook of one row', sheet(register.slice(0, 1))],
  ])('is refused with what was found, in which row, and what to do: %s', async (_name, bytes) => {
    const { code, message } = await refusal(bytes);
    expect(code).toBe('file-headerless');
    expect(message).toContain('Row 1 stands where the headers should');
    expect(message).toContain('such as "10.20.1.7" (an IP address)');
    expect(sayIn('nl', message)).toContain(
      'Rij 1 staat waar de koppen horen en lijkt op gegevens: 2 van de 3 cellen, zoals ‘10.20.1.7’ (IP-adres).',
    );
  });

  it.each([
    ['as text', text(...register.map((row) => row.join(';')))],
    ['as one row', text(register[0]?.join(';') ?? '')],
    ['as a workbook', sheet(register)],
  ])('is read whole where the settings say that it has none: %s', async (name, bytes) => {
    const parsed = await read(bytes, { settings: headerless });
    expect(facts(parsed)).toEqual(
      [
        { name: 'Infuuspomp 3', ipAddresses: ['10.20.1.7'], serialNumber: 'SN-00412' },
        { name: 'Monitor bed 4', ipAddresses: ['10.20.1.8'], serialNumber: 'SN-00413' },
      ].slice(0, name === 'as one row' ? 1 : 2),
    );
    expect(remarks(parsed)).toEqual([]);
  });

  it('refuses and lists a row that is not as wide as most', async () => {
    const parsed = await read(text('Lijst', ...register.map((row) => row.join(';'))), { settings: headerless });
    expect(facts(parsed)).toHaveLength(2);
    expect(remarks(parsed)).toEqual(['refused row-column-count 1']);
    expect(parsed.issues[0]?.message).toBe('The row has 1 columns where most rows have 3, so it cannot be told which cell is what.');
  });

  it('takes its first row for headers only where a person chose columns by it, and says so', async () => {
    const parsed = await read(text(...register.map((row) => row.join(';'))), { mapping: { name: 'Infuuspomp 3' } });
    expect(facts(parsed)).toEqual([{ name: 'Monitor bed 4' }]);
    expect(remarks(parsed)).toContain('warning header-looks-like-data 1');
    const profile = MappingSettings.parse({ columns: [{ header: 'SN-00412', field: 'serialNumber' }] });
    expect(remarks(await read(sheet(register), { settings: profile }))).toContain('warning header-looks-like-data 1');
  });

  it('is told as such when the profile of its source finds none of its columns', async () => {
    const profile = MappingSettings.parse({ columns: [{ header: 'Serienummer', field: 'serialNumber' }] });
    expect((await refusal(text(...register.map((row) => row.join(';'))), { settings: profile })).code).toMatch(/^file-(headerless|format)/);
    expect((await refusal(sheet(register), { settings: profile })).code).toBe('file-headerless');
  });

  it('asks which column is what before anything is read', async () => {
    const { code, message } = await refusal(sheet(register), { settings: MappingSettings.parse({ headerless: true, columns: [] }) });
    expect([code, message]).toEqual([
      'file-unmapped',
      'The file has no row of headers: say of its columns (Column 1, Column 2, Column 3) which is what, one of them a name, number or address of an asset.',
    ]);
  });
});

describe('a table with headers', () => {
  it('that nobody knows is refused with its headers, and read by a mapping without a remark', async () => {
    const bytes = text('Kenmerk;Plek', 'C-1;B2.14', 'C-2;B2.15');
    expect(await refusal(bytes)).toMatchObject({
      code: 'file-unmapped',
      message: expect.stringContaining('Headers of the file: Kenmerk, Plek'),
    });
    const parsed = await read(bytes, { mapping: { assetTag: 'Kenmerk' } });
    expect(facts(parsed)).toEqual([{ assetTag: 'C-1' }, { assetTag: 'C-2' }]);
    expect(remarks(parsed)).toEqual(['note column-not-read null']);
  });

  it.each([
    ['with years for headers', text('Naam;Serienummer;2024;2025', 'Pomp;S1;1;2')],
    ['in Dutch with commas', text('Naam,Serienummer,Afdeling', 'Pomp,S1,IC')],
    ['with a title of one word that is a header too', text('Apparaat', 'Naam;Serienummer', 'Pomp;S1')],
  ])('is read as before: %s', async (_name, bytes) => {
    const parsed = await read(bytes);
    expect(facts(parsed)).toMatchObject([{ name: 'Pomp', serialNumber: 'S1' }]);
    expect(parsed.issues.filter(({ severity }) => severity !== 'note')).toEqual([]);
  });

  it('of a workbook is found below empty lines and a title, which are no loss', async () => {
    const parsed = await read(sheet([[], [], ['Apparatuurregister 2026'], [], ['Naam', 'Serienummer'], ['Pomp', 'S1']]));
    expect(facts(parsed)).toEqual([{ name: 'Pomp', serialNumber: 'S1' }]);
    expect(parsed.issues).toEqual([]);
  });

  it('says which rows as wide as the table stand above it', async () => {
    const rows = [['Apparatuurregister'], ['Oude pomp', 'S0'], ['Naam', 'Serienummer'], ['Pomp', 'S1']];
    for (const bytes of [sheet(rows), text(...rows.map((row) => row.join(';')))]) {
      const parsed = await read(bytes);
      expect(facts(parsed)).toHaveLength(1);
      expect(remarks(parsed)).toEqual(['warning rows-above-headers 2']);
      expect(parsed.issues[0]?.message).toContain('(row 3) and have several cells: rows 2.');
    }
  });
});

describe('a workbook of several sheets', () => {
  const other = { name: 'Nieuw', rows: register };
  it('says which sheet looks like a table without headers', async () => {
    const parsed = await read(writeWorkbook([{ name: 'Oud', rows: [['Naam'], ['Pomp']] }, other]));
    expect(facts(parsed)).toEqual([{ name: 'Pomp' }]);
    expect(parsed.issues).toMatchObject([
      { severity: 'warning', code: 'sheet-not-read', message: expect.stringContaining('headers: "Nieuw". Add') },
    ]);
  });

  it('has only its first sheet read without headers, or the one that is named', async () => {
    const bytes = writeWorkbook([{ name: 'Uitleg', rows: [['Uit', 'het', 'CMDB']] }, other]);
    expect(facts(await read(bytes, { settings: { ...headerless, sheet: 'Nieuw' } }))).toHaveLength(2);
    const first = await read(bytes, { settings: headerless });
    expect(facts(first)).toMatchObject([{ name: 'Uit' }]);
    expect(remarks(first)).toContain('warning sheet-not-read null');
  });
});
