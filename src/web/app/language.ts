/**
 * Which language the reader has: the account's, else what this browser chose before, else what the browser asks for. The
 * texts of one language are fetched, never of both.
 */
import type { Language } from '#core/kernel/text.ts';
import type { Messages } from '../messages/en.ts';

const storageKey = 'cybermetrics.language';

const fetchers: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: () => import('../messages/en.ts').then((module) => module.en),
  nl: () => import('../messages/nl.ts').then((module) => module.nl),
};

export function loadMessages(language: Language): Promise<Messages> {
  return fetchers[language]();
}

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
