/**
 * Which filters may say what belongs to a node: questions about the asset itself. Not about ages, which change with nobody saying
 * anything, and not about findings or other children, which would make a figure's population depend on what it counts.
 */
import { asset } from '../assets/asset.ts';
import { isProblem } from '../kernel/problem.ts';
import type { Filter } from '../query/filter.ts';
import type { RecordKinds } from '../query/record-kind.ts';
import { parseFilter } from '../query/rql-parse.ts';

export type ReadAttachmentFilter =
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'refused'; readonly detail: string };

export function readAttachmentFilter(text: string, kinds: RecordKinds): ReadAttachmentFilter {
  let filter: Filter;
  try {
    filter = parseFilter(text, asset, kinds);
  } catch (problem) {
    if (!isProblem(problem)) throw problem;
    return { kind: 'refused', detail: problem.message };
  }
  const wrong = refusedIn(filter);
  if (wrong !== null) return { kind: 'refused', detail: wrong };
  return { kind: 'filter', filter };
}

function refusedIn(filter: Filter): string | null {
  switch (filter.op) {
    case 'and':
    case 'or':
      if (filter.of.length === 0) return 'The filter must ask something: it would find every asset, or none.';
      return filter.of.map(refusedIn).find((detail) => detail !== null) ?? null;
    case 'not':
      return refusedIn(filter.of);
    case 'exists':
      return `The filter cannot ask about ${filter.child}: only about the asset itself.`;
    default:
      return 'ageOf' in filter ? `The filter cannot ask how long ago ${filter.ageOf} was: the answer would change from day to day.` : null;
  }
}
