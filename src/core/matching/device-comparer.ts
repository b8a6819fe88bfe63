/**
 * One device compared with one naming after another. Namings that stand under many titles are compared once for each set of
 * pieces that the titles answer; what cannot come to the weak edge (`upper-bound.ts`) is not compared.
 */
import type { AdvisoryIndex, ProductGroup } from './advisory-index.ts';
import type { ProductReading } from './advisory-names.ts';
import type { DeviceReading } from './device-names.ts';
import { bestOf, compare, compareCalled, firmRelation, relationWith, vendorConflict, type Comparison } from './features.ts';
import { layBeside, type Laying } from './laying.ts';
import { nameRowsOf, type NameRow } from './name-rows.ts';
import { probabilityOf, type MatchingWeights } from './probability.ts';
import {
  askedBoundOf,
  canBeBounded,
  DeviceMarks,
  deviceWeightsOf,
  leastLogOdds,
  mostLogOdds,
  offeredRunsOf,
  type AskedBound,
  type DeviceWeights,
  type OfferedRun,
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

/** What was made of a naming for one set of answered pieces; null: it stays below the weak edge. */
interface Remembered {
  readonly beside: number;
  readonly vendor: VendorRelation;
  compared: Compared | null;
  isBounded: boolean;
}

/** One name, however many namings hold it: what could be answered, how it was laid, and the comparisons by what stands beside it. */
interface Looked {
  readonly row: NameRow;
  readonly bound: AskedBound;
  readonly offered: number;
  laying: Laying | null;
  readonly made: { readonly beside: number; readonly vendor: VendorRelation; readonly conflict: number; readonly comparison: Comparison }[];
}

const marksMemory = new WeakMap<AdvisoryIndex, DeviceMarks>();

function marksFor(index: AdvisoryIndex): DeviceMarks {
  const known = marksMemory.get(index);
  if (known !== undefined) return known;
  const marks = new DeviceMarks(nameRowsOf(index));
  marksMemory.set(index, marks);
  return marks;
}

/** Holds the marks of its index while it is asked: one device at a time. */
export class DeviceComparer {
  readonly #device: DeviceReading;
  readonly #means: ComparerMeans;
  readonly #marks: DeviceMarks | null;
  readonly #weights: DeviceWeights;
  readonly #runs: readonly OfferedRun[];
  readonly #titles = new Map<ReadonlySet<string>, number>();
  readonly #relations = new Map<VendorReading, VendorRelation | null>();
  readonly #byRow = new Map<NameRow, Looked>();
  #naming = -1;
  #own = 0;
  #looked: readonly Looked[] | null = null;
  #remembered: Remembered[] = [];

  /** @param namings that will be asked for: their rows are made before the device is read, and not one by one. */
  constructor(device: DeviceReading, means: ComparerMeans, namings: readonly number[] = []) {
    this.#device = device;
    this.#means = means;
    this.#marks = canBeBounded(device) ? marksFor(means.index) : null;
    const rows = nameRowsOf(means.index);
    for (const at of this.#marks === null ? [] : namings) {
      rows.rowsFor(at, device.pieces);
      rows.ownOf(at);
    }
    this.#marks?.read(device);
    this.#weights = deviceWeightsOf(device, means.rarity);
    this.#runs = this.#marks === null ? [] : offeredRunsOf(device);
  }

  /**
   * @param at position of the naming; a naming is asked for all its groups before the next.
   * @param isWanted compared even where the names cannot agree. @returns null where the names do not come to the weak edge.
   */
  compare(at: number, group: ProductGroup, isWanted: boolean): Compared | null {
    const { reading } = group;
    if (this.#marks === null) return this.#compareWhole(reading, null);
    if (at !== this.#naming) this.#turnTo(at, this.#marks);
    const beside = this.#own | this.#answeredByTitle(reading.titleRuns);
    const vendor = this.#relationTo(reading);
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
  couldFit(at: number, group: ProductGroup | undefined): boolean {
    if (group === undefined) return false;
    if (this.#marks === null) return true;
    if (at !== this.#naming) this.#turnTo(at, this.#marks);
    const { reading } = group;
    return this.#couldFit(this.#own | this.#answeredByTitle(reading.titleRuns), this.#relationTo(reading), reading);
  }

  #turnTo(at: number, marks: DeviceMarks): void {
    this.#naming = at;
    this.#remembered = [];
    const all = nameRowsOf(this.#means.index);
    const rows = all.rowsFor(at, this.#device.pieces);
    const own = all.ownOf(at);
    if (marks.isBehind) marks.read(this.#device);
    this.#own = marks.foundAmong(own);
    this.#looked = rows?.map((row) => this.#look(row, marks)) ?? null;
  }

  #look(row: NameRow, marks: DeviceMarks): Looked {
    const known = this.#byRow.get(row);
    if (known !== undefined) return known;
    marks.look(row);
    const bound = askedBoundOf(row, marks.asked, this.#means.rarity);
    const looked = { row, bound, offered: marks.offered, laying: null, made: [] };
    this.#byRow.set(row, looked);
    return looked;
  }

  #answeredByTitle(titleRuns: ReadonlySet<string>): number {
    const known = this.#titles.get(titleRuns);
    if (known !== undefined) return known;
    const places = answeredBy(titleRuns, this.#runs);
    this.#titles.set(titleRuns, places);
    return places;
  }

  /** As `vendorRelation`; what the title says of the firm is asked only where nothing else says it. */
  #relationTo(reading: ProductReading): VendorRelation {
    const { vendors, beside } = reading;
    let firms = this.#relations.get(vendors);
    if (firms === undefined) {
      firms = firmRelation(this.#device, vendors);
      this.#relations.set(vendors, firms);
    }
    return relationWith(this.#device, firms, beside);
  }

  #couldFit(beside: number, vendor: VendorRelation, reading: ProductReading): boolean {
    const { weights } = this.#means;
    const facts = {
      vendor,
      vendorConflict: vendorConflict(vendor, this.#device, reading),
      hasModels: reading.models.length > 0,
    };
    return (
      this.#looked === null ||
      this.#looked.some(
        ({ row, bound, offered }) => mostLogOdds(row, bound, offered | beside, this.#weights, facts, weights) >= leastLogOdds,
      )
    );
  }

  #compareWhole(reading: ProductReading, known: Pick<Remembered, 'beside' | 'vendor'> | null): Compared {
    const { rarity, weights } = this.#means;
    const looked = this.#looked;
    const comparison =
      known === null || looked === null
        ? compare(this.#device, reading, rarity)
        : bestOf(looked.map((each) => this.#compareName(each, reading, known)));
    return { comparison, fitted: comparison === null ? 0 : rounded(probabilityOf(comparison.features, weights)) };
  }

  #compareName(looked: Looked, product: ProductReading, { beside, vendor }: Pick<Remembered, 'beside' | 'vendor'>): Comparison {
    const device = this.#device;
    const { called } = looked.row;
    const conflict = vendorConflict(vendor, device, product);
    // A list of models and an exclusion belong to the product and not to its name.
    const isShared = product.models.length === 0 && product.excluded.length === 0;
    const known = isShared
      ? looked.made.find((each) => each.beside === beside && each.vendor === vendor && each.conflict === conflict)
      : undefined;
    if (known !== undefined) return known.comparison;
    looked.laying ??= layBeside(called.segments, device.pieces, device.places);
    const isBeside = (at: number): boolean => ((beside >> at) & 1) === 1;
    const comparison = compareCalled({ device, product, called, vendor, laying: looked.laying, isBeside }, this.#means.rarity);
    if (isShared) looked.made.push({ beside, vendor, conflict, comparison });
    return comparison;
  }
}

/** Rounded where it is kept, so that sums in another order give the same bytes. */
function rounded(probability: number): number {
  return Math.round(probability * 10_000) / 10_000;
}

function answeredBy(runs: ReadonlySet<string>, offered: readonly OfferedRun[]): number {
  let places = 0;
  for (const run of offered) if (runs.has(run.text)) places |= run.places;
  return places;
}
