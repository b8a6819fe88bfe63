import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Problem } from '#core/kernel/problem.ts';
import { writeWorkbook } from '#test/support/workbook-file.ts';
import { readInventory, type Inventory } from './read-inventory.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

interface OneRead extends Inventory {
  readonly problem: Problem | null;
}

async function read(content: string | Uint8Array, size = 65_536): Promise<OneRead> {
  const inventory = await readInventory([{ name: 'inventory', bytes: pieces(Buffer.from(content), size) }]);
  return { ...inventory, problem: inventory.problems[0]?.problem ?? null };
}

const pump = { id: 'A1', vendor: 'Maker', product: 'Pump', version: '3.2', description: null };

describe('lines of JSON', () => {
  test('are read by id, whatever their order; other fields are left aside and a missing one says nothing', async () => {
    const { lines, refused, problem } = await read(
      '{"id":"B2","product":"Scanner","room":"K1"}\n{"id":"A1","vendor":"Maker","product":"Pump"}\n',
    );
    expect({ refused, problem }).toEqual({ refused: [], problem: null });
    expect(lines).toEqual([
      { ...pump, version: null },
      { id: 'B2', vendor: null, product: 'Scanner', version: null, description: null },
    ]);
  });

  test('a number is taken as it is written: 3.10 is not 3.1, also where a text speaks of one', async () => {
    const { lines } = await read('{"id":7,"product":"Pump","version":3.10,"description":"\\"version\\": 3.1000"}');
    expect(lines).toMatchObject([{ id: '7', version: '3.10' }]);
  });

  test.each([
    ['a byte-order mark', Buffer.from('\uFEFF{"id":"A1","vendor":"Maker","product":"Pump","version":"3.2"}')],
    ['CRLF and empty lines', '\r\n{"id":"A1","vendor":"Maker","product":"Pump","version":"3.2"}\r\n\r\n'],
    ['gzip', gzipSync('{"id":"A1","vendor":"Maker","product":"Pump","version":"3.2"}\n')],
    ['UTF-16', Buffer.from('\uFEFF{"id":"A1","vendor":"Maker","product":"Pump","version":"3.2"}', 'utf16le')],
  ])('%s changes nothing, cut anywhere', async (_, content) => {
    for (const size of [1, 7, 65_536]) expect(await read(content, size)).toMatchObject({ lines: [pump], refused: [], problem: null });
  });

  test.each([
    ['line-no-json', '{"id":"B2","product'],
    ['line-no-object', '["B2"]'],
    ['id-missing', '{"product":"Pump"}'],
    ['id-missing', '{"id":" ","product":"Pump"}'],
    ['id-unusable', `{"id":"${'9'.repeat(501)}"}`],
    ['id-unusable', '{"id":"B\\u0000"}'],
    ['field-no-text', '{"id":"B2","version":["3.2"]}'],
  ])('%s: the line is refused with its place, and the rest is read', async (code, line) => {
    const { lines, refused } = await read(`{"id":"A0","product":"x"}\n${line}\n${JSON.stringify(pump)}\n`);
    expect(refused).toMatchObject([{ code, place: { sheet: null, line: 2 } }]);
    expect(lines.map(({ id }) => id)).toEqual(['A0', 'A1']);
  });

  test('a line of ten megabytes is passed over in pieces, and the next one is read', async () => {
    const { lines, refused } = await read(`{"id":"B2","product":"${'x'.repeat(10 * 1024 ** 2)}"}\n${JSON.stringify(pump)}`);
    expect(refused).toMatchObject([{ code: 'line-too-long', place: { line: 1 } }]);
    expect(lines).toEqual([pump]);
  });

  test('the same line twice is one; an id that says two things is used for neither', async () => {
    const same = JSON.stringify(pump);
    const { lines, refused } = await read(
      [same, same, '{"id":"B2","product":"x"}', '{"id":"B2","product":"y"}', '{"id":"B2","product":"x"}'].join('\n'),
    );
    expect(lines).toEqual([pump]);
    expect(refused.map(({ code, place }) => [code, place.line])).toEqual([
      ['id-double', 3],
      ['id-double', 4],
      ['id-double', 5],
    ]);
    expect(refused[0]?.message).toContain('"B2" stands on several lines (3, 4, 5)');
  });

  test('a text longer than any name is cut, and it is said', async () => {
    const { lines, remarks } = await read(`{"id":"A1","product":"Pump","description":"${'x'.repeat(5_000)}"}`);
    expect(lines[0]?.description).toHaveLength(4_000);
    expect(remarks).toEqual([
      { place: { file: 'inventory', sheet: null, line: 1 }, message: 'A value of 5000 characters was cut to 4000.' },
    ]);
  });

  test('a gzip file that ends too early gives the lines before, and the problem', async () => {
    const zipped = gzipSync(Array.from({ length: 5_000 }, (_, at) => `{"id":"A${at}","product":"Pump ${at * 7919}"}`).join('\n'));
    const { lines, problem } = await read(zipped.subarray(0, zipped.length - 2_000));
    expect(problem?.code).toBe('file-truncated');
    expect(lines.length).toBeGreaterThan(100);
  });

  test.each([
    ['file-empty', ''],
    ['file-empty', ' \n\n'],
    ['file-format-mismatch', '[{"id":"A1"}]'],
    ['file-format-unknown', '<inventory/>'],
    ['file-format-unknown', '%PDF-1.7'],
    ['file-malformed', Buffer.concat([gzipSync('{"id":"A1"}').subarray(0, 10), Buffer.alloc(20, 0xff)])],
  ])('%s: nothing is read, and why is said', async (code, content) => {
    expect(await read(content)).toMatchObject({ lines: [], problem: { code } });
  });
});

