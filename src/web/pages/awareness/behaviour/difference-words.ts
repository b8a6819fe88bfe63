/** A difference in words: "between 4 and 11.2 points more", or that no difference can be shown. */
import type { Format } from '../../../app/format.ts';
import type { Messages } from '../../../messages/en.ts';

export interface Difference {
  readonly estimate: number;
  readonly interval: { readonly lower: number; readonly upper: number };
}

/** A share in percentage points, without a sign. */
export function pointsText(value: number, f: Format): string {
  return f.number(Math.abs(value) * 100, 1);
}

export function signedPoints(value: number, f: Format): string {
  const text = pointsText(value, f);
  return text === '0' ? text : `${value > 0 ? '+' : '−'}${text}`;
}

export function differenceWords({ interval: { lower, upper } }: Difference, m: Messages, f: Format): string {
  if (lower > 0) return m.behaviour.pointsMore(pointsText(lower, f), pointsText(upper, f));
  if (upper < 0) return m.behaviour.pointsLess(pointsText(upper, f), pointsText(lower, f));
  return m.behaviour.pointsBoth(signedPoints(lower, f), signedPoints(upper, f));
}
