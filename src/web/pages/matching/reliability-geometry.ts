/** Tenths of probability with what people answered, as points: probability to the right, share of yes upwards, both 0 to 1. */
import { wilsonInterval } from '#core/statistics/wilson.ts';
import type { Frame } from '../../charts/chart-geometry.ts';

export interface Decile {
  readonly from: number;
  readonly to: number;
  readonly answered: number;
  readonly confirmed: number;
  readonly probabilityMean: number | null;
}

export interface ReliabilityPoint {
  /** Which tenth, from 0. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
  /** Where the share may lie (95 %), as heights. */
  readonly top: number;
  readonly bottom: number;
}

export interface ReliabilityGeometry {
  readonly x: (probability: number) => number;
  readonly y: (share: number) => number;
  /** Only of tenths in which something was answered. */
  readonly points: readonly ReliabilityPoint[];
}

export function reliabilityGeometry(deciles: readonly Decile[], frame: Frame): ReliabilityGeometry {
  const x = (probability: number) => frame.left + probability * (frame.width - frame.left - frame.right);
  const y = (share: number) => frame.height - frame.bottom - share * (frame.height - frame.top - frame.bottom);
  const points = deciles.flatMap(({ answered, confirmed, probabilityMean }, index) => {
    const interval = wilsonInterval(confirmed, answered);
    if (answered === 0 || probabilityMean === null || interval === null) return [];
    return [{ index, x: x(probabilityMean), y: y(confirmed / answered), top: y(interval.upper), bottom: y(interval.lower) }];
  });
  return { x, y, points };
}

/** Below this many answers a Brier score is chance. */
const judgedFrom = 20;

/** In words, by how far it is better than saying one half of everything (Brier score 0.25). */
export function brierWord(score: number, answered: number): 'good' | 'fair' | 'poor' | 'misleading' | 'few' {
  if (answered < judgedFrom) return 'few';
  return score <= 0.1 ? 'good' : score < 0.22 ? 'fair' : score <= 0.25 ? 'poor' : 'misleading';
}
