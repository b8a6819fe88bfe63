/**
 * An alert rule: what it watches (the records of a filter, or the verdict of a metric) and where it tells it. Here are the
 * words and the pure rules: what is new since the last look, and when a delivery is tried again. Not here: sending.
 */
import type { Id } from '../kernel/id.ts';
import type { Language } from '../kernel/text.ts';
import { addMilliseconds, type Instant } from '../kernel/time.ts';

/** Lists whose filters can be watched: each has ids and a page for one record. */
export const alertKinds = ['finding', 'asset', 'component'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Verdicts of a chart that can be watched. */
export const alertVerdicts = ['worsening', 'improving', 'shift-no-direction'] as const;
export type AlertVerdict = (typeof alertVerdicts)[number];

export type AlertWhat =
  | { readonly on: 'filter'; readonly kind: AlertKind; readonly filter: string }
  | { readonly on: 'signal'; readonly metricId: string; readonly verdict: AlertVerdict };

export type AlertTo = { readonly by: 'webhook'; readonly url: string } | { readonly by: 'mail'; readonly addresses: readonly string[] };

/** Why a rule that is on tells nothing, or was switched off by the node. */
export const alertFaults = ['filter-invalid', 'filter-too-broad', 'too-many-records', 'metric-gone', 'receiver-gone'] as const;
export type AlertFault = (typeof alertFaults)[number];

export interface AlertRule {
  readonly id: Id;
  readonly name: string;
  readonly language: Language;
  readonly what: AlertWhat;
  readonly to: AlertTo;
  readonly isOn: boolean;
  readonly fault: AlertFault | null;
  /** Null: it was not looked at since it was switched on; the first look only remembers. */
  readonly lookedAt: Instant | null;
  readonly madeAt: Instant;
  /** Names a principal. */
  readonly madeBy: string;
}

/** A filter that more records pass is no alert, and remembering them all would cost too much. */
export const alertRecordsMax = 100_000;
/** Of what is told at once; the rest is behind the link. */
export const alertRowsMax = 20;

/**
 * What came into the filter since the last look, newest ids first.
 * @param seen null: nobody looked yet, so nothing is new
 */
export function enteredSince(seen: readonly string[] | null, found: readonly string[]): readonly string[] {
  if (seen === null) return [];
  const known = new Set(seen);
  return found.filter((id) => !known.has(id)).toSorted((left, right) => (left < right ? 1 : -1));
}

/** The first try and seven more, spread over almost a day. */
export const attemptsMax = 8;
const firstDelayMs = 60_000;
const longestDelayMs = 8 * 3_600_000;

/**
 * When a delivery that failed is tried again: after 1, 4, 16 and 64 minutes, then 4 hours and twice 8, each a fifth shorter or
 * longer by chance, so that what failed together does not come back together.
 * @param attempts made so far, 1 or more
 * @param fraction chance, from 0 up to 1
 * @returns null: given up
 */
export function nextTryAt(attempts: number, failedAt: Instant, fraction: number): Instant | null {
  if (attempts >= attemptsMax) return null;
  const delayMs = Math.min(firstDelayMs * 4 ** (attempts - 1), longestDelayMs);
  return addMilliseconds(failedAt, Math.round(delayMs * (0.8 + 0.4 * fraction)));
}
