/** What the hospital aims for: said by a person with its reason, before the target of the definition; every word is kept. */
import type { MetricView } from '#contract/endpoints/metrics.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Measure, MetricDefinition } from '#core/metrics/define-metric.ts';
import type { Saying } from '#store/annotations/annotations.ts';
import { insertTarget, type StoredTarget } from '#store/annotations/targets.ts';
import { countMeasured } from '#store/changes.ts';
import type { Scope } from '#store/scope.ts';
import { majorOf, type SaidOfCharts } from './said-of-charts.ts';

export type SaidTarget = Pick<MetricView, 'target' | 'targetWords'>;

/** @param measure the headline of the metric. @throws Problem `request-invalid` */
export async function setTarget(
  scope: Scope,
  {
    metric,
    measure,
    value,
    reason,
  }: Pick<StoredTarget, 'value' | 'reason'> & { readonly metric: MetricDefinition; readonly measure: Measure },
  saying: Saying,
): Promise<void> {
  const isShare = measure.unit === 'proportion';
  if (value !== null && (value < 0 || (isShare && value > 1))) {
    const detail = isShare ? 'A share lies between 0 and 1: write 0.95 for 95 per cent.' : 'A target of this metric is 0 or more.';
    throw new Problem('request-invalid', detail, { wrong: [{ path: 'value' }] });
  }
  await insertTarget(scope, { metricId: metric.id, version: metric.version, value, reason }, saying);
  await countMeasured(scope);
}

/** Who said it is still the name of a principal. */
export function wireTarget({ targets }: Pick<SaidOfCharts, 'targets'>, metric: MetricDefinition): SaidTarget {
  const words = targets.filter(({ metricId }) => metricId === metric.id);
  const newest = words[0];
  const own = newest?.value ?? null;
  const fromDefinition =
    metric.target === null
      ? null
      : { value: metric.target.value, source: metric.target.source, reason: null, saidAt: null, saidBy: null, setForVersion: null };
  return {
    target:
      newest === undefined || own === null
        ? fromDefinition
        : {
            value: own,
            source: null,
            reason: newest.reason,
            saidAt: newest.saidAt,
            saidBy: newest.saidBy,
            setForVersion: otherMajorOf(newest, metric),
          },
    targetWords: words.map((word) => {
      const { value, reason, saidAt, saidBy } = word;
      return { value, reason, saidAt, saidBy, setForVersion: otherMajorOf(word, metric) };
    }),
  };
}

/** A target of a definition that counted otherwise; null: of this one, or said before versions were kept. */
function otherMajorOf({ version }: Pick<StoredTarget, 'version'>, metric: MetricDefinition): string | null {
  return version === null || majorOf(version) === majorOf(metric.version) ? null : majorOf(version);
}
