/**
 * XML as a stream of calls to a visitor, for reports of any size: never a tree, memory bounded by one chunk and one
 * value. A thin wrapper around saxes. No entity is expanded beyond the five predefined and the numeric ones; a DOCTYPE
 * that declares entities ends the file, an external DTD is named in real reports and never fetched. It knows no format.
 * Followed: XML 1.0 (Fifth Edition); namespaces are not resolved, prefixed names stay as written.
 */
import { SaxesParser } from 'saxes';
import type { ImportIssue } from '#core/imports/imported-record.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { ImporterLimits, ParseEvent } from './define-importer.ts';
import { asEvent, eventsOf } from './event-stream.ts';
import { limitBytes, peek } from './read-head.ts';
import { decodeStream } from './text-decoding.ts';

export type XmlAttributes = Readonly<Record<string, string>>;

/**
 * What to do with the element just opened: visit its children; collect its own text for `close`; or skip it with all
 * that is inside (cheap: no text is kept and `close` is not called).
 */
export type XmlInterest = 'children' | 'text' | 'skip';

export interface XmlVisitor {
  open(name: string, attributes: XmlAttributes): XmlInterest;
  /** Called for elements of interest `children` (text is empty) and `text`. */
  close(name: string, text: string): void;
  /** For mixed content: the text that stands before the first child of an element of interest `text`. */
  lead?(text: string): void;
  /** Called once, after the root closed. */
  end(): void;
}

/** Given to the visitor's maker: where it puts what it found, and where the reader stands. */
export interface XmlOutput {
  emit(event: ParseEvent): void;
  /** 1-based line of the end of the current tag. */
  line(): number;
  /** Names from the root to the current element: `/nmaprun/host/ports`. */
  path(): string;
}

/** One token (text, attribute, comment, DOCTYPE) longer than this ends the file: the parser has to hold it whole. */
const tokenCharactersMax = 16 * 1024 ** 2;

/**
 * Parses a byte stream. Events come out after each chunk, so the reader waits for its consumer.
 * @throws Problem file-truncated, file-malformed, file-too-deep, file-entities-refused, file-too-large, file-encoding-invalid;
 *   each with line and column, after all events before that place.
 */
export async function* readXml(
  bytes: AsyncIterable<Uint8Array>,
  limits: ImporterLimits,
  makeVisitor: (output: XmlOutput) => XmlVisitor,
): AsyncGenerator<ParseEvent> {
  const start = await peek(limitBytes(bytes, limits.bytesMax), 1024);
  const declared = declaredEncoding(start.head);
  const text = decodeStream(start.bytes, declared === undefined ? {} : { declared });
  yield* eventsOf(text, new XmlReading(limits, makeVisitor));
}

class XmlReading implements XmlOutput {
  private readonly parser = new SaxesParser({ xmlns: false, position: true });
  private readonly limits: ImporterLimits;
  private readonly visitor: XmlVisitor;
  private events: ParseEvent[] = [];
  private readonly names: string[] = [];
  /** Depth at which the skipped subtree began; 0 = nothing is skipped. */
  private skippedFrom = 0;
  private text = '';
  private isTextCut = false;
  private isListening = false;
  private readonly collecting = (piece: string): void => this.collect(piece);
  private tokenCharacters = 0;
  private isEnding = false;

  constructor(limits: ImporterLimits, makeVisitor: (output: XmlOutput) => XmlVisitor) {
    this.limits = limits;
    this.visitor = makeVisitor(this);
    this.parser.on('error', (error) => {
      throw this.notWellFormed(error);
    });
    this.parser.on('doctype', (doctype) => this.checkDoctype(doctype));
    this.parser.on('opentag', (tag) => this.open(tag.name, tag.attributes));
    this.parser.on('closetag', () => this.close());
    // Once here, so that the parser's shape does not change at the first text.
    this.startText();
    this.stopText();
  }

  emit(event: ParseEvent): void {
    this.events.push(event);
  }

  line(): number {
    return this.parser.line;
  }

  path(): string {
    return `/${this.names.join('/')}`;
  }

  takeEvents(): ParseEvent[] {
    const taken = this.events;
    this.events = [];
    return taken;
  }

  write(chunk: string): Problem | undefined {
    this.tokenCharacters += chunk.length;
    const problem = this.attempt(() => this.parser.write(chunk));
    if (problem !== undefined || this.tokenCharacters <= tokenCharactersMax) return problem;
    const detail = `One value in the file is longer than ${tokenCharactersMax} characters; it was not read further.`;
    return new Problem('file-too-large', detail, { ...this.place(), charactersMax: tokenCharactersMax });
  }

  finish(): Problem | undefined {
    this.isEnding = true;
    return this.attempt(() => {
      this.parser.close();
      this.visitor.end();
    });
  }

  private attempt(work: () => void): Problem | undefined {
    try {
      work();
      return undefined;
    } catch (cause) {
      if (cause instanceof Problem) return cause;
      throw cause;
    }
  }

