/**
 * The resilience index (domain/metrics.md 7): the headline measures of all metrics with goalposts as one figure per domain and one
 * for the whole, always with its sensitivity band and with what it rests on. What has no value is left out and named, never guessed.
 * Not here: the arithmetic (`core/statistics/composite-index.ts`) or the reading of measurements (`server/measuring`).
 *
 * Rules, each once:
 * - A value counts while its standing is ok. When its sources become too old, the last such value counts for one period of grace
 *   more (the metric's own `graceDays`), then it is left out. A warned, gated or missing value is left out at once.
 * - A domain of whose metrics with goalposts fewer than half have a value is missing, and with a missing domain there is no whole:
 *   an average of a few is an average of whatever happened to be measured.
 * - Figures about people need the consent of those they are about, and a hospital that has not got it is not without an index for it:
 *   awareness is part of the whole from its first value on, and the coverage tells that it is not before (decision 0034).
 */
import { seededBytes } from '../kernel/seeded-bytes.ts';
import type { Day } from '../kernel/time.ts';
import { addDays, daysBetween } from '../kernel/time.ts';
import { compositeIndex, domainScore, goalpostScore } from '../statistics/composite-index.ts';
import { indexWithBand, type IndexedDomain } from '../statistics/sensitivity-band.ts';
import type { Interval } from '../statistics/wilson.ts';
import type { DailyValue } from './chart-model.ts';
import type { MetricDefinition, MetricDomain } from './define-metric.ts';
import { metricDomains } from './define-metric.ts';
import type { FixedGoalposts } from './goalposts.ts';
import type { MeasuredInterval, NotMeasuredReason } from './measurement.ts';

/**
 * Of every metric in its domain, and of every domain in the whole. Equal, because nobody has shown that one of them says more about
 * resilience than another, and weights that look exact would hide that; how much this choice matters is in the band.
 */
export const equalWeight = 1;

/** The band must not move between two readings of the same figures: any seed would do, and it stays this one. */
const bandSeed = 20_261_122;

/** Part of the whole only once it has begun. */
const domainsByConsent: ReadonlySet<MetricDomain> = new Set(['AWR']);

export type NotUsedReason = NotMeasuredReason | 'stale' | 'warned';

export type IndexEntry =
  | {
      readonly kind: 'used';
      readonly value: number;
      readonly interval: Interval | null;
      readonly score: number;
      /** The day the value is of: earlier than the index where the last good value is carried. */
      readonly on: Day;
      readonly isCarried: boolean;
    }
  | { readonly kind: 'not-used'; readonly why: NotUsedReason };

/** A metric with goalposts and what its headline measure said, day by day, oldest first. */
export interface IndexedSeries {
  readonly metric: MetricDefinition;
  readonly goalposts: FixedGoalposts;
  readonly days: readonly DailyValue[];
}

export interface IndexedMetricOfDay {
  readonly metric: MetricDefinition;
  readonly goalposts: FixedGoalposts;
  readonly entry: IndexEntry;
  /** How much higher the whole index would be with this metric at its best and all else as it is; null without an index or a value. */
  readonly gain: number | null;
}

export interface DomainOfDay {
  readonly domain: MetricDomain;
  /** False: it has not begun, and the whole is without it. */
  readonly isPart: boolean;
  /** null: missing, too few of its metrics have a value. */
  readonly score: number | null;
  /** null without a score, and where only the whole was asked for. */
  readonly band: Interval | null;
  readonly used: number;
  readonly of: number;
  readonly metrics: readonly IndexedMetricOfDay[];
}

export interface IndexOfDay {
  readonly on: Day;
  readonly index: number | null;
  readonly band: Interval | null;
  readonly domains: readonly DomainOfDay[];
}

/** null: the metric is left out, for the reason its definition gives. */
export function goalpostsOf(metric: MetricDefinition): FixedGoalposts | null {
  return 'leftOut' in metric.goalposts ? null : metric.goalposts;
}

/** @param isWhole only the whole gets a band: for the course over time, where the domains are not shown */
export function indexOfDay(series: readonly IndexedSeries[], on: Day, isWhole = false): IndexOfDay {
  const domains = metricDomains.map((domain) => domainOfDay(domain, series, on, isWhole));
  const parts = domains.filter(({ isPart }) => isPart);
  const whole = parts.some(({ score }) => score === null) ? null : banded(parts.map(drawable));
  return {
    on,
    index: whole?.index ?? null,
    band: whole?.band ?? null,
    domains: whole === null ? domains : domains.map((domain) => (domain.isPart ? withGains(domain, parts, whole.index) : domain)),
  };
}

function domainOfDay(domain: MetricDomain, series: readonly IndexedSeries[], on: Day, isWhole: boolean): DomainOfDay {
  const metrics = series
    .filter(({ metric }) => metric.domain === domain)
    .map(({ metric, goalposts, days }) => ({ metric, goalposts, entry: entryOn(days, { metric, goalposts }, on), gain: null }));
  const used = metrics.filter(({ entry }) => entry.kind === 'used').length;
  const isPart = !domainsByConsent.has(domain) || hasBegun(domain, series, on);
  const none = { domain, isPart, score: null, band: null, used, of: metrics.length, metrics };
  if (used === 0 || used * 2 < metrics.length) return none;
  const score = scoreOf(metrics);
  const band = isWhole ? null : (banded([drawable({ metrics })])?.band ?? null);
  // The draws have a floor that the score itself has not.
  return { ...none, score, band: band === null ? null : { lower: Math.min(band.lower, score), upper: band.upper } };
}

