/**
 * A PDF as a stack of A4 sheets on which texts of a report are set: real text in embedded fonts, tagged for screen readers,
 * broken into lines here so that the height of a block is known before it is drawn. Not here: what stands where (`report-pdf.ts`).
 */
// oxlint-disable-next-line import/no-named-as-default -- the types know the default export only
import PDFDocument from 'pdfkit';
import { nextMark } from '#core/reports/edition-line.ts';
import type { RichText } from '#core/reports/report-document.ts';
import type { Shape } from '#core/reports/draw-chart.ts';
import { fills, strokes } from '#core/reports/draw-chart.ts';
import { fonts, subsetOf, type Subset } from './pdf-fonts.ts';

export const pageWidth = 595.28;
export const pageHeight = 841.89;
export const marginX = 38;
export const marginTop = 36;
/** Above the foot of the sheet. */
export const bottom = pageHeight - 44;
export const contentWidth = pageWidth - 2 * marginX;

export interface TextLook {
  readonly size: number;
  readonly isBold?: boolean;
  /** 0 black to 1 white. */
  readonly grey?: number;
  readonly align?: 'left' | 'right';
  /** A mark the row of a table has already. */
  readonly shown?: number | undefined;
  readonly lineHeight?: number;
}

interface Piece {
  readonly text: string;
  readonly font: string;
  readonly size: number;
  readonly rise: number;
  readonly width: number;
  /** Row of the register. */
  readonly mark: number | null;
  readonly isTabular: boolean;
}
type Line = { readonly pieces: readonly Piece[]; readonly width: number };

export interface SetText {
  readonly lines: readonly Line[];
  readonly height: number;
  readonly look: TextLook;
  readonly width: number;
}

/**
 * How words are set. Plain: without the replacements that look at the letters around, which cost more than all the rest and are
 * of no use here. Tabular: figures of one width and unkerned, for columns, and so that no comma hides beneath a seven.
 */
const plain = { features: { calt: false, ccmp: false } } as unknown as PDFKit.Mixins.TextOptions;
const tabular = { features: { calt: false, ccmp: false, kern: false, tnum: true } } as unknown as PDFKit.Mixins.TextOptions;

type Struct = PDFKit.PDFStructureElement;

export class PdfSheet {
  readonly doc: PDFKit.PDFDocument;
  y = marginTop;
  #section: Struct;
  /** Of a word at the size of one, by font. */
  readonly #widths = new Map<string, number>();
  readonly #finished: Promise<Uint8Array>;