  private open(name: string, attributes: Record<string, string>): void {
    this.tokenCharacters = 0;
    this.names.push(name);
    if (this.names.length > this.limits.depthMax) {
      const detail = `Elements are nested deeper than ${this.limits.depthMax} levels, at ${this.where()}; no report of this format is.`;
      throw new Problem('file-too-deep', detail, { ...this.place(), depthMax: this.limits.depthMax });
    }
    if (this.skippedFrom !== 0) return;
    // Text beside children is white space in nearly all formats: a leaf's is collected, and what leads the first child.
    if (this.isListening && this.visitor.lead !== undefined) this.visitor.lead(this.text);
    this.stopText();
    for (const key in attributes) {
      const value = attributes[key] ?? '';
      if (value.length > this.limits.fieldCharactersMax) attributes[key] = this.cut(value, `@${key}`);
    }
    const interest = this.visitor.open(name, attributes);
    if (interest === 'skip') this.skippedFrom = this.names.length;
    if (interest === 'text') this.startText();
  }

  private close(): void {
    this.tokenCharacters = 0;
    const depth = this.names.length;
    if (this.skippedFrom === 0) {
      this.visitor.close(this.names[depth - 1] ?? '', this.text);
      this.stopText();
    } else if (this.skippedFrom === depth) {
      this.skippedFrom = 0;
    }
    this.names.pop();
  }

  /** saxes keeps no text while nobody listens, so listening only where text is wanted saves most of the work. */
  private startText(): void {
    this.isListening = true;
    this.parser.on('text', this.collecting);
    this.parser.on('cdata', this.collecting);
  }

  private stopText(): void {
    if (!this.isListening) return;
    this.isListening = false;
    this.text = '';
    this.isTextCut = false;
    this.parser.off('text');
    this.parser.off('cdata');
  }

  private collect(piece: string): void {
    this.tokenCharacters = 0;
    if (this.isTextCut) return;
    this.text += piece;
    if (this.text.length <= this.limits.fieldCharactersMax) return;
    this.isTextCut = true;
    this.text = this.cut(this.text, '');
  }

  private cut(value: string, suffix: string): string {
    const message = `A value of ${value.length} characters was cut to ${this.limits.fieldCharactersMax}.`;
    const issue: ImportIssue = {
      code: 'value-cut',
      message,
      path: this.path() + (suffix === '' ? '' : `/${suffix}`),
      line: this.line(),
      severity: 'warning',
      itemNumber: null,
    };
    this.events.push(asEvent(issue));
    return cutText(value, this.limits.fieldCharactersMax);
  }

  private checkDoctype(doctype: string): void {
    if (!/<!ENTITY/.test(doctype)) return;
    const detail = `The file declares XML entities (line ${this.line()}); no scanner writes them, and they can make a small file huge. Export the report again.`;
    throw new Problem('file-entities-refused', detail, this.place());
  }

  private notWellFormed(error: Error): Problem {
    const reason = error.message.replace(/^\d+:\d+: /, '');
    if (this.isEnding) {
      const last = this.names.length === 0 ? 'before its first element' : `inside ${this.path()}`;
      const detail = `The file ends ${last}, at ${this.where()}, before the report is complete; export or copy it again.`;
      return new Problem('file-truncated', detail, { ...this.place(), reason }, error);
    }
    return new Problem(
      'file-malformed',
      `The file is not well-formed XML at ${this.where()}: ${reason}`,
      { ...this.place(), reason },
      error,
    );
  }

  private where(): string {
    return `line ${this.parser.line}, column ${this.parser.column}`;
  }

  private place(): { readonly line: number; readonly column: number } {
    return { line: this.parser.line, column: this.parser.column };
  }
}

/** The first `charactersMax` characters, never half of a surrogate pair. */
export function cutText(text: string, charactersMax: number): string {
  if (text.length <= charactersMax) return text;
  const cut = text.slice(0, charactersMax);
  return cut.isWellFormed() || !text.isWellFormed() ? cut : cut.slice(0, -1);
}

/** A copy for what is held for long: a piece of a text otherwise keeps the whole chunk it was cut from. */
export function ownText(text: string): string {
  return Buffer.from(text).toString();
}

/** Name of the root element in the head of a file; undefined when it is no XML, or the root lies behind the head. */
export function rootNameOf(headText: string): string | undefined {
  let at = 0;
  for (;;) {
    while (/\s|\ufeff/.test(headText.charAt(at)) && at < headText.length) at += 1;
    if (headText.startsWith('<?', at)) at = after(headText, '?>', at);
    else if (headText.startsWith('<!--', at)) at = after(headText, '-->', at);
    else if (headText.startsWith('<!DOCTYPE', at)) at = afterDoctype(headText, at);
    else break;
    if (at === -1) return undefined;
  }
  return /^<([A-Za-z_][\w.:-]*)/.exec(headText.slice(at, at + 256))?.[1];
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? -1 : at + end.length;
}

function afterDoctype(text: string, from: number): number {
  const end = text.indexOf('>', from);
  const subset = text.indexOf('[', from);
  if (end === -1 || subset === -1 || end < subset) return after(text, '>', from);
  const close = text.indexOf(']', subset);
  return close === -1 ? -1 : after(text, '>', close);
}

/** Encoding named by the XML declaration; only ASCII-like encodings can be read this way, the others show by mark or NULs. */
function declaredEncoding(head: Uint8Array): string | undefined {
  const text = Buffer.from(head).toString('latin1').replaceAll('\u0000', '');
  return /^[^<]{0,4}<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._:-]{0,40})["']/.exec(text)?.[1];
}
