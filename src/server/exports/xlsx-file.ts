/**
 * A table as a workbook of one sheet (Office Open XML): texts stand in their cells and are never formulas, days and moments
 * are dates, moments by the clock on the wall of the organisation, which the header names. Written row by row. Followed:
 * ECMA-376 part 1 (18.3, 18.8, 22.9.2.19). Reading: `importers/xlsx`.
 */
import type { Cell, TableColumn, TableRow } from '#core/exports/table.ts';
import { serialOfDay, wallClockSerials } from '#core/exports/serials.ts';
import { guardFormula } from '#core/kernel/formula-guard.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Write } from './streamed-response.ts';
import type { TableSource } from './table-file.ts';
import { ZipWriter } from './zip-writer.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

/** Places in `cellXfs`. */
const style = { header: 1, day: 2, instant: 3, guarded: 4 } as const;
/** `quotePrefix` is the apostrophe of a cell: whoever edits the text does not make a formula of it. */
const styles = `${declaration}<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

export async function writeXlsx(source: TableSource, write: Write): Promise<void> {
  const zip = new ZipWriter(write);
  const type = (part: string, kind: string) =>
    `<Override PartName="${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  await zip.part('[Content_Types].xml', [
    `${declaration}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`,
    type('/xl/workbook.xml', 'sheet.main') + type('/xl/styles.xml', 'styles') + type('/xl/worksheets/sheet1.xml', 'worksheet'),
    '</Types>',
  ]);
  await zip.part('_rels/.rels', [relationsOf([['officeDocument', 'xl/workbook.xml']])]);
  await zip.part('xl/_rels/workbook.xml.rels', [
    relationsOf([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['styles', 'styles.xml'],
    ]),
  ]);
  await zip.part('xl/workbook.xml', [
    `${declaration}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${escaped(source.head.name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  await zip.part('xl/styles.xml', [styles]);
  await zip.part('xl/worksheets/sheet1.xml', sheetOf(source));
  await zip.end();
}

function relationsOf(list: readonly (readonly [kind: string, target: string])[]): string {
  const items = list.map(([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${relations}/${kind}" Target="${target}"/>`);
  return `${declaration}<Relationships xmlns="${packages}/relationships">${items.join('')}</Relationships>`;
}

async function* sheetOf({ head: { columns }, rows, language, timeZone }: TableSource): AsyncGenerator<string, void, undefined> {
  const names = columns.map((_, index) => columnName(index));
  const cellOf = cellWriter(timeZone);
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const widths = columns.map(({ type }, at) => `<col min="${at + 1}" max="${at + 1}" width="${widthOf(type)}" customWidth="1"/>`);
  yield `${declaration}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  const headers = columns.map(({ label, type }) => (type === 'instant' ? `${label[language]} (${timeZone})` : label[language]));
  yield `<row r="1">${headers.map((text, at) => textCell(`${names[at] ?? ''}1`, text, style.header)).join('')}</row>`;
  let number = 1;
  const rowOf = (row: TableRow): string => {
    number += 1;
    const cells = columns.map(({ type }, at) => cellOf(`${names[at] ?? ''}${number}`, type, row[at] ?? null));
    return `<row r="${number}">${cells.join('')}</row>`;
  };
  for await (const some of rows) yield some.map(rowOf).join('');
  yield `</sheetData><autoFilter ref="A1:${names.at(-1) ?? 'A'}${number}"/></worksheet>`;
}

type CellWriter = (reference: string, type: TableColumn['type'], cell: Cell) => string;

/** An unknown value has no cell. */
function cellWriter(timeZone: string): CellWriter {
  const serialOfInstant = wallClockSerials(timeZone);
  return (reference, type, cell) => {
    if (cell === null) return '';
    if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    if (type !== 'day' && type !== 'instant') return textCell(reference, cell, guardFormula(cell) === cell ? 0 : style.guarded);
    const serial = type === 'day' ? serialOfDay(cell as Day) : serialOfInstant(cell as Instant);
    return serial === null ? textCell(reference, cell, 0) : `<c r="${reference}" s="${style[type]}"><v>${serial}</v></c>`;
  };
}

/** The most a cell may hold; a longer text would make the workbook a damaged one. */
const cellCharactersMax = 32_767;

function textCell(reference: string, text: string, place: number): string {
  const shown = text.length > cellCharactersMax ? `${text.slice(0, cellCharactersMax - 1)}…` : text;
  return `<c r="${reference}"${place === 0 ? '' : ` s="${place}"`} t="inlineStr"><is><t xml:space="preserve">${escaped(shown)}</t></is></c>`;
}

/** What XML cannot hold is written as `_x0001_` (22.9.2.19), and so is a text that looks like that. */
function escaped(text: string): string {
  if (!/[&<>"_\r\p{Cc}\uFFFE\uFFFF]/u.test(text)) return text;
  return text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replace(/[&<>"\r]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[^\P{Cc}\t\n\r\u007F-\u009F]|[\uFFFE\uFFFF]/gu, (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      return `_x${code}_`;
    });
}

function columnName(index: number): string {
  return (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function widthOf(type: TableColumn['type']): number {
  if (type === 'text') return 24;
  return type === 'instant' ? 20 : 13;
}
