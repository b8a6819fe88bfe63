import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CountTable } from './count-table.ts';
import { withMargins } from './count-table.ts';
import type { Pattern } from './suppression.ts';
import { suppress } from './suppression.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_123);

const sides = (count: number) => Array.from({ length: count }, (_, place) => ({ id: `s${place}`, name: `S${place}` }));

function tableOf(
  people: readonly (readonly number[])[],
  clicked: readonly (readonly number[])[],
  guards: 'counted' | 'not-counted' = 'counted',
) {
  return {
    rows: sides(people.length),
    columns: sides(people[0]?.length ?? 0),
    measures: [{ id: 'clicked', guards }],
    people: Int32Array.from(people.flat()),
    counts: new Map([['clicked', Int32Array.from(clicked.flat())]]),
  } satisfies CountTable;
}

/** The pattern as a drawing: `#` hidden. */
const drawn = (pattern: Pattern, columns: number) =>
  Array.from({ length: pattern.length / (columns + 1) }, (_, row) =>
    pattern
      .slice(row * (columns + 1), (row + 1) * (columns + 1))
      .map((state) => (state === 'shown' ? '.' : '#'))
      .join(''),
  );

/**
 * Whoever knows all numbers of people and all that is shown, by trying every table there could be: independent of the flows of the
 * rule itself. Gives the least and the greatest value of each place.
 */
function everyPossibleTable(table: CountTable, pattern: Pattern): { least: number[]; greatest: number[] } {
  const [rows, columns] = [table.rows.length, table.columns.length];
  const truth = withMargins(table.counts.get('clicked') ?? new Int32Array(), rows, columns);
  const least = [...truth];
  const greatest = [...truth];
  const trial = new Int32Array(table.people.length);
  const tryFrom = (place: number): void => {
    if (place === trial.length) {
      const all = withMargins(trial, rows, columns);
      if (all.some((value, at) => pattern[at] === 'shown' && value !== truth[at])) return;
      all.forEach((value, at) => {
        least[at] = Math.min(least[at] ?? 0, value);
        greatest[at] = Math.max(greatest[at] ?? 0, value);
      });
      return;
    }
    const at = Math.floor(place / columns) * (columns + 1) + (place % columns);
    const fixed = pattern[at] === 'shown' ? truth[at] : undefined;
    for (let value = fixed ?? 0; value <= (fixed ?? table.people[place] ?? 0); value += 1) {
      trial[place] = value;
      tryFrom(place + 1);
    }
    trial[place] = 0;
  };
  tryFrom(0);
  return { least, greatest };
}

/** All sets of hidden places whose sum follows: those whose indicator is a combination of the equations, by elimination. */
function smallestDerivableGroup(table: CountTable, pattern: Pattern): number {
  const [rows, columns] = [table.rows.length + 1, table.columns.length + 1];
  const people = withMargins(table.people, rows - 1, columns - 1);
  const hidden = [...people.keys()].filter((place) => pattern[place] !== 'shown' && (people[place] ?? 0) > 0);
  const sign = (place: number) => ((place % columns === columns - 1) === (Math.floor(place / columns) === rows - 1) ? 1 : -1);
  const equations = [
    ...Array.from({ length: rows }, (_, row) => hidden.map((place) => (Math.floor(place / columns) === row ? sign(place) : 0))),
    ...Array.from({ length: columns }, (_, column) => hidden.map((place) => (place % columns === column ? sign(place) : 0))),
  ];
  const rank = rankOf(equations);
  let smallest = Infinity;
  for (let set = 1; set < 2 ** hidden.length; set += 1) {
    const indicator = hidden.map((_, bit) => (set >> bit) & 1);
    const size = hidden.reduce((sum, place, bit) => sum + (indicator[bit] === 1 ? (people[place] ?? 0) : 0), 0);
    if (size < smallest && rankOf([...equations, indicator]) === rank) smallest = size;
  }
  return smallest;
}

function rankOf(rows: readonly (readonly number[])[]): number {
  const matrix = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (matrix[0]?.length ?? 0); column += 1) {
    const pivot = matrix.findIndex((row, at) => at >= rank && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot === -1) continue;
    [matrix[rank], matrix[pivot]] = [matrix[pivot] ?? [], matrix[rank] ?? []];
    const head = matrix[rank] ?? [];
    matrix.forEach((row, at) => {
      if (at === rank) return;
      const factor = (row[column] ?? 0) / (head[column] ?? 1);
      if (factor !== 0) row.forEach((value, place) => (row[place] = value - factor * (head[place] ?? 0)));
    });
    rank += 1;
  }
  return rank;
}

const small = fc
  .record({
    rows: fc.integer({ min: 1, max: 3 }),
    columns: fc.integer({ min: 1, max: 3 }),
    guards: fc.constantFrom('counted' as const, 'not-counted' as const),
  })
  .chain(({ rows, columns, guards }) =>
    fc
      .array(
        fc.integer({ min: 0, max: 4 }).chain((people) => fc.tuple(fc.constant(people), fc.integer({ min: 0, max: people }))),
        { minLength: rows * columns, maxLength: rows * columns },
      )
      .map((cells) => {
        const at = (side: 0 | 1) =>
          Array.from({ length: rows }, (_, row) => cells.slice(row * columns, (row + 1) * columns).map((cell) => cell[side]));
        return tableOf(at(0), at(1), guards);
      }),
  );

