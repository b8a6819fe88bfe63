import { expect, test } from 'vitest';
import { en } from './en.ts';
import { nl } from './nl.ts';

test('what is taken back has one word on the button, whatever it is', () => {
  for (const { annotations, entries, phases } of [en, nl])
    expect(new Set([annotations.withdraw, entries.withdraw, phases.withdraw, annotations.withdrawOf('x').replace(': x', '')]).size).toBe(1);
  expect(nl.entries.withdrawOf('Q1')).toBe('Intrekken: Q1');
});
