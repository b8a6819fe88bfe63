/** A version clause as the matcher prints it, for people: `<date:"8/30/2024"` is <8/30/2024. What is plain already stays. */
import type { Language } from '#core/kernel/text.ts';

const words: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  serial: { en: 'serial number ', nl: 'serienummer ' },
  os: { en: 'on ', nl: 'op ' },
  part: { en: 'the part ', nl: 'het deel ' },
  feature: { en: 'with ', nl: 'met ' },
};
const signs: readonly (readonly [sign: string, word: Readonly<Record<Language, string>>])[] = [
  [' && ', { en: ' and ', nl: ' en ' }],
  [' | ', { en: ' or ', nl: ' of ' }],
  ['not:(', { en: 'not (', nl: 'niet (' }],
];

const token = /\b(release|date|serial|code|text|unreadable|incomplete|os|part|feature):("(?:[^"\\]|\\.)*"|\[[^\]]*\])/gu;

export function clauseWords(clause: string, language: Language): string {
  const plain = clause.replace(token, (whole, kind: string, written: string) => {
    const values = valuesOf(written);
    return values === null ? whole : `${words[kind]?.[language] ?? ''}${values.join(', ')}`;
  });
  return signs.reduce((text, [sign, word]) => text.replaceAll(sign, word[language]), plain);
}

function valuesOf(written: string): readonly string[] | null {
  try {
    const content: unknown = JSON.parse(written);
    return (Array.isArray(content) ? content : [content]).map(String);
  } catch {
    return null;
  }
}
