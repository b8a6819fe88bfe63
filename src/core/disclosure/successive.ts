/**
 * What may be told when the same people are counted again: who was trained last month is trained this month, so that two counts differ
 * by who came and left. Phishing tests do not have this: each is of other events (publish.ts).
 *
 * Whoever looks is taken to know who works here on which day, and that of everybody who stayed nothing has changed. Two rules hold then.
 *
 * 1. A count of the whole is told when at least ten of its people stood in none that was told before, of those whose window reaches
 *    into it. Of any sum of told counts, take the one told last that has a part in it: those ten stand in it and in no other, so the sum
 *    is about ten people at least.
 * 2. Groups are told when no window of earlier groups reaches into theirs: a training that holds for twelve months was done within
 *    them, so tables twelve months apart are about other trainings, of everybody. A sum of a cell with counts of the whole counts either
 *    all who stayed within the cell or all who stayed outside it, for a count of the whole counts them alike.
 *
 * Decision 0031. Not here: one table by itself (suppression.ts).
 */
import type { Day } from '../kernel/time.ts';
import { fewestPeople } from './count-table.ts';

/** Something of people that was counted and told. */
export interface ToldCount {
  readonly on: Day;
  /** The first day of which something could still count on `on`: what was done before it is over. */
  readonly fromOn: Day;
  readonly people: ReadonlySet<string>;
  readonly hasGroups: boolean;
}

export type Telling =
  | { readonly kind: 'told'; readonly hasGroups: boolean }
  /** @property newPeople how many stood in no count that was told: fewer than ten */
  | { readonly kind: 'held'; readonly newPeople: number };

/** @param fewest other than ten in tests only */
export function tellingOf(next: Omit<ToldCount, 'hasGroups'>, told: readonly ToldCount[], fewest: number = fewestPeople): Telling {
  const reaching = told.filter((one) => one.on >= next.fromOn && next.on >= one.fromOn);
  if (reaching.length === 0) return { kind: 'told', hasGroups: true };
  let newPeople = 0;
  for (const person of next.people) if (!reaching.some(({ people }) => people.has(person))) newPeople += 1;
  if (newPeople < fewest) return { kind: 'held', newPeople };
  return { kind: 'told', hasGroups: !reaching.some(({ hasGroups }) => hasGroups) };
}
