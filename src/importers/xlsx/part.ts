/**
 * One XML part of a workbook as calls to a visitor, giving out what it gathered after each chunk, so that a sheet of any
 * length streams. Beside `../xml-stream.ts`, which gives import events, this gives rows and strings.
 */
import { Problem } from '#core/kernel/problem.ts';
import { decodeStream } from '../text-decoding.ts';
import { PartFault, PartTokens } from './part-tokens.ts';
import type { TokenListener } from './part-tokens.ts';

export interface PartVisitor<Item> {
  /** @param name without its prefix. */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  /** @param text of the element itself where `wantsText` said so, else empty. */
  close(name: string, text: string): void;
  /** Elements of which the text is kept; all other text is passed over. */
  readonly textElements: ReadonlySet<string>;
  /** What was gathered since the last call. */
  take(): readonly Item[];
}

const depthMax = 64;
/** One text or tag longer than this ends the file: it has to be held whole. */
const tokenCharactersMax = 4 * 1024 ** 2;

/**
 * @param part name in the archive, for messages.
 * @param textCharactersMax kept of one element's text: one more than may be stored shows that it was too long.
 * @throws Problem file-malformed, file-too-deep, file-too-large, file-entities-refused; after all items before.
 */
export async function* readPart<Item>(
  bytes: AsyncIterable<Uint8Array>,
  part: string,
  visitor: PartVisitor<Item>,
  textCharactersMax: number,
): AsyncGenerator<readonly Item[]> {
  const reading = new PartReading(part, visitor, textCharactersMax);
  for await (const chunk of decodeStream(bytes)) {
    const problem = reading.write(chunk);
    const items = visitor.take();
    if (items.length > 0) yield items;
    if (problem !== undefined) throw problem;
  }
  const problem = reading.end();
  if (problem !== undefined) throw problem;
  const rest = visitor.take();
  if (rest.length > 0) yield rest;
}

class PartReading<Item> implements TokenListener {
  private readonly tokens = new PartTokens(this, tokenCharactersMax);
  private readonly part: string;
  private readonly visitor: PartVisitor<Item>;
  private readonly textCharactersMax: number;
  private depth = 0;
  private kept = '';
  private isKept = false;

  constructor(part: string, visitor: PartVisitor<Item>, textCharactersMax: number) {
    this.part = part;
    this.visitor = visitor;
    this.textCharactersMax = textCharactersMax;
  }

  /** What ended the part; undefined when nothing did. */
  write(chunk: string): Problem | undefined {
    return this.attempt(() => this.tokens.write(chunk));
  }

  end(): Problem | undefined {
    return this.attempt(() => this.tokens.end());
  }

  open(qualified: string, attributes: Readonly<Record<string, string>>): void {
    this.depth += 1;
    if (this.depth > depthMax) {
      const detail = `Elements in the part ${this.part} of the workbook are nested deeper than ${depthMax} levels; no workbook is.`;
      throw new Problem('file-too-deep', detail, { part: this.part, depthMax });
    }
    const name = localName(qualified);
    this.kept = '';
    this.isKept = this.visitor.textElements.has(name);
    this.visitor.open(name, attributes);
  }

  close(qualified: string): void {
    this.depth -= 1;
    this.visitor.close(localName(qualified), this.kept);
    this.isKept = false;
    this.kept = '';
  }

  text(piece: string): void {
    if (!this.isKept || this.kept.length > this.textCharactersMax) return;
    this.kept += piece.length > this.textCharactersMax ? piece.slice(0, this.textCharactersMax + 1).toWellFormed() : piece;
  }

  private attempt(work: () => void): Problem | undefined {
    try {
      work();
      return undefined;
    } catch (cause) {
      if (cause instanceof Problem) return cause;
      if (cause instanceof PartFault) return this.problemOf(cause);
      throw cause;
    }
  }

  private problemOf(fault: PartFault): Problem {
    const codes = { malformed: 'file-malformed', doctype: 'file-entities-refused', 'too-long': 'file-too-large' } as const;
    const detail = `The part ${this.part} of the workbook was not read further: ${fault.message}. Save the workbook again.`;
    return new Problem(codes[fault.kind], detail, { part: this.part }, fault);
  }
}

export function localName(qualified: string): string {
  const colon = qualified.indexOf(':');
  return colon < 0 ? qualified : qualified.slice(colon + 1);
}
