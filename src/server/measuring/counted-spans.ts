/**
 * What is counted of a measure on which days, by scope, and the keys under which scopes are stored.
 * Here are the shapes that questions of rows (`count-measures.ts`) and of groups (`count-groups.ts`) are answered in.
 */
import { foldName } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import type { Measurement } from '#core/metrics/measurement.ts';
import type { TwoLists } from '#core/statistics/capture-recapture.ts';
import type { ClosingTimes } from '#core/vulnerabilities/time-to-close.ts';
import type { DaySpan, ScopeSpans } from '#store/query/day-series.ts';

export interface Days {
  readonly from: Day;
  /** Inclusive. */
  readonly to: Day;
}

/** Days on which the counts are the same. */
export interface CountedSpan extends Days {
  readonly numerator: number;
  readonly denominator: number;
  /** Units that entered and left the numerator on its first day; null where that means nothing. */
  readonly gained: number | null;
  readonly lost: number | null;
  /** Of a count beneath a service: whether any asset is beneath it; where none is, nobody knows what there is to count. */
  readonly hasAssets?: boolean;
  /** Of an estimate: the counts of each of its strata. */
  readonly strata?: readonly TwoLists[];
  /** Of how long findings stay open: the curve of the month whose value the days have. */
  readonly lived?: ClosingTimes;
  /** Of an age: in days; null where there is nothing that has one. */
  readonly ageDays?: number | null;
}

/** By `scopeKey`. */
export type CountedByScope = Map<string, Omit<ScopeSpans, 'spans'> & { readonly spans: readonly CountedSpan[] }>;

/** Of two lists that each cover the same days in order: every pair that has days in common, with those days. */
export function overlaps<Left extends Days, Right extends Days>(
  left: readonly Left[],
  right: readonly Right[],
): readonly (readonly [Left, Right, Days])[] {
  const found: (readonly [Left, Right, Days])[] = [];
  let [i, j] = [0, 0];
  for (let [a, b] = [left[i], right[j]]; a !== undefined && b !== undefined; [a, b] = [left[i], right[j]]) {
    const to = a.to < b.to ? a.to : b.to;
    found.push([a, b, { from: a.from > b.from ? a.from : b.from, to }]);
    if (a.to === to) i += 1;
    if (b.to === to) j += 1;
  }
  return found;
}

/**
 * Neighbours that say the same become one: what grows by the day is counted day by day, and is often not told, for one reason
 * over many days.
 * @param spans of one scope, in order
 */
export function joined<Span extends Days & { readonly measurement: Measurement }>(spans: readonly Span[]): readonly Span[] {
  const together: Span[] = [];
  let said = '';
  for (const span of spans) {
    const says = JSON.stringify(span.measurement);
    const last = together.at(-1);
    if (last !== undefined && says === said && addDays(last.to, 1) === span.from) together[together.length - 1] = { ...last, to: span.to };
    else together.push(span);
    said = says;
  }
  return together;
}

/** Those parts of them that lie within. */
export function cutTo<Span extends Days>(spans: readonly Span[], { from, to }: Days): readonly Span[] {
  return spans.flatMap((span) =>
    span.to < from || span.from > to ? [] : [{ ...span, from: span.from < from ? from : span.from, to: span.to > to ? to : span.to }],
  );
}

export function emptySpans(days: Days): readonly DaySpan[] {
  return [{ from: days.from, to: days.to, numerator: 0, denominator: 0, gained: 0, lost: 0 }];
}

/** The organisation needs no name within its own rows; departments are kept under the name they compare by. */
export function storedScopeId(kind: ScopeSpans['scopeKind'], id: string): string {
  if (kind === 'organisation') return '';
  return kind === 'department' ? foldName(id) : id;
}

export function scopeKey(kind: string, id: string): string {
  return `${kind} ${id}`;
}
