/**
 * Bytes → text, streaming, for every text format (CSV, XML). It decides the encoding from the bytes themselves:
 * byte-order mark, then NUL pattern (UTF-16), then what the file declares, then UTF-8 as long as it is valid, else
 * Windows-1252, which is what older Dutch spreadsheet exports are. It never fails on a bad byte: what it guessed or
 * had to replace it says as an issue. It does not interpret the text.
 * Followed: WHATWG Encoding (labels, the Windows-1252 index), Unicode 3.9 (well-formed UTF-8), RFC 3629.
 */
import { isAscii, isUtf8 } from 'node:buffer';
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { Problem } from '#core/kernel/problem.ts';

/** `utf-8`, `utf-16le`, `utf-16be`, `windows-1252`, or the label of another declared encoding that the platform knows. */
export type TextEncoding = string;

export interface DecodeOptions {
  /** Encoding that the file names itself (XML declaration); counts unless a byte-order mark says otherwise. */
  readonly declared?: string;
}

export interface DecodedText extends AsyncIterable<string> {
  /** Undefined until the first chunk came; `utf-8` may still become `windows-1252` while all bytes so far were ASCII. */
  readonly encoding: TextEncoding | undefined;
  /** Issues since the last call; ask while reading and once more at the end. Codes: encoding-guessed, encoding-declared-wrong, encoding-damaged. */
  takeIssues(): ImportIssue[];
}

/** Bytes looked at before the encoding is chosen. */
const headBytes = 4096;
/** Chunks are cut to this, so that one huge chunk does not become one huge string. */
const sliceBytes = 65_536;

/**
 * Decodes a byte stream. Iterate once. A byte-order mark is not part of the text.
 * @throws Problem file-encoding-invalid: UTF-32, or a declared encoding that nobody knows.
 */
export function decodeStream(bytes: AsyncIterable<Uint8Array>, options: DecodeOptions = {}): DecodedText {
  return new TextDecoding(bytes, options);
}

/** Leniently decoded head of a file, for detection: same choice of encoding as `decodeStream`. */
export function decodeHead(head: Uint8Array): string {
  const choice = chooseEncoding(head, undefined);
  if (choice.kind === 'utf-32') return '';
  const body = head.subarray(choice.skipBytes);
  if (choice.encoding !== 'utf-8') return new TextDecoder(choice.encoding).decode(body);
  const whole = body.subarray(0, wholeCharactersLength(body));
  return isUtf8(whole) || countSequences(whole).valid >= countSequences(whole).invalid
    ? new TextDecoder('utf-8').decode(whole)
    : decodeWindows1252(body);
}

class TextDecoding implements DecodedText {
  encoding: TextEncoding | undefined;
  private issues: ImportIssue[] = [];
  private readonly bytes: AsyncIterable<Uint8Array>;
  private readonly declared: string | undefined;
  private decode: ((slice: Uint8Array, isLast: boolean) => string) | undefined;

  constructor(bytes: AsyncIterable<Uint8Array>, options: DecodeOptions) {
    this.bytes = bytes;
    this.declared = options.declared;
  }

  takeIssues(): ImportIssue[] {
    const taken = this.issues;
    this.issues = [];
    return taken;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    let head: Uint8Array = new Uint8Array(0);
    for await (const chunk of this.bytes) {
      if (this.decode === undefined) {
        head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
        if (head.length < headBytes) continue;
        yield* this.start(head);
      } else {
        yield* this.slices(chunk);
      }
    }
    if (this.decode === undefined) yield* this.start(head);
    const rest = this.decode?.(new Uint8Array(0), true) ?? '';
    if (rest !== '') yield rest;
  }