describe('tables as text', () => {
  test.each([
    ['comma', 'id,vendor,product,version\nA1,Maker,Pump,3.2\n'],
    ['semicolon and Dutch headers', 'Inventarisnummer;Merk;Type;Softwareversie\r\nA1;Maker;Pump;3.2\r\n'],
    ['tab', 'Asset ID\tManufacturer\tModel\tVersion\nA1\tMaker\tPump\t3.2'],
    ['a title above', 'Medische apparatuur\n\nnummer|fabrikant|productnaam|versie\nA1|Maker|Pump|3.2\n'],
    ['sep=', 'sep=;\nid;vendor;product;version\nA1;Maker;Pump;3.2\n'],
    ['a byte-order mark', '\uFEFFid;vendor;product;version\nA1;Maker;Pump;3.2\n'],
  ])('%s', async (_, text) => {
    expect(await read(text)).toMatchObject({ lines: [pump], refused: [], problem: null });
  });

  test('Windows-1252 is read as such, and it is said', async () => {
    const { lines, remarks } = await read(Buffer.from('id;merk;model;omschrijving\nA1;Dr\xe4ger;Pump;kamer \xe9\xe9n\n', 'latin1'));
    expect(lines).toMatchObject([{ vendor: 'Dräger', description: 'kamer één' }]);
    expect(remarks[0]?.message).toContain('Windows-1252');
  });

  test('the model is the product, and the name of the asset only where no model is there', async () => {
    expect((await read('assettag;naam;model\nA1;POMP-0031;Pump\n')).lines[0]?.product).toBe('Pump');
    expect((await read('assettag;naam;merk\nA1;Pump;Maker\n')).lines[0]?.product).toBe('Pump');
  });

  test('a row of another length and a row without id are refused with their lines', async () => {
    const { lines, refused } = await read('id;product\nA1;Pump\nB2;Pump;too much\n;Pump\n\nC3;Pump\n');
    expect(refused.map(({ code, place }) => [code, place.line])).toEqual([
      ['row-column-count', 3],
      ['id-missing', 4],
    ]);
    expect(lines.map(({ id }) => id)).toEqual(['A1', 'C3']);
  });

  test('without a column of numbers or products nothing is read; the headers are named, and those that would be known', async () => {
    const { problem } = await read('kleur;ruimte\nrood;K1\n');
    expect(problem).toMatchObject({ code: 'file-unmapped', data: { headers: ['kleur', 'ruimte'] } });
    expect(problem?.message).toMatch(
      /^No row of headers names the number and the product of each device\. Seen: kleur, ruimte\. Known for the/,
    );
    expect(problem?.message).not.toContain('mapping');
    expect((await read('inv.nr.;ruimte\n1;K1\n')).problem?.message).toContain('names the product of each');
  });

  test.each(['Inv.nr.', 'Inventarisnr.', 'Apparaatnr', 'Configuratie-item'])('%s is the number of a device', async (header) => {
    expect(await read(`${header};Merk;Typeaanduiding;SW-versie\nA1;Maker;Pump;3.2\n`)).toMatchObject({ lines: [pump], problem: null });
  });

  test('a configuration item is the product where nothing else is; what an article is called counts before it', async () => {
    expect((await read('Inv.nr.;Configuratie-item;Merk\nA1;Pump;Maker\n')).lines).toMatchObject([{ id: 'A1', product: 'Pump' }]);
    expect((await read('Configuratie-item;Artikelomschrijving\nA1;Pump\n')).lines).toMatchObject([{ id: 'A1', product: 'Pump' }]);
  });

  test('headers without a row below them are no empty file, and it is said so', async () => {
    for (const content of ['id;product\n', writeWorkbook([{ name: 'Blad1', rows: [['Lijst'], ['id', 'product']] }])]) {
      const { problem } = await read(content);
      expect([problem?.code, problem?.message]).toEqual([
        'file-empty',
        'The table has headers and no rows below them, so there is no device in it.',
      ]);
    }
  });

  test('a PDF is called one', async () => {
    expect((await read('%PDF-1.7\n%\u00e2')).problem?.message).toMatch(/^This is a PDF, not an inventory/);
  });
});

