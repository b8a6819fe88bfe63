/**
 * How a record kind lies in tables: which column each field is, and how its tables join. Only constants of ours stand
 * here; the compiler turns them into SQL and adds organisation, as-of and parameters. What a field means is in the core.
 */

export interface StoredColumn {
  /** A key of `sources`. */
  readonly source: string;
  readonly column: string;
  /** For names: the column written by `foldName`, by which they compare. */
  readonly folded?: string;
  /** Never null where its source has a row: lets an index serve the order in both directions. */
  readonly notNull?: true;
}

/** One table of a kind, under the alias that is its key. */
export interface StoredSource {
  readonly table: string;
  /** Joined when something asks for it; absent on the first source, whose rows are the records. */
  readonly join?: {
    readonly column: string;
    readonly to: { readonly source: string; readonly column: string };
    /** A record may have no row here: its fields are then unknown. */
    readonly optional?: true;
  };
  /** Rows are versions with `valid_from_on`, `valid_to_on`: at most one holds on any day. */
  readonly versions?: true;
}

export interface StoredRelation {
  readonly childColumn: string;
  readonly parentColumn: string;
  /** Where children belong to an owner that several parents share. */
  readonly through?: {
    /** Links parents to owners, with validity in days. */
    readonly table: string;
    readonly parentColumn: string;
    readonly ownerColumn: string;
    /** The child's base column that holds the owner. */
    readonly childColumn: string;
    /** The child's base column that must hold. */
    readonly onlyColumn: string;
    /**
     * The same as a view that takes the place of the child's base table, with a row for each parent, its own validity and
     * the columns of the base: sets over days are made of it.
     */
    readonly view: {
      readonly table: string;
      /** Names one child of one parent. */
      readonly unitColumn: string;
      readonly joinColumns: readonly string[];
    };
  };
}

export interface StoredKind {
  /** In order of joining; the first is the base. */
  readonly sources: Readonly<Record<string, StoredSource>>;
  readonly fields: Readonly<Record<string, StoredColumn>>;
  /** By relation: the child's base column that holds the parent's base column. */
  readonly children: Readonly<Record<string, StoredRelation>>;
  /**
   * For kinds with millions of rows: the orders that an index serves, each under a condition of the filter. A list in such
   * an order walks the index; any other filters first and sorts what it found, so that no plan walks the whole table.
   */
  readonly walks?: readonly {
    readonly field: string;
    readonly descending: boolean;
    readonly when: { readonly field: string; readonly value: string };
    /** Fewer than usual, where the index is of another source and each entry costs its joins. */
    readonly entriesMax?: number;
  }[];
  /** For day series, where the kind keeps history: columns of the base that name the record and join other sources. */
  readonly series?: {
    readonly unitColumn: string;
    readonly joinColumns: readonly string[];
    /** The base column that holds the asset whose department, class and tier scope the record. */
    readonly assetColumn: string;
  };
}

/** The alias whose rows are the records. */
export function baseOf(stored: StoredKind): string {
  return Object.keys(stored.sources)[0] ?? '';
}
