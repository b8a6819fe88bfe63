/**
 * Counts of departments, not of people: how many have somebody who does something for all to see (an ambassador). Which departments
 * those are is not told: a department that had one and has none says that somebody stopped. Decision 0031.
 */
import { fewestPeople } from './count-table.ts';
import { disclose, type Disclosed } from './publish.ts';

export type UnitCount =
  | { readonly kind: 'shown'; readonly units: number; readonly withOne: number }
  /** Fewer than ten departments: the count would be a list. */
  | { readonly kind: 'too-few-units' };

/** @throws never; `withOne` is at most `units` */
export function discloseUnits({ units, withOne }: { readonly units: number; readonly withOne: number }): Disclosed<UnitCount> {
  return disclose(units < fewestPeople ? { kind: 'too-few-units' } : { kind: 'shown', units, withOne: Math.min(withOne, units) });
}
