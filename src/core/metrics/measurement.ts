/**
 * What a metric says about one scope on one day (design.md 3): a value with what it rests on, or why there is none.
 * Unknown is never 0: `value` exists only where something was measured, and 0 then means "none found".
 */
import type { FigureReason } from './figure-reasons.ts';

/** `stale` and `warned` values are shown and marked; they enter no benchmark and no index. */
export type Standing = 'ok' | 'stale' | 'warned';

export const notMeasuredReasons = ['no-data', 'not-applicable', 'group-too-small', 'source-failed', 'gated'] as const;
export type NotMeasuredReason = (typeof notMeasuredReasons)[number];

/** Why a value is marked or missing, most severe first: codes of `gates.ts`. */
export type ReasonCode =
  | 'register-missing'
  | 'discovery-missing'
  | 'scan-missing'
  | 'inventory-not-reconciled'
  | 'unknown-assets-not-handled-weekly'
  | 'scans-too-far-apart'
  | 'register-stale'
  | 'discovery-stale'
  | 'scan-stale'
  | 'sources-not-independent'
  | 'too-few-in-both'
  | 'scan-coverage-low'
  | 'scan-coverage-unknown'
  | 'kev-missing'
  | 'kev-stale'
  | 'epss-missing'
  | 'epss-stale'
  | 'epss-coverage-low'
  | 'not-measured-then'
  | 'nothing-in-population'
  | 'half-life-not-reached'
  | 'followed-too-briefly'
  | 'entry-missing'
  | 'entry-carried'
  | 'entry-stale'
  | FigureReason;

/** 95 %. The upper end is null where nothing was followed for long enough to tell it. */
export interface MeasuredInterval {
  readonly lower: number;
  readonly upper: number | null;
}

export interface Measured {
  readonly state: 'measured';
  readonly standing: Standing;
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly interval: MeasuredInterval | null;
  readonly reasons: readonly ReasonCode[];
}

export interface NotMeasured {
  readonly state: 'not-measured';
  readonly reason: NotMeasuredReason;
  readonly reasons: readonly ReasonCode[];
}

export type Measurement = Measured | NotMeasured;

/**
 * Whether the value is a bound: what was measured is more than that, nobody knows by how much. Shown as such (`> 212 days`), never
 * drawn, averaged or judged as if it were the value. Said by one reason, so that it stands wherever reasons stand.
 */
export function isAtLeast({ reasons }: { readonly reasons: readonly string[] }): boolean {
  return reasons.includes(atLeastReason);
}

export const atLeastReason = 'half-life-not-reached' satisfies ReasonCode;
