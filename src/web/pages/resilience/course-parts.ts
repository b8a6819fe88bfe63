/** Points of the index that may be joined by a line: neighbours that rest on the very same metrics. */
import type { ResilienceIndex } from '#contract/endpoints/resilience-index.ts';

export interface CoursePoint {
  readonly place: number;
  readonly index: number;
  readonly lower: number;
  readonly upper: number;
}

/** A point without an index ends a part; one whose metrics changed begins a new one. */
export function courseParts(points: readonly ResilienceIndex['series'][number][]): readonly (readonly CoursePoint[])[] {
  const parts: CoursePoint[][] = [];
  let open: CoursePoint[] | null = null;
  for (const [place, { index, lower, upper, entered, left }] of points.entries()) {
    if (index === null || lower === null || upper === null) {
      open = null;
      continue;
    }
    if (open === null || entered.length > 0 || left.length > 0) {
      open = [];
      parts.push(open);
    }
    open.push({ place, index, lower, upper });
  }
  return parts;
}