  constructor(info: { readonly title: string; readonly author: string; readonly language: string; readonly madeAt: Date }) {
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      tagged: true,
      displayTitle: true,
      lang: info.language,
      pdfVersion: '1.7',
      // Else the library reads a font of its own that nothing here is set in.
      font: '',
      // Nothing of the moment of writing: the same report is the same file.
      info: {
        Title: info.title,
        Author: info.author,
        Creator: 'Cybermetrics',
        Producer: 'pdfkit',
        CreationDate: info.madeAt,
        ModDate: info.madeAt,
      },
    });
    for (const [name, font] of fonts()) {
      this.doc.registerFont(name, font);
      keepLayouts(this.doc.font(name));
    }
    const chunks: Uint8Array[] = [];
    this.#finished = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      this.doc.on('end', () => resolve(Buffer.concat(chunks)));
      this.doc.on('error', reject);
    });
    this.#section = this.doc.struct('Document');
    this.doc.addStructure(this.#section);
  }

  /** On every sheet, when their number is known. */
  async finish(foot: string, numbering: (page: number, pages: number) => string): Promise<Uint8Array> {
    const { count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(page);
      this.doc.markContent('Artifact', { type: 'Pagination' });
      const look = { size: 6.6, grey: 0.35 };
      this.#draw(this.set([foot], contentWidth * 0.88, look), marginX, pageHeight - 34);
      const number = this.set([numbering(page + 1, count)], contentWidth * 0.12, { ...look, align: 'right' });
      this.#draw(number, marginX + contentWidth * 0.88, pageHeight - 34);
      this.doc.endMarkedContent();
    }
    this.#section.end();
    this.doc.end();
    return this.#finished;
  }

  newPage(): void {
    this.doc.addPage();
    this.y = marginTop;
  }

  /** @returns whether another sheet was begun */
  room(height: number): boolean {
    if (this.y + height <= bottom) return false;
    this.newPage();
    return true;
  }

  /** Tagged content: what is drawn within is read out as this. */
  tag(kind: string, draw: () => void, alt?: string): void {
    this.#section.add(this.doc.struct(kind, alt === undefined ? {} : { alt }, draw));
  }

  /** Everything tagged until it is closed belongs to one element, such as a table. */
  open(kind: string): { close(): void } {
    const outer = this.#section;
    const inner = this.doc.struct(kind);
    outer.add(inner);
    this.#section = inner;
    return {
      close: () => {
        inner.end();
        this.#section = outer;
      },
    };
  }

  set(text: RichText, width: number, look: TextLook): SetText {
    const lines = breakLines(this.#pieces(text, look), width);
    return { lines, height: lines.length * lineHeightOf(look), look, width };
  }

  put(text: SetText, x: number, y: number, kind = 'P'): void {
    if (text.lines.length > 0) this.tag(kind, () => this.#draw(text, x, y));
  }

  /** Sets and puts at the cursor, which moves on. */
  write(text: RichText, look: TextLook, kind = 'P', after = 0): void {
    const set = this.set(text, contentWidth, look);
    this.room(set.height);
    this.put(set, marginX, this.y, kind);
    this.y += set.height + after;
  }

  /** Lines that only part: no screen reader speaks of them. */
  rule(
    x: number,
    y: number,
    width: number,
    { weight = 0.5, level = 0.72 }: { readonly weight?: number; readonly level?: number } = {},
  ): void {
    this.artifact(() => {
      this.doc.undash().lineWidth(weight).strokeColor(grey(level));
      this.doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .stroke();
    });
  }

  frame(x: number, y: number, width: number, height: number): void {
    this.artifact(() => {
      this.doc.undash().lineWidth(0.6).strokeColor(grey(0.75));
      this.doc.roundedRect(x, y, width, height, 4).stroke();
    });
  }

  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  /** What a line or area looks like is set before its path: nothing else may stand between a path and its painting. */
  draw(shapes: readonly Shape[], x: number, y: number): void {
    const { doc } = this;
    doc.save().translate(x, y).lineJoin('round');
    for (const shape of shapes) {
      if (shape.kind === 'fill') {
        const isHollow = shape.look === 'hollow';
        doc.undash().fillColor(grey(fills[shape.look]));
        if (shape.isEdged) doc.lineWidth(isHollow ? 0.9 : 0.5).strokeColor(grey(isHollow ? 0.1 : 1));
        doc.path(shape.path);
        if (shape.isEdged) doc.fillAndStroke();
        else doc.fill();
        continue;
      }
      const { width, dash, grey: level } = strokes[shape.look];
      doc.lineWidth(width).strokeColor(grey(level));
      if (dash === null) doc.undash();
      // The library takes a whole pattern; its types know one length only.
      else doc.dash([...dash] as unknown as number, {});
      doc.path(shape.path).stroke();
    }
    doc.undash().restore();
  }

  /** The shape of a verdict, drawn: no font need have it. */
  sign(path: string, isRing: boolean, x: number, y: number): void {
    this.artifact(() => {
      this.doc.save().translate(x, y).undash().lineWidth(1).strokeColor(grey(0.08)).fillColor(grey(0.08)).path(path);
      if (isRing) this.doc.stroke();
      else this.doc.fill();
      this.doc.restore();
    });
  }

  #pieces(text: RichText, look: TextLook): readonly Piece[] {
    return text.flatMap((run, place) => {
      if (typeof run === 'string') return this.#words(run, look);
      if ('label' in run) return this.#words(run.label, look);
      const words = this.#words(run.figure, look);
      if (run.mark === look.shown || nextMark(text, place) === run.mark) return words;
      const size = Math.min(6.4, Math.max(4.2, look.size * 0.56));
      return [...words, ...this.#words(String(run.mark), { size, grey: 0.35 }, { rise: look.size * 0.34, mark: run.mark })];
    });
  }

  #words(
    text: string,
    { size, isBold, align }: TextLook,
    { rise, mark }: { rise: number; mark: number | null } = { rise: 0, mark: null },
  ): Piece[] {
    const weight = isBold === true ? 600 : 400;
    return byFont(text).flatMap(({ subset, part }) => {
      const font = `${subset}-${weight}`;
      const words = part.split(/( +)/).filter((word) => word !== '');
      return words.map((word) => {
        const isTabular = align === 'right' || /\d[.,]\d/.test(word);
        return { text: word, font, size, rise, mark, isTabular, width: this.#widthOf(word, font, size, isTabular) };
      });
    });
  }

  #widthOf(word: string, font: string, size: number, isTabular: boolean): number {
    const key = `${font} ${isTabular} ${word}`;
    let width = this.#widths.get(key);
    if (width === undefined) {
      width =
        this.doc
          .font(font)
          .fontSize(1000)
          .widthOfString(word, isTabular ? tabular : plain) / 1000;
      this.#widths.set(key, width);
    }
    return width * size;
  }

  #draw({ lines, look, width }: SetText, x: number, y: number): void {
    const height = lineHeightOf(look);
    lines.forEach((line, place) => {
      let at = look.align === 'right' ? x + width - line.width : x;
      const base = y + place * height + look.size * 0.98;
      for (const { text, font, size, rise, mark, isTabular, width: wide } of runsOf(line.pieces)) {
        const level = mark === null ? (look.grey ?? 0.08) : 0.35;
        this.doc
          .font(font)
          .fontSize(size)
          .fillColor(grey(level))
          .text(text, at, base - rise, { lineBreak: false, baseline: 'alphabetic', ...(isTabular ? tabular : plain) });
        if (mark !== null) this.doc.goTo(at, base - rise - size, wide, size, `r${mark}`);
        at += wide;
      }
    });
  }
}

