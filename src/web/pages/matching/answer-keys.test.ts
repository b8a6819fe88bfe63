import { expect, test } from 'vitest';
import { pages } from '../registry.ts';
import { actOfKey } from './answer-keys.ts';

test('a letter answers, unless g was pressed a moment before: then it opens a page', () => {
  expect(actOfKey('y', 5_000, null)).toBe('confirmed');
  expect(actOfKey('n', 5_000, 1_000)).toBe('denied');
  expect(actOfKey('n', 5_000, 4_000)).toBeNull();
  expect(actOfKey('z', 5_000, null)).toBe('undo');
  expect(actOfKey('j', 5_000, null)).toBeNull();
});

test('the letters that answer open pages too after g, so the wait is no idle care', () => {
  const letters = pages.flatMap((page) => ('nav' in page ? [page.nav.key] : []));
  expect(letters).toEqual(expect.arrayContaining(['y', 'n']));
  expect(new Set(letters).size).toBe(letters.length);
});
