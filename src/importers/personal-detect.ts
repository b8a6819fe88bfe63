/**
 * Whether a file is about people, from as much of it as that takes, in memory: its first part, or the whole of a workbook, whose
 * directory stands at its end. Asked before `detect.ts`, and before a byte of the file is stored anywhere. A table that looks like
 * one about people and is none that is known is refused here too: whatever else reads tables would store its bytes.
 */
import { constants, gunzipSync } from 'node:zlib';
import { Problem } from '#core/kernel/problem.ts';
import type { PersonalHead, PersonalImporter } from './define-personal-importer.ts';
import { namesDevices, namesPeople } from './personal/population/columns.ts';
import { firstRowsOfText, firstRowsOfWorkbook, isWorkbookStart } from './personal/personal-table.ts';
import { personalImporters } from './personal-registry.ts';
import { headBytes, openFile, peek } from './read-head.ts';
import { decodeHead } from './text-decoding.ts';

/** A workbook is not read beyond this by any importer. */
const workbookBytesMax = 64 * 1024 ** 2;

export interface Recognised {
  /** Null: not about people. */
  readonly importer: PersonalImporter | null;
  /** As handed in, from the start. Iterate once. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/**
 * @param asked id of the format that the person names; one that is no personal format is checked all the same.
 * @throws Problem file-format-unknown, file-format-mismatch, and those of a workbook that cannot be opened.
 */
export async function recognisePersonal(source: AsyncIterable<Uint8Array>, name: string, asked?: string): Promise<Recognised> {
  const first = await peek(source, headBytes);
  const isZipped = first.head[0] === 0x1f && first.head[1] === 0x8b;
  const unpacked = isZipped ? unpackStart(first.head) : first.head;
  if (!isWorkbookStart(unpacked)) {
    const head = headOf(unpacked, name);
    const isWhole = !isZipped && first.head.length < headBytes;
    return { importer: choose({ ...head, rows: firstRowsOfText(head.text, isWhole) }, asked), bytes: first.bytes };
  }
  const whole = await gather(first.bytes);
  const plain = isZipped ? await gather((await openFile(once(whole), name)).bytes) : whole;
  const rows = holdsWorkbook(plain) ? await firstRowsOfWorkbook(plain) : null;
  return { importer: choose({ ...headOf(plain.subarray(0, headBytes), name), rows }, asked), bytes: once(whole) };
}

function choose(head: PersonalHead, asked: string | undefined): PersonalImporter | null {
  const found = personalImporters.find((importer) => importer.accepts(head));
  if (found !== undefined) {
    if (asked === undefined || asked === found.id) return found;
    const wanted = personalImporters.find(({ id }) => id === asked);
    if (wanted?.accepts(head) === true) return wanted;
    const detail = `The file is about people (${found.id}), and nothing else is made of it: no byte of it was stored. Hand it in without --format, or as ${found.id}.`;
    throw new Problem('file-format-mismatch', detail, { asked, looksLike: found.id });
  }
  if (personalImporters.some(({ id }) => id === asked))
    throw new Problem('file-format-mismatch', `The file is not of the format ${asked}; no byte of it was stored.`, { asked });
  if (head.rows !== null && looksPersonal(head.rows)) {
    const known = personalImporters.map(({ id }) => id);
    const detail =
      'The table looks like one about people, and no format for people knows its headers; no byte of it was stored. ' +
      `Known formats: ${known.join(', ')}. A list of devices needs a column that says so, such as a serial number or a host name.`;
    throw new Problem('file-format-unknown', detail, { known });
  }
  return null;
}

/** Headers that name people and none that names devices, or a column of addresses of mail beside no device. */
function looksPersonal(rows: readonly (readonly string[])[]): boolean {
  if (rows.some(namesDevices)) return false;
  if (rows.some((row) => row.length > 1 && namesPeople(row))) return true;
  const width = Math.max(...rows.map((row) => row.length));
  const isMail = (cell: string | undefined) => cell !== undefined && /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/.test(cell);
  for (let place = 0; place < width; place += 1) {
    const mails = rows.filter((row) => isMail(row[place])).length;
    if (mails > 0 && mails * 2 >= rows.length) return true;
  }
  return false;
}

function headOf(bytes: Uint8Array, name: string): Omit<PersonalHead, 'rows'> {
  return { bytes, text: decodeHead(bytes), name };
}

/** What the first part of a gzip file unpacks to; nothing where it is damaged, which whoever reads it on says. */
function unpackStart(head: Uint8Array): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * headBytes }).subarray(0, headBytes);
  } catch {
    return new Uint8Array();
  }
}

/** A part below `xl/`: other archives are told apart by whoever is asked next. */
function holdsWorkbook(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('xl/workbook', 0, 'latin1');
}

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size > workbookBytesMax) {
      throw new Problem('file-too-large', 'The workbook or archive is larger than one may be; split it and import the parts.', {
        bytesMax: workbookBytesMax,
      });
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
