/**
 * An inventory file → the lines that matching reads: JSON lines, a table as text, or a workbook, each also gzipped, told apart by
 * content. It stores nothing and merges nothing: what a node imports goes through the importers of assets. A row that cannot be
 * used is refused with its place and the rest goes on. The lines come by id, so that their order in the file changes nothing.
 */
import { isProblem, Problem } from '#core/kernel/problem.ts';
import { compareCodePoints, hasForbiddenCharacters } from '#core/kernel/text.ts';
import type { InventoryLine } from '#core/matching/device-names.ts';
import { csv } from '../csv/importer.ts';
import type { FileHead } from '../define-importer.ts';
import { limitBytes, openFile } from '../read-head.ts';
import { cutText } from '../xml-stream.ts';
import { xlsx } from '../xlsx/importer.ts';
import { refusal, type InventoryEvent, type InventoryPlace, type InventoryRefusal, type InventoryRow } from './inventory-event.ts';
import { readJsonLines } from './json-lines.ts';
import { readTextTable, readWorkbook } from './tables.ts';

export interface Inventory {
  /** By id, each id once. */
  readonly lines: readonly InventoryLine[];
  readonly refused: readonly InventoryRefusal[];
  readonly remarks: readonly { readonly place: InventoryPlace; readonly message: string }[];
  /** Why the file could not be read (further); the lines before stand. */
  readonly problem: Problem | null;
}

const bytesMax = 2 * 1024 ** 3;
const idCharactersMax = 500;
/** Longer text names no device; matching would spend its time on it. */
const textCharactersMax = 4_000;

export async function readInventory(source: AsyncIterable<Uint8Array>, name: string): Promise<Inventory> {
  const gathering = new Gathering();
  try {
    const { head, bytes } = await openFile(source, name);
    for await (const event of eventsOf(head, limitBytes(bytes, bytesMax))) gathering.take(event);
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    return gathering.end(cause);
  }
  return gathering.end(null);
}

function eventsOf(head: FileHead, bytes: AsyncIterable<Uint8Array>): AsyncIterable<InventoryEvent> {
  const text = head.text.replace(/^\uFEFF/, '').trimStart();
  if (head.bytes.length === 0 || (head.text !== '' && text === '')) {
    throw new Problem('file-empty', 'The file is empty; export it again and look at its size first.', { file: head.name });
  }
  if (xlsx.accepts(head)) return readWorkbook(bytes);
  if (text.startsWith('{')) return readJsonLines(bytes);
  if (text.startsWith('[')) {
    const detail = 'The file is one JSON list. Write one object per line instead, without a comma after it (NDJSON).';
    throw new Problem('file-format-mismatch', detail, { file: head.name });
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
  readonly places: InventoryPlace[];
  isContradicted: boolean;
}

class Gathering {
  private readonly byId = new Map<string, Gathered>();
  private readonly refused: InventoryRefusal[] = [];
  private readonly remarks: { readonly place: InventoryPlace; readonly message: string }[] = [];

  take(event: InventoryEvent): void {
    if (event.kind === 'refused') this.refused.push(event);
    else if (event.kind === 'remark') this.remarks.push({ place: event.place, message: event.message });
    else this.takeRow(event.row, event.place);
  }

  end(problem: Problem | null): Inventory {
    const lines: InventoryLine[] = [];
    for (const { line, places, isContradicted } of this.byId.values()) {
      if (!isContradicted) lines.push(line);
      else for (const place of places) this.refused.push(refusal(place, 'id-double', doubled(line.id, places)));
    }
    const refused = this.refused.toSorted((left, right) => (left.place.line ?? 0) - (right.place.line ?? 0));
    return { lines: lines.toSorted((left, right) => compareCodePoints(left.id, right.id)), refused, remarks: this.remarks, problem };
  }

  private takeRow({ id, ...rest }: InventoryRow, place: InventoryPlace): void {
    if (id === null) {
      this.refused.push(
        refusal(place, 'id-missing', 'The row has no id, so nothing can be said of it. Give each device a number of its own.'),
      );
      return;
    }
    if (id.length > idCharactersMax || hasForbiddenCharacters(id)) {
      const message = `The id is longer than ${idCharactersMax} characters, or holds a NUL or half a character. Give the device a shorter one.`;
      this.refused.push(refusal(place, 'id-unusable', message));
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

  private shortened(row: Omit<InventoryRow, 'id'>, place: InventoryPlace): Omit<InventoryLine, 'id'> {
    const short = (text: string | null): string | null => {
      if (text === null || text.length <= textCharactersMax) return text;
      this.remarks.push({ place, message: `A value of ${text.length} characters was cut to ${textCharactersMax}.` });
      return cutText(text, textCharactersMax);
    };
    return { vendor: short(row.vendor), product: short(row.product), version: short(row.version), description: short(row.description) };
  }
}

function isSame(left: InventoryLine, right: InventoryLine): boolean {
  return (['vendor', 'product', 'version', 'description'] as const).every((field) => left[field] === right[field]);
}

/** Which of them is right nobody can tell, and the first in the file would be another one tomorrow. */
function doubled(id: string, places: readonly InventoryPlace[]): string {
  const lines = places.slice(0, 10).map(({ sheet, line }) => (sheet === null ? String(line) : `${sheet}:${line ?? ''}`));
  return `The id "${id.slice(0, 100).toWellFormed()}" stands on several lines (${lines.join(', ')}) that differ. None of them is used; leave the right one.`;
}
