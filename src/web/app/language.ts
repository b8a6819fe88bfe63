/**
 * Which language the reader has: the account's, else what this browser chose before, else what the browser asks for. The
 * texts of one language are fetched, never of both.
 */
import type { Language } from '#core/kernel/text.ts';
import type { FirstMessages, Messages } from '../messages/en.ts';
import type { LaterMessages } from '../messages/en-later.ts';

const storageKey = 'cybermetrics.language';

const fetchers: Readonly<Record<Language, () => Promise<FirstMessages>>> = {
  en: () => import('../messages/en.ts').then((module) => module.en),
  nl: () => import('../messages/nl.ts').then((module) => module.nl),
};

const laterFetchers: Readonly<Record<Language, () => Promise<LaterMessages>>> = {
  en: () => import('../messages/en-later.ts').then((module) => module.enLater),
  nl: () => import('../messages/nl-later.ts').then((module) => module.nlLater),
};

const loading = new Map<Language, Promise<FirstMessages>>();
let areLaterAsked = false;

/** The texts that a first load needs; those of other pages are added to them when such a page is opened (`page.ts`). */
export async function loadMessages(language: Language): Promise<Messages> {
  const first = loading.get(language) ?? fetchers[language]();
  loading.set(language, first);
  try {
    const messages = await first;
    return areLaterAsked ? await addLater(language, messages) : (messages as Messages);
  } catch (cause) {
    // Asked anew at the next call.
    loading.delete(language);
    throw cause;
  }
}

/** For every language that was asked for: whoever changes it on such a page finds all of its texts. */
export async function loadLaterMessages(): Promise<void> {
  areLaterAsked = true;
  await Promise.all([...loading].map(async ([language, first]) => addLater(language, await first)));
}

/** Into the same object: whoever holds it has them. */
async function addLater(language: Language, messages: FirstMessages): Promise<Messages> {
  return Object.assign(messages, await laterFetchers[language]());
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
