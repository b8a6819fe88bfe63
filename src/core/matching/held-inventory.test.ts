import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advisoryArbitrary, lineArbitrary } from '#test/support/named-alike-cases.ts';
import { holdInventory, matchOneAdvisory } from './held-inventory.ts';
import { prepareMatcher } from './match-model.ts';
import { matchLines, matchProducts, type MatchCandidate } from './match.ts';
import { factsOfCandidate, mergeSlices, slicesOf } from './slices.ts';

const told = (candidates: readonly MatchCandidate[]): string => JSON.stringify(candidates.map(factsOfCandidate));
const numbered = fc
  .array(lineArbitrary, { minLength: 1, maxLength: 12 })
  .map((lines) => lines.map((line, at) => ({ ...line, id: `i${at}` })));

describe('matchOneAdvisory', () => {
  it('says of an advisory that the last whole run knew what that run said, for whatever line it is about', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.array(advisoryArbitrary, { minLength: 1, maxLength: 5 }), numbered, (advisories, lines) => {
        const matcher = prepareMatcher(advisories, lines);
        const held = holdInventory(lines);
        const whole = matchLines(lines, matcher);
        for (const advisory of advisories) {
          const ofWhole = whole.filter(({ origin }) => origin.advisory === advisory);
          found += ofWhole.length;
          expect(told(matchOneAdvisory(advisory, held, matcher))).toBe(told(ofWhole));
        }
      }),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it('says the same where lines of one model write numbers that advisories give, whole or by their beginning', () => {
    const value = fc.constantFrom('866424', '86642?', 'MX40-8664*', 'MX*9', '3002S3');
    const kind = fc.constantFrom('model-number', 'sku');
    const identified = fc.tuple(advisoryArbitrary, fc.array(fc.record({ kind, value }), { maxLength: 3 })).map(([advisory, numbers]) => ({
      ...advisory,
      products: advisory.products.map((product, at) => ({ ...product, identifiers: numbers.slice(at, at + 1) })),
    }));
    const description = fc.constantFrom(null, 'afd. 12', 'nr 866424', 'MX40 866429', 'zonder 866424', '3002 S3', 'monitor');
    const models = fc.array(lineArbitrary, { minLength: 1, maxLength: 3 });
    const lines = fc.tuple(models, fc.array(fc.tuple(fc.nat(2), description), { minLength: 2, maxLength: 14 })).map(([all, written]) =>
      written.flatMap(([model, text], at) => {
        const line = all[model % all.length];
        return line === undefined ? [] : [{ ...line, id: `i${at}`, description: text }];
      }),
    );
    let found = 0;
    fc.assert(
      fc.property(fc.array(identified, { minLength: 1, maxLength: 4 }), lines, (advisories, all) => {
        const matcher = prepareMatcher(advisories, all);
        const held = holdInventory(all);
        const whole = matchLines(all, matcher);
        for (const advisory of advisories) {
          const ofWhole = whole.filter(({ origin }) => origin.advisory === advisory);
          found += ofWhole.filter(({ reasons }) => reasons.some(({ rule }) => rule === 'model-number')).length;
          expect(told(matchOneAdvisory(advisory, held, matcher))).toBe(told(ofWhole));
        }
      }),
      { numRuns: 60 },
    );
    expect(found).toBeGreaterThan(10);
  });

  it('leaves the matcher as it was: the next whole run says the same as from nothing', () => {
    fc.assert(
      fc.property(advisoryArbitrary, advisoryArbitrary, numbered, (known, coming, lines) => {
        const matcher = prepareMatcher([known], lines);
        const before = told(matchLines(lines, matcher));
        matchOneAdvisory(coming, holdInventory(lines), matcher);
        expect(told(matchLines(lines, matcher))).toBe(before);
        const again = matchLines(lines, prepareMatcher([known, coming], lines));
        expect(told(again)).toBe(told(matchLines(lines, prepareMatcher([known, coming], lines))));
      }),
      { numRuns: 20 },
    );
  });
});

describe('matchProducts', () => {
  it('finds what matchLines finds, in its order, without a word about versions', () => {
    fc.assert(
      fc.property(fc.array(advisoryArbitrary, { minLength: 1, maxLength: 4 }), numbered, (advisories, lines) => {
        const matcher = prepareMatcher(advisories, lines);
        const products = matchProducts(lines, matcher).map(({ advisory, hits }) => [advisory, hits]);
        expect(products).toEqual(matchLines(lines, matcher).map(({ origin }) => [origin.advisory, origin.hits]));
      }),
      { numRuns: 40 },
    );
  });
});

describe('slices', () => {
  it('put together say what one run says, in its order, whatever their number', () => {
    fc.assert(
      fc.property(
        fc.array(advisoryArbitrary, { minLength: 1, maxLength: 4 }),
        numbered,
        fc.integer({ min: 1, max: 4 }),
        (advisories, lines, count) => {
          const matcher = prepareMatcher(advisories, lines);
          const slices = slicesOf(lines, count);
          expect(slices.flat()).toHaveLength(lines.length);
          const merged = mergeSlices(slices.map((slice) => matchLines(slice, matcher).map(factsOfCandidate)));
          expect(merged).toEqual(matchLines(lines, matcher).map(factsOfCandidate));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('hold all lines of one model', () => {
    const line = (id: string, product: string) => ({ id, vendor: 'Norda', product, version: null, description: null });
    const lines = [line('1', 'Kestrel'), line('2', 'Harrier'), line('3', 'Kestrel'), line('4', 'Aquila')];
    expect(slicesOf(lines, 2).map((slice) => slice.map(({ id }) => id))).toEqual([['4', '1', '3'], ['2']]);
  });
});
