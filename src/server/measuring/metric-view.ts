/**
 * A metric as it is read: definition, daily series, chart and verdict in one scope, with the rows beneath each figure.
 * Charts and verdicts are made on reading from the stored daily values; nothing here writes.
 */
import type { MeasureView, MetricSummary, MetricView, SeriesPoint } from '#contract/endpoints/metrics.ts';
import type { PeopleFigure } from '#core/metrics/people-figure.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import { endOfDay } from '#core/kernel/time.ts';
import { isAskedOfRecords, isPublished, originOf, type Measure, type MetricDefinition } from '#core/metrics/define-metric.ts';
import { chartedDays } from '#core/metrics/entered-value.ts';
import { figureDays } from '#core/metrics/published-value.ts';
import { metricById, metrics } from '#core/metrics/registry.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { ChartModel, DailyValue } from '#core/metrics/chart-model.ts';
import { chartModel } from '#core/metrics/chart-model.ts';
import type { Changes } from '#store/changes.ts';
import { readSignals } from '#store/annotations/signal-events.ts';
import { readLifecycles } from '#store/entries/steps.ts';
import { newSourceDays, sourceSpans, type SourceSpan } from '#store/measuring/gate-facts.ts';
import { readScopes, readSeries, type MetricScope, type SeriesQuestion } from '#store/measuring/read-series.ts';
import { departmentNames, serviceNames } from '#store/measuring/scope-names.ts';
import { countRecords } from '#store/query/list.ts';
import type { Scope } from '#store/scope.ts';
import type { Remembered } from '../remembered.ts';
import { storedScopeId } from './counted-spans.ts';
import { stateOf } from './lifecycles.ts';
import { figuresOf, readFigures } from './measure-published.ts';
import { annotationsOf, basisOf, phasesOf, readSaid, targetOf, type SaidOfCharts } from './said-of-charts.ts';
import { recordBeside, wirePhase, wireShift } from './signal-record.ts';
import { wireTarget } from './set-target.ts';
import { wireAnnotation } from './wire-annotation.ts';
import { rowLinks, scopedFilter, unplacedLinks } from './scoped-rows.ts';
import { placeKinds, unplacedMeasurement } from './unplaced.ts';
import { seriesPoint, wireChart, wireSeries, wireVerdict } from './wire-chart.ts';
import { wireDefinition, type CountedExclusion } from './wire-definition.ts';

export const wholeOrganisation: MetricScope = { kind: 'organisation', id: '' };

export interface MetricViewQuestion {
  readonly id: string;
  readonly scope: MetricScope;
  /** Of the daily series; the chart always rests on all there is. */
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly today: Day;
}

/** @throws Problem `metric-not-found` */
export function requireMetric(id: string): MetricDefinition {
  const metric = metricById(id);
  if (metric !== undefined) return metric;
  throw new Problem('metric-not-found', `There is no metric ${id}. Known are ${metrics.map((one) => one.id).join(', ')}.`, { id });
}

/** @throws Problem `metric-not-found` */
export async function metricView(scope: Scope, asked: MetricViewQuestion): Promise<MetricView> {
  const metric = requireMetric(asked.id);
  const departments = await departmentNames(scope);
  const services = await serviceNames(scope);
  const { kind } = asked.scope;
  const own: MetricScope = { kind, id: kind === 'service' ? serviceKeyOf(asked.scope.id, services) : storedScopeId(kind, asked.scope.id) };
  const shown: MetricScope = { kind: own.kind, id: shownScopeId(own.kind, own.id, departments) };
  const spans = await sourceSpans(scope);
  const said = await readSaid(scope);
  const events = await readSignals(scope, { metricId: metric.id, scope: own });
  const series = await wholeSeries(scope, metric, own, asked.today);
  const isShown = ({ day }: DailyValue) => (asked.from === undefined || day >= asked.from) && (asked.to === undefined || day <= asked.to);
  const figures = isPublished(metric) ? await readFigures(scope) : [];
  const measures = metric.measures.map((measure): MeasureView => {
    const days = series.get(measure.name) ?? [];
    const chart = chartOf({ metric, measure, series, spans, timeZone: scope.timeZone, today: asked.today, said, scope: own });
    const name = { metric, measure, scope: own };
    return {
      measure: measure.name,
      title: measure.title,
      unit: measure.unit,
      direction: measure.direction,
      headline: measure.headline,
      scope: { kind: own.kind, id: own.kind === 'organisation' ? scope.organisationId : shown.id },
      series: wireSeries(days.filter(isShown)),
      rows: rowLinks(measure, shown, { day: days.at(-1)?.day ?? asked.today, timeZone: scope.timeZone }),
      entered: measure.entered === undefined ? null : { kind: measure.kind, ...measure.entered },
      published: publishedOf(metric, measure, figures),
      isOfCurve: measure.survival?.of === 'half-life' || measure.survival?.of === 'closed',
      chart: wireChart(chart),
      verdict: wireVerdict(chart.verdict),
      record: recordBeside(chart, events.get(measure.name) ?? [], { version: metric.version, said, name }),
      shift: wireShift(chart),
      signedPhases: phasesOf(said, name).map((phase) => wirePhase(phase)),
    };
  });
  // The breakdown is of the whole organisation, whichever part of it is shown.
  const whole =
    own.kind === 'organisation'
      ? series
      : await readSeries(scope, seriesQuestion(metric, [headlineOf(metric)], wholeOrganisation, asked.today));
  const newest = whole.get(headlineOf(metric).name)?.at(-1);
  return {
    id: metric.id,
    version: metric.version,
    lifecycle: stateOf(await readLifecycles(scope), metric),
    domain: metric.domain,
    title: metric.title,
    question: metric.question,
    measures,
    ...wireTarget(said, metric),
    annotations: annotationsOf(said, { metric, scope: own })
      .toReversed()
      .map((one) => wireAnnotation(one, { departments, services })),
    definition: wireDefinition(metric, await countExclusions(scope, metric, shown, asked.today)),
    ...(newest === undefined ? { breakdown: [], unplaced: [] } : await breakdownOf(scope, metric, newest, { departments, services })),
  };
}

