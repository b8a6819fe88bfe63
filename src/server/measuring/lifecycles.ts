/** Which metrics are in use in an organisation: what is retired is neither measured nor shown among the vital signs. */
import type { MetricDefinition } from '#core/metrics/define-metric.ts';
import { lifecycleNow, type LifecycleState } from '#core/metrics/lifecycle.ts';
import { metrics } from '#core/metrics/registry.ts';
import { readLifecycles } from '#store/entries/steps.ts';
import type { Scope } from '#store/scope.ts';

/** By metric the state its organisation brought it to; read once and asked often. */
export type Lifecycles = ReadonlyMap<string, LifecycleState>;

export function stateOf(lifecycles: Lifecycles, metric: MetricDefinition): LifecycleState {
  return lifecycleNow(metric, lifecycles.get(metric.id) ?? null);
}

/** In the order of the registry. */
export async function metricsInUse(scope: Scope): Promise<readonly MetricDefinition[]> {
  const lifecycles = await readLifecycles(scope);
  return metrics.filter((metric) => stateOf(lifecycles, metric) !== 'retired');
}
