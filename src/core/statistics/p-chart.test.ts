import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LimitBasis } from './laney.ts';
import { type ControlChart, pChart } from './p-chart.ts';
import { uChart } from './u-chart.ts';

const all = [0, 1, 2, 3, 4, 5];

describe('the p-chart', () => {
  const numerators = [12, 9, 15, 11, 8, 13];
  const denominators = [200, 180, 220, 190, 210, 200];
  const points = numerators.map((numerator, index) => ({ numerator, denominator: denominators[index] ?? 0 }));
  let chart: ControlChart | null;
  beforeAll(() => {
    chart = pChart(points, all);
  });

  it('gives the centre, the stepped limits and σ_z of the worked example', () => {
    expect(chart?.centre.toFixed(5)).toBe('0.05667');
    expect(chart?.limits.slice(0, 3).map((limit) => limit?.lower.toFixed(5))).toEqual(['0.00762', '0.00497', '0.00990']);
    expect(chart?.limits[0]?.upper.toFixed(5)).toBe('0.10571');
    expect(chart?.limits[1]?.upper.toFixed(5)).toBe('0.10837');
    expect(chart?.limits[2]?.upper.toFixed(5)).toBe('0.10343');
    expect(chart?.scatter?.toFixed(3)).toBe('0.938');
    expect(chart?.scaled).toBe(false);
  });

  it('takes exact binomial quantiles where few are expected: of 20 with centre 0.1 they are 0 and 7', () => {
    const few = pChart(
      [
        { numerator: 2, denominator: 20 },
        { numerator: 2, denominator: 20 },
      ],
      [0, 1],
    );
    // P(X ≤ 6) = 0.99761 < 0.99865 ≤ P(X ≤ 7) = 0.99958
    expect(few?.limits[0]?.lower).toBe(0);
    expect(few?.limits[0]?.upper).toBeCloseTo(7 / 20, 12);
  });

  it('widens the limits by σ_z when points scatter more than counting explains', () => {
    const wild = [200, 700, 150, 820, 300, 640].map((numerator) => ({ numerator, denominator: 1000 }));
    const widened = pChart(wild, all);
    const sigma = Math.sqrt(((widened?.centre ?? 0) * (1 - (widened?.centre ?? 0))) / 1000);
    expect(widened?.scaled).toBe(true);
    expect(widened?.scatter ?? 0).toBeGreaterThan(1.2);
    expect(widened?.limits[0]?.upper).toBeCloseTo(Math.min(1, (widened?.centre ?? 0) + 3 * sigma * (widened?.scatter ?? 0)), 12);
  });

  it('draws limits at one, two and three σ of each point', () => {
    const sigma = Math.sqrt(((chart?.centre ?? 0) * (1 - (chart?.centre ?? 0))) / 190);
    const { centre = 0, ...limits } = chart?.limits[3] ?? {};
    const inSigma = Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, (limit - centre) / sigma]));
    const z = (value: number) => expect.closeTo(value, 9);
    expect(inSigma).toEqual({ lower: z(-3), upper: z(3), warnLower: z(-2), warnUpper: z(2), nearLower: z(-1), nearUpper: z(1) });
  });

  it('takes as exact limits the quantiles of one, two and three σ', () => {
    // Of 40 with centre 0.1, by SciPy 1.17: 0 and 11, 1 and 8, 2 and 6.
    const few = pChart([{ numerator: 4, denominator: 40 }], [0]);
    const counts = Object.entries(few?.limits[0] ?? {}).map(([name, limit]) => [name, Number((limit * 40).toFixed(9))]);
    expect(Object.fromEntries(counts)).toEqual({
      centre: 4,
      lower: 0,
      upper: 11,
      warnLower: 1,
      warnUpper: 8,
      nearLower: 2,
      nearUpper: 6,
    });
  });

  it('takes them from fewer than five expected on either side, as it does not from five', () => {
    const upperOf = (numerator: number, denominator: number) => pChart([{ numerator, denominator }], [0])?.limits[0]?.upper ?? 0;
    const isWhole = (value: number) => Math.abs(value - Math.round(value)) < 1e-9;
    expect(isWhole(upperOf(49, 490) * 490)).toBe(false);
    expect(isWhole(upperOf(4, 40) * 40)).toBe(true);
    expect(isWhole(upperOf(5, 50) * 50)).toBe(false);
    const lowerOf = (numerator: number, denominator: number) => pChart([{ numerator, denominator }], [0])?.limits[0]?.lower ?? 0;
    expect(isWhole(lowerOf(36, 40) * 40)).toBe(true);
    expect(isWhole(lowerOf(27, 32) * 32)).toBe(false);
  });

  it('widens exact limits too: what scatters is no binomial', () => {
    const wild = [0, 9, 0, 8, 0, 9].map((numerator) => ({ numerator, denominator: 40 }));
    const widened = pChart(wild, all);
    expect(widened?.scaled).toBe(true);
    const [centre, scatter] = [widened?.centre ?? 0, widened?.scatter ?? 0];
    expect(widened?.limits[0]?.upper).toBeCloseTo(centre + 3 * scatter * Math.sqrt((centre * (1 - centre)) / 40), 12);
  });

  it('has no scatter where every unit counts, or none, or no two points are neighbours', () => {
    const none = pChart(
      [
        { numerator: 0, denominator: 9 },
        { numerator: 0, denominator: 8 },
      ],
      [0, 1],
    );
    expect(none).toMatchObject({ centre: 0, scatter: null, scaled: false });
    expect(pChart([points[0] ?? null, null, points[2] ?? null], [0, 2])?.scatter).toBeNull();
    expect(pChart(points, [0, 2, 4])?.scatter).toBeNull();
    expect(pChart(points, [0, 2, 4])?.centre).toBeCloseTo(35 / 630, 12);
  });

  it('passes over a period without units: no limits, no part in the centre', () => {
    const withEmpty = pChart([...points, { numerator: 0, denominator: 0 }], [...all, 6]);
    expect(withEmpty?.centre).toBe(chart?.centre);
    expect(withEmpty?.limits[6]).toBeNull();
    expect(withEmpty?.scatter).toBe(chart?.scatter);
  });

  it('refuses counts that are no share', () => {
    expect(() => pChart([{ numerator: 3, denominator: 2 }], [0])).toThrow('got 3 of 2');
    expect(() => pChart([{ numerator: -1, denominator: 2 }], [0])).toThrow('a share lies in');
    expect(pChart([{ numerator: 2, denominator: 2 }], [0])?.centre).toBe(1);
  });

  it('gives nothing for a baseline without units and no limits at a gap', () => {
    expect(pChart([{ numerator: 0, denominator: 0 }], [0])).toBeNull();
    expect(pChart([...points, null], all)?.limits[6]).toBeNull();
  });

  it('does not move when a point after the baseline arrives', () => {
    const later = pChart([...points, { numerator: 190, denominator: 200 }], all);
    expect(later?.centre).toBe(chart?.centre);
    expect(later?.limits.slice(0, 6)).toEqual(chart?.limits);
  });
});