function publishedOf(metric: MetricDefinition, { name, published }: Measure, figures: readonly PeopleFigure[]): MeasureView['published'] {
  if (published === undefined) return null;
  const own = figuresOf(figures, metric, name).toSorted((one, other) => (one.toOn < other.toOn ? -1 : 1));
  return {
    subject: published.subject,
    numerator: published.numerator,
    denominator: published.denominator,
    figures: own.map(({ fromOn, toOn, keys }) => ({ fromOn, toOn, keys: [...keys] })),
  };
}

/** What is left out is counted and can be opened, like everything else. */
async function countExclusions(scope: Scope, metric: MetricDefinition, own: MetricScope, today: Day): Promise<CountedExclusion[]> {
  const counted: CountedExclusion[] = [];
  for (const { of: kind, exclusion } of metric.exclusions) {
    const filter = scopedFilter(exclusion.filter, own);
    const count = await countRecords(scope, kind, { filter, today, now: endOfDay(today, scope.timeZone) });
    counted.push({ kind, filter: printFilter(filter), count });
  }
  return counted;
}

export interface HeadlineSign {
  readonly metric: MetricDefinition;
  readonly measure: Measure;
  readonly newest: SeriesPoint | null;
  readonly chart: ChartModel;
}

/** What a reading of the whole organisation rests on. */
export interface Reading {
  readonly today: Day;
  readonly changes: Changes;
  readonly remembered: Remembered;
}

/**
 * The headline measure of every metric for the whole organisation, in the order of the registry. A chart stays as it is
 * until something is measured again or a source speaks for the first time.
 */
export async function headlineSigns(
  scope: Scope,
  { today, changes, remembered }: Reading,
  spans: readonly SourceSpan[],
): Promise<readonly HeadlineSign[]> {
  const signs: HeadlineSign[] = [];
  // Read with the first chart that is not remembered.
  let reading: Promise<SaidOfCharts> | undefined;
  for (const metric of metrics) {
    const stamp = `${changes.measurements} ${today} ${JSON.stringify(newSourceDays(spans, metric.leansOn, scope.timeZone))}`;
    const key = { organisationId: scope.organisationId, question: `sign ${metric.id}` };
    signs.push(
      await remembered.answer(key, stamp, async () => {
        reading ??= readSaid(scope);
        return headlineSign(scope, metric, { today, spans, said: await reading });
      }),
    );
  }
  return signs;
}

/** What every chart of the organisation rests on beside its own series. */
export interface ChartsAsked {
  readonly today: Day;
  readonly spans: readonly SourceSpan[];
  readonly said: SaidOfCharts;
}

export async function headlineSign(scope: Scope, metric: MetricDefinition, { today, spans, said }: ChartsAsked): Promise<HeadlineSign> {
  const measure = headlineOf(metric);
  const needed = metric.measures.filter(({ name }) => name === measure.name || name === measure.chart.daysOf);
  const series = await readSeries(scope, seriesQuestion(metric, needed, wholeOrganisation, today));
  const newest = series.get(measure.name)?.at(-1);
  return {
    metric,
    measure,
    newest: newest === undefined ? null : seriesPoint(newest.day, newest.measurement),
    chart: chartOf({ metric, measure, series, spans, timeZone: scope.timeZone, today, said }),
  };
}

