/**
 * The names of an index as rows of numbers: every run of letters and digits that stands in a name has one number, so that what a
 * device answers is looked up and not compared. Only for bounds (`upper-bound.ts`); what is told comes from the names themselves.
 */
import { nameKey, type AdvisoryIndex } from './advisory-index.ts';
import type { CalledName } from './advisory-names.ts';
import type { DevicePiece } from './device-names.ts';
import { inRange } from './features.ts';
import { factsOf, longestMisspelt } from './name-facts.ts';
import type { Segment } from './text.ts';

/** One way of calling. Places are bits, the first segment the lowest. */
export interface NameRow {
  /** Ranges put in. */
  readonly called: CalledName;
  /** The number of each segment's text. */
  readonly pieces: Int32Array;
  /** Every run of up to four segments: its number, its places, and so on. */
  readonly runs: Int32Array;
  /** Runs without digits that may be misspelt: up to three segments, and whole written words. */
  readonly letterRuns: Int32Array;
  /** Initials of three to six segments that follow each other. */
  readonly initials: Int32Array;
  readonly digits: number;
  /** Parts of what reads as an order number. */
  readonly catalogue: number;
  /** Digits that need not be written, since other words tell the name. */
  readonly besideName: number;
}

/** A bit each, and the sign left out. */
export const mostBits = 30;

const memory = new WeakMap<AdvisoryIndex, NameRows>();

export function nameRowsOf(index: AdvisoryIndex): NameRows {
  const rows = memory.get(index) ?? new NameRows(index);
  memory.set(index, rows);
  return rows;
}

/** The rows of an index. Names that hold a range are read as the device's own number makes them, so that rows may be added. */
export class NameRows {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #byKey = new Map<string, NameRow | null>();
  readonly #namings: readonly { readonly names: readonly CalledName[]; readonly own: ReadonlySet<string>; readonly hasRange: boolean }[];
  readonly #own: Int32Array[] = [];
  /** Per naming, once it was asked for; where a name holds a range, null in its place. */
  readonly #rows: (readonly (NameRow | null)[])[] = [];

  constructor({ namings }: AdvisoryIndex) {
    this.#namings = namings.map(({ reading: { names, own } }) => ({ names, own, hasRange: names.some(({ ranges }) => ranges.length > 0) }));
  }

  /** How many runs have a number; they are counted from 0. */
  get runCount(): number {
    return this.#texts.length;
  }

  textOf(number: number): string {
    return this.#texts[number] ?? '';
  }

  numberOf(text: string): number | undefined {
    return this.#numbers.get(text);
  }

  /** The numbers of what a naming writes itself, in its names and beside them. */
  ownOf(at: number): Int32Array {
    const known = this.#own[at];
    if (known !== undefined) return known;
    const numbers = Int32Array.from(this.#namings[at]?.own ?? [], (text) => this.#number(text));
    this.#own[at] = numbers;
    return numbers;
  }

  /** The names of a naming as a device is compared with them; null where one has too many pieces. */
  rowsFor(at: number, device: readonly DevicePiece[]): readonly NameRow[] | null {
    const { names = [], hasRange = false } = this.#namings[at] ?? {};
    const rows = this.#rows[at] ?? names.map((name) => (name.ranges.length > 0 ? null : this.#rowOf(name)));
    this.#rows[at] = rows;
    const read = hasRange ? rows.map((row, place) => row ?? this.#rangedRow(names[place], device)) : rows;
    return read.every((row) => row !== null) ? read : null;
  }

  #rangedRow(name: CalledName | undefined, device: readonly DevicePiece[]): NameRow | null {
    return name === undefined ? null : this.#rowOf(inRange(name, device));
  }

  #rowOf(name: CalledName): NameRow | null {
    const key = nameKey(name);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const row = name.segments.length > mostBits ? null : readRow(name, (text) => this.#number(text));
    this.#byKey.set(key, row);
    return row;
  }

  #number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#texts.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}

function readRow(called: CalledName, numberOf: (text: string) => number): NameRow {
  const { segments } = called;
  const { runTexts, letterRuns, words, isCatalogue, isBesideName } = factsOf(segments);
  const long = words.flatMap(({ from, to, text }) => (text !== null && to - from > longestMisspelt ? [{ from, to, text }] : []));
  const bitsWhere = (holds: (at: number) => boolean): number => segments.reduce((bits, _, at) => (holds(at) ? bits | (1 << at) : bits), 0);
  return {
    called,
    pieces: Int32Array.from(segments, ({ text }) => numberOf(text)),
    runs: Int32Array.from(
      runTexts.flatMap((texts, from) => texts.flatMap((text, more) => [numberOf(text), placesOf(from, from + more + 1)])),
    ),
    letterRuns: Int32Array.from(
      [...[...letterRuns.values()].flat(), ...long].flatMap(({ from, to, text }) => [numberOf(text), placesOf(from, to)]),
    ),
    initials: Int32Array.from(initialRuns(segments).flatMap(({ text, places }) => [numberOf(`~${text}`), places])),
    digits: bitsWhere((at) => segments[at]?.isDigits === true),
    catalogue: bitsWhere((at) => isCatalogue[at] === true),
    besideName: bitsWhere((at) => segments[at]?.isDigits === true && isBesideName[at] === true),
  };
}

/** The bits `from` up to `to`. */
export function placesOf(from: number, to: number): number {
  return ((1 << (to - from)) - 1) << from;
}

/** First letters of three to six words in a row, as an abbreviation may stand for them. */
export function initialRuns(segments: readonly Segment[]): { readonly text: string; readonly places: number }[] {
  const found: { text: string; places: number }[] = [];
  for (let from = 0; from < segments.length; from++) {
    let text = '';
    for (let to = from + 1; to <= Math.min(segments.length, from + 6); to++) {
      const segment = segments[to - 1];
      if (segment === undefined || segment.isDigits || segment.text.length < 2) break;
      text += segment.text[0] ?? '';
      if (to - from >= 3) found.push({ text, places: placesOf(from, to) });
    }
  }
  return found;
}
