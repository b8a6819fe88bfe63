/** A definition in the shape of the contract: texts in both languages, gates with their conditions, no functions. */
import type { MetricDefinitionJson } from '#contract/endpoints/metrics.ts';
import type { MetricDefinition } from '#core/metrics/define-metric.ts';
import { gates } from '#core/metrics/gates.ts';

export interface CountedExclusion {
  readonly kind: 'asset' | 'finding';
  readonly filter: string;
  readonly count: number;
}

/** @param counted for each exclusion of the definition, in its order */
export function wireDefinition(metric: MetricDefinition, counted: readonly CountedExclusion[]): MetricDefinitionJson {
  return {
    decision: metric.decision,
    audience: [...metric.audience],
    formula: metric.formula,
    population: metric.population,
    exclusions: metric.exclusions.flatMap(({ exclusion: { rule, reason } }, index) => {
      const found = counted[index];
      return found === undefined ? [] : [{ rule, reason, ...found }];
    }),
    gates: metric.gates.flatMap((id) =>
      gates[id].reasons.map((reason) => ({ condition: gates[id].condition, effect: gates[id].effect, reason })),
    ),
    cadence: `P${metric.cadenceDays}D`,
    graceDays: metric.graceDays,
    costOfMeasurement: { hoursPerQuarter: metric.costOfMeasurement.hoursPerQuarter, class: metric.costOfMeasurement.class },
    automationLevel: metric.automationLevel,
    target: metric.target === null ? null : { ...metric.target },
    goalposts: { ...metric.goalposts },
    referenceValues: metric.referenceValues.map((reference) => ({ ...reference })),
    gamingRisks: metric.gamingRisks.map((risk) => ({ ...risk })),
    obligations: [...metric.obligations],
    benchmarkable: metric.benchmarkable.is,
    knownGaps: [...metric.knownGaps],
    lifecycle: metric.lifecycle,
  };
}
