/**
 * Individuals and moving range chart (XmR): one value per period, `X̄ ± 3·MR̄/1.128` (that is 2.66·MR̄), ranges judged apart.
 * W. A. Shewhart 1931; D. J. Wheeler, "Understanding Variation", 1993. For ratios of two noisy counts, percentiles, half-lives,
 * scores. Moving ranges above 3.267·MR̄ are set aside once for the estimate of MR̄, never for the plot (metrics.md 5.1).
 */
import { meanOf, movingRangesOf, rangeLimitFactor, rangePerSigma } from './moving-range.ts';
import type { ControlChart } from './p-chart.ts';
import { sigmaLimits } from './p-chart.ts';
import type { Interval } from './wilson.ts';

export interface XmrChart extends ControlChart {
  /** One per point: its distance from the point before it. */
  readonly ranges: readonly (number | null)[];
  readonly meanRange: number;
  readonly rangeLimit: number;
  /** Indexes of the points whose range is beyond its limit: an unusual jump, not a shift. */
  readonly jumps: readonly number[];
}

const anything: Interval = { lower: -Infinity, upper: Infinity };

/**
 * @param points in order of time, of windows that do not overlap; null is a gap
 * @param baseline indexes of the points that give centre and MR̄
 * @param possible what the value can be: no limit is drawn outside it
 * @returns null when the baseline has no two neighbours
 */
export function xmrChart(points: readonly (number | null)[], baseline: readonly number[], possible: Interval = anything): XmrChart | null {
  const chosen = new Set(baseline);
  const base = points.map((point, index) => (chosen.has(index) ? point : null));
  const centre = meanOf(present(base));
  const meanRange = meanRangeOf(present(movingRangesOf(base)));
  if (centre === null || meanRange === null) return null;
  const ranges = movingRangesOf(points);
  const rangeLimit = rangeLimitFactor * meanRange;
  const own = sigmaLimits(centre, meanRange / rangePerSigma, possible);
  return {
    centre,
    limits: points.map((point) => (point === null ? null : own)),
    scatter: null,
    scaled: false,
    ranges,
    meanRange,
    rangeLimit,
    jumps: ranges.flatMap((range, index) => (range !== null && range > rangeLimit ? [index] : [])),
  };
}

/** The mean without the ranges beyond the limit that all of them give; once, lest nothing remains. */
function meanRangeOf(ranges: readonly number[]): number | null {
  const all = meanOf(ranges);
  return all === null ? null : meanOf(ranges.filter((range) => range <= rangeLimitFactor * all));
}

function present(values: readonly (number | null)[]): readonly number[] {
  return values.flatMap((value) => (value === null ? [] : [value]));
}
