/**
 * Names of products and vendors cut into pieces that can be laid beside each other: "PageWriter TC10", "Pagewriter TC-10" and
 * "page writer tc 10" give the same letters in another number of pieces. Not a search index and not a language model: what a
 * piece is worth is said elsewhere (`rarity.ts`). Source: domain/medical-advisories.md 4.3.
 */

/** A run of letters or of digits within one written word. */
export interface Segment {
  readonly text: string;
  readonly isDigits: boolean;
  /** Which written word of the text it came from, counted from 0; two segments of one word stand without a separator between them. */
  readonly word: number;
  /** Written wholly in capitals: an abbreviation or a type code more often than a noun. */
  readonly isUpper: boolean;
}

const romanNumerals: ReadonlyMap<string, string> = new Map(Object.entries({ II: '2', III: '3', IV: '4', VI: '6', VII: '7', VIII: '8' }));

/** UTF-8 that was once read as Latin-1 ("YhtymÃ¤") is put right; text that never was stays as it is. */
export function mendEncoding(text: string): string {
  if (!/[ÃÂ][\u0080-\u00bf]/u.test(text)) return text;
  const bytes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  if (bytes.some((byte) => byte > 255)) return text;
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return text;
  }
}

/** Marks and accents off, superscripts down, "+" and "@" as words; capitals are kept, for they tell where a word begins. */
export function plainLetters(text: string): string {
  return mendEncoding(text)
    .replace(/[®™©℠]|\((?:r|tm|c)\)/giu, ' ')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/ß/gu, 'ss')
    .replace(/[øØ]/gu, 'o')
    .replace(/æ/giu, 'ae')
    .replace(/\+/gu, ' plus ')
    .replace(/@/gu, ' at ')
    .replace(/&/gu, ' and ')
    .replace(/(?<=\p{L})['’`](?=\p{L})/gu, '');
}

/** ASCII without anything that `plainLetters` writes otherwise: then words and pieces are cut by the codes of their letters. */
const plainText = /^[\0-%(-*,-?A-_a-\x7f]*$/;
const bracketMark = /\((?:r|tm|c)\)/i;

/** The segments of a text in the order written. */
export function segmentsOf(text: string): Segment[] {
  return plainText.test(text) && !bracketMark.test(text) ? segmentsOfAscii(text) : segmentsOfAny(text);
}

const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;
const isUpperCode = (code: number): boolean => code >= 65 && code <= 90;
const isLowerCode = (code: number): boolean => code >= 97 && code <= 122;

function segmentsOfAscii(text: string): Segment[] {
  const segments: Segment[] = [];
  const words = text.match(/[A-Za-z0-9]+/g) ?? [];
  words.forEach((original, word) => {
    const written = romanAt(original, word, words.length);
    let at = 0;
    while (at < written.length) {
      const to = endOfPiece(written, at);
      const piece = written.slice(at, to);
      const isDigits = isDigitCode(piece.charCodeAt(0));
      segments.push({ text: piece.toLowerCase(), isDigits, word, isUpper: !isLowerCode(piece.charCodeAt(piece.length - 1)) });
      at = to;
    }
  });
  return segments;
}

/** As the pattern of `segmentsOfWord`: digits, capitals up to the one that begins a word, or letters behind one capital. */
function endOfPiece(written: string, from: number): number {
  let to = from;
  if (isDigitCode(written.charCodeAt(from))) {
    while (to < written.length && isDigitCode(written.charCodeAt(to))) to++;
    return to;
  }
  while (to < written.length && isUpperCode(written.charCodeAt(to))) to++;
  const isWordBehind = to < written.length && isLowerCode(written.charCodeAt(to));
  if (to > from && !isWordBehind) return to;
  if (to - from >= 2) return to - 1;
  while (to < written.length && isLowerCode(written.charCodeAt(to))) to++;
  return to;
}

/** Of whatever letters; `segmentsOf` gives the same. */
export function segmentsOfAny(text: string): Segment[] {
  const words = plainLetters(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.flatMap((written, word) => segmentsOfWord(romanAt(written, word, words.length), word));
}

/** Roman numerals count where they close a name or stand after its first word; a lone I, V or X is a letter. */
function romanAt(written: string, place: number, count: number): string {
  if (place === 0 || (written === 'IV' && place !== count - 1)) return written;
  return romanNumerals.get(written) ?? written;
}

function segmentsOfWord(written: string, word: number): Segment[] {
  const pieces = written.match(/\p{N}+|\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{L}+/gu) ?? [];
  return pieces.map((piece) => ({
    text: piece.toLowerCase(),
    isDigits: /^\p{N}/u.test(piece),
    word,
    isUpper: piece.length > 0 && piece === piece.toUpperCase(),
  }));
}

/** Segments `from` up to `to`. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

export const longestRun = 4;

/** The letters of a run. */
export function textOfRun(segments: readonly Segment[], from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at++) text += segments[at]?.text ?? '';
  return text;
}

/** Every run of up to `longest` segments by its letters, so that joined and split words find each other. */
export function runsOf(segments: readonly Segment[], longest = longestRun): Map<string, Run[]> {
  const runs = new Map<string, Run[]>();
  for (let from = 0; from < segments.length; from++) {
    let text = '';
    for (let to = from + 1; to <= Math.min(segments.length, from + longest); to++) {
      text += segments[to - 1]?.text ?? '';
      const known = runs.get(text);
      if (known === undefined) runs.set(text, [{ from, to }]);
      else known.push({ from, to });
    }
  }
  return runs;
}

/** The letters of every run of up to `longest` segments. */
export function runTexts(segments: readonly Segment[], longest: number): Set<string> {
  const texts = new Set<string>();
  for (let from = 0; from < segments.length; from++) {
    let text = '';
    for (let to = from; to < Math.min(segments.length, from + longest); to++) {
      text += segments[to]?.text ?? '';
      texts.add(text);
    }
  }
  return texts;
}

/** The runs that were written as one word. */
export function wordRuns(segments: readonly Segment[]): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < segments.length;) {
    let to = from + 1;
    while (to < segments.length && segments[to]?.word === segments[from]?.word) to++;
    runs.push({ from, to });
    from = to;
  }
  return runs;
}

