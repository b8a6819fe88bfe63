import { expect, test } from 'vitest';
import { nextRow } from './use-row-keys.ts';

test('j starts at the first row and stops at the last; k stops at the first', () => {
  expect(nextRow('j', null, 3)).toBe(0);
  expect(nextRow('j', 2, 3)).toBe(2);
  expect(nextRow('k', 0, 3)).toBe(0);
});

test('arrows, Home and End belong to the page until a row has the focus', () => {
  expect(['ArrowDown', 'ArrowUp', 'Home', 'End'].map((key) => nextRow(key, null, 3))).toEqual([null, null, null, null]);
  expect(nextRow('ArrowDown', 0, 3)).toBe(1);
  expect(nextRow('End', 0, 3)).toBe(2);
});
