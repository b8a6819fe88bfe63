/**
 * Two names laid beside each other: which piece of the one answers to which of the other, and how well. Pieces may be joined
 * or split ("Page Writer" = "PageWriter"), misspelt by a letter or two, shortened ("Defib"), abbreviated to initials ("CCP"),
 * or in Dutch. Digits are never guessed. Source: domain/medical-advisories.md 4.3.
 */
import type { DevicePiece } from './device-names.ts';
import { commonWords } from './word-pack.ts';
import { areLetters, factsOf, type LetterRun } from './name-facts.ts';
import { bitCountOf, editDistance, letterMaskOf, longestRun, type Run, type Segment, textOfRun } from './text.ts';

/** How a piece was answered; the quality is in `fits`. */
export type Fit = 'same' | 'form' | 'spelling' | 'shortened' | 'initials';

export interface Answer {
  readonly fit: Fit;
  /** 0 to 1. */
  readonly quality: number;
  /** As the other side writes it. */
  readonly by: string;
}

export interface Laying {
  /** One per piece of the advisory's name; null where nothing answers. */
  readonly asked: readonly (Answer | null)[];
  /** One per piece of the device's name. */
  readonly offered: readonly (Answer | null)[];
}

const quality: Readonly<Record<Fit, number>> = { same: 1, form: 0.95, spelling: 0.85, shortened: 0.75, initials: 0.85 };

interface Work {
  readonly asked: (Answer | null)[];
  readonly offered: (Answer | null)[];
}

/** What is known of a pair before it is laid: found by numbers instead of letters, for whoever lays thousands (`upper-bound.ts`). */
export interface Foreknown {
  /** The places of the device where the letters of a run of the name stand; as `places` says it. */
  placesOf(from: number, length: number): readonly Run[] | undefined;
  /** Whether another form, initials or a misspelt word could answer anything; where not, it is not looked for. */
  readonly hasForms: boolean;
  readonly hasInitials: boolean;
  readonly hasMisspelt: boolean;
}

/** Lays `asked` (the advisory's) against `offered` (the device's), whose runs are `places`. */
export function layBeside(
  asked: readonly Segment[],
  offered: readonly DevicePiece[],
  places: ReadonlyMap<string, readonly Run[]>,
  known: Foreknown | null = null,
): Laying {
  const work: Work = { asked: asked.map(nothing), offered: offered.map(nothing) };
  const { runTexts } = factsOf(asked);
  const byLetters = (from: number, length: number): readonly Run[] | undefined => places.get(runTexts[from]?.[length - 1] ?? '');
  layRuns(asked, offered, known === null ? byLetters : (from, length) => known.placesOf(from, length), work);
  if (known === null || known.hasForms) layForms(asked, offered, work);
  if (known === null || known.hasInitials) layInitials(asked, offered, work);
  if (known === null || known.hasMisspelt) laySpellings(asked, offered, work);
  return work;
}

const nothing = (): null => null;

function layRuns(
  asked: readonly Segment[],
  offered: readonly DevicePiece[],
  placesOf: (from: number, length: number) => readonly Run[] | undefined,
  work: Work,
): void {
  const { runTexts } = factsOf(asked);
  const offeredTexts = factsOf(offered).runTexts;
  for (let length = Math.min(longestRun, asked.length); length >= 1; length--) {
    for (let from = 0; from + length <= asked.length; from++) {
      const found = placesOf(from, length);
      if (found === undefined || !isFree(work.asked, from, from + length)) continue;
      for (const place of found) {
        if (!isFree(work.offered, place.from, place.to) || !fitsPlace(asked, from, from + length, offered, place)) continue;
        const letters = runTexts[from]?.[length - 1] ?? '';
        mark(work, { from, to: from + length }, place, 'same', letters, offeredTexts[place.from]?.[place.to - place.from - 1] ?? letters);
        break;
      }
    }
  }
}

/** A lone digit or letter taken from within a type code answers only to a like place: the 1 of "MR1" is not the 1 of "T1". */
function fitsPlace(asked: readonly Segment[], from: number, to: number, offered: readonly DevicePiece[], place: Run): boolean {
  const first = asked[from];
  const other = offered[place.from];
  if (first === undefined || other === undefined || !first.isDigits || !other.isDigits || to - from > 1) return true;
  if (first.text.length >= 4) return true;
  const before = codeBefore(asked, from);
  const beside = codeBefore(offered, place.from);
  return (
    before === beside ||
    (before === null && asked[from - 1]?.text === beside) ||
    (beside === null && offered[place.from - 1]?.text === before)
  );
}

/** The short letters that a number belongs to: "VS" of "VS4" and of "VS 4"; null where it stands by itself or behind a word ("CT520"). */
function codeBefore(segments: readonly Segment[], at: number): string | null {
  const before = segments[at - 1];
  const isNear = before !== undefined && (before.word === segments[at]?.word || before.isUpper);
  return !isNear || before.isDigits || before.text.length > 3 || commonWords.has(before.text) ? null : before.text;
}

