import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImportIssue, ImportedAsset, ImportedRecord } from '#core/imports/imported-record.ts';
import { isProblem } from '#core/kernel/problem.ts';
import type { ImportedHeader, ParseOptions } from '../define-importer.ts';
import { importers } from '../registry.ts';
import { decodeHead } from '../text-decoding.ts';

const csv = importers.find((importer) => importer.id === 'csv');

interface Outcome {
  header: ImportedHeader | undefined;
  records: ImportedRecord[];
  issues: ImportIssue[];
  problem: unknown;
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(file: string | Uint8Array, options: ParseOptions = {}, size = 65_536): Promise<Outcome> {
  const outcome: Outcome = { header: undefined, records: [], issues: [], problem: undefined };
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  try {
    for await (const event of csv?.parse(pieces(bytes, size), options) ?? []) {
      if (event.kind === 'header') outcome.header = event.header;
      else if (event.kind === 'record') outcome.records.push(event.record);
      else outcome.issues.push(event.issue);
    }
  } catch (problem) {
    outcome.problem = problem;
  }
  return outcome;
}

function accepts(file: string | Uint8Array): boolean {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  return csv?.accepts({ bytes: bytes.subarray(0, 65_536), text: decodeHead(bytes.subarray(0, 65_536)), name: 'file' }) ?? false;
}

function assets({ records }: Outcome): ImportedAsset[] {
  return records.filter((record) => record.kind === 'asset');
}

function briefly(issues: readonly ImportIssue[]): string[] {
  return issues
    .filter((issue) => issue.severity !== 'note')
    .map((issue) => `${issue.severity} ${issue.code} ${issue.path ?? '-'} ${issue.line}`);
}

function datedList(...dates: string[]): string {
  return `Name,End of support\n${dates.map((date, row) => `A${row},${date}\n`).join('')}`;
}

const dutchList = [
  'Inventarisnummer;Naam;Soort;Fabrikant;Leverancier;Type;Versie;Afdeling;Tier;Segment;Blootstelling;Eigenaar;Einde ondersteuning;Status;Te scannen;Serienummer;Hostnaam;IP-adres;MAC-adres;UDI-DI;Besturingssysteem;Ruimte',
  'A-1;"Infuuspomp é; bed 3";Medisch apparaat;Voorbeeld B.V.;Groothandel;Pomp 7,5;v2.1;Chirurgie;Tier 1;VLAN 30;eigen segment;MT;31-12-2029;in gebruik;nee;SN-001;pomp01.zkh.example;10.1.2.3, 10.1.2.4;00-1B-44-11-3A-B7;(01)09506000134352(21)77;Eigen OS;B2.14',
  '',
].join('\r\n');

describe('an asset list', () => {
  it('is read from a Dutch file with semicolons in Windows-1252', async () => {
    const outcome = await read(Buffer.from(dutchList, 'latin1'));
    expect(outcome.problem).toBeUndefined();
    expect(outcome.header).toMatchObject({ observedAt: null, tool: null, partial: false, mapping: { vendor: 'Fabrikant', model: 'Type' } });
    expect(outcome.records).toEqual([
      {
        kind: 'asset',
        itemNumber: 1,
        assetKey: 'row-1',
        role: 'register',
        observedAt: null,
        facts: {
          name: 'Infuuspomp é; bed 3',
          class: 'medical',
          vendor: 'Voorbeeld B.V.',
          model: 'Pomp 7,5',
          version: 'v2.1',
          department: 'Chirurgie',
          tier: 1,
          segment: 'VLAN 30',
          exposure: 'segmented',
          owner: 'MT',
          supportEndOn: '2029-12-31',
          lifecycle: 'in-use',
          scannable: false,
          serialNumber: 'SN-001',
          assetTag: 'A-1',
          hostName: 'pomp01',
          domain: 'zkh.example',
          ipAddresses: ['10.1.2.3', '10.1.2.4'],
          macAddresses: ['00:1b:44:11:3a:b7'],
          udiDi: '09506000134352',
          operatingSystem: 'Eigen OS',
          location: 'B2.14',
        },
      },
    ]);
    expect(outcome.issues.map((issue) => issue.code).toSorted()).toEqual(['column-ambiguous', 'column-not-read', 'encoding-guessed']);
  });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${dutchList}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${dutchList}`, 'utf16le')],
  ])('gives the same in %s, however the bytes are cut', async (_name, bytes) => {
    const expected = (await read(Buffer.from(dutchList, 'latin1'))).records;
    expect(accepts(bytes)).toBe(true);
    for (const size of [1, 13, 65_536]) expect((await read(bytes, {}, size)).records).toEqual(expected);
  });

  it('is read from an English file with commas, quoted line ends and empty cells', async () => {
    const outcome = await read('Name,Manufacturer,Serial Number,Location\n"Pump, bed 1",Example,"SN\n1",\n"""Quoted""",,SN2,"Room\r\n2"\n');
    expect(assets(outcome).map(({ facts }) => facts)).toEqual([
      { name: 'Pump, bed 1', vendor: 'Example', serialNumber: 'SN 1' },
      { name: '"Quoted"', serialNumber: 'SN2', location: 'Room 2' },
    ]);
    expect(outcome.issues).toEqual([]);
  });

  it.each([
    ['tabs', 'Naam\tSerienummer\nPomp, klein\tS1\n'],
    ['bars', 'Naam|Serienummer\nPomp, klein|S1\n'],
    ['a first line that says so', 'sep=^\r\nNaam^Serienummer\r\nPomp, klein^S1\r\n'],
    ['titles above the table', 'Export van het register;\n;\nNaam;Serienummer\nPomp, klein;S1\n'],
    ['empty columns at the end', 'Naam;Serienummer;;\nPomp, klein;S1;;\n'],
  ])('is read with %s', async (_name, file) => {
    expect(accepts(file)).toBe(true);
    expect(assets(await read(file)).map(({ facts }) => facts)).toEqual([{ name: 'Pomp, klein', serialNumber: 'S1' }]);
  });

  it('finds the separator though another is more frequent in the cells', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => `Pomp ${row}, a, b, c, d;S${row}\n`);
    expect(assets(await read(`Naam;Serienummer\n${rows.join('')}`))).toHaveLength(30);
  });

  it('says which line a row began on, also below quoted line ends and a sep= line', async () => {
    const outcome = await read('sep=;\r\nNaam;Serienummer\r\n"a\r\nb";S1\r\n;\r\n\r\nalleen;te;veel\r\n');
    expect(outcome.records.map((record) => record.kind)).toEqual(['asset', 'nothing']);
    expect(briefly(outcome.issues)).toEqual(['refused row-column-count - 7']);
    expect(outcome.issues.at(-1)?.itemNumber).toBe(3);
  });

  it('refuses ragged rows and rows without identity, and keeps the others', async () => {
    const outcome = await read('Naam,Serienummer,Afdeling\nA,S1,IC\nB,S2\n-,n.v.t.,IC\nC,S3,IC,extra\nD,S4,IC,\n');
    expect(briefly(outcome.issues)).toEqual([
      'refused row-column-count - 3',
      'refused row-without-identity - 4',
      'refused row-column-count - 5',
    ]);
    expect(assets(outcome).map((asset) => [asset.itemNumber, asset.assetKey, asset.facts.name])).toEqual([
      [1, 'row-1', 'A'],
      [5, 'row-5', 'D'],
    ]);
  });

  it('leaves out a bad value and keeps its row', async () => {
    const outcome = await read(
      'Naam;Tier;IP-adres;MAC-adres;Einde ondersteuning;Soort;Te scannen;Serienummer;Hostnaam\n' +
        'A;9;10.0.0.300 10.0.0.1;00:11;31-02-2026;stoel;misschien;1,23457E+13;geen naam!\nB;1;;;;stoel;;S2;b\n',
    );
    expect(briefly(outcome.issues)).toEqual([
      'warning value-invalid Hostnaam 2',
      'warning value-invalid IP-adres 2',
      'warning word-unknown Soort 2',
      'warning value-invalid Tier 2',
      'warning value-invalid Einde ondersteuning 2',
      'warning value-invalid Te scannen 2',
      'warning value-mangled Serienummer 2',
      'warning value-invalid MAC-adres 2',
    ]);
    expect(assets(outcome).map(({ facts }) => facts)).toEqual([
      { name: 'A', ipAddresses: ['10.0.0.1'] },
      { name: 'B', tier: 1, serialNumber: 'S2', hostName: 'b' },
    ]);
  });

  it('decides day and month by the whole column, and leaves the undecided unknown', async () => {
    const days = async (...dates: string[]) => assets(await read(datedList(...dates))).map(({ facts }) => facts.supportEndOn);
    expect(await days('01/02/2026', '12/31/2026')).toEqual(['2026-01-02', '2026-12-31']);
    expect(await days('01/02/2026', '31/12/2026')).toEqual(['2026-02-01', '2026-12-31']);
    expect(await days('01/02/2026', '03/03/2026')).toEqual([undefined, '2026-03-03']);
    expect(briefly((await read(datedList('01/02/2026', '03/03/2026'))).issues)).toEqual(['warning date-ambiguous End of support 2']);
  });

  it('refuses a row with a NUL in a column that is read, not in one that is not', async () => {
    const outcome = await read('Naam;Opmerking\nA;x\u0000y\nB\u0000;\nC;\n');
    expect(assets(outcome).map(({ facts }) => facts.name)).toEqual(['A', 'C']);
    expect(briefly(outcome.issues)).toEqual(['refused value-forbidden-characters Naam 3']);
  });

  it('reads the first of two columns with one header, and says so', async () => {
    const outcome = await read('Naam;Naam;Serienummer\nA;B;S1\n');
    expect(assets(outcome)[0]?.facts).toEqual({ name: 'A', serialNumber: 'S1' });
    expect(briefly(outcome.issues)).toEqual(['warning header-repeated Naam null']);
  });

  it('is complete without items when only the header is there', async () => {
    expect(await read('Naam;Serienummer\r\n')).toMatchObject({
      records: [],
      issues: [],
      problem: undefined,
      header: { mapping: { name: 'Naam' } },
    });
  });

  it('keeps the rows before a quote that is never closed', async () => {
    const outcome = await read(`Naam;Serienummer\nA;S1\nB;"S2\nC;S3\nD;S4\n`);
    expect(assets(outcome).map(({ facts }) => facts.name)).toEqual(['A']);
    expect(isProblem(outcome.problem) && [outcome.problem.code, outcome.problem.data['line']]).toEqual(['file-truncated', 3]);
    const many = Array.from({ length: 3000 }, (_, row) => `A${row};S${row}\n`).join('');
    expect(assets(await read(`Naam;Serienummer\n${many}B;"S2\n`))).toHaveLength(3000);
  });
});

