/**
 * What an onlooker can work out of a table with hidden cells and shown margins, as flows in a network: a node per row and column, an
 * arc both ways per cell. After L. H. Cox, "Network Models for Complementary Cell Suppression", JASA 1995;90:1453–1462, and
 * D. Gusfield, "A Graph Theoretic Approach to Statistical Data Security", SIAM Journal on Computing 1988;17:552–571.
 * Margins stand in the table as a last row and column; their changes run the other way round, so that every row and column adds up
 * to nothing. Not here: which cells have to be hidden (suppression.ts).
 */

export interface Network {
  readonly rows: number;
  readonly columns: number;
  readonly isHidden: Uint8Array;
  /** What it costs to hide the cell as well; Infinity = it never is. */
  readonly cost: Float64Array;
  /** Of whoever walks through it: the cell each node was reached by, and the nodes reached. */
  readonly via: Int32Array;
  readonly queue: Int32Array;
}

export function newNetwork(rows: number, columns: number, cost: Float64Array): Network {
  const nodes = rows + columns;
  return { rows, columns, cost, isHidden: new Uint8Array(rows * columns), via: new Int32Array(nodes), queue: new Int32Array(nodes) };
}

/** How far each cell can change, as room on its arcs; the same numbers again after every question. */
export interface Room {
  /** From the node of its row to that of its column. */
  readonly forth: Int32Array;
  readonly back: Int32Array;
}

/**
 * @param up how far the value of each cell can go up
 * @param down and down
 */
export function roomOf(network: Pick<Network, 'rows' | 'columns'>, up: Int32Array, down: Int32Array): Room {
  const isTurned = (place: number) => isMargin(network, place);
  return {
    forth: up.map((room, place) => (isTurned(place) ? (down[place] ?? 0) : room)),
    back: down.map((room, place) => (isTurned(place) ? (up[place] ?? 0) : room)),
  };
}

/**
 * How far the value of a cell can go down while others make up for it. Cells that have to be hidden for it are hidden, the cheapest
 * first: so it is also the way in which complementary cells are chosen.
 *
 * @returns how far, at most `wanted`
 */
export function lower(network: Network, room: Room, cell: number, wanted: number): number {
  const walk = new Walk(network, room, cell);
  let ran = 0;
  while (ran < wanted) {
    const path = walk.hiddenPath() ?? walk.cheapestPath();
    if (path === undefined) break;
    ran += walk.take(path, wanted - ran);
  }
  walk.restore();
  return ran;
}

class Walk {
  readonly #network: Network;
  readonly #room: Room;
  readonly #cell: number;
  readonly #from: number;
  readonly #to: number;
  readonly #via: Int32Array;
  readonly #taken: { readonly cells: readonly number[]; readonly amount: number }[] = [];

  constructor(network: Network, room: Room, cell: number) {
    this.#network = network;
    this.#room = room;
    this.#cell = cell;
    const { rows, columns } = network;
    const [row, column] = [Math.floor(cell / columns), rows + (cell % columns)];
    // A lowered cell runs column → row (a margin the other way), so what makes up for it runs row → column.
    [this.#from, this.#to] = isMargin(network, cell) ? [column, row] : [row, column];
    this.#via = network.via;
  }

  /** Through what is hidden already: breadth first. */
  hiddenPath(): readonly number[] | undefined {
    const { rows, columns, isHidden } = this.#network;
    const via = this.#via.fill(-1);
    const queue = this.#network.queue;
    queue[0] = this.#from;
    let reached = 1;
    for (let turn = 0; turn < reached; turn += 1) {
      const node = queue[turn] as number;
      const isRow = node < rows;
      const room = isRow ? this.#room.forth : this.#room.back;
      const count = isRow ? columns : rows;
      for (let other = 0; other < count; other += 1) {
        const place = isRow ? node * columns + other : other * columns + (node - rows);
        const target = isRow ? rows + other : other;
        if (isHidden[place] === 0 || via[target] !== -1 || place === this.#cell || (room[place] as number) <= 0) continue;
        if (target === this.#from) continue;
        via[target] = place;
        if (target === this.#to) return this.#trace();
        queue[reached] = target;
        reached += 1;
      }
    }
    return undefined;
  }

  /** Dijkstra over some dozens of nodes: no heap is worth it. */
  cheapestPath(): readonly number[] | undefined {
    const size = this.#network.rows + this.#network.columns;
    const cost = new Float64Array(size).fill(Infinity);
    const isDone = new Uint8Array(size);
    this.#via.fill(-1);
    cost[this.#from] = 0;
    for (;;) {
      let node = -1;
      let least = Infinity;
      for (let other = 0; other < size; other += 1) {
        const reached = cost[other] as number;
        if (isDone[other] === 0 && reached < least) [node, least] = [other, reached];
      }
      if (node === -1) return undefined;
      if (node === this.#to) return this.#trace();
      isDone[node] = 1;
      this.#reach(node, least, cost);
    }
  }

  #reach(node: number, spent: number, cost: Float64Array): void {
    const { rows, columns, isHidden, cost: price } = this.#network;
    const isRow = node < rows;
    const count = isRow ? columns : rows;
    const room = isRow ? this.#room.forth : this.#room.back;
    for (let other = 0; other < count; other += 1) {
      const place = isRow ? node * columns + other : other * columns + (node - rows);
      if (place === this.#cell || (room[place] as number) <= 0) continue;
      const total = spent + (isHidden[place] === 1 ? 0 : (price[place] as number));
      const target = isRow ? rows + other : other;
      if (total < (cost[target] as number)) {
        cost[target] = total;
        this.#via[target] = place;
      }
    }
  }

  /** The cells from the end to the start. */
  #trace(): readonly number[] {
    const { rows, columns } = this.#network;
    const cells: number[] = [];
    for (let node = this.#to; node !== this.#from;) {
      const place = this.#via[node] as number;
      cells.push(place);
      node = node < rows ? rows + (place % columns) : Math.floor(place / columns);
    }
    return cells;
  }

  take(cells: readonly number[], most: number): number {
    let amount = most;
    for (let step = 0; step < cells.length; step += 1) {
      const place = cells[step] as number;
      amount = Math.min(amount, (this.#runsForth(step) ? this.#room.forth : this.#room.back)[place] as number);
      this.#network.isHidden[place] = 1;
    }
    this.#shift(cells, amount);
    this.#taken.push({ cells, amount });
    return amount;
  }

  restore(): void {
    for (const { cells, amount } of this.#taken) this.#shift(cells, -amount);
  }

  #shift(cells: readonly number[], amount: number): void {
    const { forth, back } = this.#room;
    for (let step = 0; step < cells.length; step += 1) {
      const place = cells[step] as number;
      const change = this.#runsForth(step) ? amount : -amount;
      forth[place] = (forth[place] as number) - change;
      back[place] = (back[place] as number) + change;
    }
  }

  /** Arcs alternate in direction; the first traced one ends in `#to`. */
  #runsForth(step: number): boolean {
    return (step % 2 === 0) === this.#to >= this.#network.rows;
  }
}

/** In the last row or the last column, but not the total at the end of both. */
export function isMargin({ rows, columns }: Pick<Network, 'rows' | 'columns'>, place: number): boolean {
  return (place % columns === columns - 1) !== place >= (rows - 1) * columns;
}
