import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDevice } from './device-names.ts';
import { answersModel, modelKeysOf, modelNumberIn, modelPatternOf, type ModelPattern } from './model-numbers.ts';

function pattern(value: string): ModelPattern {
  const read = modelPatternOf({ kind: 'model-number', value });
  if (read === null) throw new Error(`${value} names no model`);
  return read;
}

const numberIn = (description: string, ...values: readonly string[]): string | null =>
  modelNumberIn(readDevice({ id: 'a', vendor: 'Norda', product: 'switch', version: null, description }), values.map(pattern));

describe('model numbers', () => {
  it('are found in any text of a device, the longest first, whatever stands between their letters', () => {
    expect(numberIn('type NS7515-2AB01, 2 st', 'NS7 515-2AB01')).toBe('ns75152ab01');
    expect(numberIn('type NS7515-2AB01', 'NS751*', 'NS7 515*', 'NS7515-2AB0?')).toBe('ns75152ab01');
    expect(numberIn('type NS7515-2AB', 'NS7515-2AB0?')).toBeNull();
  });

  it.each([
    ['NS751*', ['ns751', 'ns7519', 'ns751ab'], ['ns75', 'xns751']],
    ['*-NS751', ['ns751', 'abns751'], ['ns7512']],
    ['NS?751', ['nsa751', 'ns1751'], ['ns751', 'nsab751']],
    ['NS*7*51', ['ns751', 'nsa7b51', 'ns7775151'], ['ns75', 'ns51751a']],
    ['NS*?7512', ['nsx7512', 'nsxy7512'], ['ns7512']],
    ['NS**7512', ['ns7512', 'nsa7512'], ['ns751']],
  ])('%s: a star is any letters, a question mark one', (value, yes, no) => {
    expect(yes.filter((letters) => !answersModel(pattern(value), letters))).toEqual([]);
    expect(no.filter((letters) => answersModel(pattern(value), letters))).toEqual([]);
  });

  it('are filed under themselves, or under their beginning where a wildcard follows it', () => {
    expect(modelKeysOf(pattern('NS7 515'))).toEqual(['ns7515']);
    expect(modelKeysOf(pattern('NS7 515*'))).toEqual(['^ns751']);
    expect(modelKeysOf(pattern('NS7?515'))).toEqual([]);
    expect(modelKeysOf(pattern('*12345'))).toEqual([]);
  });

  it.each(['NS 7', '****12*34', 'NSABCDE', `N1${'*a'.repeat(60)}`])(
    '%s names no model: too short, without a digit or too long',
    (value) => {
      expect(modelPatternOf({ kind: 'model-number', value })).toBeNull();
    },
  );

  it('answer like an expression with the same wildcards', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '1', '𐐨'), maxLength: 12 });
    const written = fc.string({ unit: fc.constantFrom('a', 'b', '1', '𐐨', '*', '?'), maxLength: 8 }).map((text) => `${text}ab1ab*`);
    fc.assert(
      fc.property(written, letters, letters, (value, before, after) => {
        const given = `${before}ab1ab${after}`;
        const expression = new RegExp(`^${pattern(value).text.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u');
        expect(answersModel(pattern(value), given)).toBe(expression.test(given));
      }),
    );
  });

  it('with many stars take no longer than others', () => {
    const given = 'a'.repeat(60);
    const hostile = ['*-*-*-*-*-*-*-12345', `${'*a'.repeat(40)}12345`].map(pattern);
    const startedMs = performance.now();
    for (const one of hostile) for (let round = 0; round < 100; round++) expect(answersModel(one, given)).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(numberIn(`${given} ${given}`, '*-*-*-*-*-*-*-12345', '*a*a*a*a*a*a*a*a*a*a*12345')).toBeNull();
  });
});
