/**
 * The filter tree: one question language for metrics, lists, drill-down, policies and exports (design.md 1).
 * Two-valued: a leaf on an unknown value is false, `not` is the plain complement, `unknown(field)` asks for absence.
 */
import type { Period } from '../kernel/time.ts';

/** A literal as written in RQL, after checking it against its field: text, choice, name, id, day and instant are strings. */
export type Literal = string | number | boolean;

export type CompareOperator = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
export type TextOperator = 'contains' | 'startsWith';

export type Filter =
  | { readonly op: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly op: 'not'; readonly of: Filter }
  | { readonly op: CompareOperator; readonly field: string; readonly value: Literal }
  /** `gt(age(field),P30D)`: (as-of instant − field) compared with a period whose days are calendar days in the organisation's zone (`age.ts`); a `day` field counts from the start of that day. A negative period lies ahead: `gt(age(supportEndOn),-P365D)` ends within a year, or has ended. */
  | { readonly op: CompareOperator; readonly ageOf: string; readonly period: Period }
  | { readonly op: 'in'; readonly field: string; readonly values: readonly Literal[] }
  | { readonly op: TextOperator; readonly field: string; readonly value: string }
  | { readonly op: 'unknown'; readonly field: string }
  | { readonly op: 'exists'; readonly child: string; readonly where: Filter | null };

/** `and()` is everything, `or()` is nothing. */
export const everything: Filter = { op: 'and', of: [] };

/** `-severity,name` */
export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}
