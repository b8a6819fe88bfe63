/**
 * Inventory files → the lines that matching reads: JSON lines, a table as text, a workbook, or a bill of materials, each also gzipped, told
 * apart by content; an id is one device in all of them together. It stores nothing and merges nothing: what a node imports goes through the importers of assets. A row that cannot be
 * used is refused with its place and the rest goes on. The lines come by id, so that their order in the file changes nothing.
 */
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { compareCodePoints, hasForbiddenCharacters } from '#core/kernel/text.ts';
import { identifierFields, type InventoryLine } from '#core/matching/device-names.ts';
import { csv } from '../csv/importer.ts';
import { cyclonedx } from '../cyclonedx/importer.ts';
import type { FileHead } from '../define-importer.ts';
import { limitBytes, openFile } from '../read-head.ts';
import { cutText } from '../xml-stream.ts';
import { spdx } from '../spdx/importer.ts';
import { xlsx } from '../xlsx/importer.ts';
import { readBill } from './bill.ts';
import { foreignFormat } from './foreign-format.ts';
import {
  identifiersBy,
  refusal,
  type InventoryEvent,
  type InventoryPlace,
  type InventoryRefusal,
  type InventoryRow,
} from './inventory-event.ts';
import { readJsonLines } from './json-lines.ts';
import { readTextTable, readWorkbook } from './tables.ts';

export interface InventoryFile {
  readonly name: string;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** A place in one of the files. */
type FilePlace = InventoryPlace & { readonly file: string };
type FileRefusal = InventoryRefusal & { readonly place: FilePlace };

export interface Inventory {
  /** By id, each id once. */
  readonly lines: readonly InventoryLine[];
  /** File by file, by line. */
  readonly refused: readonly FileRefusal[];
  readonly remarks: readonly { readonly place: FilePlace; readonly message: string }[];
  /** Why a file could not be read (further); the lines before stand. */
  readonly problems: readonly { readonly file: string; readonly problem: Problem }[];
}

const bytesMax = 2 * 1024 ** 3;
const idCharactersMax = 500;
/** Longer text names no device; matching would spend its time on it. */
const textCharactersMax = 4_000;

export async function readInventory(files: readonly InventoryFile[]): Promise<Inventory> {
  const gathering = new Gathering(files.map(({ name }) => name));
  const problems: { readonly file: string; readonly problem: Problem }[] = [];
  for (const { name, bytes: source } of files) {
    try {
      const { head, bytes } = await openFile(source, name);
      let hasRows = false;
      for await (const event of eventsOf(head, limitBytes(bytes, bytesMax))) {
        hasRows ||= event.kind !== 'remark';
        gathering.take(event, name);
      }
      if (!hasRows) throw new Problem('file-empty', 'The table has headers and no rows below them, so there is no device in it.');
    } catch (cause) {
      if (!isProblem(cause)) throw cause;
      problems.push({ file: name, problem: cause });
    }
  }
  return { ...gathering.end(), problems };
}

function eventsOf(head: FileHead, bytes: AsyncIterable<Uint8Array>): AsyncIterable<InventoryEvent> {
  const text = head.text.replace(/^\uFEFF/, '').trimStart();
  if (head.bytes.length === 0 || (head.text !== '' && text === '')) {
    throw new Problem('file-empty', 'The file is empty; export it again and look at its size first.', { file: head.name });
  }
  if (xlsx.accepts(head)) return readWorkbook(bytes);
  const bill = [cyclonedx, spdx].find((importer) => importer.accepts(head));
  if (bill !== undefined) return readBill(bill, bytes, head.name);
  if (text.startsWith('{')) return readJsonLines(bytes);
  if (text.startsWith('[')) {
    const detail = 'The file is one JSON list. Write one object per line instead, without a comma after it (NDJSON).';
    throw new Problem('file-format-mismatch', detail, { file: head.name });
  }
  const foreign = foreignFormat(head.bytes);
  if (foreign !== null) {
    const detail = `This is ${foreign}, not an inventory; an inventory is read as JSON lines, CSV or an Excel workbook (.xlsx).`;
    throw new Problem('file-format-unknown', detail, { file: head.name });
  }
  // A table of one column is none to the importer, and here its headers are missing.
  if (/^[<%]/.test(text) || (text.slice(0, 4096).includes('\u0000') && !csv.accepts(head))) {
    const detail =
      'The format of the inventory is not known; it is read as JSON lines, CSV or an Excel workbook (.xlsx). Save it as one of these.';
    throw new Problem('file-format-unknown', detail, { file: head.name });
  }
  return readTextTable(bytes);
}

interface Gathered {
  readonly line: InventoryLine;
  readonly places: FilePlace[];
  isContradicted: boolean;
}

class Gathering {
  private readonly files: readonly string[];
  private readonly byId = new Map<string, Gathered>();
  private readonly refused: FileRefusal[] = [];
  private readonly remarks: { readonly place: FilePlace; readonly message: string }[] = [];

