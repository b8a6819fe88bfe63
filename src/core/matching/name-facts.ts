/**
 * What is the same in every comparison of a name, whatever stands on the other side: its runs of letters, its words, what each
 * piece is. Worked out once and kept as long as the segments are, since thousands of devices meet the same names.
 */
import type { DevicePiece } from './device-names.ts';
import { longestRun, textOfRun, wordRuns, type Run, type Segment } from './text.ts';
import { isTellingPiece, weightOf, type Rarity } from './weighing.ts';
import { commonWords, editionWords } from './word-pack.ts';

/** Letters that may be misspelt, shortened or joined. */
export interface LetterRun extends Run {
  readonly text: string;
}

export interface NameFacts {
  /** By first segment and length less one: the letters of every run. */
  readonly runTexts: readonly (readonly string[])[];
  /** Runs of up to three segments without digits, by their first letter; from left to right, the shorter first. */
  readonly letterRuns: ReadonlyMap<string, readonly LetterRun[]>;
  /** Written words; null as text where one holds digits. */
  readonly words: readonly (Run & { readonly text: string | null })[];
  /** First letters; a blank for a lone letter. */
  readonly initials: readonly string[];
  readonly hasNumbers: boolean;
  /** Part of a code of letters and digits that reads as an order number beside a name ("Anthem PM3212", "Evera DDMB1D4"). */
  readonly isCatalogue: readonly boolean[];
  /** An order number in a name that other words tell: "Spectrum 35700BAX". */
  readonly isBesideName: readonly boolean[];
  /** A word for what the thing does: PACS, ECG. */
  readonly isFunction: readonly boolean[];
  /** A short code or an edition that tells two products apart: "XL" and "XT". */
  readonly isCode: readonly boolean[];
}

/** Pieces that may be misspelt together. */
export const longestMisspelt = 3;
const memory = new WeakMap<readonly Segment[], NameFacts>();

export function factsOf(segments: readonly (Segment | DevicePiece)[]): NameFacts {
  const known = memory.get(segments);
  if (known !== undefined) return known;
  const facts = readFacts(segments);
  memory.set(segments, facts);
  return facts;
}

function readFacts(segments: readonly (Segment | DevicePiece)[]): NameFacts {
  const catalogue = segments.map((segment) => isCatalogueNumber(segments, segment));
  return {
    runTexts: segments.map((_, from) =>
      Array.from({ length: Math.min(longestRun, segments.length - from) }, (_each, more) => textOfRun(segments, from, from + more + 1)),
    ),
    letterRuns: letterRunsOf(segments),
    words: wordRuns(segments).map(({ from, to }) => ({
      from,
      to,
      text: areLetters(segments, from, to) ? textOfRun(segments, from, to) : null,
    })),
    initials: segments.map(({ text }) => (text.length > 1 ? (text[0] ?? ' ') : ' ')),
    hasNumbers: segments.some(({ isDigits }) => isDigits),
    isCatalogue: catalogue,
    isBesideName: segments.map((segment, at) => catalogue[at] === true && tellsWithout(segments, segment)),
    isFunction: segments.map((segment) => [segment.text, ...('also' in segment ? segment.also : [])].some((form) => commonWords.has(form))),
    isCode: segments.map(({ text, isDigits, isUpper }) => !isDigits && ((isUpper && text.length <= 3) || editionWords.has(text))),
  };
}

function letterRunsOf(segments: readonly Segment[]): ReadonlyMap<string, readonly LetterRun[]> {
  const runs = new Map<string, LetterRun[]>();
  for (let from = 0; from < segments.length; from++) {
    for (let to = from + 1; to <= Math.min(segments.length, from + longestMisspelt); to++) {
      if (segments[to - 1]?.isDigits === true) break;
      const run = { from, to, text: textOfRun(segments, from, to) };
      const known = runs.get(run.text[0] ?? '');
      if (known === undefined) runs.set(run.text[0] ?? '', [run]);
      else known.push(run);
    }
  }
  return runs;
}

export function areLetters(segments: readonly Segment[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (segments[at]?.isDigits === true) return false;
  return true;
}

function isCatalogueNumber(segments: readonly Segment[], segment: Segment): boolean {
  const word = segments.filter((other) => other.word === segment.word);
  const letters = word.filter((other) => !other.isDigits).reduce((sum, other) => sum + other.text.length, 0);
  const digits = word.filter((other) => other.isDigits).reduce((sum, other) => sum + other.text.length, 0);
  return letters >= 2 && (digits >= 4 || (digits >= 1 && word.length >= 3 && letters + digits >= 6));
}

function tellsWithout(segments: readonly Segment[], segment: Segment): boolean {
  return segments.some((other) => other.word !== segment.word && isTellingPiece(other) && !other.isDigits);
}

const weightMemory = new WeakMap<Rarity, WeakMap<readonly Segment[], Float64Array>>();

/** What each piece weighs (`weighing.ts`). */
export function weightsOf(segments: readonly (Segment | DevicePiece)[], rarity: Rarity): Float64Array {
  const ofRarity = weightMemory.get(rarity) ?? new WeakMap<readonly Segment[], Float64Array>();
  weightMemory.set(rarity, ofRarity);
  const known = ofRarity.get(segments);
  if (known !== undefined) return known;
  const weights = Float64Array.from(segments, (segment) => weightOf(segment, rarity, 'also' in segment ? segment.also : []));
  ofRarity.set(segments, weights);
  return weights;
}
