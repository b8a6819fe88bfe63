/**
 * Which cells of a table about people are hidden so that neither they nor anything small can be worked out of what is shown.
 *
 * Whoever looks is taken to know how many people every cell has, and to add and subtract all that is shown. What holds then:
 * 1. every sum that follows is about at least ten people (of the groups that follow by adding and subtracting, the smallest);
 * 2. of a cell with fewer than ten people every value from 0 up to the true one stays possible: of nobody in it it is certain that he is
 *    counted, and if anybody is, the interval is at least as wide as the true count. For measures that nearly everybody fulfils the
 *    same holds of those not counted;
 * 3. that all people of a shown cell are counted is not shown either.
 * What is not protected, and said: that in ten people or more nobody is counted.
 *
 * 1 depends on numbers of people alone; 2 and 3 hide cells by their values only where 1 is not enough. Exact for two-way tables: both are
 * smallest cuts of the network of hidden-network.ts. Not here: tables of three ways, and what is published when (publish.ts).
 */
import type { CountTable } from './count-table.ts';
import { fewestPeople, withMargins } from './count-table.ts';
import type { Network, Room } from './hidden-network.ts';
import { isMargin, lower, newNetwork, roomOf } from './hidden-network.ts';

/** Why a cell is hidden; people may know it, for numbers of people are no secret here. */
export const hiddenReasons = ['too-few-people', 'gives-others-away'] as const;
export type HiddenReason = (typeof hiddenReasons)[number];

/** Per place of the table with its margins: shown, or why not. */
export type Pattern = readonly (HiddenReason | 'shown')[];

/** Dearer than any number of cells: margins are what people look at. */
const marginCost = 1_000;
const unbounded = 1_000_000_000;

/** @param fewest lower in tests only: small tables can be held against every table there is */
export function suppress(table: CountTable, fewest: number = fewestPeople): Pattern {
  const rows = table.rows.length + 1;
  const columns = table.columns.length + 1;
  const people = withMargins(table.people, rows - 1, columns - 1);
  const guards = table.measures.map(({ id, guards: side }) => guardOf(table, people, id, side === 'counted'));
  const network = networkOf(people, rows, columns);
  const sums = roomOf(network, people, new Int32Array(people.length).fill(unbounded));
  const asked: Asked = { network, people, guards, sums, fewest };
  const primary = [...people.keys()].filter((place) => isPrimary(asked, place));
  for (const place of primary) network.isHidden[place] = 1;
  const isTotalHidden = network.isHidden[people.length - 1] === 1;
  if (isTotalHidden || !primary.every((place) => protect(asked, place))) hideAll(asked, primary);
  return [...people].map((count, place) => {
    if (network.isHidden[place] === 0) return 'shown';
    return count < fewest ? 'too-few-people' : 'gives-others-away';
  });
}

interface Guard {
  readonly counts: Int32Array;
  /** How far counts can change. */
  readonly room: Room;
}

interface Asked {
  readonly network: Network;
  readonly people: Int32Array;
  readonly guards: readonly Guard[];
  /** Room by which smallest sums are found: a group only adds, so nothing limits what goes the other way. */
  readonly sums: Room;
  readonly fewest: number;
}

function networkOf(people: Int32Array, rows: number, columns: number): Network {
  const cost = Float64Array.from(people, (count, place) => {
    // Nobody there: the value is 0 for whoever knows the people, so hiding it hides nothing.
    if (count === 0 || place === people.length - 1) return Infinity;
    return (count + 1) * (isMargin({ rows, columns }, place) ? marginCost : 1);
  });
  return newNetwork(rows, columns, cost);
}

/** Counts with margins, turned where not being counted is what has to stay open. */
function guardOf(table: CountTable, people: Int32Array, id: string, isCounted: boolean): Guard {
  const [rows, columns] = [table.rows.length, table.columns.length];
  const given = withMargins(table.counts.get(id) ?? new Int32Array(rows * columns), rows, columns);
  const counts = isCounted ? given : given.map((count, place) => (people[place] ?? 0) - count);
  const up = people.map((all, place) => all - (counts[place] ?? 0));
  return { counts, room: roomOf({ rows: rows + 1, columns: columns + 1 }, up, counts) };
}

function isPrimary({ people, guards, fewest }: Asked, place: number): boolean {
  const count = people[place] ?? 0;
  return count > 0 && (count < fewest || guards.some(({ counts }) => counts[place] === count));
}

/** Hides others until the cell is safe. False: it cannot be made safe while the total is shown. */
function protect({ network, people, guards, sums, fewest }: Asked, place: number): boolean {
  const count = people[place] ?? 0;
  if (count < fewest && lower(network, sums, place, fewest - count) < fewest - count) return false;
  return guards.every(({ counts, room }) => {
    const own = counts[place] ?? 0;
    const wanted = count < fewest ? own : own === count ? 1 : 0;
    return wanted === 0 || lower(network, room, place, wanted) >= wanted;
  });
}

/** The total alone, if it is about enough people and what is under it stays open; else nothing. */
function hideAll(asked: Asked, primary: readonly number[]): void {
  const { network, people } = asked;
  const total = people.length - 1;
  people.forEach((count, place) => {
    if (count > 0 && place !== total) network.isHidden[place] = 1;
  });
  const isOpen = network.isHidden[total] === 0 && primary.every((place) => protect(asked, place));
  if (!isOpen && (people[total] ?? 0) > 0) network.isHidden[total] = 1;
}
