/** A definition in the shape of the contract: texts in both languages, gates with their conditions, no functions. */
import type { MetricDefinitionJson } from '#contract/endpoints/metrics.ts';
import type { MetricDefinition } from '#core/metrics/define-metric.ts';
import { gates } from '#core/metrics/gates.ts';

export function wireDefinition(metric: MetricDefinition): MetricDefinitionJson {
  return {
    decision: metric.decision,
    audience: [...metric.audience],
    formula: metric.formula,
    population: metric.population,
    exclusions: metric.exclusions.map(({ exclusion: { rule, reason } }) => ({ rule, reason })),
    gates: metric.gates.flatMap((id) =>
      gates[id].reasons.map((reason) => ({ condition: gates[id].condition, effect: gates[id].effect, reason })),
    ),
    cadence: `P${metric.cadenceDays}D`,
    graceDays: metric.graceDays,
    costOfMeasurement: { hoursPerQuarter: metric.costOfMeasurement.hoursPerQuarter, class: metric.costOfMeasurement.class },
    automationLevel: metric.automationLevel,
    target: metric.target === null ? null : { ...metric.target },
    referenceValues: metric.referenceValues.map((reference) => ({ ...reference })),
    gamingRisks: metric.gamingRisks.map((risk) => ({ ...risk })),
    obligations: [...metric.obligations],
    benchmarkable: metric.benchmarkable.is,
    knownGaps: [...metric.knownGaps],
    lifecycle: metric.lifecycle,
  };
}
