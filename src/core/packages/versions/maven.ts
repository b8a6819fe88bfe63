/**
 * The order of versions in Maven: pieces cut at points, hyphens and between digits and letters, words of a release in an order of
 * their own, and pieces at the end that say nothing left out. Followed: Maven's POM reference, "Version Order Specification".
 */
import { compareDigits, compareLists, compareText, isDigits } from './segments.ts';

interface Piece {
  readonly isHyphen: boolean;
  readonly text: string;
}

const releaseWords = ['alpha', 'beta', 'milestone', 'rc', 'snapshot', '', 'sp'];
const sameWords: Readonly<Record<string, string>> = { cr: 'rc', final: '', ga: '', release: '' };
const shortWords: Readonly<Record<string, string>> = { a: 'alpha', b: 'beta', m: 'milestone' };

/** `1-0.jre`: here Maven does not do what its reference says. */
const idleAmid = /-0+[.-]?[a-z]/i;

/** Every text is a version to Maven; what is none to people (spaces, nothing) is none here. */
export function compareMaven(left: string, right: string): number | undefined {
  if (![left, right].every((text) => /^[\w.+-]+$/.test(text) && !idleAmid.test(text))) return undefined;
  const order = compareLists(piecesOf(left), piecesOf(right), comparePieces);
  return Number.isNaN(order) ? undefined : order;
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  const parts = partsOf(text.toLowerCase());
  for (const [place, [part, isHyphen]] of parts.entries()) {
    const runs = part.match(/\d+|\D+/g) ?? ['0'];
    runs.forEach((run, at) => {
      const isShort = at + 1 < runs.length && Object.hasOwn(shortWords, run);
      const word = isShort ? (shortWords[run] ?? run) : Object.hasOwn(sameWords, run) ? (sameWords[run] ?? run) : run;
      // Between digits and letters stands a hyphen that nobody wrote, and so it does before a word that a number or nothing follows.
      const isTail = !/^\d/.test(run) && (at + 1 < runs.length || place + 1 === parts.length);
      pieces.push({ isHyphen: at > 0 || isHyphen || (isTail && pieces.length > 0), text: word });
    });
  }
  return trimmed(pieces);
}

/** The parts between points and hyphens, each with the sign before it. */
function partsOf(text: string): (readonly [part: string, isHyphen: boolean])[] {
  return [...`.${text}`.matchAll(/([.-])([^.-]*)/g)].map(([, sign, part = '']) => [part, sign === '-'] as const);
}

/** Leaves out what says nothing (0, final, …) before each hyphen, before words (as Maven does since 3.9) and at the end. */
function trimmed(pieces: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces.toReversed()) {
    const next = kept.at(-1);
    const isIdle = piece.text === '' || /^0+$/.test(piece.text);
    if (isIdle && (next === undefined || next.isHyphen || !isDigits(next.text))) continue;
    kept.push(piece);
  }
  return kept.toReversed();
}

function comparePieces(left: Piece | undefined, right: Piece | undefined): number {
  const [one, other] = [left ?? idleBeside(right), right ?? idleBeside(left)];
  const order = weightOf(one) - weightOf(other);
  // Here Maven does not do what its reference says: a word between points is another than one behind a hyphen.
  if (isUnruly(left, right)) return Number.NaN;
  if (order !== 0) return order;
  if (isDigits(one.text)) return compareDigits(one.text, other.text);
  const [mine, theirs] = [releaseWords.indexOf(one.text), releaseWords.indexOf(other.text)];
  if (mine >= 0 && theirs >= 0) return mine - theirs;
  return mine >= 0 ? -1 : theirs >= 0 ? 1 : compareText(one.text, other.text);
}

function isUnruly(left: Piece | undefined, right: Piece | undefined): boolean {
  const given = [left, right].filter((piece) => piece !== undefined);
  const isMixed = given.length === 2 && given.every(({ text }) => !isDigits(text)) && left?.isHyphen !== right?.isHyphen;
  return isMixed || given.some(({ text, isHyphen }) => isHyphen && /^0*$/.test(text));
}

/** What the shorter version is taken to have beside a piece of the longer one. */
function idleBeside(piece: Piece | undefined): Piece {
  const isHyphen = piece?.isHyphen ?? false;
  return { isHyphen, text: isDigits(piece?.text ?? '') && !isHyphen ? '0' : '' };
}

/** Words before numbers behind a hyphen before numbers behind a point. */
function weightOf({ text, isHyphen }: Piece): number {
  return !isDigits(text) ? 0 : isHyphen ? 1 : 2;
}
