import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateTotal, type TwoLists } from './capture-recapture.ts';

const arbitraryStratum: fc.Arbitrary<TwoLists> = fc
  .tuple(fc.integer({ min: 7, max: 500 }), fc.nat(300), fc.nat(300))
  .map(([both, onlyFirst, onlySecond]) => ({ first: both + onlyFirst, second: both + onlySecond, both }));

function estimated(strata: readonly TwoLists[]) {
  const estimate = estimateTotal(strata);
  if (estimate.kind !== 'estimated') throw new Error(estimate.kind);
  return estimate;
}

describe('the estimated total', () => {
  it('is that of the worked example: 400 on one list, 350 on the other, 300 on both', () => {
    const { total, standardError, interval, found } = estimated([{ first: 400, second: 350, both: 300 }]);
    expect(total).toBeCloseTo(466.6, 1);
    expect(standardError).toBeCloseTo(5.07, 2);
    expect([interval.lower.toFixed(1), interval.upper.toFixed(1)]).toEqual(['456.7', '476.6']);
    expect(found).toBe(450);
    expect(420 / total).toBeCloseTo(0.9, 3);
  });

  it('is exactly what was found where one list holds all of the other', () => {
    expect(estimated([{ first: 40, second: 25, both: 25 }])).toMatchObject({
      total: 40,
      standardError: 0,
      interval: { lower: 40, upper: 40 },
    });
  });

  it('adds strata up, totals and variances, and passes over empty ones', () => {
    const one: TwoLists = { first: 400, second: 350, both: 300 };
    const two: TwoLists = { first: 60, second: 50, both: 40 };
    const none: TwoLists = { first: 0, second: 0, both: 0 };
    const whole = estimated([one, none, two]);
    expect(whole.total).toBeCloseTo(estimated([one]).total + estimated([two]).total, 9);
    expect(whole.standardError ** 2).toBeCloseTo(estimated([one]).standardError ** 2 + estimated([two]).standardError ** 2, 9);
  });

  it('is not given where a stratum has fewer than seven on both lists, or where there is nothing', () => {
    expect(
      estimateTotal([
        { first: 400, second: 350, both: 300 },
        { first: 9, second: 8, both: 6 },
      ]),
    ).toEqual({ kind: 'too-few' });
    expect(estimateTotal([{ first: 5, second: 0, both: 0 }])).toEqual({ kind: 'too-few' });
    expect(estimateTotal([{ first: 0, second: 0, both: 0 }])).toEqual({ kind: 'nothing' });
  });

  it('refuses more on both lists than on either', () => {
    expect(() => estimateTotal([{ first: 8, second: 20, both: 9 }])).toThrow('got 9 of 8, 20');
    expect(() => estimateTotal([{ first: 20, second: 8, both: 9 }])).toThrow('both lists hold at most');
  });

  it('is never below what was found, and lies within its interval', () => {
    const seed = 20_261_122;
    fc.assert(
      fc.property(fc.array(arbitraryStratum, { minLength: 1, maxLength: 4 }), (strata) => {
        const { total, interval, found } = estimated(strata);
        expect(total).toBeGreaterThanOrEqual(found - 1e-6);
        expect(interval.lower).toBeGreaterThanOrEqual(found);
        expect(interval.lower).toBeLessThanOrEqual(total + 1e-6);
        expect(interval.upper).toBeGreaterThanOrEqual(total);
      }),
      { seed, numRuns: 500 },
    );
    console.info(`estimated total: 500 runs, seed ${seed}`);
  });

  it('comes near the truth when two lists of one crowd are independent', () => {
    const seed = 20_261_122;
    let covered = 0;
    const crowds = fc.sample(
      fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 9 })), { minLength: 300, maxLength: 300, size: 'max' }),
      {
        seed,
        numRuns: 200,
      },
    );
    for (const crowd of crowds) {
      // Each is on the first list by an even chance, on the second by seven in ten.
      const first = crowd.filter(([one]) => one).length;
      const second = crowd.filter(([, digit]) => digit < 7).length;
      const both = crowd.filter(([one, digit]) => one && digit < 7).length;
      const { interval } = estimated([{ first, second, both }]);
      if (interval.lower <= 300 && 300 <= interval.upper) covered += 1;
    }
    console.info(`300 estimated within its interval in ${covered} of 200 crowds, seed ${seed}`);
    expect(covered).toBeGreaterThan(175);
  });
});
