import { expect, test } from 'vitest';
import { en } from '../../messages/en.ts';
import { nl } from '../../messages/nl.ts';
import { reasonTexts, scoreTexts } from './flaw-texts.ts';

const score = { version: '3.1' as const, vector: 'CVSS:3.1/…', baseScore: 7.5, productIds: [] };

test('a score says whose it is: the document’s, computed, or another one than its vector gives', () => {
  const scores = [
    score,
    { ...score, productIds: ['A'] },
    { ...score, baseScore: 9.8, computed: true as const },
    { ...score, baseScore: 9.1, vectorScore: 7.5 },
    { ...score, baseScore: null },
  ];
  const print = (number: number) => number.toFixed(1);
  expect(scoreTexts({ scores }, en.advisories, print)).toEqual([
    'CVSS 3.1: 7.5',
    'CVSS 3.1: 9.8 (computed from its vector)',
    'CVSS 3.1: 9.1 (its vector gives 7.5)',
    'CVSS 3.1: –',
  ]);
  expect(scoreTexts({ scores }, nl.advisories, print)[1]).toBe('CVSS 3.1: 9.8 (berekend uit de vector)');
});

test('why a product is not affected is said once, in words, and in the supplier’s own', () => {
  const status = 'known-not-affected' as const;
  const statuses = [
    { productId: 'A', status, justification: 'code_not_reachable', statement: 'Never called.' },
    { productId: 'B', status, justification: 'code_not_reachable', statement: 'Never called.' },
    { productId: 'C', status, justification: 'of_our_own' },
    { productId: 'D', status },
    { productId: 'E', status: 'known-affected' as const, statement: 'Update.' },
  ];
  expect(reasonTexts({ statuses }, en.advisories)).toEqual(['the flawed code is never reached: Never called.', 'of_our_own']);
  expect(reasonTexts({ statuses }, nl.advisories)[0]).toBe('de foute code wordt nooit bereikt: Never called.');
});
