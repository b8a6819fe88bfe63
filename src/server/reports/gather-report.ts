/** Reads what a report of a period is written from: the series up to its last day, judged as they stood then, and the files beneath. */
import type { PeopleFigure } from '#core/metrics/people-figure.ts';
import type { Language } from '#core/kernel/text.ts';
import { addDays, dayOf, type Day, type Instant } from '#core/kernel/time.ts';
import type { DailyValue } from '#core/metrics/chart-model.ts';
import { isEntered, isPublished, type MetricDefinition } from '#core/metrics/define-metric.ts';
import { valueOn } from '#core/metrics/entered-value.ts';
import { goalpostsOf, indexOfDay, type IndexedSeries } from '#core/metrics/resilience-index.ts';
import type { Provenance, ReportedSign, ReportedStep, ReportInput } from '#core/reports/report-input.ts';
import type { ReportPeriod } from '#core/reports/report-period.ts';
import { newestRevision, readEntries, stands, type StoredEntry } from '#store/entries/entries.ts';
import { sourceSpans, type SourceSpan } from '#store/measuring/gate-facts.ts';
import { sourceAges } from '#store/measuring/sources.ts';
import { countingStretches } from '#store/measuring/stretches.ts';
import { readOrganisation } from '#store/organisations.ts';
import { computedStretches, spokenFiles, type ComputedStretch } from '#store/reports/evidence.ts';
import { withPatience } from '#store/query/time-limit.ts';
import type { Scope } from '#store/scope.ts';
import { figuresOf, readFigures } from '../measuring/measure-published.ts';
import { metricsInUse } from '../measuring/lifecycles.ts';
import { chartOf, headlineOf, wholeOrganisation, wholeSeries } from '../measuring/metric-view.ts';
import { readSaid, type SaidOfCharts } from '../measuring/said-of-charts.ts';
import { nextSteps, type NextStepsFound } from '../measuring/next-steps.ts';
import { urgencyOf } from '../measuring/overview.ts';
import { wireTarget } from '../measuring/set-target.ts';
import { seriesPoint } from '../measuring/wire-chart.ts';
import { closingLimitMs, gatherClosing } from './gather-closing.ts';
import { gatherPeople } from './gather-people.ts';

export interface ReportQuestion {
  /** Records name principals, readers want names; null: the owner of the node, or somebody who is no longer known. */
  readonly names: (principal: string) => string | null;
  readonly language: Language;
  readonly period: ReportPeriod;
  readonly today: Day;
  readonly now: Instant;
  /** What each list may take; absent: as long as on a page. */
  readonly statementLimitMs?: number | undefined;
}

export async function gatherReport(
  scope: Scope,
  { language, period, today, now, names, statementLimitMs }: ReportQuestion,
): Promise<ReportInput> {
  const isRunning = period.lastOn >= today;
  const day = isRunning ? today : period.lastOn;
  const spans = await sourceSpans(scope);
  const said = await readSaid(scope);
  const stretches = await computedStretches(scope, day);
  const entries = await readEntries(scope);
  const figures = await readFigures(scope);
  const signs: (ReportedSign & Pick<IndexedSeries, 'days'>)[] = [];
  // The day after the period is over, its last month is no longer running: it is judged.
  for (const metric of await metricsInUse(scope))
    signs.push(
      await signOf(scope, metric, {
        day,
        chartToday: isRunning ? today : addDays(day, 1),
        spans,
        said,
        stretches,
        language,
        entries,
        figures,
        names,
      }),
    );
  const steps = await stepsOf(scope, { today, now, sources: sourceAges(spans, scope.timeZone, today) }, statementLimitMs);
  const { name } = await readOrganisation(scope);
  const indexed = signs.flatMap(({ metric, days }) => {
    const goalposts = goalpostsOf(metric);
    return goalposts === null ? [] : [{ metric, goalposts, days }];
  });
  return {
    language,
    organisation: name,
    period,
    day,
    isRunning,
    index: indexed.length === 0 ? null : indexOfDay(indexed, day),
    closing: await gatherClosing(scope, { day, now, today, limitMs: statementLimitMs ?? closingLimitMs }),
    signs: signs.toSorted((a, b) => urgency(a) - urgency(b)),
    people: await gatherPeople(scope, { language, day, figures }),
    next: steps.map((step) => reportedStep(step, language)),
    today,
    files: await spokenFiles(scope, day),
  };
}

/** On a page somebody waits for the lists beneath; a report that the worker makes may take its time. */
async function stepsOf(
  scope: Scope,
  asked: Parameters<typeof nextSteps>[1],
  limitMs: number | undefined,
): Promise<NextStepsFound['steps']> {
  const ask = async () => (await nextSteps(scope, asked)).steps;
  return limitMs === undefined ? ask() : withPatience(scope, ask, limitMs);
}