function hasBegun(domain: MetricDomain, series: readonly IndexedSeries[], on: Day): boolean {
  return series.some(
    ({ metric, days }) => metric.domain === domain && days.some(({ day, measurement }) => day <= on && measurement.state === 'measured'),
  );
}

function entryOn(days: readonly DailyValue[], { metric, goalposts }: Omit<IndexedSeries, 'days'>, on: Day): IndexEntry {
  const place = days.findLastIndex(({ day }) => day <= on);
  const found = days[place];
  if (found === undefined || found.day !== on) return { kind: 'not-used', why: 'no-data' };
  const { measurement } = found;
  if (measurement.state === 'not-measured') return { kind: 'not-used', why: measurement.reason };
  if (measurement.standing === 'ok') return usedEntry(found, goalposts, on);
  if (measurement.standing === 'warned') return { kind: 'not-used', why: 'warned' };
  const last = days.slice(0, place).findLast((one) => one.measurement.state === 'measured' && one.measurement.standing === 'ok');
  const isWithinGrace = last !== undefined && daysBetween(last.day, on) <= metric.graceDays;
  return isWithinGrace ? usedEntry(last, goalposts, on) : { kind: 'not-used', why: 'stale' };
}

function usedEntry({ day, measurement }: DailyValue, goalposts: FixedGoalposts, on: Day): IndexEntry {
  if (measurement.state === 'not-measured') return { kind: 'not-used', why: measurement.reason };
  const { value } = measurement;
  const interval = closedInterval(measurement.interval);
  return { kind: 'used', value, interval, score: goalpostScore(value, goalposts), on: day, isCarried: day !== on };
}

/** An end that nobody knows gives nothing to draw between. */
function closedInterval(interval: MeasuredInterval | null): Interval | null {
  return interval === null || interval.upper === null ? null : { lower: interval.lower, upper: interval.upper };
}

type Scored = Pick<IndexedMetricOfDay, 'entry'>;

/** Of metrics of which one at least has a score. */
function scoreOf(metrics: readonly Scored[]): number {
  const weighted = metrics.map(({ entry }) => ({ score: entry.kind === 'used' ? entry.score : null, weight: equalWeight }));
  return domainScore(weighted)?.score ?? 0;
}

function drawable({ metrics }: Pick<DomainOfDay, 'metrics'>): IndexedDomain {
  return {
    weight: equalWeight,
    metrics: metrics.map(({ entry, goalposts }) => ({
      value: entry.kind === 'used' ? entry.value : null,
      interval: entry.kind === 'used' ? entry.interval : null,
      goalposts,
      weight: equalWeight,
    })),
  };
}

function banded(domains: readonly IndexedDomain[]) {
  return indexWithBand(domains, seededBytes(bandSeed));
}

function withGains(domain: DomainOfDay, domains: readonly DomainOfDay[], index: number): DomainOfDay {
  return {
    ...domain,
    metrics: domain.metrics.map((one) => {
      if (one.entry.kind !== 'used') return one;
      const best: Scored = { entry: { ...one.entry, score: 1 } };
      const raised = scoreOf(domain.metrics.map((other) => (other === one ? best : other)));
      const whole = compositeIndex(
        domains.map((other) => ({ score: other.domain === domain.domain ? raised : other.score, weight: equalWeight })),
      );
      return { ...one, gain: whole === null ? null : whole - index };
    }),
  };
}

/** Of the domains that have begun: metrics with a value, of metrics with goalposts. Domains that are not missing, of all domains. */
export function coverageOf({ domains }: Pick<IndexOfDay, 'domains'>) {
  const sum = (of: (domain: DomainOfDay) => number) => domains.reduce((total, domain) => total + (domain.isPart ? of(domain) : 0), 0);
  return {
    metricsUsed: sum(({ used }) => used),
    metricsOf: sum(({ of }) => of),
    domainsUsed: domains.filter(({ score }) => score !== null).length,
    domainsOf: domains.length,
  };
}

/** The last day of every month from the first day on, and the last day itself. */
export function indexDays(first: Day, last: Day): readonly Day[] {
  const ends: Day[] = [];
  for (let end = endOfMonth(first); end < last; end = endOfMonth(addDays(end, 1))) ends.push(end);
  return [...ends, last];
}

function endOfMonth(day: Day): Day {
  // The 28th and four days more lie in the next month, whatever the month.
  const next = addDays(`${day.slice(0, 7)}-28` as Day, 4);
  return addDays(`${next.slice(0, 7)}-01` as Day, -1);
}

/** Metrics of which a value counts on one day and not on the other: between the two the index is not of one thing. */
export function changedMetrics(
  before: IndexOfDay,
  after: IndexOfDay,
): { readonly entered: readonly string[]; readonly left: readonly string[] } {
  const was = usedIds(before);
  const is = usedIds(after);
  return { entered: is.filter((id) => !was.includes(id)), left: was.filter((id) => !is.includes(id)) };
}

function usedIds({ domains }: IndexOfDay): readonly string[] {
  return domains.flatMap(({ metrics }) => metrics.flatMap(({ metric, entry }) => (entry.kind === 'used' ? [metric.id] : [])));
}