  private *start(head: Uint8Array): Generator<string> {
    const choice = chooseEncoding(head, this.declared);
    if (choice.kind === 'utf-32') {
      throw new Problem('file-encoding-invalid', 'The file is in UTF-32; save it as UTF-8 and import it again.', { encoding: 'utf-32' });
    }
    this.encoding = choice.encoding;
    if (choice.issue !== null) this.issues.push(choice.issue);
    this.decode = this.decoderOf(choice.encoding);
    yield* this.slices(head.subarray(choice.skipBytes));
  }

  private *slices(chunk: Uint8Array): Generator<string> {
    for (let start = 0; start < chunk.length; start += sliceBytes) {
      const text = this.decode?.(chunk.subarray(start, start + sliceBytes), false) ?? '';
      if (text !== '') yield text;
    }
  }

  private decoderOf(encoding: TextEncoding): (slice: Uint8Array, isLast: boolean) => string {
    if (encoding === 'utf-8') {
      const utf8 = new Utf8Decoding((issue, fallback) => {
        this.issues.push(issue);
        if (fallback !== undefined) this.encoding = fallback;
      });
      return (slice, isLast) => utf8.decode(slice, isLast);
    }
    if (encoding === 'windows-1252') return decodeWindows1252;
    const decoder = new TextDecoder(encoding, { ignoreBOM: true });
    return (slice, isLast) => decoder.decode(slice, { stream: !isLast });
  }
}

/** UTF-8 that turns into Windows-1252 at the first bad byte, as long as nothing before spoke for UTF-8. */
class Utf8Decoding {
  private carried: Uint8Array = new Uint8Array(0);
  private mode: 'ascii-so-far' | 'utf-8' | 'windows-1252' = 'ascii-so-far';
  private isDamageReported = false;
  private line = 1;
  private readonly report: (issue: ImportIssue, fallback?: TextEncoding) => void;

  constructor(report: (issue: ImportIssue, fallback?: TextEncoding) => void) {
    this.report = report;
  }

  decode(slice: Uint8Array, isLast: boolean): string {
    if (this.mode === 'windows-1252') return decodeWindows1252(slice);
    const joined = this.carried.length === 0 ? slice : Buffer.concat([this.carried, slice]);
    const end = isLast ? joined.length : wholeCharactersLength(joined);
    this.carried = joined.slice(end);
    const whole = joined.subarray(0, end);
    if (isUtf8(whole)) {
      if (this.mode === 'ascii-so-far' && !isAscii(whole)) this.mode = 'utf-8';
      const text = bufferOf(whole).toString('utf8');
      if (!this.isDamageReported) this.line += countLineFeeds(whole);
      return text;
    }
    const { valid, invalid, firstInvalidAt } = countSequences(whole);
    if (this.mode === 'ascii-so-far' && invalid > valid) {
      this.mode = 'windows-1252';
      const rest = this.carried;
      this.carried = new Uint8Array(0);
      this.report(guessed('The bytes are not valid UTF-8; read as Windows-1252. Check names with accents.', 'warning'), 'windows-1252');
      return decodeWindows1252(whole) + decodeWindows1252(rest);
    }
    this.mode = 'utf-8';
    if (!this.isDamageReported) {
      this.isDamageReported = true;
      const line = this.line + countLineFeeds(whole.subarray(0, firstInvalidAt));
      const message = 'Some bytes are not valid UTF-8 and were read as U+FFFD; the first is on this line.';
      this.report({ code: 'encoding-damaged', message, path: null, line, severity: 'warning', itemNumber: null });
    }
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(whole);
  }
}

type EncodingChoice =
  | { readonly kind: 'utf-32' }
  | { readonly kind: 'text'; readonly encoding: TextEncoding; readonly skipBytes: number; readonly issue: ImportIssue | null };