describe('a chosen mapping', () => {
  it('replaces the guess and finds its header row', async () => {
    const outcome = await read('Titel;;\nKleur;Ding;Merk\nrood;Pomp;X\n', { mapping: { name: 'Ding', location: 'kleur' } });
    expect(outcome.header?.mapping).toEqual({ name: 'Ding', location: 'Kleur' });
    expect(assets(outcome).map(({ facts }) => facts)).toEqual([{ name: 'Pomp', location: 'rood' }]);
  });

  it.each([[{ name: 'Bestaat niet' }], [{ colour: 'Kleur' }], [{ location: 'Kleur' }]])(
    'ends in a Problem when it is %j',
    async (mapping) => {
      const { problem } = await read('Kleur;Ding\nrood;Pomp\n', { mapping });
      expect(isProblem(problem) && problem.code).toBe('file-unmapped');
    },
  );
});

describe('accepts', () => {
  it.each([
    ['two columns of equal length', 'a;b\n1;2\n', true],
    ['one known header alone', 'hostname\npc1\n', true],
    ['XML', '<?xml version="1.0"?><a>naam;b</a>', false],
    ['JSON', '{"naam": 1, "serienummer": 2}', false],
    ['a JSON list', '["naam", "b"]\n["c", "d"]', false],
    ['prose', 'Geachte heer, mevrouw,\nHierbij de lijst.\nGroet, beheer, afdeling ICT\n', false],
    ['a ZIP archive', Buffer.from('PK\u0003\u0004naam;serienummer\n'), false],
    ['bytes of no text', Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * 7919) % 251)), false],
    ['nothing', '', false],
  ])('says of %s: %s', (_name, file, expected) => {
    expect(accepts(file)).toBe(expected);
  });

  it('refuses an unknown table with the headers it saw and what is needed', async () => {
    const { problem } = await read('Kleur;Prijs\nrood;1\n');
    expect(isProblem(problem) && [problem.code, problem.data['headers']]).toEqual(['file-unmapped', ['Kleur', 'Prijs']]);
  });
});

