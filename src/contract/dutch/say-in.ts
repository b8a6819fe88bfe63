/**
 * What the sources say in English, in the language of the reader: the text of a problem or of a remark on a file is its own
 * key, with its values cut out. So a text that is stored with an import can be said in Dutch too, by whoever shows it, and
 * the English text stays what the API and the command line answer unless asked otherwise. A test finds every text in the
 * sources and holds it against these lists. What is in none of them stays English.
 */
import type { Language } from '#core/kernel/text.ts';
import { advisorySentences } from './advisories.ts';
import { fileSentences } from './files.ts';
import { behaviourSentences } from './behaviour.ts';
import { fragmentSentences } from './fragments.ts';
import { inventorySentences } from './inventory.ts';
import { entrySentences } from './lifecycle.ts';
import { matchingSentences } from './matching.ts';
import { packageSentences } from './packages.ts';
import { peopleSentences } from './people.ts';
import { mailReportSentences } from './mail-reports.ts';
import { phishingSentences } from './phishing.ts';
import { trainingSentences } from './training.ts';
import { providerSentences } from './providers.ts';
import { questionnaireSentences } from './questionnaires.ts';
import { remarkSentences } from './remarks.ts';
import { requestSentences } from './requests.ts';
import type { Sentence } from './sentences.ts';

const sentences: readonly Sentence[] = [
  ...requestSentences,
  ...fileSentences,
  ...remarkSentences,
  ...fragmentSentences,
  ...entrySentences,
  ...advisorySentences,
  ...packageSentences,
  ...peopleSentences,
  ...phishingSentences,
  ...behaviourSentences,
  ...mailReportSentences,
  ...trainingSentences,
  ...questionnaireSentences,
  ...providerSentences,
  ...inventorySentences,
  ...matchingSentences,
];

/** Texts without a value, and the fixed parts of those with one. */
const fixed = new Map(sentences.filter(([english]) => !english.includes('{}')));
const patterns = sentences.filter(([english]) => english.includes('{}')).map(([english, dutch]) => ({ parts: english.split('{}'), dutch }));

/**
 * The values between the fixed parts, each as short as can be; null where it is another sentence. A walk and no regular
 * expression: the text may be whoever's, and a pattern of several values tries a long one over and over.
 */
function valuesIn(text: string, [start = '', ...parts]: readonly string[]): string[] | null {
  const end = parts.at(-1) ?? '';
  const endsAt = text.length - end.length;
  if (!text.startsWith(start) || !text.endsWith(end)) return null;
  const values: string[] = [];
  let from = start.length;
  for (const part of parts.slice(0, -1)) {
    const to = text.indexOf(part, from);
    if (to === -1) return null;
    values.push(text.slice(from, to));
    from = to + part.length;
  }
  return from > endsAt ? null : [...values, text.slice(from, endsAt)];
}

/** Values may hold sentences: `until: say until which day`. Deeper than this nothing is said. */
const depthMax = 3;

/** What is longer is no sentence of ours, or nearly all of it is somebody's value. */
const translatedMaxCharacters = 1_000;

export function sayIn(language: Language, english: string): string {
  return language === 'en' || english.length > translatedMaxCharacters ? english : dutchOf(english, depthMax);
}

/** Whether there is a Dutch text for it; for the test that looks for what was forgotten. */
export function isSaidInDutch(english: string): boolean {
  return fixed.has(english) || patterns.some(({ parts }) => valuesIn(english, parts) !== null);
}

function dutchOf(english: string, depth: number): string {
  const known = fixed.get(english);
  if (known !== undefined) return known;
  if (depth === 0) return english;
  // A list of such texts, as of the known formats.
  const listed = english.split('; ');
  if (listed.length > 1 && listed.every((text) => fixed.has(text))) return listed.map((text) => fixed.get(text)).join('; ');
  for (const { parts, dutch } of patterns) {
    const values = valuesIn(english, parts);
    if (values === null) continue;
    return dutch.replace(/\{(\d)\}/g, (_, place: string) => dutchOf(values[Number(place) - 1] ?? '', depth - 1));
  }
  // `name: what is wrong with it`: the name of a value stays as it is written in a request.
  const named = /^([\w.[\]-]{1,60}): (.+)$/s.exec(english);
  return named === null ? english : `${named[1]}: ${dutchOf(named[2] ?? '', depth - 1)}`;
}
