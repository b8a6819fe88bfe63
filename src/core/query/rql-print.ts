/** A filter as RQL text, in the one way it is written: `parseFilter(printFilter(f))` equals `f`. */
import type { Filter, Literal } from './filter.ts';
import { bareWord } from './rql-tokens.ts';

export function printFilter(filter: Filter): string {
  switch (filter.op) {
    case 'and':
    case 'or':
      return `${filter.op}(${filter.of.map(printFilter).join(',')})`;
    case 'not':
      return `not(${printFilter(filter.of)})`;
    case 'in':
      return `in(${filter.field},(${filter.values.map(printLiteral).join(',')}))`;
    case 'unknown':
      return `unknown(${filter.field})`;
    case 'exists':
      return filter.where === null ? `exists(${filter.child})` : `exists(${filter.child},${printFilter(filter.where)})`;
    default:
      return 'ageOf' in filter
        ? `${filter.op}(age(${filter.ageOf}),${filter.period})`
        : `${filter.op}(${filter.field},${printLiteral(filter.value)})`;
  }
}

function printLiteral(value: Literal): string {
  if (typeof value !== 'string') return String(value);
  bareWord.lastIndex = 0;
  if (bareWord.exec(value)?.[0] === value) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}
