/**
 * One device compared with one naming after another. Namings that stand under many titles are compared once for each set of
 * pieces that the titles answer; what cannot come to the weak edge (`upper-bound.ts`) is not compared.
 */
import type { AdvisoryIndex } from './advisory-index.ts';
import type { ProductReading } from './advisory-names.ts';
import type { DeviceReading } from './device-names.ts';
import { bestOf, compare, compareCalled, firmRelation, relationWith, vendorConflict, type Comparison } from './features.ts';
import { layBeside, type Foreknown, type Laying } from './laying.ts';
import { weightsOf } from './name-facts.ts';
import { nameRowsOf, type NameRow, type NameRows } from './name-rows.ts';
import { probabilityOf, type MatchingWeights } from './probability.ts';
import { longestRun, type Run } from './text.ts';
import {
  askedBoundOf,
  canBeBounded,
  DeviceMarks,
  deviceWeightsOf,
  firmBit,
  leastLogOdds,
  mostLogOdds,
  type AskedBound,
  type DeviceWeights,
} from './upper-bound.ts';
import type { VendorReading, VendorRelation } from './vendors.ts';
import type { Rarity } from './weighing.ts';

export interface ComparerMeans {
  readonly index: AdvisoryIndex;
  readonly rarity: Rarity;
  readonly weights: MatchingWeights;
}

export interface Compared {
  readonly comparison: Comparison | null;
  /** P(same product) by the names alone. */
  readonly fitted: number;
}

/** What stands on both sides of a name: the pieces of the device that other texts answer, and how the firms stand to each other. */
interface Beside {
  readonly beside: number;
  readonly vendor: VendorRelation;
}

/** What was made of a naming for one set of answered pieces; null: it stays below the weak edge. */
interface Remembered extends Beside {
  compared: Compared | null;
  isBounded: boolean;
}

interface Made extends Beside {
  readonly conflict: number;
  readonly compared: Compared & { readonly comparison: Comparison };
}

/** One name, however many namings hold it: what could be answered, how it was laid, and the comparisons by what stands beside it. */
class Looked implements Foreknown {
  readonly row: NameRow;
  readonly bound: AskedBound;
  readonly offered: number;
  readonly elsewhere: number;
  readonly hasForms: boolean;
  readonly hasInitials: boolean;
  readonly hasMisspelt: boolean;
  readonly #marks: DeviceMarks;
  laying: Laying | null = null;
  readonly made: Made[] = [];

  /** @param marks that have looked at the row */
  constructor(row: NameRow, marks: DeviceMarks, rarity: Rarity) {
    this.row = row;
    this.#marks = marks;
    this.bound = askedBoundOf(row, marks.asked, weightsOf(row.called.segments, rarity));
    this.offered = marks.offered;
    this.elsewhere = marks.elsewhere;
    this.hasForms = marks.hasForms;
    this.hasInitials = marks.hasInitials;
    this.hasMisspelt = marks.hasMisspelt;
  }

  placesOf(from: number, length: number): readonly Run[] | undefined {
    return this.#marks.runsOf(this.row.runs[from * longestRun + length - 1] ?? -1);
  }
}

/** What all devices that are compared with an index need: one device at a time. */
interface Table {
  readonly rows: NameRows;
  readonly marks: DeviceMarks;
  /** By the place of the row, and by the title: what was found for the device that is being asked. */
  looked: (Looked | undefined)[];
  titles: Int32Array;
}

const tableMemory = new WeakMap<AdvisoryIndex, Table>();

function tableFor(index: AdvisoryIndex): Table {
  const known = tableMemory.get(index);
  if (known !== undefined) return known;
  const rows = nameRowsOf(index);
  const table = { rows, marks: new DeviceMarks(rows), looked: [], titles: new Int32Array(rows.titleCount).fill(notAsked) };
  tableMemory.set(index, table);
  return table;
}

const notAsked = -1;

/** Holds the table of its index while it is asked: one device at a time. */
export class DeviceComparer {
  readonly #device: DeviceReading;
  readonly #means: ComparerMeans;
  readonly #table: Table | null;
  readonly #weights: DeviceWeights;
  readonly #relations = new Map<VendorReading, VendorRelation | null>();
  #naming = -1;
  #own = 0;
  #looked: readonly Looked[] | null = null;
  #remembered: Remembered[] = [];

