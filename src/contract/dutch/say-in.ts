/**
 * What the sources say in English, in the language of the reader: the text of a problem or of a remark on a file is its own
 * key, with its values cut out. So a text that is stored with an import can be said in Dutch too, by whoever shows it, and
 * the English text stays what the API and the command line answer unless asked otherwise. A test finds every text in the
 * sources and holds it against these lists. What is in none of them stays English.
 */
import type { Language } from '#core/kernel/text.ts';
import { fileSentences } from './files.ts';
import { fragmentSentences } from './fragments.ts';
import { remarkSentences } from './remarks.ts';
import { requestSentences } from './requests.ts';
import type { Sentence } from './sentences.ts';

const sentences: readonly Sentence[] = [...requestSentences, ...fileSentences, ...remarkSentences, ...fragmentSentences];

/** Texts without a value, and patterns of those with one. */
const fixed = new Map(sentences.filter(([english]) => !english.includes('{}')));
const patterns = sentences
  .filter(([english]) => english.includes('{}'))
  .map(([english, dutch]) => ({ start: english.slice(0, english.indexOf('{}')), pattern: patternOf(english), dutch }));

function patternOf(english: string): RegExp {
  return new RegExp(`^${english.split('{}').map(escaped).join('(.*?)')}$`, 's');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Values may hold sentences: `until: say until which day`. Deeper than this nothing is said. */
const depthMax = 3;

export function sayIn(language: Language, english: string): string {
  return language === 'en' ? english : dutchOf(english, depthMax);
}

/** Whether there is a Dutch text for it; for the test that looks for what was forgotten. */
export function isSaidInDutch(english: string): boolean {
  return fixed.has(english) || patterns.some(({ pattern }) => pattern.test(english));
}

function dutchOf(english: string, depth: number): string {
  const known = fixed.get(english);
  if (known !== undefined) return known;
  if (depth === 0) return english;
  for (const { start, pattern, dutch } of patterns) {
    if (!english.startsWith(start)) continue;
    const found = pattern.exec(english);
    if (found === null) continue;
    return dutch.replace(/\{(\d)\}/g, (_, place: string) => dutchOf(found[Number(place)] ?? '', depth - 1));
  }
  // `name: what is wrong with it`: the name of a value stays as it is written in a request.
  const named = /^([\w.[\]-]{1,60}): (.+)$/s.exec(english);
  return named === null ? english : `${named[1]}: ${dutchOf(named[2] ?? '', depth - 1)}`;
}
