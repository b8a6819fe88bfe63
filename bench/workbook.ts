/**
 * Times the import of a workbook with 50,000 assets, end to end: unpacking, reading, merging, folding; and the same assets
 * again a month later with one in fifty changed. Usage: node dist/bench/workbook.js [rows]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { inWorkerThread, timeImports } from './import.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const headers = [
  'Objectnummer',
  'Naam',
  'Klasse',
  'Merk',
  'Model',
  'Serienummer',
  'Afdeling',
  'Locatie',
  'IP-adres',
  'MAC-adres',
  'Status',
  'Einde ondersteuning',
];
const kinds = ['Infuuspomp', 'Patientmonitor', 'Laptop', 'Server', 'Switch', 'Printer', 'Tablet', 'Gebouwbeheer'];

function cellsOf(row: number, round: number): readonly string[] {
  const moved = round > 0 && row % 50 === 0;
  const hex = row.toString(16).padStart(6, '0');
  return [
    `MT-${100_000 + row}`,
    `${kinds[row % kinds.length] ?? ''} ${row}`,
    kinds[row % kinds.length] ?? '',
    `Maker ${row % 40}`,
    `Type ${row % 400}`,
    `SN${row * 7 + 1}`,
    `Afdeling ${(row + (moved ? 1 : 0)) % 120}`,
    `Gebouw ${row % 9}, kamer ${row % 700}`,
    `10.${(row >> 16) & 255}.${(row >> 8) & 255}.${row & 255}`,
    `02:1b:44:${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}`,
    row % 11 === 0 ? 'Magazijn' : 'In gebruik',
    `${2027 + (row % 6)}-12-31`,
  ];
}

/** As Excel writes it: every text once in the shared strings. */
export function writeWorkbook(rows: number, round: number): Buffer {
  const strings = new Map<string, number>();
  const numberOf = (text: string): number => {
    const known = strings.get(text) ?? strings.size;
    strings.set(text, known);
    return known;
  };
  const rowOf = (cells: readonly string[], number: number): string =>
    `<row r="${number}">${cells.map((text, at) => `<c r="${String.fromCharCode(65 + at)}${number}" t="s"><v>${numberOf(text)}</v></c>`).join('')}</row>`;
  const lines = [rowOf(headers, 1)];
  for (let row = 1; row <= rows; row += 1) lines.push(rowOf(cellsOf(row, round), row + 1));
  const sheet = `${declaration}<worksheet xmlns="${main}"><sheetData>${lines.join('')}</sheetData></worksheet>`;
  const shared = `${declaration}<sst xmlns="${main}">${[...strings.keys()].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`;
  const link = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`;
  const links = (list: string) =>
    `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`;
  return zip({
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': links(link('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Register" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': links(
      link('rId1', 'worksheet', 'worksheets/sheet1.xml') + link('rId2', 'sharedStrings', 'sharedStrings.xml'),
    ),
    'xl/worksheets/sheet1.xml': sheet,
    'xl/sharedStrings.xml': shared,
  });
}

/** APPNOTE.TXT 6.3: local headers with their parts, then the directory. */
function zip(parts: Readonly<Record<string, string>>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    files.push(Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, Buffer.from(name), packed]));
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), shared, rest, Buffer.from(name)]));
    offset += files.at(-1)?.length ?? 0;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
}

async function timeWorkbooks(): Promise<void> {
  const rows = Number(process.argv[2] ?? 50_000);
  const folder = await mkdtemp('/tmp/cybermetrics-bench-workbook-');
  const files: string[] = [];
  for (const [round, day] of ['2026-03-01', '2026-04-01'].entries()) {
    const file = path.join(folder, `register-${day}.xlsx`);
    await writeFile(file, writeWorkbook(rows, round));
    files.push(file);
  }
  await timeImports(files, (timing) => console.log(JSON.stringify(timing)));
  await rm(folder, { recursive: true, force: true });
}

if (process.argv[1] === import.meta.filename) await inWorkerThread(import.meta.url, timeWorkbooks);
