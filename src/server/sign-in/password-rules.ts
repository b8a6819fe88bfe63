/**
 * Which new passwords are refused (NIST SP 800-63B, 3.1.1.2: length and a check against what is easily guessed, no rules
 * of composition). Not a strength meter: a short list of what people reach for when only length is asked.
 */
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';

const guessed = [
  'password',
  'passwort',
  'wachtwoord',
  'welkom',
  'welcome',
  'qwerty',
  'azerty',
  'ziekenhuis',
  'hospital',
  'cybermetrics',
  'letmein',
  'iloveyou',
];

/** @throws Problem `request-invalid` saying what makes it easy to guess. */
export function refuseGuessable(password: string, owner: { readonly name: string; readonly email: string }): void {
  const why = whyGuessable(foldName(password), [owner.email.split('@')[0] ?? '', ...owner.name.split(/\s+/)].map(foldName));
  if (why !== null)
    throw new Problem('request-invalid', `This password is easily guessed: it ${why}. Take a sentence.`, { wrong: [{ path: 'password' }] });
}

function whyGuessable(password: string, ownWords: readonly string[]): string | null {
  if (new Set(password).size < 6) return 'has too few different characters';
  if (/^(.{1,8})\1+$/u.test(password)) return 'repeats itself';
  const own = ownWords.find((word) => word.length >= 4 && password.includes(word));
  if (own !== undefined && password.length - own.length < 8) return 'is little more than your own name or address';
  const letters = password.replace(/[^\p{L}]/gu, '');
  if (guessed.some((word) => letters.replaceAll(word, '').length < 4 && letters.includes(word)))
    return 'is little more than a word that everybody tries';
  return null;
}
