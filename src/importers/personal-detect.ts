/**
 * Whether a file is about people, from as much of it as that takes, in memory: its first part, or the whole of a workbook, whose
 * directory stands at its end. Asked before `detect.ts`, and before a byte of the file is stored anywhere. A table that looks like
 * one about people and is none that is known is refused here too: whatever else reads tables would store its bytes.
 */
import { constants, createGunzip } from 'node:zlib';
import { Problem } from '#core/kernel/problem.ts';
import type { PersonalHead, PersonalImporter } from './define-personal-importer.ts';
import { countPersonWords, namesBorn, namesDevices, namesMail, namesPeople } from './personal/population/columns.ts';
import { firstRowsOfText, firstRowsOfWorkbook, isWorkbookStart, type Rows } from './personal/personal-table.ts';
import { personalImporters } from './personal-registry.ts';
import { headBytes, openFile, peek } from './read-head.ts';
import { countKnownHeaders } from './table/headers.ts';
import { headerIndexMax } from './table/table-row.ts';
import { decodeHead, decodeStream } from './text-decoding.ts';

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
 * @throws Problem file-format-unknown, file-format-mismatch, and those of a workbook or a gzip file that cannot be opened.
 */
export async function recognisePersonal(source: AsyncIterable<Uint8Array>, name: string, asked?: string): Promise<Recognised> {
  const first = await peek(source, headBytes);
  const isZipped = isGzip(first.head);
  const start = isZipped ? await unpackStart(first.head) : { bytes: first.head, isWhole: first.head.length < headBytes, isDamaged: false };
  if (isWorkbookStart(start.bytes)) return fromWorkbook(first.bytes, { name, asked, isZipped });
  if (isGzip(start.bytes) || sealed.some((magic) => magic.every((byte, at) => start.bytes[at] === byte))) throw sealedProblem();
  const head = headOf(start.bytes, name);
  // UTF-32 and its like, which nobody reads: said as whoever would read it says it.
  if (head.text === '' && start.bytes.length > 0) await gather(asBytes(decodeStream(once(start.bytes))));
  const tables = firstRowsOfText(head.text, start.isWhole);
  if (start.isDamaged && (tables.length > 0 || start.bytes.length === 0))
    throw new Problem('file-malformed', 'The gzip file is damaged; copy or pack it again.', { format: 'gzip' });
  return { importer: choose(headsOf(head, tables), asked), bytes: first.bytes };
}

async function fromWorkbook(
  bytes: AsyncIterable<Uint8Array>,
  { name, asked, isZipped }: { readonly name: string; readonly asked: string | undefined; readonly isZipped: boolean },
): Promise<Recognised> {
  const whole = await gather(bytes);
  const plain = isZipped ? await gather((await openFile(once(whole), name)).bytes) : whole;
  if (!holdsWorkbook(plain)) throw sealedProblem();
  const sheets = await firstRowsOfWorkbook(plain);
  return { importer: choose(headsOf(headOf(plain.subarray(0, headBytes), name), sheets), asked), bytes: once(whole) };
}

/** Old Office documents, bzip2, xz, 7-Zip, Zstandard, and archives of ZIP that are empty or in parts: no importer reads one. */
const sealed: readonly (readonly number[])[] = [
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x42, 0x5a, 0x68],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a],
  [0x37, 0x7a, 0xbc, 0xaf],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x50, 0x4b, 0x05, 0x06],
  [0x50, 0x4b, 0x07, 0x08],
];

