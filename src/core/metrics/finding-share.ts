/** Which share of one set of findings also answers to something: as events or over a window, or as a stock. */
import type { Localised } from '../kernel/text.ts';
import type { Filter } from '../query/filter.ts';
import type { Direction } from '../statistics/verdict.ts';
import type { CountedMeasure } from './define-metric.ts';
import { scopeKinds } from './define-metric.ts';

export interface FindingShare {
  readonly name: string;
  readonly title: Localised;
  readonly direction: Direction;
  readonly headline?: true;
  readonly part: Filter;
  readonly of: Filter;
  readonly chart: CountedMeasure['chart'];
}

/** @param share with a `part` that is within `of` */
export function findingShare({ name, title, direction, headline, part, of, chart }: FindingShare): CountedMeasure {
  return {
    name,
    title,
    kind: 'proportion',
    unit: 'proportion',
    direction,
    headline: headline === true,
    numerator: { kind: 'finding', filter: part },
    denominator: { kind: 'finding', filter: of },
    scopes: scopeKinds,
    chart,
    whenEmpty: 'not-applicable',
  };
}