  /** @param namings that will be asked for: their rows are made before the device is read, and not one by one. */
  constructor(device: DeviceReading, means: ComparerMeans, namings: readonly number[] = []) {
    this.#device = device;
    this.#means = means;
    this.#table = canBeBounded(device) ? tableFor(means.index) : null;
    this.#weights = deviceWeightsOf(device, means.rarity);
    if (this.#table === null) return;
    for (const at of namings) this.#table.rows.rowsFor(at, device.pieces);
    this.#read(this.#table);
  }

  #read(table: Table): void {
    table.marks.read(this.#device);
    if (table.looked.length < table.rows.rowCount) table.looked = Array.from({ length: table.rows.rowCount + 100 }, () => undefined);
    else table.looked.fill(undefined);
    table.titles.fill(notAsked);
  }

  /**
   * @param at position of the naming; a naming is asked for all its groups before the next. @param place of the group
   * @param isWanted compared even where the names cannot agree. @returns null where the names do not come to the weak edge.
   */
  compare(at: number, place: number, isWanted: boolean): Compared | null {
    const reading = this.#means.index.groups[place]?.reading;
    if (reading === undefined) return null;
    if (this.#table === null) return this.#compareWhole(reading, null);
    if (at !== this.#naming) this.#turnTo(at, this.#table);
    const answered = this.#own | this.#answeredByTitle(this.#table.rows.titleOf(place), this.#table);
    const beside = answered & ~firmBit;
    const vendor = this.#relationTo(reading, (answered & firmBit) !== 0);
    let known: Remembered | null = null;
    for (const each of this.#remembered) if (each.beside === beside && each.vendor === vendor) known = each;
    if (known === null) {
      const isBounded = !this.#couldFit(beside, vendor, reading);
      known = { beside, vendor, isBounded, compared: isBounded ? null : this.#compareWhole(reading, { beside, vendor }) };
      this.#remembered.push(known);
    }
    if (!isWanted || !known.isBounded) return known.compared;
    known.isBounded = false;
    known.compared = this.#compareWhole(reading, known);
    return known.compared;
  }

  /** Whether the names could come to the weak edge, by the bound alone: with all words beside the device, whatever it writes of them. */
  couldFit(at: number, place: number): boolean {
    const reading = this.#means.index.groups[place]?.reading;
    if (reading === undefined) return false;
    if (this.#table === null) return true;
    if (at !== this.#naming) this.#turnTo(at, this.#table);
    const answered = this.#own | this.#answeredByTitle(this.#table.rows.titleOf(place), this.#table);
    return this.#couldFit(answered & ~firmBit, this.#relationTo(reading, (answered & firmBit) !== 0), reading);
  }

  #turnTo(at: number, table: Table): void {
    this.#naming = at;
    this.#remembered = [];
    const rows = table.rows.rowsFor(at, this.#device.pieces);
    if (table.marks.isBehind) this.#read(table);
    this.#own = table.marks.foundAmong(table.rows.ownOf(at));
    this.#looked = rows?.map((row) => table.looked[row.place] ?? this.#look(row, table)) ?? null;
  }

  #look(row: NameRow, table: Table): Looked {
    const { marks } = table;
    marks.look(row);
    const looked = new Looked(row, marks, this.#means.rarity);
    table.looked[row.place] = looked;
    return looked;
  }

  #answeredByTitle(title: number, { rows, marks, titles }: Table): number {
    const known = titles[title] ?? 0;
    if (known !== notAsked) return known;
    const places = marks.foundAmong(rows.runsOfTitle(title));
    titles[title] = places;
    return places;
  }

  /** As `vendorRelation`; what the title says of the firm counts only where nothing else says it. */
  #relationTo({ vendors }: ProductReading, isFirmBeside: boolean): VendorRelation {
    let firms = this.#relations.get(vendors);
    if (firms === undefined) {
      firms = firmRelation(this.#device, vendors);
      this.#relations.set(vendors, firms);
    }
    return relationWith(this.#device, firms, isFirmBeside);
  }

  #couldFit(beside: number, vendor: VendorRelation, reading: ProductReading): boolean {
    const { weights } = this.#means;
    const facts = { vendor, vendorConflict: vendorConflict(vendor, this.#device, reading), hasModels: reading.models.length > 0 };
    if (this.#looked === null) return true;
    for (const { row, bound, offered } of this.#looked)
      if (mostLogOdds(row, bound, offered | beside, this.#weights, facts, weights) >= leastLogOdds) return true;
    return false;
  }

  #compareWhole(reading: ProductReading, known: Beside | null): Compared {
    const looked = this.#looked;
    if (known === null || looked === null) return this.#fitted(compare(this.#device, reading, this.#means.rarity));
    const made = looked.map((each) => this.#compareName(each, reading, known));
    const best = bestOf(made.map(({ comparison }) => comparison));
    return made.find(({ comparison }) => comparison === best) ?? { comparison: null, fitted: 0 };
  }

  #fitted(comparison: Comparison | null): Compared {
    return { comparison, fitted: comparison === null ? 0 : rounded(probabilityOf(comparison.features, this.#means.weights)) };
  }

  #compareName(looked: Looked, product: ProductReading, { beside, vendor }: Beside): Made['compared'] {
    const device = this.#device;
    const { called } = looked.row;
    const conflict = vendorConflict(vendor, device, product);
    // A list of models and an exclusion belong to the product and not to its name.
    const isShared = product.models.length === 0 && product.excluded.length === 0;
    const known = isShared
      ? looked.made.find((each) => each.beside === beside && each.vendor === vendor && each.conflict === conflict)
      : undefined;
    if (known !== undefined) return known.compared;
    looked.laying ??= layBeside(called.segments, device.pieces, device.places, looked);
    const isBeside = (at: number): boolean => ((beside >> at) & 1) === 1;
    const isElsewhere = (at: number): boolean => ((looked.elsewhere >> at) & 1) === 1;
    const pair = { device, product, called, vendor, laying: looked.laying, isBeside, isElsewhere };
    const comparison = compareCalled(pair, this.#means.rarity);
    const compared = { ...this.#fitted(comparison), comparison };
    if (isShared) looked.made.push({ beside, vendor, conflict, compared });
    return compared;
  }
}

/** Rounded where it is kept, so that sums in another order give the same bytes. */
function rounded(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}
