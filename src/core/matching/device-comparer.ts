/**
 * One device compared with one naming after another. Namings that stand under many titles are compared once for each set of
 * pieces that the titles answer; what cannot come to the weak edge (`upper-bound.ts`) is not compared.
 */
import type { AdvisoryIndex, ProductGroup } from './advisory-index.ts';
import type { ProductReading } from './advisory-names.ts';
import type { DeviceReading } from './device-names.ts';
import { compare, vendorConflict, vendorRelation, type Comparison } from './features.ts';
import { nameRowsOf, type NameRow } from './name-rows.ts';
import { probabilityOf, type MatchingWeights } from './probability.ts';
import { canBeBounded, DeviceMarks, deviceWeightsOf, leastLogOdds, mostLogOdds, type DeviceWeights } from './upper-bound.ts';
import { relateVendors, type VendorReading, type VendorRelation } from './vendors.ts';
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

/** A run of the device's name, and the pieces that a text answers where it holds that run. */
interface OfferedRun {
  readonly text: string;
  readonly places: number;
}

/** What was made of a naming for one set of answered pieces; null: it stays below the weak edge. */
interface Remembered {
  readonly beside: number;
  readonly vendor: VendorRelation;
  compared: Compared | null;
  isBounded: boolean;
}

/** What could be answered between the device and each name of a naming. */
interface Looked {
  readonly row: NameRow;
  readonly asked: number;
  readonly offered: number;
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
  readonly #relations = new Map<VendorReading, VendorRelation>();
  #naming = -1;
  #own = 0;
  #looked: readonly Looked[] | null = null;
  #remembered: Remembered[] = [];

  constructor(device: DeviceReading, means: ComparerMeans) {
    this.#device = device;
    this.#means = means;
    this.#marks = canBeBounded(device) ? marksFor(means.index) : null;
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
    if (at !== this.#naming) this.#turnTo(at, reading, this.#marks);
    const beside = this.#own | this.#answeredByTitle(reading.titleRuns);
    const vendor = this.#relationTo(reading);
    let known = this.#remembered.find((each) => each.beside === beside && each.vendor === vendor);
    if (known === undefined) {
      const isBounded = !this.#couldFit(beside, vendor, reading);
      known = { beside, vendor, isBounded, compared: isBounded ? null : this.#compareWhole(reading, { beside, vendor }) };
      this.#remembered.push(known);
    }
    if (!isWanted || !known.isBounded) return known.compared;
    known.isBounded = false;
    known.compared = this.#compareWhole(reading, known);
    return known.compared;
  }

  #turnTo(at: number, { own }: ProductReading, marks: DeviceMarks): void {
    this.#naming = at;
    this.#remembered = [];
    this.#own = answeredBy(own, this.#runs);
    const rows = nameRowsOf(this.#means.index).rowsFor(at, this.#device.pieces);
    if (marks.isBehind) marks.read(this.#device);
    this.#looked =
      rows?.map((row) => {
        marks.look(row);
        return { row, asked: marks.asked, offered: marks.offered };
      }) ?? null;
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
    const { vendors } = reading;
    const direct = this.#relations.get(vendors) ?? (this.#device.isVendorAbsent ? 'other' : relateVendors(this.#device.vendor, vendors));
    this.#relations.set(vendors, direct);
    return direct === 'other' ? vendorRelation(this.#device, reading) : direct;
  }

  #couldFit(beside: number, vendor: VendorRelation, reading: ProductReading): boolean {
    const { rarity, weights } = this.#means;
    const facts = {
      vendor,
      vendorConflict: vendorConflict(vendor, this.#device, reading),
      hasModels: reading.models.length > 0,
    };
    return (
      this.#looked === null ||
      this.#looked.some(
        ({ row, asked, offered }) => mostLogOdds(row, asked, offered | beside, this.#weights, facts, rarity, weights) >= leastLogOdds,
      )
    );
  }

  #compareWhole(reading: ProductReading, known: Pick<Remembered, 'beside' | 'vendor'> | null): Compared {
    const { rarity, weights } = this.#means;
    const looked = this.#looked;
    const pair =
      known === null || looked === null
        ? undefined
        : { vendor: known.vendor, isBeside: (at: number) => ((known.beside >> at) & 1) === 1, names: looked.map(({ row }) => row.called) };
    const comparison = compare(this.#device, reading, rarity, pair);
    return { comparison, fitted: comparison === null ? 0 : rounded(probabilityOf(comparison.features, weights)) };
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

/** As a comparison finds pieces among the runs of other texts: alone, and joined where the letters stand joined first. */
function offeredRunsOf({ pieces, places }: DeviceReading): OfferedRun[] {
  const runs = new Map<string, number>();
  pieces.forEach(({ text }, at) => runs.set(text, (runs.get(text) ?? 0) | (1 << at)));
  for (const [text, [first, ...others]] of places) {
    if (first === undefined || first.to - first.from < 2) continue;
    for (const { from, to } of [first, ...others]) for (let at = from; at < to; at++) runs.set(text, (runs.get(text) ?? 0) | (1 << at));
  }
  return [...runs].map(([text, bits]) => ({ text, places: bits }));
}
