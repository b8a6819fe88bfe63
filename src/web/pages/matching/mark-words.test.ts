import { expect, test } from 'vitest';
import { foundWords, partsOfName } from './mark-words.ts';

const reasons = [
  { rule: 'vendor-same', detail: 'the same firm' },
  { rule: 'words-of-name', detail: 'kestrel monitor mx 800' },
  { rule: 'words-missed', detail: 'patient' },
  { rule: 'words-read-as', detail: 'monitor = monitr (spelling)' },
];

test('a name is cut where what was found begins and ends, and stays as it was written', () => {
  const parts = partsOfName('Kestrel® Patient Monitor MX-800', foundWords(reasons).product);
  expect(parts.map(({ text }) => text).join('')).toBe('Kestrel® Patient Monitor MX-800');
  expect(parts.filter(({ isFound }) => isFound).map(({ text }) => text)).toEqual(['Kestrel®', 'Monitor', 'MX-800']);
});

test('what was read as another word is marked as the device writes it', () => {
  const { device, product } = foundWords(reasons);
  expect(partsOfName('KESTREL monitr', device).filter(({ isFound }) => isFound)).toEqual([
    { at: 0, text: 'KESTREL', isFound: true },
    { at: 8, text: 'monitr', isFound: true },
  ]);
  expect(product.has('monitr')).toBe(false);
});

test('without reasons nothing is marked', () => {
  expect(partsOfName('Kestrel 2', foundWords([]).product)).toEqual([{ at: 0, text: 'Kestrel 2', isFound: false }]);
});