export async function metricSummaries(scope: Scope, reading: Reading): Promise<MetricSummary[]> {
  const lifecycles = await readLifecycles(scope);
  return (await headlineSigns(scope, reading, await sourceSpans(scope))).map(({ metric, newest, chart }) => ({
    id: metric.id,
    version: metric.version,
    lifecycle: stateOf(lifecycles, metric),
    origin: originOf(metric),
    domain: metric.domain,
    title: metric.title,
    question: metric.question,
    measures: metric.measures.map(({ name, title, unit, direction, headline }) => ({ measure: name, title, unit, direction, headline })),
    newest,
    verdict: wireVerdict(chart.verdict),
  }));
}

export function headlineOf(metric: MetricDefinition): Measure {
  const headline = metric.measures.find((measure) => measure.headline);
  invariant(headline !== undefined, `${metric.id} has a headline measure`);
  return headline;
}

type SeriesByMeasure = ReadonlyMap<string, readonly DailyValue[]>;

export function wholeSeries(scope: Scope, metric: MetricDefinition, own: MetricScope, today: Day): Promise<SeriesByMeasure> {
  return readSeries(scope, seriesQuestion(metric, metric.measures, own, today));
}

function seriesQuestion(metric: MetricDefinition, measures: readonly Measure[], own: MetricScope, today: Day): SeriesQuestion {
  return { metricId: metric.id, version: metric.version, measures: measures.map(({ name }) => name), scope: own, to: today };
}

interface ChartParts {
  readonly metric: MetricDefinition;
  readonly measure: Measure;
  readonly series: ReadonlyMap<string, readonly DailyValue[]>;
  readonly spans: readonly SourceSpan[];
  readonly timeZone: string;
  readonly today: Day;
  readonly said: SaidOfCharts;
  /** Default: the whole organisation. */
  readonly scope?: MetricScope;
}

export function chartOf({ metric, measure, series, spans, timeZone, today, said, scope = wholeOrganisation }: ChartParts): ChartModel {
  const days = series.get(measure.chart.daysOf ?? measure.name) ?? [];
  return chartModel({
    form: measure.chart.form,
    period: metric.chartPeriod,
    direction: measure.direction,
    days: measure.published !== undefined ? figureDays(days) : measure.entered === undefined ? days : chartedDays(days),
    ...basisOf(said, { metric, measure, scope }, newSourceDays(spans, metric.leansOn, timeZone)),
    today,
    target: measure.headline ? targetOf(said, metric) : null,
  });
}

async function breakdownOf(
  scope: Scope,
  metric: MetricDefinition,
  whole: DailyValue,
  { departments, services }: { readonly departments: ReadonlyMap<string, string>; readonly services: ReadonlyMap<string, string> },
): Promise<Pick<MetricView, 'breakdown' | 'unplaced'>> {
  const measure = headlineOf(metric);
  const parts = await readScopes(scope, { metricId: metric.id, version: metric.version, measure: measure.name, day: whole.day });
  return {
    breakdown: parts.map(({ scope: { kind, id }, value }) => ({
      scope: { kind, id: shownScopeId(kind, id, departments) },
      label: kind === 'service' ? (services.get(id) ?? id) : shownScopeId(kind, id, departments),
      newest: seriesPoint(value.day, value.measurement),
    })),
    unplaced: placeKinds.flatMap((kind) => {
      // Whoever enters a part says nothing of the rest; and what is published is of the whole alone.
      if (!isAskedOfRecords(measure)) return [];
      const measurement = unplacedMeasurement(
        measure,
        whole.measurement,
        parts.filter((part) => part.scope.kind === kind).map(({ value }) => value.measurement),
      );
      return measurement === null ? [] : [{ kind, newest: seriesPoint(whole.day, measurement), rows: unplacedLinks(measure, kind) }];
    }),
  };
}

/**
 * By its key, or by the name it goes by.
 * @throws Problem `request-invalid` where a service and a care process share the name
 */
function serviceKeyOf(asked: string, services: ReadonlyMap<string, string>): string {
  const folded = foldName(asked);
  if (services.has(folded)) return folded;
  const keys = [...services].filter(([, name]) => foldName(name) === folded).map(([key]) => key);
  if (keys.length > 1) {
    const detail = `Several go by the name "${asked}": ask for one of ${keys.join(', ')}.`;
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'scopeId' }], expected: keys });
  }
  return keys[0] ?? folded;
}

/** Departments go by the name they carry; the reader's page has words for classes. */
function shownScopeId(kind: MetricScope['kind'], id: string, departments: ReadonlyMap<string, string>): string {
  return kind === 'department' ? (departments.get(id) ?? id) : id;
}
