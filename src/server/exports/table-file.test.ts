import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, ExportFormat, TableHead, TableRow } from '#core/exports/table.ts';
import type { Instant } from '#core/kernel/time.ts';
import { readCsv, readParquet, readXlsx } from '../../../test/support/read-table.ts';
import { tableWriters } from './table-file.ts';

const label = (en: string, nl: string) => ({ en, nl });
const head: TableHead = {
  name: 'devices',
  columns: [
    { name: 'name', label: label('name', 'naam'), type: 'text' },
    { name: 'networked', label: label('networked', 'in het netwerk'), type: 'boolean' },
    { name: 'count', label: label('findings', 'bevindingen'), type: 'integer' },
    { name: 'score', label: label('score', 'score, gewogen'), type: 'number' },
    { name: 'endsOn', label: label('end of support', 'einde ondersteuning'), type: 'day' },
    { name: 'seenAt', label: label('last seen', 'laatst gezien'), type: 'instant' },
  ],
};
const awkward: readonly TableRow[] = [
  ['Infuuspomp "3", Chirurgie', true, 0, 0, '2026-12-31', '2026-11-22T22:30:00.000Z'],
  [null, null, null, null, null, null],
  ['=cmd|"/c calc"!A1', false, -5, -1.5, '2024-02-29', '2026-06-30T22:30:15.000Z'],
  ["'=already guarded", true, 9_007_199_254_740_991, 0.1, '1999-12-31', '1999-12-31T23:00:00.000Z'],
  ['+31 20 123', true, 1, 1e-7, '2026-01-01', '2026-03-29T00:59:59.000Z'],
  ['-8°C vriezer', true, 1, 1e21, '2026-01-01', '2026-03-29T01:00:00.000Z'],
  ['@naam', true, 1, 1, '2026-01-01', '2026-10-25T00:30:00.000Z'],
  ['eerste regel\ntweede regel\r\nderde', true, 1, 1, '2026-01-01', '2026-10-25T01:30:00.000Z'],
  ['Röntgen, ĳs, coördinatie, façade, ’s middags, 日本, 🏥', true, 1, 1, '2026-01-01', '2026-01-01T00:00:00.000Z'],
  ['  spaces  ', true, 1, 1, '2026-01-01', '2026-01-01T00:00:00.000Z'],
  ['<b>&amp; "both"</b>', true, 1, 1, '2026-01-01', '2026-01-01T00:00:00.000Z'],
];

interface Written {
  readonly language?: 'en' | 'nl';
  readonly of?: TableHead;
}

async function bytesOf(format: ExportFormat, rows: readonly TableRow[], { language = 'en', of = head }: Written = {}): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  // In pieces of three, so that pieces and groups do not fall together.
  const inPieces = async function* () {
    for (let at = 0; at < rows.length; at += 3) yield rows.slice(at, at + 3);
  };
  await tableWriters[format]({ head: of, rows: inPieces(), language, timeZone: 'Europe/Amsterdam' }, async (bytes) => {
    pieces.push(Uint8Array.from(bytes));
  });
  return Buffer.concat(pieces);
}

const plain = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));
const wallClock = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short', timeStyle: 'medium' });
/** As a spreadsheet shows it: midnight is a day alone. */
const onTheWall = (instant: Cell | undefined): string =>
  instant === null || instant === undefined ? '' : wallClock.format(new Date(String(instant))).replace(/ 00:00:00$/, '');
const someText = fc.string({ unit: 'binary', maxLength: 12 }).map((text) => text.replaceAll('\0', ''));
const someRows = fc.array(
  fc.tuple(
    fc.option(
      fc.oneof(
        someText,
        someText.map((text) => `=${text}`),
        someText.map((text) => `'${text}`),
      ),
    ),
    fc.option(fc.boolean()),
    fc.option(fc.maxSafeInteger()),
    fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
    fc.option(
      fc
        .date({ noInvalidDate: true, min: new Date('1901-01-01'), max: new Date('2200-01-01') })
        .map((day) => day.toISOString().slice(0, 10)),
    ),
    fc.option(
      fc.date({ noInvalidDate: true, min: new Date('1971-01-01'), max: new Date('2200-01-01') }).map((at) => at.toISOString() as Instant),
    ),
  ),
  { maxLength: 20 },
);

