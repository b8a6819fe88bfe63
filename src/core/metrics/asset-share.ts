/** The most common measure: which share of one set of assets also answers to something, as a stock from day to day. */
import type { Localised } from '../kernel/text.ts';
import { and } from '../query/filter-builder.ts';
import type { Filter } from '../query/filter.ts';
import type { Direction } from '../statistics/verdict.ts';
import type { CountedMeasure } from './define-metric.ts';
import { scopeKinds } from './define-metric.ts';

export interface AssetShare {
  readonly name: string;
  readonly title: Localised;
  readonly direction: Direction;
  readonly headline?: true;
  /** Its units move in groups on one day, so that chance is no yardstick: shown, not judged. */
  readonly movesInGroups?: true;
  readonly part: Filter;
  readonly of: Filter;
}

export function assetShare({ name, title, direction, headline, movesInGroups, part, of }: AssetShare): CountedMeasure {
  return {
    name,
    title,
    kind: 'proportion',
    unit: 'proportion',
    direction,
    headline: headline === true,
    numerator: { kind: 'asset', filter: both(of, part) },
    denominator: { kind: 'asset', filter: of },
    scopes: scopeKinds,
    chart: { form: movesInGroups === true ? 'level' : 'stock-proportion' },
    whenEmpty: 'not-applicable',
  };
}

/** Side by side, so that the rows beneath a figure read as one list of conditions. */
function both(of: Filter, part: Filter): Filter {
  const sides = [of, part].flatMap((side) => (side.op === 'and' ? side.of : [side]));
  return and(...sides);
}