function sealedProblem(): Problem {
  return new Problem(
    'file-format-unknown',
    'The file is an archive or an old workbook that cannot be looked into, and may hold a table about people; no byte of it was stored. Unpack it, or save the table as XLSX or CSV.',
  );
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function headsOf(head: Omit<PersonalHead, 'rows'>, tables: readonly Rows[]): readonly PersonalHead[] {
  return tables.length === 0 ? [{ ...head, rows: null }] : tables.map((rows) => ({ ...head, rows }));
}

/** @param heads one for each table that the file may be or hold. */
function choose(heads: readonly PersonalHead[], asked: string | undefined): PersonalImporter | null {
  const accepts = (importer: PersonalImporter) => heads.some((head) => importer.accepts(head));
  const found = personalImporters.find(accepts);
  if (found !== undefined) {
    if (asked === undefined || asked === found.id) return found;
    const wanted = personalImporters.find(({ id }) => id === asked);
    if (wanted !== undefined && accepts(wanted)) return wanted;
    const detail = `The file is about people (${found.id}), and nothing else is made of it: no byte of it was stored. Hand it in without --format, or as ${found.id}.`;
    throw new Problem('file-format-mismatch', detail, { asked, looksLike: found.id });
  }
  if (personalImporters.some(({ id }) => id === asked))
    throw new Problem('file-format-mismatch', `The file is not of the format ${asked}; no byte of it was stored.`, { asked });
  if (heads.some(({ rows }) => rows !== null && looksPersonal(rows))) {
    const known = personalImporters.map(({ id }) => id);
    const detail =
      'The table looks like one about people, and no format for people knows its headers; no byte of it was stored. ' +
      `Known formats: ${known.join(', ')}. A list of devices needs a column that says so, such as a serial number or a host name.`;
    throw new Problem('file-format-unknown', detail, { known });
  }
  return null;
}

/**
 * Headers that name people and none that names devices, or a column of addresses of mail beside no device. Devices are asked of the row
 * of headers alone: a cell of the data may say anything. Parts of a name beside addresses of mail are about people whatever else stands there.
 */
function looksPersonal(rows: Rows): boolean {
  const first = rows.slice(0, headerIndexMax);
  const mailPlace = placeOfMails(rows);
  const firstMail = mailPlace < 0 ? -1 : first.findIndex((row) => isMail(row[mailPlace]));
  const headers = headersAmong(firstMail < 0 ? first : first.slice(0, firstMail));
  const hasMails = namesMail(headers) || mailPlace >= 0;
  if (first.some((row) => row.length > 1 && namesBorn(row))) return true;
  if (hasMails && countPersonWords(headers) > 0) return true;
  if (first.some((row) => countPersonWords(row) > 1 && !namesDevices(row))) return true;
  if (namesDevices(headers)) return false;
  return mailPlace >= 0 || first.some((row) => row.length > 1 && (namesPeople(row) || countPersonWords(row) > 0));
}

/** The first row with two words that some table knows, or one of people; or else the first with two cells. */
function headersAmong(rows: Rows): readonly string[] {
  const isKnown = (row: readonly string[]) =>
    countKnownHeaders(row) > 1 || (row.length > 1 && (namesPeople(row) || countPersonWords(row) > 0) && !row.some(isMail));
  return rows.find(isKnown) ?? rows.find((row) => row.filter((cell) => cell.trim() !== '').length > 1) ?? rows[0] ?? [];
}

/** The column of which half the cells are addresses of mail; -1 where none is. */
function placeOfMails(rows: Rows): number {
  const width = Math.max(...rows.map((row) => row.length));
  for (let place = 0; place < width; place += 1) {
    const mails = rows.filter((row) => isMail(row[place])).length;
    if (mails > 0 && mails * 2 >= rows.length) return place;
  }
  return -1;
}

function isMail(cell: string | undefined): boolean {
  return cell !== undefined && /^\s*[^\s@;,|]+@[^\s@;,|]+\.[^\s@;,|]+\s*$/.test(cell);
}

function headOf(bytes: Uint8Array, name: string): Omit<PersonalHead, 'rows'> {
  return { bytes, text: decodeHead(bytes), name };
}

interface UnpackedStart {
  readonly bytes: Uint8Array;
  /** It is all that the file holds. */
  readonly isWhole: boolean;
  readonly isDamaged: boolean;
}

/** What the first part of a gzip file unpacks to, however far it expands: no more is unpacked than is looked at. */
async function unpackStart(head: Uint8Array): Promise<UnpackedStart> {
  const unzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  unzip.end(head);
  const parts: Uint8Array[] = [];
  let size = 0;
  let isDamaged = false;
  try {
    for await (const part of unzip as AsyncIterable<Uint8Array>) {
      parts.push(part);
      size += part.length;
      if (size >= headBytes) break;
    }
  } catch {
    isDamaged = true;
  }
  const isWhole = !isDamaged && size < headBytes && head.length < headBytes;
  return { bytes: Buffer.concat(parts).subarray(0, headBytes), isWhole, isDamaged };
}

/** A part below `xl/`, by whatever name: other archives are none that we read. */
function holdsWorkbook(bytes: Uint8Array): boolean {
  return /xl[/\\]/i.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'));
}

async function* asBytes(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const text of texts) yield Buffer.from(text);
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
