import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { parseBytes, recordsOf, type ParsedFile } from '#test/support/parse-file.ts';
import { writeWorkbook, writeZip, type WrittenCell, type WrittenSheet } from '#test/support/workbook-file.ts';
import type { ParseOptions } from '../define-importer.ts';
import { importers } from '../registry.ts';
import { ZipArchive } from './zip.ts';

async function* pieces(bytes: Uint8Array, size = 65_536): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const read = (bytes: Uint8Array, options: ParseOptions = {}): Promise<ParsedFile> => parseBytes(pieces(bytes), 'file', options);
const readFixture = (name: string, options?: ParseOptions): Promise<ParsedFile> =>
  read(readFileSync(new URL(`fixtures/${name}`, import.meta.url)), options);
const readRows = (rows: WrittenSheet['rows']): Promise<ParsedFile> => read(writeWorkbook([{ name: 'Sheet1', rows }]));

/** Code of the Problem by which the file is refused, at the door or while it is read. */
async function refusal(bytes: Uint8Array): Promise<string | undefined> {
  try {
    return (await read(bytes)).problem?.code;
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return cause.code;
  }
}

function briefly({ issues }: ParsedFile): string[] {
  return issues
    .filter((issue) => issue.severity !== 'note')
    .map((issue) => `${issue.severity} ${issue.code} ${issue.path ?? '-'} ${issue.line}`);
}

const facts = (parsed: ParsedFile) => recordsOf(parsed, 'asset').map((asset) => asset.facts);

describe('a workbook with an asset list', () => {
  it('is read from below its title, with the kinds of cells a spreadsheet has', async () => {
    const parsed = await readFixture('dutch-register.xlsx');
    expect(parsed.importer.id).toBe('xlsx');
    expect(parsed.problem).toBeUndefined();
    expect(parsed.headers).toMatchObject([{ observedAt: null, mapping: { assetTag: 'Inventarisnummer', vendor: 'Merk' } }]);
    expect(facts(parsed)).toEqual([
      {
        assetTag: 'A-1',
        name: 'Infuuspomp é "bed 3"',
        class: 'medical',
        vendor: 'Voorbeeld B.V.',
        serialNumber: '123456789012',
        supportEndOn: '2030-12-31',
        scannable: false,
        hostName: 'pomp01',
        domain: 'zkh.example',
        ipAddresses: ['10.1.2.3'],
      },
      { assetTag: '00042', name: 'Monitor', class: 'server', vendor: 'Voorbeeld B.V.', supportEndOn: '2030-06-30', scannable: true },
      { assetTag: 'A-3', class: 'printer' },
    ]);
    expect(briefly(parsed)).toEqual(['warning value-mangled Register: Serienummer 5']);
  });

  it('is read from every visible sheet with known headers; the others are named', async () => {
    const parsed = await readFixture('several-sheets.xlsx');
    expect(
      recordsOf(parsed, 'asset').map(({ itemNumber, assetKey, facts: { name, hostName } }) => [itemNumber, assetKey, name ?? hostName]),
    ).toEqual([
      [1, 'row-1', 'Pomp 1'],
      [2, 'row-2', 'Pomp 2'],
      [3, 'row-3', 'sw1'],
      [4, 'row-4', 'sw2'],
    ]);
    expect(briefly(parsed)).toEqual(['warning value-invalid Netwerk: IP address 3']);
    expect(parsed.headers).toHaveLength(1);
    expect(parsed.issues.find((issue) => issue.code === 'sheet-not-read')?.message).toBe(
      'Sheets that were not read: "Toelichting" (no known header row), "Leeg" (empty), "Oud" (hidden).',
    );
  });

  it('reads dates of the 1904 system', async () => {
    expect(facts(await readFixture('dates-from-1904.xlsx')).map(({ supportEndOn }) => supportEndOn)).toEqual(['2030-12-31', '2030-12-31']);
  });

  it('is read where cells have no references and elements a prefix', async () => {
    expect(facts(await readFixture('bare-cells.xlsx'))).toEqual([
      { name: 'A', location: 'B2.14' },
      { name: 'B', serialNumber: '7', location: 'B2.15' },
    ]);
  });

  it('takes a chosen mapping on the sheets that have its headers', async () => {
    const parsed = await readFixture('several-sheets.xlsx', { mapping: { name: 'Hostname', location: 'remarks' } });
    expect(parsed.headers).toMatchObject([{ mapping: { name: 'Hostname', location: 'Remarks' } }]);
    expect(facts(parsed)).toEqual([{ name: 'sw1' }, { name: 'sw2' }]);
    const { problem } = await readFixture('several-sheets.xlsx', { mapping: { name: 'Bestaat niet' } });
    expect(problem?.code).toBe('file-unmapped');
  });
});

