/**
 * Writes small workbooks of Office Open XML for tests, and ZIP archives of any parts, so that a case can be named by
 * what is odd in it. Followed: ECMA-376 part 1 and 2, APPNOTE.TXT 6.3.
 */
import { crc32, deflateRawSync } from 'node:zlib';

/** A text is a shared string; the rest is written as its kind says. Null: no cell. */
export type WrittenCell =
  | string
  | null
  | { readonly number: number | string; readonly format?: string }
  | { readonly boolean: boolean }
  | { readonly inline: string }
  | { readonly formula: string }
  | { readonly error: string }
  | { readonly isoDate: string };

export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly WrittenCell[])[];
  readonly state?: 'hidden' | 'veryHidden';
}

export interface WorkbookOptions {
  readonly is1904?: boolean;
  /** Cells without references, and elements with a prefix, as some writers do. */
  readonly bare?: boolean;
  readonly extraParts?: Readonly<Record<string, string | Buffer>>;
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';

export function writeWorkbook(sheets: readonly WrittenSheet[], options: WorkbookOptions = {}): Buffer {
  const strings = new Map<string, number>();
  const formats = new Map<string, number>();
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': relationsPart([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml':
      `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${options.is1904 === true ? ' date1904="1"' : ''}/><sheets>` +
      sheets
        .map(
          ({ name, state }, at) =>
            `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${at + 1}"/>`,
        )
        .join('') +
      '</sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relationsPart([
      ...sheets.map((_sheet, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      ['rIdStyles', 'styles', 'styles.xml'],
      ['rIdStrings', 'sharedStrings', '/xl/sharedStrings.xml'],
    ]),
  };
  sheets.forEach((sheet, at) => {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = sheetPart(sheet, options.bare === true, strings, formats);
  });
  const codes = [...formats.keys()];
  parts['xl/styles.xml'] =
    `${declaration}<styleSheet xmlns="${main}"><numFmts>` +
    codes.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${escaped(code)}"/>`).join('') +
    '</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>' +
    codes.map((_code, at) => `<xf numFmtId="${164 + at}"/>`).join('') +
    '</cellXfs></styleSheet>';
  parts['xl/sharedStrings.xml'] =
    `${declaration}<sst xmlns="${main}">${[...strings.keys()].map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`;
  return writeZip({ ...parts, ...options.extraParts });
}

function relationsPart(list: readonly (readonly [string, string, string])[]): string {
  const items = list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${relations}/${type}" Target="${target}"/>`);
  return `${declaration}<Relationships xmlns="${packageRelations}">${items.join('')}</Relationships>`;
}

function sheetPart(sheet: WrittenSheet, bare: boolean, strings: Map<string, number>, formats: Map<string, number>): string {
  const prefix = bare ? 'x:' : '';
  const rows = sheet.rows.map((cells, row) => {
    const written = cells.map((cell, column) => {
      const reference = bare ? '' : ` r="${columnName(column)}${row + 1}"`;
      if (cell === null) return bare ? '<x:c/>' : '';
      return cellElement(cell, prefix, reference, strings, formats);
    });
    return `<${prefix}row${bare ? '' : ` r="${row + 1}"`}>${written.join('')}</${prefix}row>`;
  });
  const namespace = bare ? `xmlns:x="${main}"` : `xmlns="${main}"`;
  return `${declaration}<${prefix}worksheet ${namespace}><${prefix}sheetData>${rows.join('')}</${prefix}sheetData></${prefix}worksheet>`;
}

function cellElement(
  cell: Exclude<WrittenCell, null>,
  prefix: string,
  reference: string,
  strings: Map<string, number>,
  formats: Map<string, number>,
): string {
  const element = (attributes: string, content: string): string => `<${prefix}c${reference}${attributes}>${content}</${prefix}c>`;
  const value = (text: string | number): string => `<${prefix}v>${escaped(String(text))}</${prefix}v>`;
  if (typeof cell === 'string') return element(' t="s"', value(placeOf(strings, cell)));
  if ('boolean' in cell) return element(' t="b"', value(cell.boolean ? 1 : 0));
  if ('inline' in cell) {
    return element(' t="inlineStr"', `<${prefix}is><${prefix}t xml:space="preserve">${escaped(cell.inline)}</${prefix}t></${prefix}is>`);
  }
  if ('formula' in cell) return element(' t="str"', `<${prefix}f>A1&amp;"x"</${prefix}f>${value(cell.formula)}`);
  if ('error' in cell) return element(' t="e"', value(cell.error));
  if ('isoDate' in cell) return element(' t="d"', value(cell.isoDate));
  return element(cell.format === undefined ? '' : ` s="${placeOf(formats, cell.format) + 1}"`, value(cell.number));
}

function placeOf(list: Map<string, number>, key: string): number {
  const known = list.get(key) ?? list.size;
  list.set(key, known);
  return known;
}

function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function escaped(text: string): string {
  return text.replace(/[&<>"\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}

export interface ZipOptions {
  /** Written as the general flag of each entry: 1 says encrypted. */
  readonly flag?: number;
  readonly comment?: string;
}

export function writeZip(parts: Readonly<Record<string, string | Buffer>>, { flag = 0, comment = '' }: ZipOptions = {}): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(flag, 2);
    shared.writeUInt16LE(8, 4);
    shared.writeUInt32LE(crc32(bytes), 10);
    shared.writeUInt32LE(packed.length, 14);
    shared.writeUInt32LE(bytes.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), shared, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), shared, rest, Buffer.from(name)]));
    files.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...files, ...directory, end, Buffer.from(comment)]);
}
