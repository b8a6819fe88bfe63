/**
 * Control chart for events per exposure (u, and u′ after Laney): `ū ± 3√(ū/a)`, lower limit never below 0.
 * Limits vary with the exposure and are drawn stepped.
 */
import type { LimitBasis } from './laney.ts';
import { limitFactor, scatterOf } from './laney.ts';
import type { ControlChart } from './p-chart.ts';
import { sigmaLimits } from './p-chart.ts';

export interface Rate {
  readonly events: number;
  /** In one unit for all points: months, 1,000 asset-days, … */
  readonly exposure: number;
}

/**
 * @param points in order of time; null is a gap
 * @param baseline indexes of the points that give centre and scatter
 * @param basis `counting` for a u-chart, `scatter` for u′
 * @returns null when the baseline holds no exposure at all
 */
export function uChart(points: readonly (Rate | null)[], baseline: readonly number[], basis: LimitBasis = 'wider'): ControlChart | null {
  const chosen = new Set(baseline);
  const base = points.map((point, index) => (chosen.has(index) && point !== null && point.exposure > 0 ? point : null));
  const events = base.reduce((sum, point) => sum + (point?.events ?? 0), 0);
  const exposure = base.reduce((sum, point) => sum + (point?.exposure ?? 0), 0);
  if (exposure === 0) return null;
  const centre = events / exposure;
  const scatter =
    centre === 0
      ? null
      : scatterOf(
          base.map((point) => (point === null ? null : (point.events / point.exposure - centre) / Math.sqrt(centre / point.exposure))),
        );
  const factor = limitFactor(scatter, basis);
  const limits = points.map((point) => {
    if (point === null || point.exposure === 0) return null;
    return sigmaLimits(centre, factor * Math.sqrt(centre / point.exposure), { lower: 0, upper: Infinity });
  });
  return { centre, limits, scatter, scaled: factor !== 1 };
}
