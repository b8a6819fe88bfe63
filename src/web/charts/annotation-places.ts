/** Where annotations stand in a chart: which of its periods each covers. Pure, so that it can be tested. */
import type { AnnotationJson } from '#contract/endpoints/annotations.ts';
import type { ChartModel } from '#contract/endpoints/metrics.ts';

export interface AnnotationPlace {
  /** As in the list beneath the chart: 1 for the oldest. */
  readonly number: number;
  readonly text: string;
  /** Indexes of the chart's points. */
  readonly first: number;
  readonly last: number;
}

/** @param annotations oldest first. What lies wholly before the chart or after it has no place in it. */
export function annotationPlaces(
  model: Pick<ChartModel, 'points'>,
  annotations: readonly Pick<AnnotationJson, 'fromOn' | 'toOn' | 'text'>[],
): readonly AnnotationPlace[] {
  const starts = model.points.map((point) => point.periodStartOn);
  const newest = model.points.at(-1);
  if (newest === undefined) return [];
  const periodOf = (day: string) => starts.findLastIndex((start) => start <= day);
  return annotations.flatMap(({ fromOn, toOn, text }, index) => {
    const last = periodOf(toOn);
    // The newest period may not be over: a day after its newest value is in it still.
    if (last < 0 || (fromOn > newest.day && !newest.running)) return [];
    return [{ number: index + 1, text, first: Math.max(0, periodOf(fromOn)), last }];
  });
}

/** Those that begin in one period share a mark. */
export function marksOf(places: readonly AnnotationPlace[]): readonly { readonly index: number; readonly label: string }[] {
  const indexes = [...new Set(places.map(({ first }) => first))].toSorted((a, b) => a - b);
  return indexes.map((index) => ({
    index,
    label: places
      .filter(({ first }) => first === index)
      .map(({ number }) => number)
      .join(', '),
  }));
}
