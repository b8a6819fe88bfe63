/**
 * What follows, day by day, from how many rows each group has: the age that so many per cent of them have not passed, and how
 * many different groups there are. Pure; how many rows come to which group and leave it on which day is the database's to
 * count (`store/query/group-changes.ts`).
 */
import type { Day } from '../kernel/time.ts';
import { addDays, daysBetween } from '../kernel/time.ts';
import { nearestRank } from '../statistics/quantile.ts';

/** So many more rows (fewer: negative) of a group from the end of that day on. */
export interface GroupChange {
  readonly group: string;
  readonly day: Day;
  readonly change: number;
}

interface Days {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
}

/** Days on which the same is so. */
export interface QuantileSpan extends Days {
  /** The day on which the row at the quantile began; its age grows by one a day. null: there are no rows. */
  readonly sinceOn: Day | null;
  readonly rows: number;
}

/**
 * @param changes of groups that are the days on which rows began, any order; those before the first day stand on it
 * @returns in order, each day once
 */
export function quantileSpans(changes: readonly GroupChange[], days: Days, percent: number): readonly QuantileSpan[] {
  // The youngest first: the least age. Counts by place, so that a day costs one walk over them.
  const groups = [...new Set(changes.map(({ group }) => group))].toSorted().toReversed();
  const places = new Map(groups.map((group, place) => [group, place]));
  const counts = new Int32Array(groups.length);
  let rows = 0;
  const count = ({ group, change }: GroupChange): void => {
    const place = places.get(group) ?? 0;
    counts[place] = (counts[place] ?? 0) + change;
    rows += change;
  };
  return walked(changes, days, count, () => {
    const place = nearestRank(counts, percent);
    return { sinceOn: place === null ? null : ((groups[place] ?? null) as Day | null), rows };
  });
}

export interface DistinctSpan extends Days {
  readonly numerator: number;
  readonly denominator: number;
  /** Groups that are in the numerator and were not the day before. */
  readonly gained: number;
  readonly lost: number;
}

/** How many groups have rows in each of two sets, the first of which lies within the second. Single days where groups came or went. */
export function distinctSpans(numerator: readonly GroupChange[], denominator: readonly GroupChange[], days: Days): readonly DistinctSpan[] {
  const part = new Present();
  let before: ReadonlySet<string> | null = null;
  const counted = walked(numerator, days, part.count, () => {
    const now = new Set(part.groups);
    const was = before;
    before = now;
    // Read first at the end of the day before the first: what was there then is no change.
    if (was === null) return { count: now.size, gained: 0, lost: 0 };
    return {
      count: now.size,
      gained: [...now].filter((group) => !was.has(group)).length,
      lost: [...was].filter((group) => !now.has(group)).length,
    };
  });
  const all = new Present();
  const whole = walked(denominator, days, all.count, () => ({ count: all.groups.size }));
  return joined(counted, whole);
}

/** The groups that have rows. */
class Present {
  readonly groups = new Set<string>();
  readonly #counts = new Map<string, number>();

  readonly count = ({ group, change }: GroupChange): void => {
    const count = (this.#counts.get(group) ?? 0) + change;
    this.#counts.set(group, count);
    if (count > 0) this.groups.add(group);
    else this.groups.delete(group);
  };
}

function joined(
  counted: readonly (Days & { readonly count: number; readonly gained: number; readonly lost: number })[],
  whole: readonly (Days & { readonly count: number })[],
): readonly DistinctSpan[] {
  const spans: DistinctSpan[] = [];
  const single = counted.flatMap(({ count, gained, lost, ...span }): (Days & Omit<DistinctSpan, 'from' | 'to' | 'denominator'>)[] => {
    const own = { numerator: count, gained, lost };
    if ((gained === 0 && lost === 0) || span.from === span.to) return [{ ...span, ...own }];
    const rest = { from: addDays(span.from, 1), to: span.to, numerator: count, gained: 0, lost: 0 };
    return [{ from: span.from, to: span.from, ...own }, rest];
  });
  let place = 0;
  for (const span of single) {
    for (let other = whole[place]; other !== undefined && other.from <= span.to; other = whole[place]) {
      const from = other.from > span.from ? other.from : span.from;
      const to = other.to < span.to ? other.to : span.to;
      if (from <= to) spans.push({ ...span, from, to, denominator: other.count });
      if (other.to > span.to) break;
      place += 1;
    }
  }
  return spans;
}

/**
 * Goes through the days that have changes, after the day before the first: each is counted, then the state is read, and it
 * holds until the next such day.
 */
function walked<Read extends object>(
  changes: readonly GroupChange[],
  { from, to }: Days,
  count: (change: GroupChange) => void,
  read: () => Read,
): readonly (Days & Read)[] {
  const byDay = new Map<Day, GroupChange[]>();
  const dayBefore = addDays(from, -1);
  for (const change of changes) {
    const day = change.day < from ? dayBefore : change.day;
    const own = byDay.get(day);
    if (own === undefined) byDay.set(day, [change]);
    else own.push(change);
  }
  const spans: (Days & Read)[] = [];
  let open: { readonly from: Day; readonly read: Read } | null = null;
  for (const day of [...new Set([dayBefore, ...byDay.keys()])].toSorted()) {
    if (day > to) break;
    for (const change of byDay.get(day) ?? []) count(change);
    if (open !== null && day > from) spans.push({ ...open.read, from: open.from, to: addDays(day, -1) });
    open = { from: day < from ? from : day, read: read() };
  }
  if (open !== null && open.from <= to) spans.push({ ...open.read, from: open.from, to });
  return spans;
}

/** Whole days from the one a row began on to the end of another: how old it is. */
export function ageOn(day: Day, sinceOn: Day): number {
  return daysBetween(sinceOn, day);
}
