/**
 * One completed training as it is kept: who (as pseudonyms), which course, which day, until when the certificate says it holds. Neither
 * score nor attempts nor minutes: no figure asks for them, and they would say how somebody works.
 */
import type { Day } from '../kernel/time.ts';
import type { Pseudonym } from './pseudonym.ts';

export interface TrainingRow {
  readonly kind: 'training';
  /** From 1, in the order of the file. */
  readonly itemNumber: number;
  /** At least one of both is there. */
  readonly employee: Pseudonym | null;
  readonly email: Pseudonym | null;
  /** As the file writes it; courses are one by their folded name. */
  readonly course: string;
  readonly completedOn: Day;
  /** The last day that it holds, as the source says; null = it does not say. */
  readonly validUntil: Day | null;
}
