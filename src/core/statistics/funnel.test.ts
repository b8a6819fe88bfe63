import binomial from '@stdlib/stats-base-dists-binomial';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FunnelLimits } from './funnel.ts';
import { funnelZone, normalFunnel, proportionFunnel, ratioFunnel, standardisedFunnel } from './funnel.ts';

const seed = 20_261_122;
const ends = ({ inner, outer }: FunnelLimits) => [outer.lower, inner.lower, inner.upper, outer.upper];
const to = (digits: number) => (value: number) => value.toFixed(digits);

describe('the exact limits of a proportion', () => {
  it.each([
    [50, ['0.0027', '0.0423', '0.2358', '0.3022']],
    [200, ['0.0686', '0.0927', '0.1895', '0.2205']],
    [1000, ['0.1084', '0.1202', '0.1635', '0.1766']],
  ])('about 0.142 with %i units are those of the worked example', (units, wanted) => {
    expect(ends(proportionFunnel(0.142, units)).map(to(4))).toEqual(wanted);
    expect(proportionFunnel(0.142, units).centre).toBe(0.142);
  });

  it.each([
    [50, '-0.0105', '0.2945'],
    [200, '0.0657', '0.2183'],
    [1000, '0.1079', '0.1761'],
  ])('with %i units have normal limits of %s to %s beside them', (units, lower, upper) => {
    const { outer } = normalFunnel(0.142, units);
    expect([to(4)(outer.lower), to(4)(outer.upper)]).toEqual([lower, upper]);
  });

  it('stay within 0 … 1 and are 0 where even no event at all is likely enough', () => {
    expect(proportionFunnel(0.01, 20).outer.lower).toBe(0);
    expect(proportionFunnel(0.99, 20).outer.upper).toBeLessThanOrEqual(1);
    expect(ratioFunnel(0.2).inner.lower).toBe(0);
  });

  it('hold the centre, nest, and mirror when events and non-events swap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 98 }), fc.integer({ min: 30, max: 3000 }), (percent, units) => {
        const centre = percent / 100;
        const [outerLower, innerLower, innerUpper, outerUpper] = ends(proportionFunnel(centre, units)) as [number, number, number, number];
        expect(outerLower).toBeLessThanOrEqual(innerLower);
        expect(innerLower).toBeLessThan(centre);
        expect(innerUpper).toBeGreaterThan(centre);
        expect(innerUpper).toBeLessThanOrEqual(outerUpper);
        expect(outerUpper).toBeLessThanOrEqual(1);
        // Interpolated limits of x and of n − x are one unit apart: both take the part below the step.
        const mirror = proportionFunnel(1 - centre, units);
        if (innerLower > 0 && mirror.inner.lower > 0) {
          expect(1 - mirror.inner.lower - innerUpper).toBeGreaterThan(-1e-9);
          expect(1 - mirror.inner.lower - innerUpper).toBeLessThan(1 / units + 1e-9);
        }
      }),
      { seed, numRuns: 150 },
    );
    console.info(`funnel limits: 150 runs, seed ${seed}`);
  });

  it('leave no more than their tail outside, one count more would leave less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 5, max: 95 }), fc.integer({ min: 40, max: 1500 }), (percent, units) => {
        const centre = percent / 100;
        const { inner } = proportionFunnel(centre, units);
        const below = Math.floor(inner.lower * units);
        const above = Math.floor(inner.upper * units);
        // At 0 the limit is held by what a share can be.
        if (inner.lower > 0) expect(binomial.cdf(below, units, centre)).toBeLessThanOrEqual(0.025 + 1e-9);
        expect(binomial.cdf(below + 1, units, centre)).toBeGreaterThanOrEqual(0.025 - 1e-9);
        expect(binomial.cdf(above, units, centre)).toBeLessThanOrEqual(0.975 + 1e-9);
        expect(binomial.cdf(above + 1, units, centre)).toBeGreaterThanOrEqual(0.975 - 1e-9);
      }),
      { seed, numRuns: 150 },
    );
  });

  it('come near the normal ones among many, and the band narrows with the units', () => {
    const [exact, normal] = [proportionFunnel(0.3, 200_000), normalFunnel(0.3, 200_000)];
    ends(exact).forEach((limit, place) => expect(limit).toBeCloseTo(ends(normal)[place] ?? 0, 4));
    const widths = [40, 80, 160, 320, 640].map((units) => {
      const { inner } = proportionFunnel(0.25, units);
      return inner.upper - inner.lower;
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  });

  it('refuse what is no share of whole units', () => {
    for (const [centre, units] of [
      [0, 10],
      [1, 10],
      [0.5, 0],
      [0.5, 2.5],
    ] as const) {
      expect(() => proportionFunnel(centre, units)).toThrow('a funnel needs');
      expect(() => normalFunnel(centre, units)).toThrow('a funnel needs');
    }
    expect(() => ratioFunnel(0)).toThrow('above 0');
  });
});