describe('the u-chart', () => {
  const events = [4, 6, 3, 5, 7, 2];
  const exposures = [1.2, 1.3, 1.1, 1.2, 1.4, 1.0];
  const points = events.map((count, index) => ({ events: count, exposure: exposures[index] ?? 0 }));
  let chart: ControlChart | null;
  beforeAll(() => {
    chart = uChart(points, all);
  });

  it('gives the centre and the limits of the worked example', () => {
    expect(chart?.centre).toBeCloseTo(3.75, 10);
    expect(chart?.limits[0]?.upper.toFixed(3)).toBe('9.053');
    expect(chart?.limits[1]?.upper.toFixed(3)).toBe('8.845');
    expect(chart?.limits.every((limit) => limit?.lower === 0)).toBe(true);
  });

  it('gives the σ_z that NumPy gives, with exposures that vary', () => {
    expect(chart?.scatter).toBeCloseTo(0.8499638928557902, 9);
  });

  it('has limits at one, two and three σ, and none below 0', () => {
    const steady = Array.from({ length: 4 }, () => ({ events: 100, exposure: 4 }));
    expect(uChart(steady, [0, 1, 2, 3])?.limits[0]).toEqual({
      centre: 25,
      lower: 17.5,
      upper: 32.5,
      warnLower: 20,
      warnUpper: 30,
      nearLower: 22.5,
      nearUpper: 27.5,
    });
  });

  it('gives σ_z of the baseline by hand, and widens by it alone when it is large', () => {
    // z = −1, 1, 2, −2 about a centre of 25 per 4: ranges 2, 1, 4.
    const points = [90, 110, 120, 80].map((count) => ({ events: count, exposure: 4 }));
    const own = uChart(points, [0, 1, 2, 3]);
    expect(own?.scatter).toBeCloseTo(7 / 3 / 1.128, 12);
    expect(own?.scaled).toBe(true);
    expect(own?.limits[0]?.upper).toBeCloseTo(25 + 7.5 * (7 / 3 / 1.128), 12);
  });

  it('passes over a period without exposure, and has no scatter where nothing happened', () => {
    const withEmpty = uChart([...points, { events: 0, exposure: 0 }, null], [...all, 6]);
    expect(withEmpty?.centre).toBe(chart?.centre);
    expect(withEmpty?.scatter).toBe(chart?.scatter);
    expect(withEmpty?.limits.slice(6)).toEqual([null, null]);
    expect(
      uChart(
        [
          { events: 0, exposure: 2 },
          { events: 0, exposure: 3 },
        ],
        [0, 1],
      ),
    ).toMatchObject({ centre: 0, scatter: null });
    expect(uChart(points, [0, 2])).toMatchObject({ centre: 7 / 2.3, scatter: null });
  });

  it('gives nothing without exposure', () => {
    expect(uChart([null, { events: 0, exposure: 0 }], [0, 1])).toBeNull();
  });
});

