/** Puts signals on record while a chart shows them. Not here: what a page says of them later (`signal-record.ts`). */
import type { Instant } from '#core/kernel/time.ts';
import type { MetricDefinition } from '#core/metrics/define-metric.ts';
import { metrics } from '#core/metrics/registry.ts';
import { signalEvents } from '#core/metrics/re-phasing.ts';
import { recordSignals } from '#store/annotations/signal-events.ts';
import { listUnfinishedImports } from '#store/imports.ts';
import { sourceSpans } from '#store/measuring/gate-facts.ts';
import type { Scope } from '#store/scope.ts';
import { headlineSign, wholeOrganisation, type ChartsAsked } from './metric-view.ts';
import { readSaid } from './said-of-charts.ts';

/**
 * Keeps the signals that the headline charts of the whole organisation show now. Called when measuring has written, when a
 * person has entered a value, and before a word of a person changes limits. While files wait to be read the figures are half of
 * the truth, and nothing is kept.
 * @param asked `of`: only these; absent: all
 * @returns how many were not on record yet
 */
export async function recordHeadlineSignals(
  scope: Scope,
  asked: Pick<ChartsAsked, 'today'> & { readonly now: Instant; readonly of?: readonly MetricDefinition[] },
): Promise<number> {
  if ((await listUnfinishedImports(scope)).length > 0) return 0;
  const basis: ChartsAsked = { today: asked.today, spans: await sourceSpans(scope), said: await readSaid(scope) };
  const charts = [];
  for (const metric of asked.of ?? metrics) {
    const { measure, chart } = await headlineSign(scope, metric, basis);
    const name = { metricId: metric.id, version: metric.version, measure: measure.name, scope: wholeOrganisation };
    charts.push({ ...name, signals: signalEvents(chart) });
  }
  return recordSignals(scope, charts, asked.now);
}
