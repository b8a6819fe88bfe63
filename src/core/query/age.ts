/**
 * `age(field)` compared with a period. The days of a period are calendar days in the organisation's time zone (so that
 * "30 days late" does not move by an hour with summer time), its hours are exact: `age(x) > P` means `x < asOf − P`.
 * A `day` field counts from the start of that day. A negative period asks of what is still to come: `age(x) > -P` means
 * `x < asOf + P`, which what has passed also is.
 */
import { Temporal } from 'temporal-polyfill';
import type { Period } from '../kernel/time.ts';

/** `asOf − period` in milliseconds since 1970; −Infinity before anything a calendar can say. */
export function ageThreshold(asOf: string, period: Period, timeZone: string): number {
  const { weeks, days, hours } = Temporal.Duration.from(period);
  const at = Temporal.Instant.from(asOf).toZonedDateTimeISO(timeZone);
  // Earlier than any stored value, and near the end of what Temporal can represent.
  if (weeks * 7 + days + hours / 24 > 700_000) return Number.NEGATIVE_INFINITY;
  return at.subtract({ days: weeks * 7 + days }).subtract({ hours }).epochMilliseconds;
}

/** Days of a period that has no hours, negative ahead; undefined when it has hours. */
export function wholeDays(period: Period): number | undefined {
  const { weeks, days, hours } = Temporal.Duration.from(period);
  return hours === 0 ? weeks * 7 + days : undefined;
}
