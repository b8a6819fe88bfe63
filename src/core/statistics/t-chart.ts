/**
 * Chart of the time between rare events (t): where most periods hold no event at all, the gaps between events are charted
 * instead. `y = T^(1/3.6)` makes exponential gaps nearly normal; an XmR chart of y is drawn in days again.
 * L. S. Nelson, "A Control Chart for Parts-Per-Million Nonconforming Items", J. Quality Technology 1994;26:239–240.
 * Above the limit means longer without an event.
 */
import { invariant } from '../kernel/invariant.ts';
import type { ControlChart, ControlLimits } from './p-chart.ts';
import { xmrChart } from './xmr-chart.ts';

const power = 3.6;

export interface TChart extends ControlChart {
  /** Indexes of the gaps that differ from the one before by more than chance explains, on the transformed scale. */
  readonly jumps: readonly number[];
}

/**
 * @param gaps time from each event to the next, in order of time, 0 or more in one unit; null where it is not known
 * @param baseline indexes of the gaps that give centre and spread
 * @returns limits in the unit of the gaps; null when the baseline has no two neighbours
 */
export function tChart(gaps: readonly (number | null)[], baseline: readonly number[]): TChart | null {
  invariant(
    gaps.every((gap) => gap === null || gap >= 0),
    'a time between events is never negative',
  );
  const chart = xmrChart(
    gaps.map((gap) => (gap === null ? null : gap ** (1 / power))),
    baseline,
    { lower: 0, upper: Infinity },
  );
  if (chart === null) return null;
  return {
    centre: chart.centre ** power,
    limits: chart.limits.map((limits) => (limits === null ? null : backTransformed(limits))),
    scatter: null,
    scaled: false,
    jumps: chart.jumps,
  };
}

function backTransformed(limits: ControlLimits): ControlLimits {
  return {
    centre: limits.centre ** power,
    lower: limits.lower ** power,
    upper: limits.upper ** power,
    warnLower: limits.warnLower ** power,
    warnUpper: limits.warnUpper ** power,
    nearLower: limits.nearLower ** power,
    nearUpper: limits.nearUpper ** power,
  };
}
