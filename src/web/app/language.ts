/** Which language the reader has: the account's, else what this browser chose before, else what the browser asks for. */
import type { Language } from '#core/kernel/text.ts';
import { en, type Messages } from '../messages/en.ts';
import { nl } from '../messages/nl.ts';

const storageKey = 'cybermetrics.language';

export const messagesOf: Readonly<Record<Language, Messages>> = { en, nl };

export function browserLanguage(): Language {
  const stored = readStored(storageKey);
  if (stored === 'en' || stored === 'nl') return stored;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith('nl')) ? 'nl' : 'en';
}

export function rememberLanguage(language: Language): void {
  writeStored(storageKey, language);
}

/** Storage may be switched off in a browser; then a choice lasts as long as the page. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeStored(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing is lost but the choice.
  }
}