describe('CSV', () => {
  test('gives back every cell, in the language of the reader', async () => {
    const bytes = await bytesOf('csv', awkward, { language: 'nl' });
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const { headers, rows } = readCsv(bytes);
    expect(headers).toEqual(['naam', 'in het netwerk', 'bevindingen', 'score, gewogen', 'einde ondersteuning', 'laatst gezien']);
    expect(rows).toEqual(awkward.map((row) => row.map(plain)));
  });

  test('holds no cell that a spreadsheet would run, and numbers are left alone', async () => {
    const text = (await bytesOf('csv', awkward)).toString('utf8');
    expect(text).toContain(`"'=cmd|""/c calc""!A1",false,-5,-1.5,`);
    expect(text).toContain(`\r\n''=already guarded,`);
    expect(text.split('\r\n')[2]).toBe(',,,,,');
  });

  test('a text that is empty is told from one that is unknown', async () => {
    const of = { ...head, columns: head.columns.slice(0, 1) };
    const text = (await bytesOf('csv', [['a'], [''], [null]], { of })).toString('utf8');
    expect(text).toBe('\uFEFFname\r\na\r\n""\r\n\r\n');
  });

  test('any table is read back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        expect(readCsv(await bytesOf('csv', rows)).rows).toEqual(rows.map((row) => row.map(plain)));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a workbook', () => {
  test('gives back every cell: texts as they were, dates as dates of the clock on the wall', async () => {
    const { sheet, headers, rows } = await readXlsx(await bytesOf('xlsx', awkward));
    expect(sheet).toBe('devices');
    expect(headers).toEqual(['name', 'networked', 'findings', 'score', 'end of support', 'last seen (Europe/Amsterdam)']);
    const [texts, days] = [0, 4].map((at) => rows.map((row) => row[at]));
    const filled = awkward.filter(([name]) => name !== null);
    // Our importer reads every end of a line as one line feed; that the carriage return is there is seen below.
    expect(texts).toEqual(filled.map(([name]) => String(name).replaceAll('\r\n', '\n')));
    expect(days).toEqual(filled.map((row) => row[4]));
    expect(rows.map((row) => row[5])).toEqual(filled.map((row) => onTheWall(row[5])));
    expect(rows.map((row) => row.slice(1, 4))).toContainEqual(['false', '-5', '-1.5']);
    // Around the two changes of the clock of 2026.
    expect(rows.map((row) => row[5])).toEqual(
      expect.arrayContaining(['2026-03-29 01:59:59', '2026-03-29 03:00:00', '2026-10-25 02:30:00']),
    );
  });

  test('an unknown value has no cell at all, and no cell is a formula', async () => {
    const sheet = await sheetXml(await bytesOf('xlsx', awkward));
    expect(sheet).toContain('<row r="3"></row>');
    expect(sheet).not.toContain('<f>');
    expect(sheet).toContain('eerste regel\ntweede regel&#13;\nderde');
    // The apostrophe of a cell: who edits it makes no formula of it.
    expect(sheet).toMatch(/<c r="A4" s="4" t="inlineStr"><is><t xml:space="preserve">=cmd/);
    expect(await partXml(await bytesOf('xlsx', awkward), 'xl/styles.xml')).toContain('quotePrefix="1"');
  });

  test('what XML cannot hold is written by its code, and so is what looks like that', async () => {
    const of = { ...head, columns: head.columns.slice(0, 1) };
    const sheet = await sheetXml(await bytesOf('xlsx', [['bell \u0007 and \uFFFE'], ['_x0007_ and _x'], ['x'.repeat(40_000)]], { of }));
    expect(sheet).toContain('>bell _x0007_ and _xFFFE_<');
    expect(sheet).toContain('>_x005F_x0007_ and _x<');
    expect(/x{100,}…/.exec(sheet)?.[0].length).toBe(32_767);
  });

  test('a day that spreadsheets cannot count is a text', async () => {
    const { rows } = await readXlsx(await bytesOf('xlsx', [['a', null, null, null, '1900-02-28', '1899-12-31T12:00:00.000Z']]));
    expect(rows).toEqual([['a', '', '', '', '1900-02-28', '1899-12-31T12:00:00.000Z']]);
  });

  test('columns after Z have two letters', async () => {
    const columns = Array.from({ length: 60 }, (_, at) => ({ name: `c${at}`, label: label(`c${at}`, `c${at}`), type: 'integer' as const }));
    const { headers, rows } = await readXlsx(await bytesOf('xlsx', [columns.map((_, at) => at)], { of: { name: 'wide', columns } }));
    expect(headers).toEqual(columns.map(({ name }) => name));
    expect(rows).toEqual([columns.map((_, at) => String(at))]);
  });

  test('any text is read back as it was, other than what XML cannot hold', async () => {
    const of = { ...head, columns: head.columns.slice(0, 1) };
    const isPlain = (text: string) => !/[^\P{Cc}\t\n]|[\uFFFE\uFFFF]|_x/u.test(text) && text.trim() !== '';
    await fc.assert(
      fc.asyncProperty(fc.array(someText.filter(isPlain), { minLength: 1, maxLength: 20 }), async (texts) => {
        expect(
          (
            await readXlsx(
              await bytesOf(
                'xlsx',
                texts.map((text) => [text]),
                { of },
              ),
            )
          ).rows,
        ).toEqual(texts.map((text) => [text]));
      }),
      { numRuns: 60 },
    );
  });
});

describe('Parquet', () => {
  test('has typed columns under their own names', async () => {
    const { columns } = await readParquet(await bytesOf('parquet', awkward, { language: 'nl' }));
    expect(columns).toEqual([
      { name: 'name', type: 'UTF8' },
      { name: 'networked', type: 'BOOLEAN' },
      { name: 'count', type: 'INT64' },
      { name: 'score', type: 'DOUBLE' },
      { name: 'endsOn', type: 'DATE' },
      { name: 'seenAt', type: 'TIMESTAMP_MILLIS' },
    ]);
  });

  const read = async (bytes: Uint8Array): Promise<readonly TableRow[]> =>
    (await readParquet(bytes)).rows.map(({ name, networked, count, score, endsOn, seenAt }) => [
      name as string | null,
      networked as boolean | null,
      count === null ? null : Number(count),
      score as number | null,
      endsOn === null ? null : (endsOn as Date).toISOString().slice(0, 10),
      seenAt === null ? null : (seenAt as Date).toISOString(),
    ]);

  test('gives back every cell with its type, unknown as null', async () => {
    expect(await read(await bytesOf('parquet', awkward))).toEqual(awkward);
  });

  test('any table is read back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        expect(await read(await bytesOf('parquet', rows))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  test('more rows than one group holds stay in order', async () => {
    const of = { ...head, columns: [{ name: 'n', label: label('n', 'n'), type: 'integer' as const }] };
    const numbers = Array.from({ length: 25_001 }, (_, at) => at);
    const { rows } = await readParquet(
      await bytesOf(
        'parquet',
        numbers.map((n) => [n]),
        { of },
      ),
    );
    expect(rows.map(({ n }) => Number(n))).toEqual(numbers);
  });
});

test.each(['csv', 'xlsx', 'parquet'] as const)('a table without rows has its headers: %s', async (format) => {
  const bytes = await bytesOf(format, []);
  if (format === 'parquet') expect(await readParquet(bytes)).toMatchObject({ columns: expect.objectContaining({ length: 6 }), rows: [] });
  else {
    const { headers, rows } = format === 'csv' ? readCsv(bytes) : await readXlsx(bytes);
    expect([headers.length, rows]).toEqual([6, []]);
  }
});

async function partXml(bytes: Buffer, name: string): Promise<string> {
  const { ZipArchive } = await import('#importers/xlsx/zip.ts');
  const archive = new ZipArchive(bytes, { bytesMax: 1e9, ratioMax: 1e6, ratioFromBytes: 1e9 });
  const entry = archive.entries.get(name);
  if (entry === undefined) throw new Error(`the workbook has no part ${name}`);
  const pieces: Uint8Array[] = [];
  for await (const piece of archive.unpack(entry)) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const sheetXml = (bytes: Buffer) => partXml(bytes, 'xl/worksheets/sheet1.xml');
