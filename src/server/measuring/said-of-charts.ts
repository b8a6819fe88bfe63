/** What a chart rests on beside its series: what people said (annotations, signed phases, targets) and which models of EPSS were held; read once and narrowed to each chart. */
import { dayOf, type Day } from '#core/kernel/time.ts';
import { concerns } from '#core/metrics/annotation.ts';
import type { PhaseMark, SpecialCauseDays } from '#core/metrics/chart-model.ts';
import type { Measure, MetricDefinition } from '#core/metrics/define-metric.ts';
import { readAnnotations, standingAnnotations, type StoredAnnotation } from '#store/annotations/annotations.ts';
import { readSignedPhases, type SignedPhase } from '#store/annotations/signed-phases.ts';
import { readTargets, type StoredTarget } from '#store/annotations/targets.ts';
import type { MetricScope } from '#store/measuring/read-series.ts';
import type { Scope } from '#store/scope.ts';
import { readEpssModels } from '#store/sources/epss-scores.ts';

export interface SaidOfCharts {
  /** Newest first; those that hold. */
  readonly annotations: readonly StoredAnnotation[];
  /** Oldest first; those that hold. */
  readonly phases: readonly SignedPhase[];
  /** Newest first, every word of it. */
  readonly targets: readonly StoredTarget[];
  /** Oldest first: the models of EPSS that were held here, from when. Nobody says it; it is read with the rest. */
  readonly models: readonly { readonly on: Day; readonly model: string }[];
  /** What held once and was taken back since. */
  readonly withdrawn: Pick<SaidOfCharts, 'annotations' | 'phases'>;
}

export async function readSaid(scope: Scope): Promise<SaidOfCharts> {
  const phases = await readSignedPhases(scope);
  const isTakenBack = ({ withdrawnAt }: { readonly withdrawnAt: unknown }) => withdrawnAt !== null;
  return {
    annotations: await standingAnnotations(scope),
    phases: phases.filter((phase) => !isTakenBack(phase)),
    targets: await readTargets(scope),
    models: (await readEpssModels(scope.client)).map(({ model, heldFrom }) => ({ model, on: dayOf(heldFrom, scope.timeZone) })),
    withdrawn: { annotations: (await readAnnotations(scope)).filter(isTakenBack), phases: phases.filter(isTakenBack) },
  };
}

export interface ChartName {
  readonly metric: MetricDefinition;
  readonly measure: Measure;
  readonly scope: MetricScope;
}

/** Those that stand beside the charts of a metric in one scope, newest first. */
export function annotationsOf(
  { annotations }: Pick<SaidOfCharts, 'annotations'>,
  { metric, scope }: Omit<ChartName, 'measure'>,
): readonly StoredAnnotation[] {
  return annotations.filter((one) => concerns(one, { metricId: metric.id, domain: metric.domain, scope }));
}

/**
 * A phase holds for the definition it was signed under. Another major version counts something else (metrics.md 5.3.4): its series
 * is measured anew from the first day, and so are its limits.
 */
export function phasesOf({ phases }: Pick<SaidOfCharts, 'phases'>, { metric, measure, scope }: ChartName): readonly SignedPhase[] {
  return phases.filter(
    (phase) =>
      phase.metricId === metric.id &&
      majorOf(phase.version) === majorOf(metric.version) &&
      phase.measure === measure.name &&
      phase.scope.kind === scope.kind &&
      phase.scope.id === scope.id,
  );
}

/** Of `2.1.0` the 2. */
export function majorOf(version: string): string {
  return version.split('.')[0] ?? version;
}

/** Null: nobody aims for anything. */
export function targetOf({ targets }: SaidOfCharts, metric: MetricDefinition): number | null {
  return targets.find(({ metricId }) => metricId === metric.id)?.value ?? metric.target?.value ?? null;
}

export interface ChartBasis {
  readonly phaseMarks: readonly PhaseMark[];
  readonly specialCauses: readonly SpecialCauseDays[];
}

/** A series of scores begins with the first model; each that follows begins it anew. */
function modelMarks({ models }: SaidOfCharts, { measure }: ChartName): readonly PhaseMark[] {
  if (measure.expected === undefined) return [];
  return models.slice(1).map(({ model, on }) => ({ on, cause: { kind: 'new-model', model } }));
}

/** @param newSources days on which a source spoke for the first time */
export function basisOf(
  said: SaidOfCharts,
  chart: ChartName,
  newSources: readonly { readonly on: Day; readonly source: string }[],
): ChartBasis {
  const beside = annotationsOf(said, chart);
  const marks: PhaseMark[] = [
    ...newSources.map(({ on, source }): PhaseMark => ({ on, cause: { kind: 'new-source', source } })),
    ...modelMarks(said, chart),
    ...beside
      .filter(({ startsPhase }) => startsPhase)
      .map(({ fromOn, text }): PhaseMark => ({ on: fromOn, cause: { kind: 'counted-otherwise', said: text } })),
    ...phasesOf(said, chart).map(({ startsOn, signature }): PhaseMark => ({ on: startsOn, cause: { kind: 'signed', signature } })),
  ];
  return {
    phaseMarks: marks.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)),
    specialCauses: beside.flatMap(({ specialCause }) => (specialCause === null ? [] : [specialCause])),
  };
}