export function lineHeightOf({ size, lineHeight }: TextLook): number {
  return size * (lineHeight ?? 1.32);
}

/** @param level 0 black to 1 white */
export function grey(level: number): [number, number, number] {
  const part = Math.round(level * 255);
  return [part, part, part];
}

/** Words of one look that follow each other are drawn as one: what is selected is then a line and not a heap of words. */
function runsOf(pieces: readonly Piece[]): readonly Piece[] {
  const runs: Piece[] = [];
  for (const piece of pieces) {
    const open = runs.at(-1);
    const isOne = open?.font === piece.font && open.size === piece.size && open.isTabular === piece.isTabular;
    if (open !== undefined && isOne && open.mark === null && piece.mark === null)
      runs[runs.length - 1] = { ...open, text: open.text + piece.text, width: open.width + piece.width };
    else runs.push(piece);
  }
  return runs;
}

interface OpenFont {
  layoutRun?: (text: string, features: object) => object;
}

/**
 * The library keeps how a word is set only where no features are asked for, and asks three times for each text it writes. What
 * it has no such function for any more is merely slower.
 */
function keepLayouts(doc: PDFKit.PDFDocument): void {
  const font = (doc as unknown as { readonly _font?: OpenFont })._font;
  const layoutRun = font?.layoutRun?.bind(font);
  if (font === undefined || layoutRun === undefined) return;
  const kept = new Map<object, Map<string, object>>();
  font.layoutRun = (text, features) => {
    const own = kept.get(features) ?? new Map<string, object>();
    kept.set(features, own);
    const run = own.get(text) ?? layoutRun(text, features);
    own.set(text, run);
    return run;
  };
}

/** At spaces; a word wider than the place is cut, so that nothing runs off the sheet. */
function breakLines(pieces: readonly Piece[], width: number): readonly Line[] {
  const lines: { pieces: Piece[]; width: number }[] = [];
  let open: { pieces: Piece[]; width: number } = { pieces: [], width: 0 };
  const next = () => {
    lines.push(open);
    open = { pieces: [], width: 0 };
  };
  for (const word of wordsOf(pieces)) {
    const wide = word.reduce((sum, piece) => sum + piece.width, 0);
    const isSpace = word.every(({ text }) => text.startsWith(' '));
    if (isSpace && open.pieces.length === 0) continue;
    if (open.width + wide > width && open.pieces.length > 0) {
      next();
      if (isSpace) continue;
    }
    for (const piece of wide > width ? word.flatMap((one) => cut(one, width)) : word) {
      // A mark stays with its figure.
      if (piece.mark === null && open.width + piece.width > width + 0.01 && open.pieces.length > 0) next();
      open.pieces.push(piece);
      open.width += piece.width;
    }
  }
  if (open.pieces.length > 0) next();
  return lines;
}

/** Words and the spaces between them; a word may be of several pieces, as a figure with its mark is. */
function wordsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const words: Piece[][] = [];
  let open: Piece[] = [];
  for (const piece of pieces) {
    if (piece.text.startsWith(' ')) {
      if (open.length > 0) words.push(open);
      words.push([piece]);
      open = [];
    } else open.push(piece);
  }
  if (open.length > 0) words.push(open);
  return words;
}

/** Where its words hold together, before one of them; a word that is wider still, after as many letters as there is room for. */
function cut(piece: Piece, width: number): readonly Piece[] {
  const partOf = (text: string): Piece => ({ ...piece, text, width: (piece.width * text.length) / piece.text.length });
  const words = piece.text.split(/(?<=\u00a0)/);
  if (words.length > 1) return words.flatMap((word) => cut(partOf(word), width));
  const letters = Math.max(1, Math.floor((piece.text.length * width) / piece.width));
  const count = Math.ceil(piece.text.length / letters);
  return Array.from({ length: count }, (_, place) => partOf(piece.text.slice(place * letters, (place + 1) * letters)));
}

/** What no font has is shown as a question mark, never left out. */
function byFont(text: string): readonly { readonly subset: Subset; readonly part: string }[] {
  const parts: { subset: Subset; part: string }[] = [];
  for (const letter of text) {
    const subset = subsetOf(letter);
    const shown = subset === null ? '?' : letter;
    const open = parts.at(-1);
    if (open !== undefined && open.subset === (subset ?? 'latin')) open.part += shown;
    else parts.push({ subset: subset ?? 'latin', part: shown });
  }
  return parts;
}