describe('any bytes', () => {
  it('end in records, issues or a Problem, never in another error', async () => {
    const alphabet = [
      'naam',
      'host',
      'cve',
      'severity',
      ';',
      ',',
      '\t',
      '"',
      '\n',
      '\r',
      ' ',
      '\u0000',
      '\ufeff',
      'é',
      '1',
      '31/12/2026',
      'sep=',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 60 }),
        fc.integer({ min: 1, max: 9 }),
        async (text, size) => {
          accepts(text);
          const { problem, records } = await read(text, {}, size);
          expect(problem === undefined || isProblem(problem)).toBe(true);
          const items = records.map((record) => ('itemNumber' in record ? record.itemNumber : null)).filter((item) => item !== null);
          expect(new Set(items).size).toBe(items.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads 100,000 rows without holding them', async () => {
    const rowCount = 100_000;
    const produce = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('Naam;Soort;Fabrikant;Type;Afdeling;Einde ondersteuning;Serienummer;IP-adres\n');
      for (let start = 0; start < rowCount; start += 500) {
        const rows = Array.from(
          { length: 500 },
          (_, at) => `Pomp ${start + at};medisch;"Voorbeeld; BV";P${at};IC;31-12-2029;S${start + at};10.0.${at % 250}.1\n`,
        );
        yield Buffer.from(rows.join(''));
      }
    };
    const startedAt = performance.now();
    let count = 0;
    let heapPeakBytes = 0;
    for await (const event of csv?.parse(produce(), {}) ?? []) {
      if (event.kind === 'record') count += 1;
      if (count % 5_000 === 0) heapPeakBytes = Math.max(heapPeakBytes, process.memoryUsage().heapUsed);
    }
    const rowsPerSecond = Math.round((count / (performance.now() - startedAt)) * 1000);
    process.stdout.write(`csv: ${count} rows, ${rowsPerSecond} rows/s, heap at most ${Math.round(heapPeakBytes / 1_048_576)} MiB\n`);
    expect(count).toBe(rowCount);
  });
});