it('reads scanner exports of two sheets, says each host once, and its coverage per scanner at the end', async () => {
  const parsed = await readFixture('scanner-export.xlsx', { timeZone: 'UTC' });
  expect(parsed.records).toMatchObject([
    { kind: 'asset', assetKey: '10.0.0.1', observedAt: '2026-02-09T06:00:00.000Z' },
    { kind: 'vulnerability', itemNumber: 1, check: { scanner: 'nessus', nativeId: '100' }, port: 443, severity: 'high' },
    { kind: 'detection', itemNumber: 2 },
    { kind: 'asset', assetKey: 'lab01' },
    { kind: 'vulnerability', itemNumber: 3, check: { scanner: 'qualys', nativeId: '9001' }, severity: 'critical' },
    { kind: 'nothing', itemNumber: 4, reason: 'finding-fixed' },
    { kind: 'coverage', assetKey: '10.0.0.1', scanner: 'nessus' },
    { kind: 'coverage', assetKey: 'lab01', scanner: 'qualys' },
    { kind: 'coverage', assetKey: '10.0.0.1', scanner: 'qualys' },
  ]);
});

describe('a table written as CSV and as XLSX', () => {
  const columns = ['Naam', 'Serienummer', 'Soort', 'Eigenaar', 'Einde ondersteuning', 'IP-adres', 'Te scannen', 'Host', 'CVE', 'Severity'];
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom('a', 'é', '"', ';', ',', ' ', '<', '&', '\n', '0', '7', '漢'), maxLength: 8 }),
    fc.constantFrom('medisch', 'server', 'ja', 'nee', '10.0.0.1', 'CVE-2020-0001', 'High', '31-12-2029', '01/02/2026', 'n.v.t.', '1,2E+13'),
  );

  it('gives the same records and remarks', async () => {
    const table = fc.record({
      headers: fc.subarray(columns, { minLength: 2 }).filter((some) => !['Host', 'CVE', 'Severity'].includes(some[0] ?? '')),
      rows: fc.array(fc.array(cell, { minLength: 10, maxLength: 10 }), { maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(table, async ({ headers, rows }) => {
        // A row without a value is an item of a CSV file, and no row of a sheet.
        const filled = rows.map((row) => row.slice(0, headers.length)).filter((row) => row.some((text) => text.trim() !== ''));
        const all = [headers, ...filled];
        const csv = all.map((row) => `${row.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`).join('');
        const text = await outcome('csv', Buffer.from(`\ufeffsep=,\r\n${csv}`));
        const workbook = await outcome('xlsx', writeWorkbook([{ name: 'T', rows: all }]));
        expect(workbook).toEqual(text);
      }),
      { numRuns: 150 },
    );
  });

  async function outcome(id: string, bytes: Buffer): Promise<unknown> {
    const events: unknown[] = [];
    try {
      for await (const event of importers.find((importer) => importer.id === id)?.parse(pieces(bytes), {}) ?? []) {
        if (event.kind !== 'issue') events.push(event);
        else events.push({ code: event.issue.code, severity: event.issue.severity, itemNumber: event.issue.itemNumber });
      }
    } catch (cause) {
      events.push(isProblem(cause) ? cause.code : cause);
    }
    return events;
  }

  it('reads numbers and dates as the text that is shown', async () => {
    const rows: WrittenCell[][] = [
      ['Naam', 'Serienummer', 'Einde ondersteuning', 'Versie'],
      ['A', { number: 1_234_567_890_123 }, { number: 61, format: 'd/m/yyyy' }, { number: 7.4 }],
      ['B', { number: '9.99999999999999E+14' }, { number: 47848.999999999, format: 'dd mmm yyyy' }, { number: '7.4000000000000004' }],
      ['C', { number: '1E+15' }, { number: 60, format: 'd/m/yyyy' }, { number: '0.0000001' }],
      ['D', { number: 5, format: '"SN-"0000' }, { number: 59, format: '[$-413]d mmmm yyyy;@' }, { number: 12, format: '[Red]General' }],
    ];
    const parsed = await readRows(rows);
    expect(facts(parsed)).toEqual([
      { name: 'A', serialNumber: '1234567890123', supportEndOn: '1900-03-01', version: '7.4' },
      { name: 'B', serialNumber: '999999999999999', supportEndOn: '2031-01-01', version: '7.4' },
      { name: 'C', version: '0.0000001' },
      { name: 'D', serialNumber: '0005', supportEndOn: '1900-02-28', version: '12' },
    ]);
    expect(briefly(parsed)).toEqual(['warning value-invalid Sheet1: Einde ondersteuning 4', 'warning value-mangled Sheet1: Serienummer 4']);
  });
});

describe('a workbook that cannot be read ends in a Problem', () => {
  const rows: WrittenSheet['rows'] = [['Naam', 'Serienummer'], ...Array.from({ length: 500 }, (_, at) => [`Pomp ${at}`, `S${at}`])];
  const whole = writeWorkbook([{ name: 'Register', rows }]);
  const withPart = (name: string, content: string | Buffer): Buffer =>
    writeWorkbook([{ name: 'Register', rows }], { extraParts: { [name]: content } });

  it.each([
    ['with macros', withPart('xl/vbaProject.bin', 'x'), 'file-format-mismatch'],
    ['in binary form', writeZip({ 'xl/workbook.bin': 'x' }), 'file-format-mismatch'],
    ['encrypted (a compound file)', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'file-format-unknown'],
    ['with encrypted parts', writeZip({ 'xl/workbook.xml': '<workbook/>' }, { flag: 1 }), 'file-malformed'],
    ['cut off', whole.subarray(0, whole.length - 400), 'file-truncated'],
    ['of archive parts alone', writeZip({ 'xl/theme/theme1.xml': '<a/>' }), 'file-malformed'],
    ['with a sheet that is no XML', withPart('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row></sheetData>'), 'file-malformed'],
    ['with a sheet that stops', withPart('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row>'), 'file-malformed'],
    ['with entities', withPart('xl/sharedStrings.xml', '<!DOCTYPE x [<!ENTITY a "b">]><sst/>'), 'file-entities-refused'],
    ['nested deeply', withPart('xl/worksheets/sheet1.xml', '<a>'.repeat(1000)), 'file-too-deep'],
    ['with texts that are not there', withPart('xl/sharedStrings.xml', '<sst/>'), 'file-malformed'],
    [
      'without a table',
      writeWorkbook([
        {
          name: 'A',
          rows: [
            ['Kleur', 'Prijs'],
            ['rood', '1'],
          ],
        },
      ]),
      'file-unmapped',
    ],
    [
      'without a filled cell',
      writeWorkbook([
        { name: 'A', rows: [] },
        { name: 'B', state: 'hidden', rows },
      ]),
      'file-empty',
    ],
    ['that is another document', writeZip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<a/>' }), 'file-format-unknown'],
    ['that unpacks too far', withPart('xl/sharedStrings.xml', `<sst>${'<x/>'.repeat(8 * 1024 ** 2)}</sst>`), 'file-expands-too-far'],
    [
      'with a text without end',
      withPart(
        'xl/sharedStrings.xml',
        `<sst a="${Array.from({ length: 1_600_000 }, (_, at) => (at * 7_919_000_003).toString(36).padStart(11, '0')).join('')}`,
      ),
      'file-too-large',
    ],
  ])('%s', async (_name, bytes, code) => {
    expect(await refusal(bytes)).toBe(code);
  });

  it('keeps the rows before the damage', async () => {
    const sheet = `<worksheet><sheetData>${['Naam', 'A', 'B'].map((text) => `<row><c t="str"><v>${text}</v></c></row>`).join('')}<row><c></row>`;
    const parsed = await read(withPart('xl/worksheets/sheet1.xml', sheet));
    expect(parsed.problem?.code).toBe('file-malformed');
    expect(facts(parsed).map(({ name }) => name)).toEqual(['A', 'B']);
  });

  it('whatever bytes are changed or cut: records or a Problem, never another error', async () => {
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 })), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(damage, fc.integer({ min: 0, max: whole.length }), fc.boolean(), async (changes, cutAt, isCut) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const code = await refusal(isCut ? bytes.subarray(0, cutAt) : bytes);
        expect(code === undefined || code.startsWith('file-')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

it('finds the directory behind a comment, also one that looks like the end of an archive', () => {
  const limits = { bytesMax: 1e6, ratioMax: 250, ratioFromBytes: 1e6 };
  const archive = new ZipArchive(writeZip({ a: 'x' }, { comment: `note PK\u0005\u0006${'-'.repeat(40)}` }), limits);
  expect([...archive.entries.keys()]).toEqual(['a']);
});

it('reads 20,000 rows without holding them', async () => {
  const rows: WrittenCell[][] = [['Naam', 'Soort', 'Serienummer', 'IP-adres', 'Einde ondersteuning']];
  for (let at = 0; at < 20_000; at += 1) {
    rows.push([`Pomp ${at}`, 'medisch', { number: at }, `10.0.${at % 250}.1`, { number: 47_000, format: 'yyyy\\-mm\\-dd' }]);
  }
  const startedAt = performance.now();
  const parsed = await readRows(rows);
  process.stdout.write(`xlsx: ${Math.round((20_000 / (performance.now() - startedAt)) * 1000)} rows/s, written and read\n`);
  expect(parsed.problem).toBeUndefined();
  expect(parsed.records).toHaveLength(20_000);
});
