import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  differenceInDifferences,
  dispersionOfChanges,
  gapSlope,
  judgingQuantile,
  pooled,
  proportionDifference,
  student95,
  type BeforeAfter,
  type Counted,
} from './difference.ts';
import { normal95, wilsonInterval } from './wilson.ts';

const of = (numerator: number, denominator: number): Counted => ({ numerator, denominator });
const four = (was: Counted, is: Counted, wasThere: Counted, isThere: Counted) => ({
  reached: { before: was, after: is },
  others: { before: wasThere, after: isThere },
});
const counted = fc.integer({ min: 1, max: 5_000 }).chain((n) => fc.integer({ min: 0, max: n }).map((x) => of(x, n)));
const beforeAfter = fc.record({ before: counted, after: counted });

describe('the difference of two proportions', () => {
  it.each([
    [56, 70, 48, 80, '0.0524', '0.3339'],
    [9, 10, 3, 10, '0.1705', '0.8090'],
    [6, 7, 2, 7, '0.0582', '0.8062'],
    [5, 56, 0, 29, '-0.0381', '0.1926'],
    [0, 10, 0, 20, '-0.1611', '0.2775'],
    [0, 10, 0, 10, '-0.2775', '0.2775'],
    [10, 10, 0, 20, '0.6791', '1.0000'],
    [10, 10, 0, 10, '0.6075', '1.0000'],
  ])('%i/%i − %i/%i is as Newcombe’s table II has it for his method 10', (a, m, b, n, lower, upper) => {
    const found = proportionDifference(of(a, m), of(b, n));
    expect([found?.interval.lower.toFixed(4), found?.interval.upper.toFixed(4)]).toEqual([lower, upper]);
    expect(found?.estimate).toBeCloseTo(a / m - b / n, 12);
  });

  it('turns its sign when the two change places, holds the estimate and stays within −1 … 1', () => {
    fc.assert(
      fc.property(counted, counted, (one, other) => {
        const [found, turned] = [proportionDifference(one, other), proportionDifference(other, one)];
        expect(found?.estimate).toBeCloseTo(-(turned?.estimate ?? Number.NaN), 12);
        expect(found?.interval.lower).toBeCloseTo(-(turned?.interval.upper ?? Number.NaN), 12);
        const { lower, upper } = found?.interval ?? { lower: Number.NaN, upper: Number.NaN };
        expect(lower).toBeLessThanOrEqual((found?.estimate ?? Number.NaN) + 1e-12);
        expect(upper).toBeGreaterThanOrEqual((found?.estimate ?? Number.NaN) - 1e-12);
        expect(lower).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(upper).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });

  it('of nobody is not known', () => {
    expect(proportionDifference(of(0, 0), of(3, 10))).toBeNull();
    expect(proportionDifference(of(3, 10), of(0, 0))).toBeNull();
  });
});

describe('a wider quantile', () => {
  it('of z·√4 gives the Wilson interval of a quarter of the people', () => {
    const wide = wilsonInterval(40, 400, 2 * normal95);
    const few = wilsonInterval(10, 100);
    expect(wide?.lower).toBeCloseTo(few?.lower ?? 0, 12);
    expect(wide?.upper).toBeCloseTo(few?.upper ?? 0, 12);
  });

  it('is Student’s, as tables have it, times the root of the scatter, and never below 1.96', () => {
    expect([1, 2, 10, 30].map((degrees) => student95(degrees).toFixed(3))).toEqual(['12.706', '4.303', '2.228', '2.042']);
    expect(judgingQuantile({ factor: 4, degrees: 10 }, 1)).toBeCloseTo(2 * 2.228139, 5);
    expect(judgingQuantile({ factor: 0.1, degrees: 10 }, 9)).toBe(normal95);
    expect(judgingQuantile(null, 2.25)).toBeCloseTo(1.5 * normal95, 12);
    expect(() => judgingQuantile(null, 0.5)).toThrow('1 or more');
  });
});

describe('the difference in differences', () => {
  it('is what the squared limits of the four give, by an independent calculation', () => {
    const found = differenceInDifferences(four(of(40, 200), of(64, 200), of(198, 1_000), of(205, 1_000)));
    expect(found?.estimate).toBeCloseTo(0.113, 12);
    expect(found?.interval.lower).toBeCloseTo(0.020113, 5);
    expect(found?.interval.upper).toBeCloseTo(0.203835, 5);
    const wide = differenceInDifferences(four(of(40, 200), of(64, 200), of(198, 1_000), of(205, 1_000)), student95(6) * Math.sqrt(2.5));
    expect([wide?.interval.lower.toFixed(4), wide?.interval.upper.toFixed(4)]).toEqual(['-0.0706', '0.2888']);
  });

  it('has a width where nobody did it: four times 0 of 20 leaves 23 points either way', () => {
    const none = of(0, 20);
    const found = differenceInDifferences(four(none, none, none, none));
    expect(found?.estimate).toBe(0);
    expect(found?.interval.upper).toBeCloseTo(0.227865, 5);
    expect(found?.interval.lower).toBeCloseTo(-0.227865, 5);
  });

  it('turns its sign when the arms change places or time runs backwards, and widens with the quantile', () => {
    fc.assert(
      fc.property(beforeAfter, beforeAfter, fc.double({ min: 1.96, max: 10, noNaN: true }), (reached, others, quantile) => {
        const found = differenceInDifferences({ reached, others }) ?? expect.fail('all four are counted');
        const backwards = ({ before, after }: BeforeAfter) => ({ before: after, after: before });
        for (const turned of [
          differenceInDifferences({ reached: others, others: reached }),
          differenceInDifferences({ reached: backwards(reached), others: backwards(others) }),
        ]) {
          expect(turned?.estimate).toBeCloseTo(-found.estimate, 10);
          expect(turned?.interval.upper).toBeCloseTo(-found.interval.lower, 10);
        }
        const wide = differenceInDifferences({ reached, others }, quantile) ?? found;
        expect(wide.interval.lower).toBeLessThanOrEqual(found.interval.lower + 1e-9);
        expect(wide.interval.upper).toBeGreaterThanOrEqual(found.interval.upper - 1e-9);
        expect(found.interval.lower).toBeGreaterThanOrEqual(-2);
        expect(found.interval.upper).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('without one of the four is not known', () => {
    expect(differenceInDifferences(four(of(1, 9), of(2, 9), of(0, 0), of(1, 9)))).toBeNull();
  });
});

describe('how much departments scatter', () => {
  const group = (was: number, is: number, people = 100): BeforeAfter => ({ before: of(was, people), after: of(is, people) });

  it('is not known from one department in each arm', () => {
    expect(dispersionOfChanges([[group(20, 30)], [group(20, 21)]])).toBeNull();
    expect(dispersionOfChanges([[group(20, 30)], []])).toBeNull();
  });

  it('is 0 where all of an arm change alike, and by hand where two do not', () => {
    expect(dispersionOfChanges([[group(20, 30), group(20, 30)], [group(20, 20)]])).toEqual({ factor: 0, degrees: 1 });
    // Changes of 20 and 0 points around 10; variance (0.2 · 0.8 + 0.3 · 0.7) / 100 = 0.0037.
    const found = dispersionOfChanges([[group(20, 40), group(20, 20)]]);
    expect(found?.factor).toBeCloseTo((2 * 0.01) / 0.0037, 10);
    expect(found?.degrees).toBe(1);
  });

  it('is 0 where nobody did it, and nobody does: they do not scatter', () => {
    expect(dispersionOfChanges([[group(0, 0), group(0, 0)], [group(100, 100)]])).toEqual({ factor: 0, degrees: 1 });
  });

  it('does not depend on the order of departments, nor on departments of nobody', () => {
    fc.assert(
      fc.property(
        fc.array(beforeAfter, { minLength: 2, maxLength: 8 }),
        fc.array(beforeAfter, { minLength: 1, maxLength: 8 }),
        (one, other) => {
          const found = dispersionOfChanges([one, other]);
          const again = dispersionOfChanges([
            other.toReversed(),
            [{ before: of(2, 4), after: of(0, 0) }, ...one.toReversed(), { before: of(0, 0), after: of(0, 4) }],
          ]);
          expect(again?.factor).toBeCloseTo(found?.factor ?? Number.NaN, 6);
          expect(again?.degrees).toBe(one.length + other.length - 2);
        },
      ),
    );
  });

  it('is about 1 where chance alone makes them differ', () => {
    const chance = seeded(7);
    const factors = Array.from({ length: 400 }, () => {
      const arm = (many: number) => Array.from({ length: many }, () => ({ before: draw(chance, 60, 0.2), after: draw(chance, 60, 0.3) }));
      return dispersionOfChanges([arm(4), arm(10)])?.factor ?? Number.NaN;
    });
    const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
    expect(mean).toBeGreaterThan(0.93);
    expect(mean).toBeLessThan(1.07);
  });
});

describe('the movement of the gap before', () => {
  const points = (gaps: readonly number[], from = 0) =>
    gaps.map((gap, index) => ({ at: from + index, reached: of(200 + gap * 1_000, 1_000), others: of(200, 1_000) }));

  it('is 0 for parallel trends, whatever they both do, and its slope otherwise', () => {
    const both = [0.1, 0.25, 0.15].map((share, at) => ({ at, reached: of(share * 1_000 + 50, 1_000), others: of(share * 1_000, 1_000) }));
    expect(gapSlope(both)?.estimate).toBeCloseTo(0, 10);
    expect(gapSlope(points([0, 0.02, 0.04, 0.06]))?.estimate).toBeCloseTo(0.02, 3);
    expect(gapSlope(points([0, 0.1, 0.2, 0.3]))?.interval.lower).toBeGreaterThan(0);
  });

  it('is the weighted least squares of NumPy, to the digits', () => {
    const found = gapSlope([
      { at: 0, reached: of(30, 120), others: of(200, 1_000) },
      { at: 2, reached: of(45, 130), others: of(190, 900) },
      { at: 5, reached: of(50, 110), others: of(260, 1_100) },
    ]);
    expect(found?.estimate).toBeCloseTo(0.033550080069700304, 12);
    expect(found?.interval.lower).toBeCloseTo(0.008303784890954905, 8);
    expect(found?.interval.upper).toBeCloseTo(0.058796375248445706, 8);
  });

  it('a test that reached nobody of one arm says nothing of the gap', () => {
    const known = points([0, 0.03, 0.01]);
    const nobody = of(0, 0);
    for (const empty of [
      { at: 9, reached: nobody, others: of(3, 9) },
      { at: 9, reached: of(3, 9), others: nobody },
      { at: 9, reached: nobody, others: nobody },
    ])
      expect(gapSlope([...known, empty])).toEqual(gapSlope(known));
  });

  it('is not known from one test, or from two on one day', () => {
    expect(gapSlope(points([0.1]))).toBeNull();
    expect(gapSlope([])).toBeNull();
    expect(gapSlope(points([0.1, 0.2]).map((point) => ({ ...point, at: 5 })))).toBeNull();
  });

  it('does not depend on when the calendar begins', () => {
    const [here, later] = [gapSlope(points([0, 0.03, 0.01])), gapSlope(points([0, 0.03, 0.01], 300))];
    expect(later?.estimate).toBeCloseTo(here?.estimate ?? Number.NaN, 9);
    expect(later?.interval.upper).toBeCloseTo(here?.interval.upper ?? Number.NaN, 9);
  });
});

/** 20 departments of 20 to 100 people, two of them reached, one test before and two after. */
function covers(chance: () => number, { effect, scatter, many = 20 }: { effect: number; scatter: number; many?: number }): boolean {
  const groups = Array.from({ length: many }, (_, place): BeforeAfter & { isReached: boolean } => {
    const people = 20 + Math.floor(chance() * 80);
    const own = 0.15 + 0.15 * chance();
    const isReached = place < 2;
    // A department moves on its own, too: what people of one department have in common.
    const moved = own + 0.03 + (isReached ? effect : 0) + scatter * normal(chance);
    return { isReached, before: draw(chance, people, own), after: draw(chance, people * 2, Math.min(1, Math.max(0, moved))) };
  });
  const [reached, others] = [groups.filter(({ isReached }) => isReached), groups.filter(({ isReached }) => !isReached)];
  const arm = (of_: readonly BeforeAfter[]) => ({ before: pooled(of_.map((g) => g.before)), after: pooled(of_.map((g) => g.after)) });
  const quantile = judgingQuantile(dispersionOfChanges([reached, others]), 1);
  const { lower, upper } = differenceInDifferences({ reached: arm(reached), others: arm(others) }, quantile)?.interval ?? {
    lower: Number.NaN,
    upper: Number.NaN,
  };
  return lower <= effect && effect <= upper;
}

describe('two thousand invented campaigns', () => {
  const coverage = (seed: number, asked: Parameters<typeof covers>[1]) => {
    const chance = seeded(seed);
    let held = 0;
    for (let run = 0; run < 2_000; run += 1) held += covers(chance, asked) ? 1 : 0;
    return held / 2_000;
  };

  // Three standard errors of 2,000 runs at 95 % are 1.5 points.
  it.each([
    ['nothing happened', 0, 0],
    ['12 points more', 0.12, 0],
    ['nothing happened, and departments move on their own', 0, 0.06],
    ['12 points more, and departments move on their own', 0.12, 0.06],
  ])('%s: the interval holds the truth in about 95 of 100', (_, effect, scatter) => {
    const held = coverage(20_261_123, { effect, scatter });
    expect(held).toBeGreaterThan(0.935);
    expect(held).toBeLessThan(0.985);
  });

  it('judged by people alone it would not, once departments move on their own', () => {
    const chance = seeded(11);
    let held = 0;
    for (let run = 0; run < 1_000; run += 1) {
      const arm = (many: number) =>
        Array.from({ length: many }, () => ({ before: draw(chance, 60, 0.2), after: draw(chance, 60, 0.25 + 0.08 * normal(chance)) }));
      const sum = (groups: readonly BeforeAfter[]) => ({
        before: pooled(groups.map((g) => g.before)),
        after: pooled(groups.map((g) => g.after)),
      });
      const { lower, upper } = differenceInDifferences({ reached: sum(arm(2)), others: sum(arm(18)) })?.interval ?? { lower: 1, upper: 0 };
      held += lower <= 0 && 0 <= upper ? 1 : 0;
    }
    expect(held / 1_000).toBeLessThan(0.9);
  });
});

/** Mulberry32: enough for simulations, the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function draw(chance: () => number, people: number, share: number): Counted {
  let numerator = 0;
  for (let person = 0; person < people; person += 1) numerator += chance() < share ? 1 : 0;
  return of(numerator, people);
}

function normal(chance: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
}