  constructor(files: readonly string[]) {
    this.files = files;
  }

  take(event: InventoryEvent, file: string): void {
    const place = { file, ...event.place };
    if (event.kind === 'refused') this.refused.push({ ...event, place });
    else if (event.kind === 'remark') this.remarks.push({ place, message: event.message });
    else this.takeRow(event.row, place);
  }

  end(): Omit<Inventory, 'problems'> {
    const lines: InventoryLine[] = [];
    for (const { line, places, isContradicted } of this.byId.values()) {
      if (!isContradicted) lines.push(line);
      else for (const place of places) this.refuse(place, 'id-double', doubled(line.id, places));
    }
    const at = new Map(this.files.map((file, index) => [file, index]));
    const refused = this.refused.toSorted(
      (left, right) => (at.get(left.place.file) ?? 0) - (at.get(right.place.file) ?? 0) || (left.place.line ?? 0) - (right.place.line ?? 0),
    );
    return { lines: lines.toSorted((left, right) => compareCodePoints(left.id, right.id)), refused, remarks: this.remarks };
  }

  private refuse(place: FilePlace, code: string, message: string): void {
    this.refused.push({ ...refusal(place, code, message), place });
  }

  private takeRow({ id, ...rest }: InventoryRow, place: FilePlace): void {
    if (id === null) {
      this.refuse(place, 'id-missing', 'The row has no id, so nothing can be said of it. Give each device a number of its own.');
      return;
    }
    if (id.length > idCharactersMax || hasForbiddenCharacters(id)) {
      const message = `The id is longer than ${idCharactersMax} characters, or holds a NUL or half a character. Give the device a shorter one.`;
      this.refuse(place, 'id-unusable', message);
      return;
    }
    const line = { id, ...this.shortened(rest, place) };
    const known = this.byId.get(id);
    if (known === undefined) this.byId.set(id, { line, places: [place], isContradicted: false });
    else {
      known.places.push(place);
      known.isContradicted ||= !isSame(known.line, line);
    }
  }

  private shortened(row: Omit<InventoryRow, 'id'>, place: FilePlace): Omit<InventoryLine, 'id'> {
    const short = (text: string | null): string | null => {
      if (text === null || text.length <= textCharactersMax) return text;
      this.remarks.push({ place, message: `A value of ${text.length} characters was cut to ${textCharactersMax}.` });
      return cutText(text, textCharactersMax);
    };
    const named = {
      vendor: short(row.vendor),
      product: short(row.product),
      version: short(row.version),
      description: short(row.description),
    };
    return { ...named, ...identifiersBy((field) => short(row[field] ?? null)) };
  }
}

function isSame(left: InventoryLine, right: InventoryLine): boolean {
  return (['vendor', 'product', 'version', 'description', ...identifierFields] as const).every((field) => left[field] === right[field]);
}

/** Which of them is right nobody can tell, and the first in the file would be another one tomorrow. */
function doubled(id: string, places: readonly FilePlace[]): string {
  const isOneFile = new Set(places.map(({ file }) => file)).size === 1;
  const lines = places.slice(0, 10).map(({ file, sheet, line }) => {
    const parts = [...(isOneFile ? [] : [file]), ...(sheet === null ? [] : [sheet]), String(line)];
    return parts.join(':');
  });
  return `The id "${id.slice(0, 100).toWellFormed()}" stands on several lines (${lines.join(', ')}) that differ. None of them is used; leave the right one.`;
}
