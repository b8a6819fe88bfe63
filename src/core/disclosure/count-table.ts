/**
 * Counts about people as they come in: groups × role groups, how many people and of how many something is true. Not for the eyes of
 * anybody: what may be seen is made of it by `publish.ts` alone.
 */
import { invariant } from '../kernel/invariant.ts';

/** No figure about fewer people leaves the node (metrics.md 4.8). */
export const fewestPeople = 10;

/** One side of a table: the named groups, or the role groups. */
export interface TableSide {
  readonly id: string;
  readonly name: string;
  /** Of what was merged, the largest first; absent in what was published before they were kept. */
  readonly names?: readonly string[];
}

/** Something that is true of some of the people of a cell. */
export interface CountedMeasure {
  readonly id: string;
  /**
   * Which of the two may never be certain of anybody in a hidden cell: that it is true of him (few do it: clicked), or that it is not
   * (nearly all do it: trained).
   */
  readonly guards: 'counted' | 'not-counted';
}

export interface CountTable {
  readonly rows: readonly TableSide[];
  readonly columns: readonly TableSide[];
  readonly measures: readonly CountedMeasure[];
  /** People, row by row: `rows.length × columns.length`. */
  readonly people: Int32Array;
  /** Per measure, in the same order; 0 … people. */
  readonly counts: ReadonlyMap<string, Int32Array>;
}

/** With one row and one column more: the margins, and at the end of both the total. */
export function withMargins(cells: Int32Array, rows: number, columns: number): Int32Array {
  const wide = columns + 1;
  const all = new Int32Array((rows + 1) * wide);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const value = cells[row * columns + column] ?? 0;
      for (const place of [row * wide + column, row * wide + columns, rows * wide + column, rows * wide + columns])
        all[place] = (all[place] ?? 0) + value;
    }
  }
  return all;
}

export function requireSound(table: CountTable): void {
  const size = table.rows.length * table.columns.length;
  invariant(table.people.length === size, `a table of ${size} cells has as many numbers of people, got ${table.people.length}`);
  for (const { id } of table.measures) {
    const counts = table.counts.get(id);
    invariant(counts?.length === size, `measure ${id} has a count for every cell`);
    invariant(
      counts.every((count, place) => count >= 0 && count <= (table.people[place] ?? 0)),
      `measure ${id} is true of 0 … all people of a cell`,
    );
  }
}
