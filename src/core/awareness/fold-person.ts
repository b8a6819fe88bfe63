/**
 * What population files said of one person, in any order, to the versions of that person: where and as what, from which day to
 * which. A pure fold: the same statements give the same versions, whichever file came first.
 *
 * A statement holds from the day of its file until the next file that speaks of the person or, naming everybody else, is silent.
 * The first one holds from the first day that it states: nobody says otherwise of the time before. Nobody counts after a last day.
 */
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { ContractKind } from './population-row.ts';

export interface PersonFacts {
  readonly unitId: string | null;
  readonly roleGroup: string | null;
  readonly contract: ContractKind | null;
}

export interface PersonStatement extends PersonFacts {
  /** The day that the file is of. */
  readonly observedOn: Day;
  readonly startOn: Day | null;
  /** The last day that counts. */
  readonly endOn: Day | null;
}

export interface PersonVersion extends PersonFacts {
  readonly fromOn: Day;
  /** The first day that it no longer holds; null = it holds on. */
  readonly toOn: Day | null;
}

/**
 * @param statements at most one for each day.
 * @param wholeDays days of files that name everybody.
 */
export function foldPerson(statements: readonly PersonStatement[], wholeDays: Iterable<Day>): readonly PersonVersion[] {
  const said = statements.toSorted((left, right) => (left.observedOn < right.observedOn ? -1 : 1));
  const first = said[0];
  if (first === undefined) return [];
  const speaking = new Set(said.map(({ observedOn }) => observedOn));
  const silent = [...wholeDays].filter((day) => day > first.observedOn && !speaking.has(day)).toSorted();
  const versions: PersonVersion[] = [];
  for (const [index, statement] of said.entries()) {
    const next = [said[index + 1]?.observedOn, silent.find((day) => day > statement.observedOn)]
      .filter((day) => day !== undefined)
      .toSorted()[0];
    add(versions, statement, { isFirst: index === 0, nextOn: next ?? null });
  }
  return versions;
}

function add(versions: PersonVersion[], statement: PersonStatement, { isFirst, nextOn }: { isFirst: boolean; nextOn: Day | null }): void {
  const { observedOn, startOn, endOn, unitId, roleGroup, contract } = statement;
  const startsLater = startOn !== null && startOn > observedOn;
  const before = versions.at(-1);
  // Of somebody who came back, or of whom nothing was said before, the stated first day counts where it lies in that gap.
  const hasGap = before === undefined ? isFirst : before.toOn !== null && before.toOn < observedOn;
  const startsEarlier = startOn !== null && hasGap && startOn < observedOn && (before?.toOn == null || startOn >= before.toOn);
  const fromOn = startsLater || startsEarlier ? startOn : observedOn;
  const ends = [nextOn, endOn === null ? null : addDays(endOn, 1)].filter((day) => day !== null).toSorted();
  const toOn = ends[0] ?? null;
  if (toOn !== null && toOn <= fromOn) return;
  const facts = { unitId, roleGroup, contract };
  if (before !== undefined && before.toOn === fromOn && isSame(before, facts)) versions[versions.length - 1] = { ...before, toOn };
  else versions.push({ ...facts, fromOn, toOn });
}

function isSame(left: PersonFacts, right: PersonFacts): boolean {
  return left.unitId === right.unitId && left.roleGroup === right.roleGroup && left.contract === right.contract;
}
