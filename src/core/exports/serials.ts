/**
 * Days and moments as spreadsheets count them: days since 30 December 1899, the time of day as a fraction (ECMA-376 part 1,
 * 18.17.4.1). They know no time zones, so a moment becomes the clock on the wall of the organisation.
 */
import { Temporal } from 'temporal-polyfill';
import { millisecondsOf, type Day, type Instant } from '../kernel/time.ts';

const dayMs = 86_400_000;
const epochMs = Date.UTC(1899, 11, 30);
/** Before 1 March 1900 the count is off by the day that 1900 did not have. */
const firstSerial = 61;

/** Null: a day that spreadsheets cannot count. */
export function serialOfDay(day: Day): number | null {
  return counted((Date.parse(`${day}T00:00:00.000Z`) - epochMs) / dayMs);
}

/** @returns what writes moments in that zone; it remembers offsets, so keep it for the file */
export function wallClockSerials(timeZone: string): (instant: Instant) => number | null {
  // Offsets change at whole quarters of an hour, and finding one costs more than writing the cell.
  const offsetsMs = new Map<number, number>();
  return (instant) => {
    const milliseconds = millisecondsOf(instant);
    const quarter = Math.floor(milliseconds / 900_000);
    let offsetMs = offsetsMs.get(quarter);
    if (offsetMs === undefined) {
      offsetMs = Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;
      if (offsetsMs.size >= 50_000) offsetsMs.clear();
      offsetsMs.set(quarter, offsetMs);
    }
    return counted((milliseconds + offsetMs - epochMs) / dayMs);
  };
}

function counted(serial: number): number | null {
  return serial < firstSerial ? null : serial;
}
