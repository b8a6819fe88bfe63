/**
 * Which points a chart is judged by (metrics.md 5.3): below 12 none, from 12 all so far (provisional), from 20 the
 * first 20 for ever (frozen): a new point never moves the limits it is judged by. Each phase has its own.
 */
export interface Baseline {
  readonly status: 'too-few' | 'provisional' | 'frozen';
  /** Indexes of the points that give centre and limits; empty while too few. */
  readonly indexes: readonly number[];
  /** How many points this phase has so far. */
  readonly points: number;
}

export const provisionalFrom = 12;
export const frozenFrom = 20;

/** @param usable in order of time, the points of one phase that may be judged and carry no documented special cause */
export function baselineOf(usable: readonly number[]): Baseline {
  const points = usable.length;
  if (points < provisionalFrom) return { status: 'too-few', indexes: [], points };
  if (points < frozenFrom) return { status: 'provisional', indexes: usable, points };
  return { status: 'frozen', indexes: usable.slice(0, frozenFrom), points };
}
