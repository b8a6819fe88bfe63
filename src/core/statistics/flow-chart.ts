/**
 * Flow chart of a standing stock: the same units are counted each period, so the level carries no control limits
 * (metrics.md 5.1: stocks are strongly autocorrelated). Judged is the movement: for a proportion the share of gains
 * among all changes, for a count the inflow and the outflow.
 *
 * "Nothing changes" does not mean half gained, half lost: each panel is judged against its own baseline.
 * Fewer than ten changes say nothing: such periods are pooled with the ones after them, within a phase and a gapless stretch.
 */
import type { ControlPanel, PanelCount } from './control-panel.ts';
import { controlPanel } from './control-panel.ts';

export interface FlowPeriod {
  /** Units that entered the numerator in the period. */
  readonly gained: number;
  /** Units that left it. */
  readonly lost: number;
  /** How long the stock was exposed, in one unit for all periods (months, 1,000 asset-months); not used for a share. */
  readonly exposure: number;
  readonly phase: number;
  /** A documented special cause: judged, and left out of what gives the limits. Never pooled with a period that is none. */
  readonly isSpecialCause?: boolean;
}

export interface FlowPanel extends ControlPanel {
  readonly name: 'gained-share' | 'inflow' | 'outflow';
  /** For each point of the panel the periods it pools, as indexes of what was handed in: first and last. */
  readonly pooled: readonly { readonly first: number; readonly last: number }[];
  readonly counts: readonly (PanelCount | null)[];
}

export const fewestChanges = 10;

/** @param periods in order of time; null where the period may not be judged (not measured, still running, first load) */
export function flowPanels(of: 'proportion' | 'count', periods: readonly (FlowPeriod | null)[]): readonly FlowPanel[] {
  if (of === 'proportion') {
    return [
      panelOf('gained-share', 'share', periods, (period) => ({
        changes: period.gained + period.lost,
        numerator: period.gained,
        denominator: period.gained + period.lost,
      })),
    ];
  }
  return [
    panelOf('inflow', 'rate', periods, (period) => ({ changes: period.gained, numerator: period.gained, denominator: period.exposure })),
    panelOf('outflow', 'rate', periods, (period) => ({ changes: period.lost, numerator: period.lost, denominator: period.exposure })),
  ];
}

interface Counted {
  readonly changes: number;
  readonly numerator: number;
  readonly denominator: number;
}

interface Pooling extends Counted {
  readonly first: number;
  readonly phase: number;
  readonly isSpecialCause: boolean;
}

function panelOf(
  name: FlowPanel['name'],
  kind: 'share' | 'rate',
  periods: readonly (FlowPeriod | null)[],
  count: (period: FlowPeriod) => Counted,
): FlowPanel {
  const counts: (PanelCount | null)[] = [];
  const pooled: { first: number; last: number }[] = [];
  let open: Pooling | null = null;
  periods.forEach((period, index) => {
    if (period === null) {
      // What was still being pooled is too little to judge; the gap stays one, so no run crosses it.
      open = null;
      counts.push(null);
      pooled.push({ first: index, last: index });
      return;
    }
    const added = count(period);
    const { phase, isSpecialCause = false } = period;
    const before: Pooling =
      open !== null && open.phase === phase && open.isSpecialCause === isSpecialCause
        ? open
        : { first: index, phase, isSpecialCause, changes: 0, numerator: 0, denominator: 0 };
    const sum: Pooling = {
      first: before.first,
      phase,
      isSpecialCause,
      changes: before.changes + added.changes,
      numerator: before.numerator + added.numerator,
      denominator: before.denominator + added.denominator,
    };
    open = sum.changes < fewestChanges ? sum : null;
    if (open !== null) return;
    counts.push({ numerator: sum.numerator, denominator: sum.denominator, phase, ...(isSpecialCause ? { isSpecialCause } : {}) });
    pooled.push({ first: sum.first, last: index });
  });
  return { name, pooled, counts, ...controlPanel(kind, counts) };
}
