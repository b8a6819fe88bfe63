import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson.ts';

describe('the Wilson interval', () => {
  it.each([
    [0, 20, '0.0000', '0.1611'],
    [3, 10, '0.1078', '0.6032'],
    [12, 240, '0.0288', '0.0853'],
    [19, 20, '0.7639', '0.9911'],
    [1, 1, '0.2065', '1.0000'],
  ])('of %i of %i is %s to %s', (successes, trials, lower, upper) => {
    const interval = wilsonInterval(successes, trials);
    expect(interval?.lower.toFixed(4)).toBe(lower);
    expect(interval?.upper.toFixed(4)).toBe(upper);
  });

  it('of nothing is null, not zero', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('refuses counts that are no proportion', () => {
    expect(() => wilsonInterval(3, 2)).toThrow('whole counts');
    expect(() => wilsonInterval(0.5, 2)).toThrow('whole counts');
    expect(() => wilsonInterval(1, 2.5)).toThrow('whole counts');
    expect(() => wilsonInterval(-1, 2)).toThrow('whole counts');
  });

  const counts = fc.integer({ min: 1, max: 100_000 }).chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));

  it('holds the share, stays in 0 … 1, and mirrors when successes and failures swap', () => {
    fc.assert(
      fc.property(counts, ([successes, trials]) => {
        const { lower, upper } = wilsonInterval(successes, trials) ?? { lower: Number.NaN, upper: Number.NaN };
        const mirror = wilsonInterval(trials - successes, trials) ?? { lower: Number.NaN, upper: Number.NaN };
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        expect(lower).toBeLessThanOrEqual(successes / trials);
        expect(upper).toBeGreaterThanOrEqual(successes / trials);
        expect(mirror.lower).toBeCloseTo(1 - upper, 10);
      }),
    );
  });

  it('moves up with each success and narrows as the same share is counted on more units', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 9 }), ([successes, trials], times) => {
        const one = wilsonInterval(successes, trials) ?? { lower: 0, upper: 0 };
        const many = wilsonInterval(successes * times, trials * times) ?? { lower: 0, upper: 0 };
        expect(many.upper - many.lower).toBeLessThan(one.upper - one.lower);
        if (successes < trials) {
          const next = wilsonInterval(successes + 1, trials) ?? { lower: 0, upper: 0 };
          expect(next.lower).toBeGreaterThan(one.lower);
          expect(next.upper).toBeGreaterThan(one.upper - 1e-15);
        }
      }),
    );
  });
});
