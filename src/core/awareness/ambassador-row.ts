/** One line of a list of ambassadors as it is kept: who (as pseudonyms), of which department, from when until when. */
import type { Day } from '../kernel/time.ts';
import type { Pseudonym } from './pseudonym.ts';

export interface AmbassadorRow {
  readonly kind: 'ambassador';
  /** From 1, in the order of the file. */
  readonly itemNumber: number;
  /** At least one of both is there. */
  readonly employee: Pseudonym | null;
  readonly email: Pseudonym | null;
  /** From the top of the tree down; empty = the department that the population file gives. */
  readonly departments: readonly string[];
  /** Null: the list does not say since when. */
  readonly fromOn: Day | null;
  /** The last day; null = still. */
  readonly untilOn: Day | null;
}
