/**
 * The names of an index as rows of numbers: every run of letters and digits that stands in a name has one number, so that what a
 * device answers is looked up and not compared. Only for bounds (`upper-bound.ts`); what is told comes from the names themselves.
 */
import { nameKey, type AdvisoryIndex } from './advisory-index.ts';
import type { CalledName } from './advisory-names.ts';
import type { DevicePiece } from './device-names.ts';
import { inRange, numbersInRanges } from './features.ts';
import { factsOf, longestMisspelt } from './name-facts.ts';
import { longestRun, type Segment } from './text.ts';

/** One way of calling. Places are bits, the first segment the lowest. */
export interface NameRow {
  /** Its own place among the rows of the index. */
  readonly place: number;
  /** Ranges put in. */
  readonly called: CalledName;
  /** The number of each segment's text. */
  readonly pieces: Int32Array;
  /** The number of every run, by first segment times `longestRun` and length less one; -1 where the name ends before. */
  readonly runs: Int32Array;
  /** The same: places that a text beside a device's name answers where it holds the run. */
  readonly besides: Int32Array;
  /** Runs without digits that may be misspelt: up to three segments, and whole written words. A number, its places, and so on. */
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

/** The names of a naming as rows; null in place of a name that has too many pieces. */
interface RowsOfNaming {
  readonly names: readonly CalledName[];
  readonly rows: readonly (NameRow | null)[];
  /** No name is too long. */
  readonly areWhole: boolean;
  readonly hasRange: boolean;
  /** The numbers of what the naming writes itself, in its names and beside them. */
  readonly own: Int32Array;
}

/** The rows of an index. Names that hold a range are read as the device's own number makes them, so that rows may be added. */
export class NameRows {
  readonly #texts: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #byKey = new Map<string, NameRow | null>();
  readonly #ranged = new Map<string, NameRow | null>();
  #rowCount = 0;
  readonly #namings: readonly RowsOfNaming[];
  readonly #titles: readonly Int32Array[];
  readonly #titleOfGroup: Int32Array;

  constructor({ namings, groups }: AdvisoryIndex) {
    const numbersOf = (texts: ReadonlySet<string>): Int32Array => Int32Array.from(texts, (text) => this.#number(text));
    this.#namings = namings.map(({ reading: { names, own } }) => {
      const rows = names.map((name) => this.#rowOf(name));
      const hasRange = names.some(({ ranges }) => ranges.length > 0);
      return { names, rows, areWhole: rows.every((row) => row !== null), hasRange, own: numbersOf(own) };
    });
    const places = new Map<ReadonlySet<string>, number>();
    this.#titleOfGroup = Int32Array.from(groups, ({ reading: { titleRuns } }) => {
      const place = places.get(titleRuns) ?? places.size;
      places.set(titleRuns, place);
      return place;
    });
    this.#titles = Array.from(places.keys(), numbersOf);
  }

  /** How many runs have a number; they are counted from 0. */
  get runCount(): number {
    return this.#texts.length;
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  get titleCount(): number {
    return this.#titles.length;
  }

  textOf(number: number): string {
    return this.#texts[number] ?? '';
  }

  numberOf(text: string): number | undefined {
    return this.#numbers.get(text);
  }

  /** Which title a group stands under. @param group its position */
  titleOf(group: number): number {
    return this.#titleOfGroup[group] ?? -1;
  }

  /** The numbers of the runs of a title. */
  runsOfTitle(title: number): Int32Array {
    return this.#titles[title] ?? none;
  }

  /** The numbers of what a naming writes itself, in its names and beside them. */
  ownOf(at: number): Int32Array {
    return this.#namings[at]?.own ?? none;
  }

  /** The names of a naming as a device is compared with them; null where one has too many pieces. */
  rowsFor(at: number, device: readonly DevicePiece[]): readonly NameRow[] | null {
    const naming = this.#namings[at];
    if (naming === undefined) return null;
    if (!naming.hasRange) return naming.areWhole ? (naming.rows as readonly NameRow[]) : null;
    const read = naming.rows.map((row, place) => this.#rangedRow(naming.names[place], device) ?? row);
    return read.every((row) => row !== null) ? read : null;
  }

  /** Null where no range of the name holds a number of the device. */
  #rangedRow(name: CalledName | undefined, device: readonly DevicePiece[]): NameRow | null {
    if (name === undefined || name.ranges.length === 0) return null;
    const own = numbersInRanges(name, device);
    if (own.every((text) => text === null)) return null;
    const key = `${nameKey(name)}\u001e${own.join(' ')}`;
    const known = this.#ranged.get(key);
    if (known !== undefined) return known;
    const row = this.#rowOf(inRange(name, device));
    this.#ranged.set(key, row);
    return row;
  }

  #rowOf(name: CalledName): NameRow | null {
    const key = nameKey(name);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const row = name.segments.length > mostBits ? null : readRow(name, this.#rowCount++, (text) => this.#number(text));
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

const none = new Int32Array(0);

function readRow(called: CalledName, place: number, numberOf: (text: string) => number): NameRow {
  const { segments } = called;
  const { runTexts, letterRuns, words, isCatalogue, isBesideName } = factsOf(segments);
  const long = words.flatMap(({ from, to, text }) => (text !== null && to - from > longestMisspelt ? [{ from, to, text }] : []));
  const bitsWhere = (holds: (at: number) => boolean): number => segments.reduce((bits, _, at) => (holds(at) ? bits | (1 << at) : bits), 0);
  const runs = new Int32Array(segments.length * longestRun).fill(-1);
  runTexts.forEach((texts, from) => texts.forEach((text, more) => (runs[from * longestRun + more] = numberOf(text))));
  return {
    place,
    called,
    pieces: Int32Array.from(segments, ({ text }) => numberOf(text)),
    runs,
    besides: besidesOf(runs),
    letterRuns: Int32Array.from(
      [...[...letterRuns.values()].flat(), ...long].flatMap(({ from, to, text }) => [numberOf(text), placesOf(from, to)]),
    ),
    initials: Int32Array.from(initialRuns(segments).flatMap(({ text, places }) => [numberOf(`~${text}`), places])),
    digits: bitsWhere((at) => segments[at]?.isDigits === true),
    catalogue: bitsWhere((at) => isCatalogue[at] === true),
    besideName: bitsWhere((at) => segments[at]?.isDigits === true && isBesideName[at] === true),
  };
}

/** As `features.ts` finds pieces among other texts: letters that stand as one piece first are answered as one piece alone. */
function besidesOf(runs: Int32Array): Int32Array {
  const isAlone = new Map<number, boolean>();
  return runs.map((number, at) => {
    const [from, length] = [Math.floor(at / longestRun), (at % longestRun) + 1];
    if (number >= 0 && !isAlone.has(number)) isAlone.set(number, length === 1);
    return number < 0 || (isAlone.get(number) === true && length > 1) ? 0 : placesOf(from, from + length);
  });
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
