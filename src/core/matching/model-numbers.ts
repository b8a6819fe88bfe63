/**
 * Numbers that name a model outright: model number, GTIN, UDI-DI, stock keeping unit (CSAF 3.1.3.3). A model number of an
 * advisory may hold wildcards: `*` any characters, `?` one (CSAF 3.1.3.3.6). Letters and digits alone are compared.
 */
import type { ProductIdentifier } from '../advisories/advisory.ts';
import type { DeviceReading } from './device-names.ts';

const namingKinds: ReadonlySet<ProductIdentifier['kind']> = new Set(['model-number', 'gtin', 'udi-di', 'sku']);
const fewestLetters = 5;

/** No maker writes a longer one; a longer text is something else. */
const mostLetters = 100;

/** A model number as it is compared: small letters and digits, with its wildcards. */
export interface ModelPattern {
  readonly text: string;
  /** What stands before the first wildcard; the whole number where there is none. */
  readonly head: string;
}

/** Null where the identifier does not name a model, or is too short or too long to name one. */
export function modelPatternOf({ kind, value }: ProductIdentifier): ModelPattern | null {
  if (!namingKinds.has(kind)) return null;
  const text = value
    .toLowerCase()
    .replace(/\\([*?\\])/gu, '$1')
    .replace(/[^\p{L}\p{N}*?]/gu, '')
    .replace(/\*{2,}/gu, '*');
  if (text.length > mostLetters || text.replace(/[*?]/gu, '').length < fewestLetters || !/\d/.test(text)) return null;
  return { text, head: text.replace(/[*?].*$/u, '') };
}

/** What a pattern is filed under: itself where it is plain, otherwise its beginning up to the first wildcard. */
export function modelKeysOf({ text, head }: ModelPattern): string[] {
  return [head === text ? text : `^${head.slice(0, fewestLetters)}`].filter((key) => key.length >= fewestLetters);
}

/**
 * Whether letters answer a pattern as a whole. Only the last `*` is ever given more letters, so that what a document writes
 * costs at most its length times that of the letters, never a power of it.
 */
export function answersModel({ text, head }: ModelPattern, letters: string): boolean {
  if (head === text) return letters === text;
  if (!letters.startsWith(head)) return false;
  const [asked, given] = [Array.from(text), Array.from(letters)];
  let [at, place, star, taken] = [0, 0, -1, 0];
  while (place < given.length) {
    if (asked[at] === '*') [star, taken, at] = [at, place, at + 1];
    else if (asked[at] === '?' || asked[at] === given[place]) [at, place] = [at + 1, place + 1];
    else if (star < 0) return false;
    else [taken, place, at] = [taken + 1, taken + 1, star + 1];
  }
  while (asked[at] === '*') at += 1;
  return at === asked.length;
}

/** The longest run of the device's texts that is the model number, or null. */
export function modelNumberIn(device: DeviceReading, patterns: readonly ModelPattern[]): string | null {
  let longest: string | null = null;
  for (const pattern of patterns) {
    const { text, head } = pattern;
    // A plain number is one run; only a wildcard has to be laid beside all of them.
    for (const run of head === text ? (device.allRuns.has(text) ? [text] : []) : device.allRuns) {
      if (run.length >= fewestLetters && run.length > (longest?.length ?? 0) && answersModel(pattern, run)) longest = run;
    }
  }
  return longest;
}
