/**
 * Opens the bytes of a handed-in file: unzips gzip by its magic bytes, within a limit of expansion, and peeks at the
 * head for detection without losing it for the importer. It knows no format. The name of the file is only a label.
 * Followed: RFC 1952 (gzip); a ZIP archive is not opened.
 */
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Problem } from '#core/kernel/problem.ts';
import type { FileHead } from './define-importer.ts';
import { decodeHead } from './text-decoding.ts';

/** Bytes that detection sees (of the unzipped file). */
export const headBytes = 65_536;

export interface ExpansionLimits {
  /** Of the unzipped file. */
  readonly bytesMax: number;
  /** Unzipped bytes per zipped byte; looked at once `ratioFromBytes` came out. */
  readonly ratioMax: number;
  readonly ratioFromBytes: number;
}

/** Reports of 1–2 GB exist; their text packs 10 to 60 times, repeated rows 150 times, a bomb 1,000 times. */
const expansionLimits: ExpansionLimits = { bytesMax: 4 * 1024 ** 3, ratioMax: 250, ratioFromBytes: 16 * 1024 ** 2 };

export interface OpenedFile {
  readonly head: FileHead;
  /** The whole unzipped file, head included. Iterate once. */
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly isCompressed: boolean;
}

/**
 * Opens a file for `chooseImporter` (its head) and `parse` (its bytes).
 * @throws Problem file-expands-too-far, file-truncated or file-malformed (of the gzip), here or while iterating.
 */
export async function openFile(
  source: AsyncIterable<Uint8Array>,
  name: string,
  limits: ExpansionLimits = expansionLimits,
): Promise<OpenedFile> {
  const outer = await peek(source, 2);
  const isCompressed = outer.head[0] === 0x1f && outer.head[1] === 0x8b;
  const inner = await peek(isCompressed ? gunzip(outer.bytes, limits) : outer.bytes, headBytes);
  const head: FileHead = { bytes: inner.head, text: decodeHead(inner.head), name };
  return { head, bytes: inner.bytes, isCompressed };
}

/** Ends in Problem file-too-large once more than `bytesMax` came through. */
export async function* limitBytes(bytes: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.length;
    if (total > bytesMax) {
      throw new Problem('file-too-large', 'The file is larger than this format may be; split it and import the parts.', { bytesMax });
    }
    yield chunk;
  }
}

/** Reads at least `count` bytes ahead (fewer when the file ends before); `bytes` gives everything from the start. */
export async function peek(
  source: AsyncIterable<Uint8Array>,
  count: number,
): Promise<{ readonly head: Uint8Array; readonly bytes: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const next = await iterator.next();
    if (next.done === true) break;
    read.push(next.value);
    length += next.value.length;
  }
  const head = Buffer.concat(read, Math.min(length, count));
  return { head, bytes: replay(read, iterator) };
}

async function* replay(read: Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let chunk = read.shift(); chunk !== undefined; chunk = read.shift()) yield chunk;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

async function* gunzip(source: AsyncIterable<Uint8Array>, limits: ExpansionLimits): AsyncGenerator<Uint8Array> {
  let zippedBytes = 0;
  let bytes = 0;
  const counted = async function* () {
    for await (const chunk of source) {
      zippedBytes += chunk.length;
      yield chunk;
    }
  };
  const unzip = createGunzip();
  // Errors arrive at the iteration below; without a callback they would be thrown a second time.
  pipeline(Readable.from(counted(), { objectMode: true, highWaterMark: 1 }), unzip, () => undefined);
  try {
    for await (const chunk of unzip as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      const ratio = bytes / Math.max(1, zippedBytes);
      if (bytes > limits.bytesMax || (bytes > limits.ratioFromBytes && ratio > limits.ratioMax)) {
        throw new Problem('file-expands-too-far', 'The gzip file unpacks to far more than a report does; it was not read further.', {
          zippedBytes,
          unzippedBytes: bytes,
          ratioMax: limits.ratioMax,
          bytesMax: limits.bytesMax,
        });
      }
      yield chunk;
    }
  } catch (cause) {
    throw gzipProblem(cause) ?? cause;
  }
}

function gzipProblem(cause: unknown): Problem | undefined {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'Z_BUF_ERROR') {
    return new Problem('file-truncated', 'The gzip file ends before its end; copy it again, completely.', { format: 'gzip' }, cause);
  }
  if (!code.startsWith('Z_')) return undefined;
  return new Problem('file-malformed', 'The gzip file is damaged; copy or pack it again.', { format: 'gzip', zlib: code }, cause);
}
