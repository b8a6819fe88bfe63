/** What the register says of a figure about people: of which days it is, and in which publications it stands. */
import type { Language } from '../kernel/text.ts';
import type { PublishedSource } from './report-input.ts';

const words: Readonly<Record<Language, { readonly days: (from: string, to: string) => string; readonly in: string }>> = {
  en: { days: (from, to) => (from === to ? `of ${to}` : `of ${from} to ${to}`), in: 'published in' },
  nl: { days: (from, to) => (from === to ? `van ${to}` : `van ${from} tot en met ${to}`), in: 'gepubliceerd in' },
};

export function publishedNote({ subject, fromOn, toOn, keys }: PublishedSource, language: Language): string {
  const own = words[language];
  return `${own.days(fromOn, toOn)}, ${own.in} ${subject} ${keys.join(', ')}`;
}
