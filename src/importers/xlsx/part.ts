/**
 * One XML part of a workbook as calls to a visitor, giving out what it gathered after each chunk, so that a sheet of any
 * length streams. Beside `../xml-stream.ts`, which gives import events, this gives rows and strings. No part of a
 * workbook may have a DOCTYPE, so none is read: no entities. Followed: XML 1.0, ECMA-376 part 2 (no DTD in a part).
 */
import { SaxesParser } from 'saxes';
import { Problem } from '#core/kernel/problem.ts';
import { decodeStream } from '../text-decoding.ts';

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
const tokenCharactersMax = 16 * 1024 ** 2;

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
    const problem = reading.attempt(() => reading.write(chunk));
    const items = visitor.take();
    if (items.length > 0) yield items;
    if (problem !== undefined) throw problem;
  }
  const problem = reading.attempt(() => reading.end());
  if (problem !== undefined) throw problem;
  const rest = visitor.take();
  if (rest.length > 0) yield rest;
}

class PartReading<Item> {
  private readonly parser = new SaxesParser({ xmlns: false, position: false });
  private readonly part: string;
  private readonly visitor: PartVisitor<Item>;
  private readonly textCharactersMax: number;
  private depth = 0;
  private tokenCharacters = 0;
  private text = '';
  private isKept = false;

  constructor(part: string, visitor: PartVisitor<Item>, textCharactersMax: number) {
    this.part = part;
    this.visitor = visitor;
    this.textCharactersMax = textCharactersMax;
    this.parser.on('error', (error) => {
      const detail = `The part ${part} of the workbook is not well-formed XML: ${error.message}. Save the workbook again.`;
      throw new Problem('file-malformed', detail, { part }, error);
    });
    this.parser.on('doctype', () => {
      throw new Problem(
        'file-entities-refused',
        `The part ${part} of the workbook has a DOCTYPE, which no part may have; it was not read.`,
        { part },
      );
    });
    this.parser.on('opentag', (tag) => this.open(tag.name, tag.attributes));
    this.parser.on('closetag', (tag) => this.close(tag.name));
    const keep = (piece: string): void => this.keep(piece);
    this.parser.on('text', keep);
    this.parser.on('cdata', keep);
  }

  attempt(work: () => void): Problem | undefined {
    try {
      work();
      return undefined;
    } catch (cause) {
      if (cause instanceof Problem) return cause;
      throw cause;
    }
  }

  write(chunk: string): void {
    this.tokenCharacters += chunk.length;
    this.parser.write(chunk);
    if (this.tokenCharacters <= tokenCharactersMax) return;
    const detail = `One value in the part ${this.part} of the workbook is longer than ${tokenCharactersMax} characters; it was not read further.`;
    throw new Problem('file-too-large', detail, { part: this.part, charactersMax: tokenCharactersMax });
  }

  end(): void {
    this.parser.close();
  }

  private open(qualified: string, attributes: Record<string, string>): void {
    this.tokenCharacters = 0;
    this.depth += 1;
    if (this.depth > depthMax) {
      const detail = `Elements in the part ${this.part} of the workbook are nested deeper than ${depthMax} levels; no workbook is.`;
      throw new Problem('file-too-deep', detail, { part: this.part, depthMax });
    }
    const name = localName(qualified);
    this.text = '';
    this.isKept = this.visitor.textElements.has(name);
    this.visitor.open(name, attributes);
  }

  private close(qualified: string): void {
    this.tokenCharacters = 0;
    this.depth -= 1;
    this.visitor.close(localName(qualified), this.isKept ? this.text : '');
    this.isKept = false;
    this.text = '';
  }

  private keep(piece: string): void {
    this.tokenCharacters = 0;
    if (!this.isKept || this.text.length > this.textCharactersMax) return;
    this.text += piece.length > this.textCharactersMax ? piece.slice(0, this.textCharactersMax + 1).toWellFormed() : piece;
  }
}

export function localName(qualified: string): string {
  const colon = qualified.indexOf(':');
  return colon < 0 ? qualified : qualified.slice(colon + 1);
}
