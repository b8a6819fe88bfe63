import { expect, test } from 'vitest';
import { clauseWords } from './clause-words.ts';

test('what the matcher prints with its kind is said without it', () => {
  expect(clauseWords('<date:"8/30/2024"', 'en')).toBe('<8/30/2024');
  expect(clauseWords('>=2.0 <3.4', 'en')).toBe('>=2.0 <3.4');
  expect(clauseWords('<serial:"012U000040"', 'nl')).toBe('<serienummer 012U000040');
  expect(clauseWords('text:"a \\"b\\""', 'en')).toBe('a "b"');
});

test('several are joined by a word of the language', () => {
  expect(clauseWords('os:["windows xp"] && (<3 | not:(3.1))', 'nl')).toBe('op windows xp en (<3 of niet (3.1))');
  expect(clauseWords('feature:["wifi","alarm"]', 'en')).toBe('with wifi, alarm');
});

test('what cannot be read stays as it is', () => {
  expect(clauseWords('os:[windows', 'en')).toBe('os:[windows');
  expect(clauseWords('os:[windows]', 'en')).toBe('os:[windows]');
});