describe('several files', () => {
  const together = (texts: readonly string[]): Promise<Inventory> =>
    readInventory(texts.map((text, at) => ({ name: `${at}.csv`, bytes: pieces(Buffer.from(text), 65_536) })));

  test('are one inventory, in any order of the files', async () => {
    const texts = ['id;product\nB2;Scanner\n', 'id;product\nA1;Pump\n'];
    const { lines } = await together(texts);
    expect(lines.map(({ id }) => id)).toEqual(['A1', 'B2']);
    expect((await together(texts.toReversed())).lines).toEqual(lines);
  });

  test('an id that says two things in two files is used for neither, and both places are named', async () => {
    const { lines, refused } = await together(['id;product\nA1;Pump\nB2;Scanner\n', 'id;product\nA1;Pomp\nB2;Scanner\n']);
    expect(lines.map(({ id }) => id)).toEqual(['B2']);
    expect(refused.map(({ code, place }) => [code, place.file, place.line])).toEqual([
      ['id-double', '0.csv', 2],
      ['id-double', '1.csv', 2],
    ]);
    expect(refused[0]?.message).toContain('(0.csv:2, 1.csv:2)');
  });

  test('one that cannot be read keeps the others', async () => {
    const { lines, problems } = await together(['', 'id;product\nA1;Pump\n']);
    expect(lines).toHaveLength(1);
    expect(problems.map(({ file, problem }) => [file, problem.code])).toEqual([['0.csv', 'file-empty']]);
  });
});

describe('workbooks', () => {
  test('every visible sheet with known headers is read, numbers as shown; another one is named', async () => {
    const { lines, refused, remarks, problem } = await read(
      writeWorkbook([
        {
          name: 'Pompen',
          rows: [
            ['Overzicht'],
            ['Inventarisnr', 'Fabrikant', 'Model', 'Versie'],
            ['A1', 'Maker', 'Pump', { number: 3.2 }],
            [null, 'Maker', 'Pump'],
          ],
        },
        {
          name: 'Scanners',
          rows: [
            ['id', 'product'],
            [{ number: 17 }, 'Scanner'],
          ],
        },
        { name: 'Uitleg', rows: [['Deze lijst is van de medische techniek']] },
        {
          name: 'Oud',
          state: 'hidden',
          rows: [
            ['id', 'product'],
            ['Z9', 'Pump'],
          ],
        },
      ]),
    );
    expect(problem).toBeNull();
    expect(lines).toEqual([{ id: '17', vendor: null, product: 'Scanner', version: null, description: null }, pump]);
    expect(refused).toMatchObject([{ code: 'id-missing', place: { sheet: 'Pompen', line: 4 } }]);
    expect(remarks).toMatchObject([{ place: { sheet: 'Uitleg', line: null } }]);
  });

  test('a sheet longer than what is looked at for headers is read to its end', async () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`A${at}`, 'Pump']);
    expect((await read(writeWorkbook([{ name: 'Blad1', rows: [['id', 'product'], ...rows] }]))).lines).toHaveLength(60);
  });

  test('a sheet that holds a table with other headers is refused with what was seen and what is missing', async () => {
    const known = {
      name: 'A',
      rows: [
        ['id', 'product'],
        ['A1', 'Pump'],
      ],
    };
    const other = { name: 'B', rows: [['Lijst'], ['Nr.', 'Kleur', 'Ruimte'], ['1', 'rood', 'K1']] };
    const { lines, refused, problem } = await read(writeWorkbook([known, other]));
    expect([lines.length, problem]).toEqual([1, null]);
    expect(refused).toMatchObject([{ code: 'headers-unknown', place: { sheet: 'B', line: null } }]);
    expect(refused[0]?.message).toContain('names the product of each device. Seen: Nr., Kleur, Ruimte. Known for the number: id,');
  });

  test('a workbook without such a sheet, and one that is cut, are not read', async () => {
    expect((await read(writeWorkbook([{ name: 'Blad1', rows: [['kleur', 'ruimte']] }]))).problem?.code).toBe('file-unmapped');
    const whole = writeWorkbook([
      {
        name: 'Blad1',
        rows: [
          ['id', 'product'],
          ['A1', 'Pump'],
        ],
      },
    ]);
    expect((await read(whole.subarray(0, whole.length - 30))).problem?.code).toMatch(/file-(truncated|malformed)/);
  });
});
