/**
 * Stretches of days on which a series says the same, as its table keeps them: rows are only ever added or prolonged, and
 * of several that cover a day the one with the highest revision counts. Here: which one that is, and which rows bring the
 * table to what is measured now. Pure; SQL is in `read-series.ts` and `write-measurements.ts`.
 */
import type { Day } from '#core/kernel/time.ts';
import { addDays, daysBetween } from '#core/kernel/time.ts';

export interface DayRange {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
}

export interface StoredStretch extends DayRange {
  /** From 1; counts up with each correction of one of its days, not always by one. */
  readonly revision: number;
  /** What it says, as text: equal texts say the same. */
  readonly says: string;
}

/** @returns for each day of `days`, in order, the stretch that counts; undefined where none covers it */
export function countingStretches<T extends DayRange & { readonly revision: number }>(
  stored: readonly T[],
  days: DayRange,
): (T | undefined)[] {
  const counting = Array.from<T | undefined>({ length: daysBetween(days.from, days.to) + 1 });
  for (const stretch of stored.toSorted((left, right) => left.revision - right.revision)) {
    const first = Math.max(0, daysBetween(days.from, stretch.from));
    const last = Math.min(counting.length - 1, daysBetween(days.from, stretch.to));
    if (first <= last) counting.fill(stretch, first, last + 1);
  }
  return counting;
}

export interface Corrections<T> {
  readonly added: readonly (DayRange & { readonly revision: number; readonly measured: T })[];
  /** Stored stretches that go on saying the same on the days after them, of which nothing was known. */
  readonly prolonged: readonly { readonly stored: StoredStretch; readonly to: Day }[];
  /** Days that are new or come out otherwise. */
  readonly days: number;
}

/**
 * @param stored of one series in one scope: all that touch the days measured, and the day before them
 * @param measured of the same scope, in order, no day twice
 */
export function correctionsOf<T extends DayRange & { readonly says: string }>(
  stored: readonly StoredStretch[],
  measured: readonly T[],
): Corrections<T> {
  const [first] = measured;
  const last = measured.at(-1);
  if (first === undefined || last === undefined) return { added: [], prolonged: [], days: 0 };
  if (stored.length === 0) {
    const added = measured.map((one) => ({ from: one.from, to: one.to, revision: 1, measured: one }));
    return { added, prolonged: [], days: added.reduce((sum, one) => sum + lengthOf(one), 0) };
  }
  const dayBefore = addDays(first.from, -1);
  const counting = countingStretches(stored, { from: dayBefore, to: last.to });
  const pieces = measured.flatMap((one) => otherwise(one, counting, dayBefore));
  const added: Corrections<T>['added'][number][] = [];
  const prolonged: Corrections<T>['prolonged'][number][] = [];
  for (const { from, to, revision, measured: one } of pieces) {
    const before = counting[daysBetween(dayBefore, from) - 1];
    if (revision === 1 && before !== undefined && before.says === one.says && addDays(before.to, 1) === from)
      prolonged.push({ stored: before, to });
    else added.push({ from, to, revision, measured: one });
  }
  return { added, prolonged, days: pieces.reduce((sum, one) => sum + lengthOf(one), 0) };
}

/** The parts of a measured stretch on which the table says something else, or nothing. */
function otherwise<T extends DayRange & { readonly says: string }>(
  measured: T,
  counting: readonly (StoredStretch | undefined)[],
  firstDay: Day,
): (DayRange & { readonly revision: number; readonly measured: T })[] {
  const parts: (DayRange & { readonly revision: number; readonly measured: T })[] = [];
  const start = daysBetween(firstDay, measured.from);
  const end = start + lengthOf(measured);
  let place = start;
  while (place < end) {
    const known = counting[place];
    const from = place;
    let newest = known?.revision ?? 0;
    place += 1;
    if (known?.says === measured.says) continue;
    // A part of which nothing is known is kept apart: it may prolong what stands before it.
    for (let next = counting[place]; place < end && isSamePart(known, next, measured.says); next = counting[place]) {
      newest = Math.max(newest, next?.revision ?? 0);
      place += 1;
    }
    parts.push({ from: addDays(firstDay, from), to: addDays(firstDay, place - 1), revision: newest + 1, measured });
  }
  return parts;
}

function isSamePart(first: StoredStretch | undefined, next: StoredStretch | undefined, says: string): boolean {
  return (first === undefined) === (next === undefined) && next?.says !== says;
}

function lengthOf({ from, to }: DayRange): number {
  return from === to ? 1 : daysBetween(from, to) + 1;
}
