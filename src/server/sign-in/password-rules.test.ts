import { expect, test } from 'vitest';
import { refuseGuessable } from './password-rules.ts';

const owner = { name: 'Noor de Wit', email: 'noor.dewit@example.org' };
const isRefused = (password: string) => {
  try {
    refuseGuessable(password, owner);
    return false;
  } catch {
    return true;
  }
};

test('repeated, common and own words are refused', () => {
  expect(['aaaaaaaaaaaa', 'passwordpassword', 'Wachtwoord2026!', 'abcabcabcabc', 'noor.dewit2026', '121212121212'].map(isRefused)).toEqual(
    Array(6).fill(true),
  );
});

test('a sentence is taken, also one that mentions a common word or the own name', () => {
  expect(
    ['a good long sentence', 'mijn wachtwoord is een zin over paarden', 'Noor fietst elke dag naar zee', 'x7!Kq2#vLp9$'].map(isRefused),
  ).toEqual(Array(4).fill(false));
});