describe('the rule held against every table there could be (groups of at least three people)', () => {
  const fewest = 3;

  it('no sum that follows from what is shown is about fewer people', () => {
    fc.assert(
      fc.property(small, (table) => {
        expect(smallestDerivableGroup(table, suppress(table, fewest))).toBeGreaterThanOrEqual(fewest);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('of a hidden cell every value from the innocent one to the true one stays possible', () => {
    fc.assert(
      fc.property(small, (table) => {
        const pattern = suppress(table, fewest);
        const { least, greatest } = everyPossibleTable(table, pattern);
        const people = withMargins(table.people, table.rows.length, table.columns.length);
        pattern.forEach((state, place) => {
          const count = people[place] ?? 0;
          if (state !== 'too-few-people') return;
          if (table.measures[0]?.guards === 'counted') expect(least[place]).toBe(0);
          else expect(greatest[place]).toBe(count);
        });
      }),
      { seed, numRuns: 200 },
    );
  });

  it('that all of a group did it neither is shown nor follows', () => {
    fc.assert(
      fc.property(small, (table) => {
        const { least, greatest } = everyPossibleTable(table, suppress(table, fewest));
        withMargins(table.people, table.rows.length, table.columns.length).forEach((count, place) => {
          if (count === 0) return;
          if (table.measures[0]?.guards === 'counted') expect(least[place]).toBeLessThan(count);
          else expect(greatest[place]).toBeGreaterThan(0);
        });
      }),
      { seed, numRuns: 200 },
    );
  });

  it('what is large enough is shown where nothing small stands beside it', () => {
    fc.assert(
      fc.property(small, (table) => {
        const clicked = table.counts.get('clicked') ?? new Int32Array();
        const isPlain = table.people.every(
          (people, place) => people === 0 || (people >= fewest && clicked[place] !== people && clicked[place] !== 0),
        );
        fc.pre(isPlain);
        expect(suppress(table, fewest).every((state) => state === 'shown')).toBe(true);
      }),
      { seed, numRuns: 50 },
    );
  });
});

describe('attacks', () => {
  it('subtraction: one small cell takes three others with it, and no margin', () => {
    const people = [
      [30, 40, 4],
      [25, 50, 60],
      [33, 47, 20],
    ];
    const clicked = people.map((row) => row.map((count) => Math.floor(count / 4)));
    expect(drawn(suppress(tableOf(people, clicked)), 3)).toEqual(['#.#.', '....', '#.#.', '....']);
  });

  it('margins: two small cells that are together under ten are no protection for each other', () => {
    const people = [
      [3, 2, 60, 70],
      [40, 50, 60, 30],
    ];
    const clicked = [
      [1, 0, 5, 6],
      [4, 5, 6, 3],
    ];
    const pattern = drawn(suppress(tableOf(people, clicked)), 4);
    expect(pattern[0]).toMatch(/^##(#.|.#)\.$/);
  });

  it('a hospital of one small department shows its total only where that is large enough, and nothing of it under ten', () => {
    expect(drawn(suppress(tableOf([[9], [6]], [[1], [0]])), 1)).toEqual(['##', '##', '..']);
    expect(drawn(suppress(tableOf([[5], [4]], [[1], [0]])), 1)).toEqual(['##', '##', '##']);
  });

  it('a department sent to as a whole of twelve, who all clicked, is not shown; that all were trained is, that nobody was is not', () => {
    const all = tableOf(
      [
        [12, 40],
        [30, 50],
      ],
      [
        [12, 4],
        [3, 5],
      ],
    );
    expect(suppress(all)[0]).toBe('gives-others-away');
    const trained = tableOf(
      [
        [12, 40],
        [30, 50],
      ],
      [
        [12, 30],
        [20, 40],
      ],
      'not-counted',
    );
    expect(suppress(trained)[0]).toBe('shown');
    const untrained = tableOf(
      [
        [12, 40],
        [30, 50],
      ],
      [
        [0, 30],
        [20, 40],
      ],
      'not-counted',
    );
    expect(suppress(untrained)[0]).toBe('gives-others-away');
  });

  it('a total of which all are counted is not shown', () => {
    expect(suppress(tableOf([[20, 30]], [[20, 30]])).every((state) => state !== 'shown')).toBe(true);
  });

  it('a cell without people is shown as such: nothing is hidden that everybody knows', () => {
    expect(
      drawn(
        suppress(
          tableOf(
            [
              [0, 30],
              [20, 50],
            ],
            [
              [0, 4],
              [2, 6],
            ],
          ),
        ),
        2,
      ),
    ).toEqual(['...', '...', '...']);
  });

  it('patterns do not change with outcomes while outcomes leave room', () => {
    const people = [
      [3, 40, 50],
      [44, 38, 61],
    ];
    const one = suppress(
      tableOf(people, [
        [0, 4, 5],
        [6, 7, 8],
      ]),
    );
    const other = suppress(
      tableOf(people, [
        [2, 9, 1],
        [3, 20, 11],
      ]),
    );
    expect(one).toEqual(other);
  });
});