function isFree(answers: readonly (Answer | null)[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (answers[at] !== null) return false;
  return true;
}

function mark(work: Work, asked: Run, offered: Run, fit: Fit, askedText: string, offeredText: string): void {
  const [byOffered, byAsked] = [
    { fit, quality: quality[fit], by: offeredText },
    { fit, quality: quality[fit], by: askedText },
  ];
  for (let at = asked.from; at < asked.to; at++) work.asked[at] = byOffered;
  for (let at = offered.from; at < offered.to; at++) work.offered[at] = byAsked;
}

/** The English of a Dutch word, the long of a short one. One piece may answer several that way ("beheersoftware"). */
function layForms(asked: readonly Segment[], offered: readonly DevicePiece[], work: Work): void {
  offered.forEach((piece, place) => {
    for (const form of piece.also) {
      const at = asked.findIndex((segment, index) => work.asked[index] === null && isSameWord(segment.text, form));
      if (at < 0) continue;
      work.asked[at] = { fit: 'form', quality: quality.form, by: piece.text };
      work.offered[place] ??= { fit: 'form', quality: quality.form, by: form };
    }
  });
}

function isSameWord(left: string, right: string): boolean {
  if (left.length === right.length) return left === right;
  if (Math.abs(left.length - right.length) > 1) return false;
  return left.length > right.length ? left.endsWith('s') && left.startsWith(right) : right.endsWith('s') && right.startsWith(left);
}

/** "CCP" for Clinical Collaboration Platform, and the other way about; two letters tell too little. */
function layInitials(asked: readonly Segment[], offered: readonly DevicePiece[], work: Work): void {
  offered.forEach((piece, place) => {
    const run = work.offered[place] === null ? runOfInitials(piece, asked, work.asked) : null;
    if (run !== null) mark(work, run, { from: place, to: place + 1 }, 'initials', textOfRun(asked, run.from, run.to), piece.text);
  });
  asked.forEach((segment, place) => {
    const run = work.asked[place] === null ? runOfInitials(segment, offered, work.offered) : null;
    if (run !== null) mark(work, { from: place, to: place + 1 }, run, 'initials', segment.text, textOfRun(offered, run.from, run.to));
  });
}

function runOfInitials(abbreviation: Segment, segments: readonly Segment[], answers: readonly (Answer | null)[]): Run | null {
  const { text } = abbreviation;
  if (abbreviation.isDigits || !abbreviation.isUpper || text.length < 3 || text.length > 6) return null;
  const { initials } = factsOf(segments);
  for (let from = 0; from + text.length <= segments.length; from++) {
    let length = 0;
    while (length < text.length && initials[from + length] === text[length]) length++;
    if (length === text.length && isFree(answers, from, from + length)) return { from, to: from + length };
  }
  return null;
}

/** Plurals, letters wrong, words broken off. Only between free pieces, letters only. */
function laySpellings(asked: readonly Segment[], offered: readonly DevicePiece[], work: Work): void {
  layWholeWords(asked, offered, work);
  const { runTexts } = factsOf(asked);
  const { letterRuns } = factsOf(offered);
  for (let from = 0; from < asked.length; from++) {
    if (work.asked[from] !== null) continue;
    // Two words that are alike begin with the same letter.
    const near = letterRuns.get(runTexts[from]?.[0]?.[0] ?? '');
    if (near === undefined) continue;
    for (let length = Math.min(3, asked.length - from); length >= 1; length--) {
      if (!isFree(work.asked, from, from + length) || !areLetters(asked, from, from + length)) continue;
      const text = runTexts[from]?.[length - 1] ?? '';
      const found = nearestRun(text, near, work.offered, length);
      if (found === null) continue;
      mark(work, { from, to: from + length }, found.run, found.fit, text, found.run.text);
      break;
    }
  }
}

/** Written words of which some piece is left over, compared as a whole: "PrismMax" and "PrisMax" share only their end. */
function layWholeWords(asked: readonly Segment[], offered: readonly DevicePiece[], work: Work): void {
  // What is open is known before the first word is laid.
  const open = factsOf(offered).words.filter((word) => word.text !== null && !isAnswered(work.offered, word));
  if (open.length === 0) return;
  for (const word of factsOf(asked).words) {
    const { text } = word;
    if (text === null || isAnswered(work.asked, word)) continue;
    const other = open.find((each) => likeness(text, each.text ?? '', false) === 'spelling');
    if (other !== undefined) mark(work, word, other, 'spelling', text, other.text ?? '');
  }
}

function isAnswered(answers: readonly (Answer | null)[], run: Run): boolean {
  for (let at = run.from; at < run.to; at++) if (answers[at] === null) return false;
  return true;
}

/** @param near runs of the other name with the first letter of `text`, from left to right */
function nearestRun(
  text: string,
  near: readonly LetterRun[],
  answers: readonly (Answer | null)[],
  askedLength: number,
): { run: LetterRun; fit: Fit } | null {
  for (const run of near) {
    if (!isFree(answers, run.from, run.to)) continue;
    const fit = likeness(text, run.text, askedLength === 1 && run.to - run.from === 1);
    if (fit !== null) return { run, fit };
  }
  return null;
}

/** How two words that differ are alike, if they are. */
export function likeness(asked: string, offered: string, areSingle: boolean): Fit | null {
  if (isSameWord(asked, offered)) return 'form';
  const shorter = Math.min(asked.length, offered.length);
  if (areSingle && offered.length >= 4 && asked.length > offered.length + 1 && asked.startsWith(offered)) return 'shortened';
  if (shorter < 5 || asked[0] !== offered[0] || Math.abs(asked.length - offered.length) > 2) return null;
  if (bitCountOf(letterMaskOf(asked) ^ letterMaskOf(offered)) > 4) return null;
  if (editDistance(asked, offered, shorter >= 8 ? 2 : 1) !== null) return 'spelling';
  return asked.length === offered.length && editDistance(asked, offered, 2) !== null && sortedLetters(asked) === sortedLetters(offered)
    ? 'spelling'
    : null;
}

/** Letters that changed places: "Pixys" for "Pyxis". */
function sortedLetters(word: string): string {
  return Array.from(word).toSorted().join('');
}
