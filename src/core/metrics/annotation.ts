/**
 * An annotation: what happened, on which day or days, said by a person beside the figures it may explain. Not here: what a
 * chart makes of it (`chart-model.ts`) and where it is kept (`store/annotations`).
 */
import type { Id } from '../kernel/id.ts';
import type { Localised } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import type { ScopeKind } from './define-metric.ts';

/** `source-change`: a source, a method or the population became another. */
export const annotationKinds = ['incident', 'intervention', 'source-change', 'other'] as const;
export type AnnotationKind = (typeof annotationKinds)[number];

export const annotationKindTexts: Readonly<Record<AnnotationKind, Localised>> = {
  incident: { en: 'incident', nl: 'incident' },
  intervention: { en: 'intervention', nl: 'maatregel' },
  'source-change': { en: 'change of source, method or population', nl: 'andere bron, methode of populatie' },
  other: { en: 'other', nl: 'overig' },
};

export interface DaySpan {
  readonly fromOn: Day;
  readonly toOn: Day;
}

export interface AnnotationScope {
  readonly kind: ScopeKind;
  readonly id: string;
}

/** What a person says; of one day `fromOn` and `toOn` are the same. */
export interface AnnotationWords extends DaySpan {
  readonly kind: AnnotationKind;
  readonly text: string;
  readonly detail: string | null;
  /** Of these at most one; neither: every metric. */
  readonly metricId: string | null;
  readonly domain: string | null;
  /** Null: the hospital and each of its parts. */
  readonly scope: AnnotationScope | null;
  /** The days on which a known cause that will not come back held: their points give no limits (metrics.md 5.3.1). */
  readonly specialCause: DaySpan | null;
  /** From its first day other things are counted: a new phase begins (metrics.md 5.3.4). */
  readonly startsPhase: boolean;
}

export interface Annotation extends AnnotationWords {
  readonly id: Id;
}

/** Whose chart: one metric in one scope. */
export interface ChartSubject {
  readonly metricId: string;
  readonly domain: string;
  readonly scope: AnnotationScope;
}

/** Whether it stands beside this chart. What is said of one part says nothing of the whole, nor of another part. */
export function concerns({ metricId, domain, scope }: AnnotationWords, chart: ChartSubject): boolean {
  if (metricId !== null && metricId !== chart.metricId) return false;
  if (domain !== null && domain !== chart.domain) return false;
  return scope === null || (scope.kind === chart.scope.kind && scope.id === chart.scope.id);
}
