import { describe, expect, it } from 'vitest';
import { pChart } from './p-chart.ts';
import { uChart } from './u-chart.ts';

const all = [0, 1, 2, 3, 4, 5];

describe('the p-chart', () => {
  const numerators = [12, 9, 15, 11, 8, 13];
  const denominators = [200, 180, 220, 190, 210, 200];
  const points = numerators.map((numerator, index) => ({ numerator, denominator: denominators[index] ?? 0 }));
  const chart = pChart(points, all);

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
  const chart = uChart(
    events.map((count, index) => ({ events: count, exposure: exposures[index] ?? 0 })),
    all,
  );

  it('gives the centre and the limits of the worked example', () => {
    expect(chart?.centre).toBeCloseTo(3.75, 10);
    expect(chart?.limits[0]?.upper.toFixed(3)).toBe('9.053');
    expect(chart?.limits[1]?.upper.toFixed(3)).toBe('8.845');
    expect(chart?.limits.every((limit) => limit?.lower === 0)).toBe(true);
  });

  it('gives nothing without exposure', () => {
    expect(uChart([null, { events: 0, exposure: 0 }], [0, 1])).toBeNull();
  });
});
