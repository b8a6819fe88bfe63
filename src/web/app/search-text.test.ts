import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSearch, printSearch } from './search-text.ts';

test('a filter stands readable in the address', () => {
  expect(printSearch({ filter: 'and(eq(class,medical),gt(age(firstSeenAt),P30D))', asOf: '2026-11-01' })).toBe(
    '?filter=and(eq(class,medical),gt(age(firstSeenAt),P30D))&asOf=2026-11-01',
  );
});

test('what is absent or empty leaves no trace', () => {
  expect(printSearch({ filter: undefined, sort: '', asOf: null })).toBe('');
});

test('any text survives the way to the address and back', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: 'grapheme', minLength: 1 })), (search) => {
      expect(parseSearch(printSearch(search))).toEqual({ ...search });
    }),
  );
});