function chooseEncoding(head: Uint8Array, declared: string | undefined): EncodingChoice {
  const [a, b, c, d] = head;
  const isUtf32Le = a === 0xff && b === 0xfe && c === 0 && d === 0 && head.length >= 4;
  if (isUtf32Le || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) return { kind: 'utf-32' };
  if (a === 0xef && b === 0xbb && c === 0xbf) return { kind: 'text', encoding: 'utf-8', skipBytes: 3, issue: null };
  if (a === 0xff && b === 0xfe) return { kind: 'text', encoding: 'utf-16le', skipBytes: 2, issue: null };
  if (a === 0xfe && b === 0xff) return { kind: 'text', encoding: 'utf-16be', skipBytes: 2, issue: null };
  const wide = utf16ByPattern(head);
  if (wide !== undefined) {
    const isDeclared = declared !== undefined && /^utf-?16/i.test(declared);
    const issue = isDeclared
      ? null
      : guessed(`No byte-order mark; read as ${wide.toUpperCase()} because every second byte is NUL.`, 'note');
    return { kind: 'text', encoding: wide, skipBytes: 0, issue };
  }
  return { kind: 'text', skipBytes: 0, ...declaredEncoding(declared) };
}

function declaredEncoding(declared: string | undefined): { encoding: TextEncoding; issue: ImportIssue | null } {
  if (declared === undefined) return { encoding: 'utf-8', issue: null };
  let label: string;
  try {
    label = new TextDecoder(declared).encoding;
  } catch (cause) {
    throw new Problem(
      'file-encoding-invalid',
      `The file declares the encoding "${declared}", which is not known; save it as UTF-8 and import it again.`,
      { encoding: declared },
      cause,
    );
  }
  // US-ASCII and ISO-8859-1 are labels of Windows-1252 (WHATWG); ASCII that holds more is most often UTF-8.
  if (/^(us-)?ascii$/i.test(declared)) return { encoding: 'utf-8', issue: null };
  if (!label.startsWith('utf-16')) return { encoding: label, issue: null };
  const message = `The file declares ${declared} but its bytes are not; read as UTF-8.`;
  const issue: ImportIssue = { code: 'encoding-declared-wrong', message, path: null, line: null, severity: 'warning', itemNumber: null };
  return { encoding: 'utf-8', issue };
}

/** Western text in UTF-16 has a NUL in most pairs, always on the same side. */
function utf16ByPattern(head: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const pairs = Math.floor(Math.min(head.length, headBytes) / 2);
  if (pairs < 2) return undefined;
  let even = 0;
  let odd = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    if (head[pair * 2] === 0) even += 1;
    if (head[pair * 2 + 1] === 0) odd += 1;
  }
  if (odd > pairs * 0.6 && even === 0) return 'utf-16le';
  if (even > pairs * 0.6 && odd === 0) return 'utf-16be';
  return undefined;
}

function guessed(message: string, severity: 'warning' | 'note'): ImportIssue {
  return { code: 'encoding-guessed', message, path: null, line: null, severity, itemNumber: null };
}

/** Length without a multi-byte character whose end is not there yet (at most 3 bytes are held back). */
function wholeCharactersLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function sequenceLength(lead: number): number {
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : 2;
}

/** Multi-byte characters that are well formed, and bytes that are not part of any. Only for slices known to be bad. */
function countSequences(bytes: Uint8Array): { valid: number; invalid: number; firstInvalidAt: number } {
  let valid = 0;
  let invalid = 0;
  let firstInvalidAt = bytes.length;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80) continue;
    const length = byte >= 0xc2 && byte <= 0xf4 ? sequenceLength(byte) : 1;
    if (length > 1 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length))) {
      valid += 1;
      at += length - 1;
    } else {
      invalid += 1;
      firstInvalidAt = Math.min(firstInvalidAt, at);
    }
  }
  return { valid, invalid, firstInvalidAt };
}

function countLineFeeds(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

/** WHATWG index-windows-1252, 0x80–0x9F; the rest equals Latin-1. Own table: the platform's decoder has been Latin-1 in some Node versions. */
const windows1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function decodeWindows1252(bytes: Uint8Array): string {
  return bufferOf(bytes)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => windows1252.charAt(character.charCodeAt(0) - 0x80));
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
