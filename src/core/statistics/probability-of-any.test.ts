import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probabilityOfAny } from './probability-of-any.ts';

describe('the probability of at least one', () => {
  it('of 0.02, 0.10 and 0.35 is 0.4267, and of nothing 0', () => {
    expect(probabilityOfAny([0.02, 0.1, 0.35]).toFixed(4)).toBe('0.4267');
    expect(probabilityOfAny([])).toBe(0);
    expect(probabilityOfAny([0, 1, 0.5])).toBe(1);
  });

  it('refuses what is no probability', () => {
    expect(() => probabilityOfAny([1.1])).toThrow('0 … 1');
    expect(() => probabilityOfAny([0.2, -0.1])).toThrow('0 … 1');
  });

  it('is at least the largest and at most the sum, and does not depend on order', () => {
    const seed = 20_261_122;
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 }), (chances) => {
        const any = probabilityOfAny(chances);
        expect(any).toBeGreaterThanOrEqual(Math.max(...chances) - 1e-12);
        expect(any).toBeLessThanOrEqual(
          Math.min(
            1,
            chances.reduce((sum, chance) => sum + chance, 0),
          ) + 1e-12,
        );
        expect(probabilityOfAny(chances.toReversed())).toBeCloseTo(any, 12);
      }),
      { seed },
    );
    console.info(`probability of any: seed ${seed}`);
  });
});
