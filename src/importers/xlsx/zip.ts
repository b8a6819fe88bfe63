/**
 * The directory of a ZIP archive that is held in memory, and its entries unpacked one at a time as streams. It trusts no
 * size that the archive declares: what comes out is counted. Not done: writing, encryption, methods other than stored
 * and deflated, archives over several disks. Followed: APPNOTE.TXT 6.3 (4.3 records, 4.5.3 ZIP64), RFC 1951.
 */
import { createInflateRaw, crc32 } from 'node:zlib';
import { Problem } from '#core/kernel/problem.ts';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly packedBytes: number;
  /** Of its local header. */
  readonly offset: number;
}

export interface ExpansionLimits {
  /** Unpacked bytes of all entries together. */
  readonly bytesMax: number;
  /** Unpacked bytes per byte of the archive; looked at once `ratioFromBytes` came out. */
  readonly ratioMax: number;
  readonly ratioFromBytes: number;
}

/** More parts than any workbook has; each takes a little memory before anything is unpacked. */
const entriesMax = 20_000;
const stored = 0;
const deflated = 8;

export class ZipArchive {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  private readonly bytes: Buffer;
  private readonly limits: ExpansionLimits;
  private unpackedBytes = 0;

  /** @throws Problem file-truncated (no directory at the end), file-malformed (a directory that cannot be). */
  constructor(bytes: Buffer, limits: ExpansionLimits) {
    this.bytes = bytes;
    this.limits = limits;
    this.entries = readDirectory(bytes);
  }

  /**
   * The unpacked bytes of an entry.
   * @throws Problem file-expands-too-far, file-malformed, file-truncated; after what came out before.
   */
  async *unpack(entry: ZipEntry): AsyncGenerator<Uint8Array> {
    const packed = this.packedOf(entry);
    let crc = 0;
    for await (const chunk of entry.method === stored ? [packed] : inflate(packed, entry.name)) {
      this.count(chunk.length);
      crc = crc32(chunk, crc);
      yield chunk;
    }
    if (crc !== entry.crc) throw damaged(`Its part ${entry.name} does not have the checksum that was noted for it`, entry.name);
  }

  private packedOf(entry: ZipEntry): Buffer {
    if (entry.isEncrypted || (entry.method !== stored && entry.method !== deflated)) {
      const detail = `The part ${entry.name} of the workbook is encrypted or packed in a way no spreadsheet program uses. Save the workbook again, without a password.`;
      throw new Problem('file-malformed', detail, { part: entry.name, method: entry.method });
    }
    if (entry.offset + 30 > this.bytes.length || this.bytes.readUInt32LE(entry.offset) !== 0x04034b50) {
      throw damaged(`Its part ${entry.name} is not where the directory says`, entry.name);
    }
    const start = entry.offset + 30 + this.bytes.readUInt16LE(entry.offset + 26) + this.bytes.readUInt16LE(entry.offset + 28);
    if (start + entry.packedBytes > this.bytes.length) throw damaged(`Its part ${entry.name} is longer than the file`, entry.name);
    return this.bytes.subarray(start, start + entry.packedBytes);
  }

  private count(bytes: number): void {
    this.unpackedBytes += bytes;
    const { bytesMax, ratioMax, ratioFromBytes } = this.limits;
    const ratio = this.unpackedBytes / this.bytes.length;
    if (this.unpackedBytes <= bytesMax && (this.unpackedBytes <= ratioFromBytes || ratio <= ratioMax)) return;
    throw new Problem('file-expands-too-far', 'The workbook unpacks to far more than a table does; it was not read further.', {
      zippedBytes: this.bytes.length,
      unzippedBytes: this.unpackedBytes,
      ratioMax,
      bytesMax,
    });
  }
}

async function* inflate(packed: Buffer, name: string): AsyncGenerator<Uint8Array> {
  const unpacker = createInflateRaw({ chunkSize: 65_536 });
  unpacker.end(packed);
  try {
    for await (const chunk of unpacker as AsyncIterable<Uint8Array>) yield chunk;
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!code.startsWith('Z_')) throw cause;
    throw damaged(`Its part ${name} cannot be unpacked`, name, cause);
  } finally {
    unpacker.destroy();
  }
}

interface DirectoryPlace {
  readonly offset: number;
  readonly count: number;
}

function readDirectory(bytes: Buffer): Map<string, ZipEntry> {
  const place = placeOfDirectory(bytes);
  const entries = new Map<string, ZipEntry>();
  if (place.count > entriesMax) throw damaged(`It says it has ${place.count} parts`, null);
  let at = place.offset;
  for (let index = 0; index < place.count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged('Its directory is not where its end says', null);
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const nameEnd = at + 46 + nameLength;
    const name = bytes
      .toString('utf8', at + 46, nameEnd)
      .replaceAll('\\', '/')
      .replace(/^\//, '');
    const large = largeSizes(bytes, at, nameEnd, Math.min(nameEnd + extraLength, bytes.length));
    entries.set(name, {
      name,
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      crc: bytes.readUInt32LE(at + 16),
      ...large,
    });
    at = nameEnd + extraLength + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function placeOfDirectory(bytes: Buffer): DirectoryPlace {
  const end = endRecord(bytes);
  const place = { offset: bytes.readUInt32LE(end + 16), count: bytes.readUInt16LE(end + 10) };
  const locator = end - 20;
  if (locator < 0 || bytes.readUInt32LE(locator) !== 0x07064b50) return place;
  const record = numberAt(bytes, locator + 8);
  if (record + 56 > bytes.length || bytes.readUInt32LE(record) !== 0x06064b50) throw damaged('Its ZIP64 end is missing', null);
  return { offset: numberAt(bytes, record + 48), count: numberAt(bytes, record + 32) };
}

/** A comment of up to 65,535 bytes may follow the record. */
function endRecord(bytes: Buffer): number {
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at -= 1) {
    if (bytes.readUInt32LE(at) === 0x06054b50 && at + 22 + bytes.readUInt16LE(at + 20) <= bytes.length) return at;
  }
  const detail = 'The workbook ends before the directory of its parts: it was not saved or copied completely. Save or copy it again.';
  throw new Problem('file-truncated', detail, { format: 'zip', bytes: bytes.length });
}

/** Sizes of the directory entry; those that are all ones stand in the ZIP64 field, in this order. */
function largeSizes(bytes: Buffer, at: number, extraStart: number, extraEnd: number): { packedBytes: number; offset: number } {
  const sizes = { packedBytes: bytes.readUInt32LE(at + 20), offset: bytes.readUInt32LE(at + 42) };
  const isUnpackedLarge = bytes.readUInt32LE(at + 24) === 0xffffffff;
  for (let field = extraStart; field + 4 <= extraEnd; field += 4 + bytes.readUInt16LE(field + 2)) {
    if (bytes.readUInt16LE(field) !== 1) continue;
    let value = field + 4 + (isUnpackedLarge ? 8 : 0);
    const fieldEnd = Math.min(extraEnd, field + 4 + bytes.readUInt16LE(field + 2));
    for (const key of ['packedBytes', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || value + 8 > fieldEnd) continue;
      sizes[key] = numberAt(bytes, value);
      value += 8;
    }
  }
  return sizes;
}

/** Of 64 bits; what is beyond a safe integer is beyond any file and is caught as such. */
function numberAt(bytes: Buffer, at: number): number {
  return Number(bytes.readBigUInt64LE(at));
}

function damaged(what: string, part: string | null, cause?: unknown): Problem {
  return new Problem('file-malformed', `The workbook is damaged. ${what}. Save or copy it again.`, { format: 'zip', part }, cause);
}
