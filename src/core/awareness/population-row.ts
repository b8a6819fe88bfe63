/**
 * One line of a population file as it is kept: who belongs to which part of the hospital, from when to when. It holds nothing
 * that names a person: departments, role groups and days only. Volunteers and agency staff count like anybody.
 */
import type { Day } from '../kernel/time.ts';
import type { Pseudonym } from './pseudonym.ts';

export const contractKinds = [
  { value: 'permanent', label: { en: 'permanent', nl: 'vast' } },
  { value: 'temporary', label: { en: 'temporary', nl: 'tijdelijk' } },
  { value: 'agency', label: { en: 'agency', nl: 'uitzendkracht of gedetacheerd' } },
  { value: 'self-employed', label: { en: 'self-employed', nl: 'zelfstandige' } },
  { value: 'intern', label: { en: 'intern', nl: 'stagiair' } },
  { value: 'volunteer', label: { en: 'volunteer', nl: 'vrijwilliger' } },
  { value: 'other', label: { en: 'other', nl: 'anders' } },
] as const;
export type ContractKind = (typeof contractKinds)[number]['value'];

export interface PopulationRow {
  readonly kind: 'population';
  /** From 1, in the order of the file. */
  readonly itemNumber: number;
  /** At least one of both is there. */
  readonly employee: Pseudonym | null;
  readonly email: Pseudonym | null;
  /** From the top of the tree to the person's own department; empty = not said. */
  readonly departments: readonly string[];
  readonly roleGroup: string | null;
  readonly contract: ContractKind | null;
  readonly startOn: Day | null;
  /** The last day that counts; null = still here. */
  readonly endOn: Day | null;
}
