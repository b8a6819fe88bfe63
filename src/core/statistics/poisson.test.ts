import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonInterval } from './poisson.ts';

/** P(X ≤ count) for a Poisson mean, by summing the terms: the definition, not the formula under test. */
function poissonCdf(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let k = 1; k <= count; k += 1) {
    term *= mean / k;
    sum += term;
  }
  return sum;
}

describe('the exact Poisson limits', () => {
  it('of no events are 0 and −ln 0.025, and of no exposure null', () => {
    const limits = poissonInterval(0, 1);
    expect(limits?.lower).toBe(0);
    expect(limits?.upper).toBeCloseTo(-Math.log(0.025), 6);
    expect(poissonInterval(0, 0)).toBeNull();
  });

  it('of ten events are 4.7954 and 18.3904, as in the published tables', () => {
    const limits = poissonInterval(10, 1);
    expect(limits?.lower).toBeCloseTo(4.7954, 4);
    expect(limits?.upper).toBeCloseTo(18.3904, 4);
  });

  it('refuse what are no counts', () => {
    expect(() => poissonInterval(1.5, 1)).toThrow('got 1.5 per 1');
    expect(() => poissonInterval(-1, 1)).toThrow('a rate needs counts');
    expect(() => poissonInterval(1, -1)).toThrow('a rate needs counts');
  });

  it('hold the rate, rise with the events and narrow as more is seen of the same rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 2, max: 8 }), (events, times) => {
        const one = poissonInterval(events, 10) ?? { lower: Number.NaN, upper: Number.NaN };
        const more = poissonInterval(events + 1, 10) ?? { lower: Number.NaN, upper: Number.NaN };
        const longer = poissonInterval(events * times, 10 * times) ?? { lower: Number.NaN, upper: Number.NaN };
        expect(one.lower).toBeLessThanOrEqual(events / 10);
        expect(one.upper).toBeGreaterThan(events / 10);
        expect(more.lower).toBeGreaterThan(one.lower);
        expect(more.upper).toBeGreaterThan(one.upper);
        expect(longer.upper - longer.lower).toBeLessThan(one.upper - one.lower);
      }),
      { seed: 20_261_122, numRuns: 60 },
    );
  });

  it('leave exactly 2.5 % in each tail and scale with the exposure', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0.1, max: 50, noNaN: true }), (events, exposure) => {
        const limits = poissonInterval(events, exposure) ?? { lower: Number.NaN, upper: Number.NaN };
        expect(1 - poissonCdf(events - 1, limits.lower * exposure)).toBeCloseTo(0.025, 6);
        expect(poissonCdf(events, limits.upper * exposure)).toBeCloseTo(0.025, 6);
      }),
      { numRuns: 60 },
    );
  });
});