describe('the exact limits of observed over expected', () => {
  it('with 10 expected are 1.2205, 3.7752, 16.160 and 20.662 events, as in the worked example', () => {
    const limits = ratioFunnel(10);
    const events = ends(limits).map((ratio) => ratio * 10);
    expect(events.slice(0, 2).map(to(4))).toEqual(['1.2205', '3.7752']);
    expect(events.slice(2).map(to(3))).toEqual(['16.160', '20.662']);
    expect(limits.centre).toBe(1);
  });
});

describe('limits with over-dispersion', () => {
  const [centre, units] = [0.2, 400];
  let plain: FunnelLimits;
  beforeAll(() => {
    plain = normalFunnel(centre, units);
  });

  it('are wider by the root of the factor, or by the variance between hospitals', () => {
    const multiplied = normalFunnel(centre, units, { kind: 'multiplicative', factor: 4 });
    expect(multiplied.outer.upper - centre).toBeCloseTo(2 * (plain.outer.upper - centre), 12);
    // s² = 0.0004; with as much again between hospitals the limits are √2 as wide.
    const added = normalFunnel(centre, units, { kind: 'additive', betweenVariance: 0.0004 });
    expect(centre - added.inner.lower).toBeCloseTo(Math.SQRT2 * (centre - plain.inner.lower), 12);
    expect(plain.inner.upper).toBeCloseTo(0.2 + 1.959964 * 0.02, 7);
    expect(plain.outer.upper).toBeCloseTo(0.2 + 3.090232 * 0.02, 7);
  });

  it('are never narrower than sampling', () => {
    expect(() => normalFunnel(centre, units, { kind: 'multiplicative', factor: 0.9 })).toThrow('never narrower');
    expect(normalFunnel(centre, units, { kind: 'multiplicative', factor: 1 })).toEqual(plain);
    expect(normalFunnel(centre, units, { kind: 'additive', betweenVariance: 0 })).toEqual(plain);
  });
});

describe('the limits of a standardised proportion', () => {
  it('of one stratum are the normal ones', () => {
    expect(standardisedFunnel([{ weight: 1, share: 0.2, units: 400 }])).toEqual(normalFunnel(0.2, 400));
  });

  it('add up the weighted variances of the strata', () => {
    const limits = standardisedFunnel([
      { weight: 0.25, share: 0.3, units: 100 },
      { weight: 0.5, share: 0.1, units: 300 },
      { weight: 0.25, share: 0.05, units: 50 },
    ]);
    expect(limits.centre).toBeCloseTo(0.1375, 12);
    const variance = 0.0625 * (0.21 / 100) + 0.25 * (0.09 / 300) + 0.0625 * (0.0475 / 50);
    expect(limits.inner.upper).toBeCloseTo(0.1375 + 1.959964 * Math.sqrt(variance), 7);
    expect(() => standardisedFunnel([{ weight: 0.9, share: 0.3, units: 100 }])).toThrow('add up to 1');
  });
});

describe('the zones', () => {
  const limits: FunnelLimits = { centre: 0.5, inner: { lower: 0.4, upper: 0.6 }, outer: { lower: 0.3, upper: 0.7 } };

  it.each([
    [0.5, 'as-expected', null],
    [0.4, 'as-expected', null],
    [0.6, 'as-expected', null],
    [0.39, 'look-closer', 'below'],
    [0.61, 'look-closer', 'above'],
    [0.3, 'look-closer', 'below'],
    [0.7, 'look-closer', 'above'],
    [0.29, 'different', 'below'],
    [0.71, 'different', 'above'],
  ])('of %f is %s, %s', (value, zone, side) => {
    expect(funnelZone(limits, value)).toEqual({ zone, side });
  });
});
