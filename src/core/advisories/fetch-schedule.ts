/**
 * When a source is fetched next by itself: every so many hours, never on the very minute (all nodes of a country would ask at once), and
 * more and more seldom while it fails. What is due is decided here; fetching is the worker's (`server/sources`).
 */
import { addMilliseconds, type Instant } from '../kernel/time.ts';

const hourMs = 3_600_000;
export const usualFetchHours = 24;
/** A month. */
export const fetchHoursMax = 24 * 31;
/** A source that fails for long is still asked once a week. */
const waitHoursMax = 24 * 7;
/** Of the time between two. */
const jitterRatio = 0.1;
/** What is due at once is spread over this. */
const spreadMs = 20 * 60_000;

export interface FetchSetting {
  /** Null: nobody set it; 0: never. */
  readonly setHours: number | null;
  /** A source of which an address was named, or that was fetched by its address before, is fetched unless somebody says otherwise. */
  readonly isNamed: boolean;
}

/** @returns null: it is fetched only when somebody asks. */
export function fetchHours({ setHours, isNamed }: FetchSetting): number | null {
  const hours = setHours ?? (isNamed ? usualFetchHours : 0);
  return hours === 0 ? null : hours;
}

/**
 * @param hours between two fetches that went well
 * @param failures in a row, up to now
 * @param chance 0 up to 1
 */
export function fetchAfter(now: Instant, { hours, failures, chance }: { hours: number; failures: number; chance: number }): Instant {
  const waitHours = failures === 0 ? hours : Math.min(2 ** (failures - 1), Math.max(hours, waitHoursMax));
  return addMilliseconds(now, Math.round(waitHours * hourMs * (1 + jitterRatio * (2 * chance - 1))));
}

/** Of one that was never planned: at its time after the last attempt, or soon. */
export function firstFetchAt(
  now: Instant,
  { triedAt, hours, failures, chance }: { triedAt: Instant | null; hours: number; failures: number; chance: number },
): Instant {
  const soon = addMilliseconds(now, Math.round(spreadMs * chance));
  if (triedAt === null) return soon;
  const planned = fetchAfter(triedAt, { hours, failures, chance });
  return planned > soon ? planned : soon;
}