interface SignParts {
  readonly day: Day;
  readonly chartToday: Day;
  readonly spans: readonly SourceSpan[];
  /** A report shows the charts as the pages do. */
  readonly said: SaidOfCharts;
  readonly stretches: ReadonlyMap<string, readonly ComputedStretch[]>;
  readonly language: Language;
  readonly entries: readonly StoredEntry[];
  readonly figures: readonly PeopleFigure[];
  readonly names: ReportQuestion['names'];
}

async function signOf(
  scope: Scope,
  metric: MetricDefinition,
  { day, chartToday, spans, said, stretches, language, entries, figures, names }: SignParts,
): Promise<ReportedSign & Pick<IndexedSeries, 'days'>> {
  const measure = headlineOf(metric);
  const series = await wholeSeries(scope, metric, wholeOrganisation, day);
  return {
    metric,
    measure,
    days: series.get(measure.name) ?? [],
    newest: series.get(measure.name)?.at(-1) ?? null,
    beside: besideOf(metric, series),
    chart: chartOf({ metric, measure, series, spans, timeZone: scope.timeZone, today: chartToday, said }),
    target: shownTarget(said, metric, { language, names }),
    ...(isPublished(metric) ? { publishedOn: publishedOf(metric, figures) } : {}),
    ...(isEntered(metric) ? { enteredOn: enteredOf(entries, metric, { names, timeZone: scope.timeZone }) } : {}),
    provenance: (name, from, to) => provenanceOf(stretches.get(`${metric.id} ${metric.version} ${name}`) ?? [], { from, to }),
  };
}

/** What counts on a day: the newest figure up to it. */
function publishedOf(metric: MetricDefinition, figures: readonly PeopleFigure[]): NonNullable<ReportedSign['publishedOn']> {
  return (measure, day) => {
    const found = valueOn(figuresOf(figures, metric, measure), day);
    const subject = metric.measures.find(({ name }) => name === measure)?.published?.subject;
    if (found === null || subject === undefined) return null;
    const { fromOn, toOn, keys } = found;
    return { subject, fromOn, toOn, keys };
  };
}

function besideOf(metric: MetricDefinition, series: ReadonlyMap<string, readonly DailyValue[]>): ReportedSign['beside'] {
  return metric.measures.flatMap((measure) => {
    const newest = series.get(measure.name)?.at(-1);
    const isTold = measure.survival !== undefined || measure.published !== undefined;
    return !isTold || measure.headline || newest === undefined ? [] : [{ measure, newest }];
  });
}

function enteredOf(
  entries: readonly StoredEntry[],
  metric: MetricDefinition,
  { names, timeZone }: Pick<ReportQuestion, 'names'> & { readonly timeZone: string },
): NonNullable<ReportedSign['enteredOn']> {
  const own = entries.filter((entry) => entry.metricId === metric.id && entry.scope.kind === 'organisation' && stands(entry));
  return (measure, day) => {
    const entry = valueOn(
      own.filter((one) => one.measure === measure),
      day,
    );
    if (entry === null) return null;
    const { evidence, saidBy, saidAt } = newestRevision(entry);
    const where = [evidence.text, evidence.reference, evidence.link].filter((part) => part !== null).join(', ');
    return { by: names(saidBy), on: dayOf(saidAt, timeZone), evidence: where };
  };
}

function shownTarget(
  said: SaidOfCharts,
  metric: MetricDefinition,
  { language, names }: Pick<ReportQuestion, 'language' | 'names'>,
): ReportedSign['target'] {
  const { target } = wireTarget(said, metric);
  if (target === null) return null;
  const own = [target.saidBy === null ? null : names(target.saidBy), target.reason].filter((part) => part !== null).join(': ');
  return { value: target.value, source: target.source === null ? own : target.source[language], isOwn: target.source === null };
}

function provenanceOf(stretches: readonly ComputedStretch[], days: { readonly from: Day; readonly to: Day }): Provenance | null {
  const counting = countingStretches(stretches, days).filter((stretch) => stretch !== undefined);
  const [first, ...rest] = counting;
  if (first === undefined) return null;
  return rest.reduce<Provenance>(
    (newest, { revision, computedAt }) => ({
      revision: Math.max(newest.revision, revision),
      computedAt: computedAt > newest.computedAt ? computedAt : newest.computedAt,
    }),
    { revision: first.revision, computedAt: first.computedAt },
  );
}

function urgency({ metric, newest, chart }: ReportedSign): number {
  return urgencyOf({ metric, newest: newest === null ? null : seriesPoint(newest.day, newest.measurement), chart });
}

/** What is a name in a step: of a check its whole title, of a department or source the name. */
function reportedStep({ code, title, detail, filter }: NextStepsFound['steps'][number], language: Language): ReportedStep {
  const [kind = '', ...rest] = code.split(':');
  const names: Readonly<Record<string, readonly string[]>> = {
    'overdue-check': [title[language]],
    unowned: [rest.join(':')],
    // After its name, the detail of a source repeats a threshold of the catalogue.
    stale: [rest.slice(1).join(':'), detail[language]],
  };
  return { code, title: title[language], detail: detail[language], names: names[kind] ?? [], filter };
}