/** The letters and digits of a text run together. */
export function joinedLetters(segments: readonly Segment[]): string {
  return segments.map((segment) => segment.text).join('');
}

/**
 * Damerau-Levenshtein distance (optimal string alignment), or null where it is over `limit`.
 * Source: Damerau, CACM 7(3), 1964; restricted form.
 */
export function editDistance(left: string, right: string, limit: number): number | null {
  if (Math.abs(left.length - right.length) > limit) return null;
  // What both begin or end with costs nothing; most words that are alike differ in one place.
  let [from, leftTo, rightTo] = [0, left.length, right.length];
  while (from < leftTo && from < rightTo && left.charCodeAt(from) === right.charCodeAt(from)) from++;
  while (leftTo > from && rightTo > from && left.charCodeAt(leftTo - 1) === right.charCodeAt(rightTo - 1)) {
    leftTo--;
    rightTo--;
  }
  const [leftRest, rightRest] = [leftTo - from, rightTo - from];
  if (leftRest === 0 || rightRest === 0) return leftRest + rightRest <= limit ? leftRest + rightRest : null;
  if (limit === 1 && (leftRest > 2 || rightRest > 2)) return null;
  return distanceWithin(left.slice(from, leftTo), right.slice(from, rightTo), limit);
}

function distanceWithin(left: string, right: string, limit: number): number | null {
  let [before, previous, current] = rowsOf(right.length + 1);
  for (let j = 0; j <= right.length; j++) previous[j] = j;
  for (let i = 1; i <= left.length; i++) {
    const letter = left.charCodeAt(i - 1);
    current[0] = i;
    let least = i;
    for (let j = 1; j <= right.length; j++) {
      const same = letter === right.charCodeAt(j - 1) ? 0 : 1;
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && letter === right.charCodeAt(j - 2) && left.charCodeAt(i - 2) === right.charCodeAt(j - 1))
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      current[j] = cost;
      least = Math.min(least, cost);
    }
    if (least > limit) return null;
    [before, previous, current] = [previous, current, before];
  }
  const distance = previous[right.length] ?? limit + 1;
  return distance <= limit ? distance : null;
}

let distanceRows = [new Int32Array(0), new Int32Array(0), new Int32Array(0)] as const;

/** Three rows of a table of distances; the same ones each time, since words are compared by the million. */
function rowsOf(length: number): [Int32Array, Int32Array, Int32Array] {
  if (distanceRows[0].length < length) distanceRows = [new Int32Array(length * 2), new Int32Array(length * 2), new Int32Array(length * 2)];
  return [...distanceRows];
}

/** A bit for each letter of a word: an edit changes two of them at most. */
export function letterMaskOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at++) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask;
}

export function bitCountOf(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
