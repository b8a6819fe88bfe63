/** The rows beneath a figure, as RQL a reader can open, narrowed to a scope: the drill-down is the question itself. */
import { invariant } from '#core/kernel/invariant.ts';
import type { Measure, Rows } from '#core/metrics/define-metric.ts';
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
export function unplacedLinks(measure: Measure, kind: Exclude<MetricScope['kind'], 'organisation' | 'service'>): RowLinks {
  return linksOf(measure, (filter) => narrowedBy(filter, { op: 'unknown', field: kind }));
}

export interface RowLinks {
  readonly kind: string;
  readonly numerator: string;
  readonly denominator: string | null;
  readonly denominatorKind: string | null;
  readonly countedBy?: string;
}

export function rowLinks(measure: Measure, scope: MetricScope): RowLinks {
  return linksOf(measure, (filter) => scopedFilter(filter, scope));
}

function linksOf(measure: Measure, narrow: (filter: Filter) => Filter): RowLinks {
  const printed = (rows: Rows) => printFilter(narrow(rows.filter));
  return {
    kind: measure.numerator.kind,
    numerator: printed(measure.numerator),
    denominator: measure.denominator === null ? null : printed(measure.denominator),
    denominatorKind: measure.denominator?.kind ?? null,
    ...(measure.countedBy === undefined ? {} : { countedBy: measure.countedBy }),
  };
}
