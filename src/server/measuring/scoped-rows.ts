/** The rows beneath a figure, as RQL a reader can open, narrowed to a scope: the drill-down is the question itself. */
import { invariant } from '#core/kernel/invariant.ts';
import type { Day } from '#core/kernel/time.ts';
import { endOfDay } from '#core/kernel/time.ts';
import { isAskedOfRecords, type CountedMeasure, type Measure, type Rows } from '#core/metrics/define-metric.ts';
import { lifeWindows } from '#core/metrics/life-windows.ts';
import type { Filter } from '#core/query/filter.ts';
import { printFilter } from '#core/query/rql-print.ts';
import type { MetricScope } from '#store/measuring/read-series.ts';

/** What a scope adds to a filter; null for the whole organisation. Assets and findings name these fields alike. */
export function scopeFilter({ kind, id }: MetricScope): Filter | null {
  if (kind === 'organisation') return null;
  if (kind === 'service') return { op: 'exists', child: 'services', where: { op: 'eq', field: 'key', value: id } };
  if (kind !== 'tier') return { op: 'eq', field: kind, value: id };
  const tier = Number(id);
  invariant(Number.isInteger(tier), `a tier is a whole number, got ${id}`);
  return { op: 'eq', field: 'tier', value: tier };
}

export function scopedFilter(filter: Filter, scope: MetricScope): Filter {
  const narrowed = scopeFilter(scope);
  return narrowed === null ? filter : narrowedBy(filter, narrowed);
}

function narrowedBy(filter: Filter, narrowing: Filter): Filter {
  return { op: 'and', of: [...(filter.op === 'and' ? filter.of : [filter]), narrowing] };
}

/** The rows beneath that are in no scope of a kind. */
export function unplacedLinks(measure: CountedMeasure, kind: Exclude<MetricScope['kind'], 'organisation' | 'service'>): RowLinks {
  return linksOf(measure, (filter) => narrowedBy(filter, { op: 'unknown', field: kind }));
}

export interface RowLinks {
  readonly kind: string;
  readonly numerator: string;
  readonly denominator: string | null;
  readonly denominatorKind: string | null;
  readonly countedBy?: string;
  readonly onlyNow?: true;
}

/** The day a figure is of, where days begin. */
export interface FigureDay {
  readonly day: Day;
  readonly timeZone: string;
}

/**
 * null: a person entered it, and what is beneath are its entries; or it was published of people, and ends at its publication.
 * @param on of a figure of a whole month: which one
 */
export function rowLinks(measure: Measure, scope: MetricScope, on: FigureDay | null): RowLinks | null {
  if (!isAskedOfRecords(measure)) return null;
  const month = measure.survival === undefined || on === null ? [] : openInMonth(on);
  return linksOf(measure, (filter) => month.reduce(narrowedBy, scopedFilter(filter, scope)));
}

/** Open at any time in the month whose value a day has. */
function openInMonth({ day, timeZone }: FigureDay): readonly Filter[] {
  const [window] = lifeWindows({ from: day, to: day });
  invariant(window !== undefined, 'every day has a last whole month');
  return [
    { op: 'lt', field: 'openedAt', value: endOfDay(window.endsOn, timeZone) },
    { op: 'not', of: { op: 'lt', field: 'closedAt', value: endOfDay(window.afterOn, timeZone) } },
  ];
}

function linksOf(measure: CountedMeasure, narrow: (filter: Filter) => Filter): RowLinks {
  const printed = (rows: Rows) => printFilter(narrow(rows.filter));
  return {
    kind: measure.numerator.kind,
    numerator: printed(measure.numerator),
    denominator: measure.denominator === null ? null : printed(measure.denominator),
    denominatorKind: measure.denominator?.kind ?? null,
    ...(measure.expected === undefined ? {} : { onlyNow: true }),
    ...(measure.countedBy === undefined ? {} : { countedBy: measure.countedBy }),
  };
}
