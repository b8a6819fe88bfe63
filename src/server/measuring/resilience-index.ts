/**
 * The resilience index as it is read: from the stored measurements of the whole organisation, kept until something is measured again.
 * The course by month is made point by point, and a past month again only when what it rests on was corrected.
 */
import type { IndexedMetricJson, ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import type { Day } from '#core/kernel/time.ts';
import type { MetricDefinition } from '#core/metrics/define-metric.ts';
import {
  changedMetrics,
  coverageOf,
  equalWeight,
  goalpostsOf,
  indexDays,
  indexOfDay,
  type DomainOfDay,
  type IndexedMetricOfDay,
  type IndexedSeries,
  type IndexOfDay,
} from '#core/metrics/resilience-index.ts';
import { indexRules, missingDomain, missingWhole, notBegun } from '#core/metrics/index-text.ts';
import { readManySeries } from '#store/measuring/read-many-series.ts';
import type { Scope } from '#store/scope.ts';
import { metricsInUse } from './lifecycles.ts';
import { headlineOf, wholeOrganisation, type Reading } from './metric-view.ts';
import { rowLinks } from './scoped-rows.ts';
import { seriesPoint } from './wire-chart.ts';

/** Three years of months and the newest day: what a person overlooks, and what can be worked out while somebody waits. */
const pointsMax = 37;

export function resilienceIndex(scope: Scope, reading: Reading): Promise<ResilienceIndex> {
  const { today, changes, remembered } = reading;
  const key = { organisationId: scope.organisationId, question: 'index' };
  return remembered.answer(key, `${changes.measurements} ${today}`, () => freshIndex(scope, reading));
}

async function freshIndex(scope: Scope, reading: Reading): Promise<ResilienceIndex> {
  const inUse = await metricsInUse(scope);
  const series = await indexedSeries(scope, inUse, reading.today);
  const days = series.flatMap((one) => [one.days.at(0)?.day, one.days.at(-1)?.day]).filter((day) => day !== undefined);
  const first = days.toSorted()[0];
  const asOf = days.toSorted().at(-1);
  const newest = indexOfDay(series, asOf ?? reading.today);
  return {
    asOf: asOf ?? null,
    whole: { ...figureOf(newest.index, newest.band), missing: newest.index === null ? missingWhole(newest.domains) : null },
    coverage: coverageOf(newest),
    domains: newest.domains.map((domain) => wireDomain(domain, newest.domains.filter(({ isPart }) => isPart).length, series)),
    leftOut: inUse.flatMap(({ id, title, goalposts }) => ('leftOut' in goalposts ? [{ id, title, reason: goalposts.leftOut }] : [])),
    series: first === undefined || asOf === undefined ? [] : wireCourse(await courseOf(scope, reading, { series, first, asOf })),
    rules: [...indexRules],
  };
}

async function indexedSeries(scope: Scope, inUse: readonly MetricDefinition[], today: Day): Promise<readonly IndexedSeries[]> {
  const indexed = inUse.flatMap((metric) => {
    const goalposts = goalpostsOf(metric);
    return goalposts === null ? [] : [{ metric, goalposts }];
  });
  const asked = indexed.map(({ metric }) => ({ metricId: metric.id, version: metric.version, measure: headlineOf(metric).name }));
  const read = await readManySeries(scope, asked, today);
  return indexed.map((one) => ({ ...one, days: read.get(one.metric.id) ?? [] }));
}

async function courseOf(
  scope: Scope,
  { remembered }: Reading,
  { series, first, asOf }: { readonly series: readonly IndexedSeries[]; readonly first: Day; readonly asOf: Day },
): Promise<readonly IndexOfDay[]> {
  const course: IndexOfDay[] = [];
  for (const on of indexDays(first, asOf).slice(-pointsMax)) {
    // A point is tens of milliseconds of drawing: others are answered in between.
    await new Promise((resolve) => setImmediate(resolve));
    const month = { organisationId: scope.organisationId, question: `index ${on.slice(0, 7)}` };
    course.push(await remembered.answer(month, stampOf(series, on), async () => indexOfDay(series, on, true)));
  }
  return course;
}

/** All that the index of a day is made of: of each metric the day itself and, where that is stale, the days of grace before it. */
function stampOf(series: readonly IndexedSeries[], on: Day): string {
  return JSON.stringify([
    on,
    series.map(({ days }) => {
      const place = days.findLastIndex(({ day }) => day <= on);
      const last = days
        .slice(0, place + 1)
        .findLast(({ measurement }) => measurement.state === 'measured' && measurement.standing === 'ok');
      return [days[place], last];
    }),
  ]);
}

function wireCourse(course: readonly IndexOfDay[]): ResilienceIndex['series'] {
  return course.map((one, place) => {
    const before = course[place - 1];
    const { entered, left } = before === undefined ? { entered: [], left: [] } : changedMetrics(before, one);
    return { on: one.on, ...figureOf(one.index, one.band), coverage: coverageOf(one), entered: [...entered], left: [...left] };
  });
}

function figureOf(index: number | null, band: IndexOfDay['band']) {
  return index === null || band === null ? { index: null, lower: null, upper: null } : { index, ...band };
}

function wireDomain(
  { domain, isPart, score, band, used, of, metrics: all }: DomainOfDay,
  parts: number,
  series: readonly IndexedSeries[],
): ResilienceIndex['domains'][number] {
  return {
    domain,
    ...figureOf(score, band),
    weight: isPart ? equalWeight / (equalWeight * parts) : 0,
    missing: score !== null ? null : isPart ? missingDomain({ used, of }) : notBegun,
    metricsUsed: used,
    metricsOf: of,
    metrics: all.map((one) => wireMetric(one, used, series)),
  };
}

/** @param used metrics of the domain that have a value: the weights of the others are shared among them */
function wireMetric(
  { metric, goalposts, entry, gain }: IndexedMetricOfDay,
  used: number,
  series: readonly IndexedSeries[],
): IndexedMetricJson {
  const headline = headlineOf(metric);
  const newest = series.find((one) => one.metric === metric)?.days.at(-1);
  return {
    id: metric.id,
    version: metric.version,
    title: metric.title,
    question: metric.question,
    measure: headline.name,
    unit: headline.unit,
    goalposts: { ...goalposts },
    weight: entry.kind === 'used' ? equalWeight / (equalWeight * used) : 0,
    score: entry.kind === 'used' ? entry.score : null,
    value: entry.kind === 'used' ? entry.value : null,
    carriedFromOn: entry.kind === 'used' && entry.isCarried ? entry.on : null,
    notUsed: entry.kind === 'used' ? null : entry.why,
    gain,
    newest: newest === undefined ? null : seriesPoint(newest.day, newest.measurement),
    rows: rowLinks(headline, wholeOrganisation, null),
  };
}
