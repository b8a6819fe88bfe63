/** Departments with an ambassador (AWR-12, metrics.md 8.1): a count of departments, in which each counts once. */
import type { Day } from '../kernel/time.ts';

export interface KeptAmbassador {
  readonly personId: string;
  /** Folded names from the top, separated by a line feed; empty: the department that the population file gives. */
  readonly unitFolded: string;
  readonly fromOn: Day | null;
  readonly untilOn: Day | null;
  /** Where the population has them on the day; undefined: in no part of it. */
  readonly unitId: string | null | undefined;
  /** The population knows them on some day; who is known and not here on the day has left. */
  readonly isKnown: boolean;
}

export interface PeopledUnit {
  readonly id: string;
  readonly pathFolded: string;
}

export interface UnitCoverage {
  readonly units: number;
  readonly withOne: number;
  /** Ambassadors of a department that nobody works in, or that the population file does not name. */
  readonly unplaced: number;
}

/** @param units departments with people of their own on the day */
export function ambassadorCoverage(ambassadors: readonly KeptAmbassador[], units: readonly PeopledUnit[], day: Day): UnitCoverage {
  const byPath = new Map(units.map(({ id, pathFolded }) => [pathFolded, id]));
  const known = new Set(units.map(({ id }) => id));
  const covered = new Set<string>();
  let unplaced = 0;
  for (const { unitFolded, fromOn, untilOn, unitId, isKnown } of ambassadors) {
    const isActive = (fromOn === null || fromOn <= day) && (untilOn === null || day <= untilOn);
    if (!isActive || (isKnown && unitId === undefined)) continue;
    const own = unitId ?? null;
    const found = unitFolded === '' ? own : (byPath.get(unitFolded) ?? null);
    if (found === null || !known.has(found)) unplaced += 1;
    else covered.add(found);
  }
  return { units: units.length, withOne: covered.size, unplaced };
}
