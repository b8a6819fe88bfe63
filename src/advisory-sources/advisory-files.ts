/**
 * Advisories from files: a folder with all below it, one document (`.json`), or one document per line (`.ndjson`, `.jsonl`),
 * each of them gzipped or not. Always in the same order: paths by code point, lines as they stand. Files are a port, so this
 * reads the same from a disk, a mirror or a test.
 * Followed: NDJSON (one RFC 8259 text per line), RFC 1952 (gzip). It knows no format of advisories: `registry.ts` does.
 */
import type { Advisory } from '#core/advisories/advisory.ts';
import { Problem, isProblem } from '#core/kernel/problem.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import { objectOf } from '#importers/json-facts.ts';
import type { JsonValue } from '#importers/json-stream.ts';
import { openFile } from '#importers/read-head.ts';
import type { AdvisoryRemark } from './advisory-reading.ts';
import { checkScores } from './check-scores.ts';
import { advisoryReaders } from './registry.ts';

/** Where files come from; paths are whatever the port gives and takes. */
export interface AdvisoryFilePort {
  /** The file itself, or every file below a folder, in any order. @throws Problem file-not-readable when there is no such path. */
  list(path: string): Promise<readonly string[]>;
  open(path: string): AsyncIterable<Uint8Array>;
}

interface Place {
  readonly path: string;
  /** 1-based line of a file of lines; null where the file is one document. */
  readonly line: number | null;
}

export type AdvisoryFromFile =
  | (Place & {
      readonly kind: 'read';
      readonly advisory: Advisory;
      readonly remarks: readonly AdvisoryRemark[];
      readonly document: unknown;
    })
  | (Place & { readonly kind: 'refused'; readonly problem: Problem });

/** The largest known documents of large vendors have some 60 MB. */
const documentBytesMax = 128 * 1024 ** 2;
const nameOfLines = /\.(ndjson|jsonl)(\.gz)?$/i;
const nameOfAdvisories = /\.(json|ndjson|jsonl)(\.gz)?$/i;

/**
 * @param paths folders and files; what a folder holds beside JSON (signatures, hashes, lists) is passed over, and so are the
 *   feeds and metadata of a CSAF provider. A file that is named itself is read whatever its name is.
 * @throws Problem of the port, for a path that is not there. What a file holds never throws: it is refused, with its place.
 */
export async function* readAdvisoryFiles(port: AdvisoryFilePort, paths: readonly string[]): AsyncGenerator<AdvisoryFromFile> {
  for (const path of paths) {
    const files = (await port.list(path)).toSorted(compareCodePoints);
    for (const file of files) {
      const isNamed = file === path;
      if (!isNamed && !nameOfAdvisories.test(file)) continue;
      for await (const found of documentsOf(port, file)) {
        if (found.kind === 'refused') yield { ...found, path: file };
        else yield* read(found.json, { path: file, line: found.line }, isNamed);
      }
    }
  }
}

function* read(json: unknown, place: Place, isNamed: boolean): Generator<AdvisoryFromFile> {
  const reader = advisoryReaders.find((one) => one.accepts(json));
  if (reader === undefined) {
    if (!isNamed && isProviderFile(json)) return;
    const known = advisoryReaders.map(({ title }) => title).join(', ');
    yield { ...place, kind: 'refused', problem: new Problem('file-format-unknown', `No known format of advisories; known are: ${known}.`) };
    return;
  }
  for (const given of reader.read(json)) {
    if (given.kind === 'refused') yield { ...place, ...given };
    else {
      const { advisory, remarks } = checkScores(given.advisory);
      yield { ...place, kind: 'read', advisory, remarks: [...given.remarks, ...remarks], document: json };
    }
  }
}

/** What stands beside the documents of a provider: ROLIE feed, service and category documents, provider metadata, aggregator. */
function isProviderFile(json: unknown): boolean {
  const file = objectOf(json as JsonValue);
  return (
    file !== undefined &&
    ['feed', 'service', 'categories', 'metadata_version', 'aggregator_version'].some((key) => Object.hasOwn(file, key))
  );
}

type Found =
  | { readonly kind: 'json'; readonly json: unknown; readonly line: number | null }
  | { readonly kind: 'refused'; readonly line: number | null; readonly problem: Problem };

async function* documentsOf(port: AdvisoryFilePort, path: string): AsyncGenerator<Found> {
  try {
    const { bytes } = await openFile(port.open(path), path);
    if (nameOfLines.test(path)) yield* linesOf(bytes);
    else yield await wholeOf(bytes);
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    yield { kind: 'refused', line: null, problem: cause };
  }
}

async function wholeOf(bytes: AsyncIterable<Uint8Array>): Promise<Found> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > documentBytesMax) return { kind: 'refused', line: null, problem: tooLarge() };
    chunks.push(chunk);
  }
  return parse(Buffer.concat(chunks), null);
}

/** Holds one line at a time; what is too long is passed over to the next line. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let line = 1;
  const flush = function* (): Generator<Found> {
    if (length > documentBytesMax) yield { kind: 'refused', line, problem: tooLarge() };
    else if (!isBlank(parts)) yield parse(Buffer.concat(parts), line);
    [parts, length, line] = [[], 0, line + 1];
  };
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); ; end = chunk.indexOf(0x0a, from)) {
      const part = end < 0 ? chunk.subarray(from) : chunk.subarray(from, end);
      length += part.length;
      if (length <= documentBytesMax) parts.push(part);
      else parts = [];
      if (end < 0) break;
      yield* flush();
      from = end + 1;
    }
  }
  yield* flush();
}

const isBlank = (parts: readonly Uint8Array[]) =>
  parts.every((part) => part.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d));

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Uint8Array, line: number | null): Found {
  if (bytes.length === 0) return { kind: 'refused', line, problem: new Problem('file-empty', 'The file has no bytes; export it again.') };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    const problem = new Problem('file-encoding-invalid', 'The document is not in UTF-8, as JSON has to be; save it as UTF-8.', {}, cause);
    return { kind: 'refused', line, problem };
  }
  try {
    return { kind: 'json', line, json: JSON.parse(text) as unknown };
  } catch (cause) {
    const where = cause instanceof Error ? cause.message : '';
    // Where the engine stumbled over the end, the rest is what is missing.
    const position = Number(/position (\d+)/.exec(where)?.[1] ?? Number.NaN);
    const problem =
      /Unexpected end/.test(where) || position >= text.trimEnd().length
        ? new Problem('file-truncated', 'The document ends before it is complete; copy it again, completely.', {}, cause)
        : new Problem('file-malformed', 'The document is no JSON; copy it again, or look at what wrote it.', { where }, cause);
    return { kind: 'refused', line, problem };
  }
}

function tooLarge(): Problem {
  return new Problem(
    'file-too-large',
    `A document is larger than ${documentBytesMax / 1024 ** 2} MB, which no advisory is; it was not read.`,
    {
      bytesMax: documentBytesMax,
    },
  );
}
