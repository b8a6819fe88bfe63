import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupDoubles } from './group-doubles.ts';

const pair = (one: string, other: string) => ({ one: { id: one, name: one }, other: { id: other, name: other } });
const brief = (pairs: readonly ReturnType<typeof pair>[]) =>
  groupDoubles(pairs).map((group) => [group.assets.map(({ id }) => id).join(''), group.pairs.length]);

test('pairs that share an asset are one group, in the order of their first pair', () => {
  expect(brief([pair('a', 'b'), pair('x', 'y'), pair('b', 'c'), pair('a', 'c')])).toEqual([
    ['abc', 3],
    ['xy', 1],
  ]);
});

test('two groups become one where a later pair joins them', () => {
  expect(brief([pair('a', 'b'), pair('c', 'd'), pair('d', 'a')])).toEqual([['abcd', 3]]);
});

test('nothing is no group', () => {
  expect(groupDoubles([])).toEqual([]);
});

test('every pair is in exactly one group, and no asset in two', () => {
  const seed = 20_261_122;
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
  fc.assert(
    fc.property(fc.array(fc.tuple(id, id), { maxLength: 12 }), (tuples) => {
      const pairs = tuples.filter(([one, other]) => one !== other).map(([one, other]) => pair(one, other));
      const groups = groupDoubles(pairs);
      const grouped = groups.flatMap((group) => group.pairs);
      expect([grouped.length, new Set(grouped)]).toEqual([pairs.length, new Set(pairs)]);
      const ids = groups.flatMap((group) => group.assets.map((asset) => asset.id));
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: 300, seed },
  );
});
