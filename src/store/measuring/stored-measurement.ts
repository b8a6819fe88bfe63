/** One row of `measurement` without its place: what it says, as its columns, as the core's measurement, and as text. */
import { sql } from 'kysely';
import { invariant } from '#core/kernel/invariant.ts';
import type { Measurement, NotMeasuredReason, ReasonCode, Standing } from '#core/metrics/measurement.ts';
import { memberSeparator } from '#store/ingest/staged-rows.ts';

export interface StoredMeasurement {
  readonly state: 'measured' | 'not-measured';
  readonly standing: Standing | null;
  readonly reason: NotMeasuredReason | null;
  readonly reasons: readonly ReasonCode[];
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** Units that entered and left the numerator on that day; null where that means nothing. */
  readonly gained: number | null;
  readonly lost: number | null;
}

export const storedColumns = sql`state, standing, reason, reasons, value, numerator, denominator, lower, upper, gained, lost`;

/** The same in one text: read column by column, thousands of values cost ten times what the database needs to find them. */
export const packedColumns = sql`array_to_string(array[state, standing, reason, array_to_string(reasons, ','), value::text, numerator::text,
  denominator::text, lower::text, upper::text, gained::text, lost::text], ${memberSeparator}, '')`;

/** What `packedColumns` wrote; no member is ever the empty text, so that is null. */
export function unpackMeasurement(members: readonly string[]): StoredMeasurement {
  const [state = '', standing = '', reason = '', reasons = '', ...numbers] = members;
  const [value = null, numerator = null, denominator = null, lower = null, upper = null, gained = null, lost = null] = numbers.map(
    (number) => (number === '' ? null : Number(number)),
  );
  return {
    state: state as StoredMeasurement['state'],
    standing: standing === '' ? null : (standing as Standing),
    reason: reason === '' ? null : (reason as NotMeasuredReason),
    reasons: reasons === '' ? [] : (reasons.split(',') as ReasonCode[]),
    ...{ value, numerator, denominator, lower, upper, gained, lost },
  };
}

/** Equal texts say the same. */
export function textOf(one: StoredMeasurement): string {
  const { state, standing, reason, reasons, value, numerator, denominator, lower, upper, gained, lost } = one;
  return JSON.stringify([state, standing, reason, reasons, value, numerator, denominator, lower, upper, gained, lost]);
}

export function storedFrom(measurement: Measurement, { gained, lost }: Pick<StoredMeasurement, 'gained' | 'lost'>): StoredMeasurement {
  const { state, reasons } = measurement;
  const nothing = { standing: null, reason: null, value: null, numerator: null, denominator: null, lower: null, upper: null };
  if (measurement.state === 'not-measured') return { ...nothing, state, reason: measurement.reason, reasons, gained, lost };
  const { standing, value, numerator, denominator, interval } = measurement;
  const bounds = { lower: interval?.lower ?? null, upper: interval?.upper ?? null };
  return { state, standing, reason: null, reasons, value, numerator, denominator, ...bounds, gained, lost };
}

export function measurementFrom(stored: StoredMeasurement): Measurement {
  const { reasons } = stored;
  if (stored.state === 'not-measured') {
    invariant(stored.reason !== null, 'a missing value says why');
    return { state: 'not-measured', reason: stored.reason, reasons };
  }
  const { standing, value, numerator, denominator, lower, upper } = stored;
  invariant(value !== null && standing !== null, 'a measured value has a value and a standing');
  const interval = lower === null ? null : { lower, upper };
  return { state: 'measured', standing, value, numerator, denominator, interval, reasons };
}