describe('p′ and u′', () => {
  const seed = 20_261_122;
  const shares = fc.array(
    fc
      .integer({ min: 200, max: 900 })
      .chain((denominator) =>
        fc.record({ numerator: fc.integer({ min: 40, max: denominator - 40 }), denominator: fc.constant(denominator) }),
      ),
    { minLength: 3, maxLength: 20 },
  );

  it('have limits that carry σ_z whatever it is, p and u whatever it is not, and charts the wider where it is clear', () => {
    fc.assert(
      fc.property(shares, (points) => {
        const baseline = points.map((_, index) => index);
        const rates = points.map(({ numerator, denominator }) => ({ events: numerator, exposure: denominator }));
        for (const chartOf of [
          (basis?: LimitBasis) => pChart(points, baseline, basis),
          (basis?: LimitBasis) => uChart(rates, baseline, basis),
        ]) {
          const [plain, prime, usual] = [chartOf('counting'), chartOf('scatter'), chartOf()];
          const half = (chart: ControlChart | null) => (chart?.limits[0]?.nearUpper ?? 0) - (chart?.centre ?? 0);
          const scatter = plain?.scatter ?? 0;
          expect(plain?.scaled).toBe(false);
          expect(prime?.scatter).toBe(scatter);
          // One σ, where nothing is clamped.
          if ((prime?.limits[0]?.nearUpper ?? 1) < 1) expect(half(prime) / half(plain)).toBeCloseTo(scatter, 9);
          expect(usual?.limits).toEqual(scatter > 1.2 ? prime?.limits : plain?.limits);
          expect(usual?.scaled).toBe(scatter > 1.2);
        }
      }),
      { seed, numRuns: 100 },
    );
    console.info(`p′ and u′: 100 runs, seed ${seed}`);
  });

  it('are narrower than p and u where points scatter less than counting would have them', () => {
    const even = [100, 102, 99, 101, 100].map((numerator) => ({ numerator, denominator: 1000 }));
    const [plain, prime] = [pChart(even, [0, 1, 2, 3, 4], 'counting'), pChart(even, [0, 1, 2, 3, 4], 'scatter')];
    expect(prime?.scaled).toBe(true);
    expect(prime?.limits[0]?.upper).toBeLessThan(plain?.limits[0]?.upper ?? 0);
  });
});
