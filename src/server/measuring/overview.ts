/** The vital signs: the headline measure of every metric, worst news first, with what to do next and how old the sources are. */
import type { Overview, OverviewSign } from '#contract/endpoints/metrics.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { originOf } from '#core/metrics/define-metric.ts';
import { filtersOf } from '#core/query/filter-builder.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { sourceSpans } from '#store/measuring/gate-facts.ts';
import { sourceAges } from '#store/measuring/sources.ts';
import { countRecords } from '#store/query/list.ts';
import type { Scope } from '#store/scope.ts';
import { metricsInUse } from './lifecycles.ts';
import { headlineSigns, wholeOrganisation, type HeadlineSign, type Reading } from './metric-view.ts';
import { nextSteps } from './next-steps.ts';
import { rowLinks } from './scoped-rows.ts';
import { wireChart, wireVerdict } from './wire-chart.ts';

/** The same until anything is written or another day begins: the ages it asks for are counted in calendar days. */
export function overview(scope: Scope, reading: Reading & { readonly now: Instant }): Promise<Overview> {
  const { today, changes, remembered } = reading;
  const key = { organisationId: scope.organisationId, question: 'overview' };
  return remembered.answer(key, `${changes.records} ${changes.measurements} ${today}`, () => freshOverview(scope, reading));
}

async function freshOverview(scope: Scope, reading: Reading & { readonly now: Instant }): Promise<Overview> {
  const { today, now } = reading;
  const spans = await sourceSpans(scope);
  const inUse = new Set(await metricsInUse(scope));
  const signs = (await headlineSigns(scope, reading, spans))
    .filter(({ metric }) => inUse.has(metric) && metric.notVital === undefined)
    .toSorted((a, b) => urgencyOf(a) - urgencyOf(b));
  const sources = sourceAges(spans, scope.timeZone, today);
  const { steps, findingsOverdue } = await nextSteps(scope, { today, now, sources });
  const count = (kind: 'asset' | 'finding' | 'import', filter?: Parameters<typeof countRecords>[2]['filter']) =>
    countRecords(scope, kind, { today, now, ...(filter === undefined ? {} : { filter }) });
  return {
    asOf: today,
    signs: signs.map((sign) => wireSign(sign, scope.timeZone)),
    next: steps,
    sources: sources.map((source) => ({ ...source })),
    counts: {
      // Every asset on record: what the list of assets holds while nothing is filtered.
      assets: await count('asset'),
      findingsOpen: await count('finding', filtersOf(finding).eq('state', 'open')),
      overdue: findingsOverdue,
      imports: await count('import'),
    },
  };
}

/** Bad news before unclear news before good news before none; the order of the registry within. */
export function urgencyOf({ metric, newest, chart }: Pick<HeadlineSign, 'metric' | 'newest' | 'chart'>): number {
  // Nobody has begun to enter it or to publish it: there is no news, and nothing has failed.
  if (newest === null && originOf(metric) !== 'records') return 8;
  if (chart.verdict.kind === 'worsening') return 0;
  if (chart.verdict.kind === 'shift-no-direction') return 1;
  // Nothing of the kind is on record, which is no news.
  if (newest?.state === 'not-applicable' || newest?.state === 'group-too-small') return 7;
  if (newest === null || newest.value === null) return 2;
  if (newest.state !== 'measured') return 3;
  if (chart.verdict.kind === 'too-early' || chart.verdict.kind === 'not-judged') return 5;
  return chart.verdict.kind === 'improving' ? 6 : 4;
}

function wireSign({ metric, measure, newest, chart }: HeadlineSign, timeZone: string): OverviewSign {
  return {
    id: metric.id,
    domain: metric.domain,
    measure: measure.name,
    title: metric.title,
    question: metric.question,
    unit: measure.unit,
    direction: measure.direction,
    newest,
    origin: originOf(metric),
    rows: rowLinks(measure, wholeOrganisation, newest === null ? null : { day: newest.day as Day, timeZone }),
    chart: wireChart(chart),
    verdict: wireVerdict(chart.verdict),
  };
}
