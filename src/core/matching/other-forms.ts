/** Other forms of a word of the trade: English for Dutch, long for short. The words themselves are in `word-pack.ts`. */
import { remembering } from './remembering.ts';
import { dutchWords, shortForms } from './word-pack.ts';

/** Maps, since a word of a register may be `constructor`. */
const inEnglish: ReadonlyMap<string, string> = new Map(Object.entries(dutchWords));
const writtenOut: ReadonlyMap<string, string> = new Map(Object.entries(shortForms));

/** English for Dutch, long for short; a Dutch compound is read as its two known halves. */
export const otherForms: (word: string) => readonly string[] = remembering(10_000, readForms);

function readForms(word: string): string[] {
  const known = inEnglish.get(word) ?? writtenOut.get(word);
  if (known !== undefined) return known === word ? [] : known.split(' ');
  if (word.length < 8) return [];
  for (let at = word.length - 3; at >= 4; at--) {
    const first = inEnglish.get(word.slice(0, at));
    if (first === undefined) continue;
    const second = inEnglish.get(word.slice(at).replace(/^s(?=\p{L}{4})/u, '')) ?? inEnglish.get(word.slice(at));
    if (second !== undefined) return [...first.split(' '), ...second.split(' ')];
  }
  return [];
}
