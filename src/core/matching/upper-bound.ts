/**
 * The most that the log-odds of a comparison can come to, found without laying the names beside each other: every piece that
 * could be answered counts as answered, and all that speaks against and is not certain is left out. Where even that stays below
 * the weak edge, the comparison need not be made. Never below what the comparison gives; a property test holds that.
 */
import type { DeviceReading } from './device-names.ts';
import { likeness } from './laying.ts';
import { initialRuns, mostBits, placesOf, type NameRow, type NameRows } from './name-rows.ts';
import { bandEdges, type MatchingWeights } from './probability.ts';
import { factsOf, weightsOf } from './name-facts.ts';
import { longestRun, type Run } from './text.ts';
import type { VendorRelation } from './vendors.ts';
import type { Rarity } from './weighing.ts';

/** Log-odds below which nothing is kept: the weak edge less what rounding to four places can give. */
export const leastLogOdds = Math.log((bandEdges.weak - 0.0001) / (1 - bandEdges.weak + 0.0001));

/** Letters of the device that may be misspelt. */
interface LetterRun {
  readonly text: string;
  readonly places: number;
  readonly isSingle: boolean;
}

/** Says of texts beside a product's name that they hold the letters of the device's firm. */
export const firmBit = 1 << mostBits;

/** What of a device could answer a run, by the number of the run; one device at a time. */
export class DeviceMarks {
  readonly #rows: NameRows;
  #places = new Int32Array(0);
  #forms = new Int32Array(0);
  #initials = new Int32Array(0);
  #isBeside = new Uint8Array(0);
  /** Pieces that a text beside the product's name answers where it holds the run. */
  #found = new Int32Array(0);
  /** -1: not looked at yet. */
  #misspelt = new Int32Array(0);
  readonly #touched: number[] = [];
  #letterRuns: ReadonlyMap<string, readonly LetterRun[]> = new Map();
  #marked = 0;
  /** Places of the device by the number of the run. */
  #runs: (readonly Run[] | undefined)[] = [];
  /** Of the row last looked at: places of the name that could be answered, and places of the device that could answer. */
  asked = 0;
  offered = 0;
  /** Places of the name that stand in the device's other texts. */
  elsewhere = 0;
  /** Whether another form, initials or a misspelt word could answer a place. */
  hasForms = false;
  hasInitials = false;
  hasMisspelt = false;

  constructor(rows: NameRows) {
    this.#rows = rows;
  }

  /** With room for runs that get their numbers later. */
  #make(count: number): void {
    this.#places = new Int32Array(count);
    this.#forms = new Int32Array(count);
    this.#initials = new Int32Array(count);
    this.#isBeside = new Uint8Array(count);
    this.#found = new Int32Array(count);
    this.#misspelt = new Int32Array(count).fill(-1);
    this.#runs = Array.from({ length: count }, () => undefined);
    this.#touched.length = 0;
  }

  /** Whether rows were made with runs that were not marked when the device was read. */
  get isBehind(): boolean {
    return this.#rows.runCount > this.#marked;
  }

  /** @param device of at most `mostBits` pieces */
  read(device: DeviceReading): void {
    for (const number of this.#touched) {
      this.#places[number] = 0;
      this.#forms[number] = 0;
      this.#initials[number] = 0;
      this.#isBeside[number] = 0;
      this.#found[number] = 0;
      this.#misspelt[number] = -1;
      this.#runs[number] = undefined;
    }
    this.#touched.length = 0;
    this.#marked = this.#rows.runCount;
    if (this.#marked > this.#places.length) this.#make(Math.ceil(this.#marked * 1.25));
    for (const [text, places] of device.places) this.#markRuns(text, places);
    for (const text of device.beside) {
      const number = this.#numberOf(text);
      if (number !== undefined) this.#isBeside[number] = 1;
    }
    device.pieces.forEach((piece, at) => {
      for (const form of piece.also) {
        for (const text of [form, `${form}s`, form.replace(/s$/u, '')]) this.#mark(this.#forms, text, 1 << at);
      }
      this.#mark(this.#found, piece.text, 1 << at);
      if (piece.isUpper) this.#mark(this.#places, `~${piece.text}`, 1 << at);
    });
    const { core } = device.vendor;
    if (core !== null) this.#mark(this.#found, core, firmBit);
    for (const { text, places } of initialRuns(device.pieces)) this.#mark(this.#initials, text, places);
    this.#letterRuns = letterRunsOf(device);
  }

  #numberOf(text: string): number | undefined {
    const number = this.#rows.numberOf(text);
    if (number !== undefined) this.#touched.push(number);
    return number;
  }

  /** As a comparison finds pieces among the runs of other texts: alone, and joined where the letters stand joined first. */
  #markRuns(text: string, places: readonly Run[]): void {
    const number = this.#numberOf(text);
    if (number === undefined) return;
    this.#runs[number] = places;
    let bits = 0;
    for (const { from, to } of places) bits |= placesOf(from, to);
    this.#places[number] = bits;
    const [first] = places;
    if (first !== undefined && first.to - first.from >= 2) this.#found[number] = (this.#found[number] ?? 0) | bits;
  }

  #mark(marks: Int32Array, text: string, places: number): void {
    const number = this.#numberOf(text);
    if (number !== undefined) marks[number] = (marks[number] ?? 0) | places;
  }

  /** The pieces of the device that stand among runs of these numbers, and `firmBit`. */
  foundAmong(numbers: Int32Array): number {
    let places = 0;
    for (let at = 0; at < numbers.length; at++) places |= this.#found[numbers[at] ?? 0] ?? 0;
    return places;
  }

  /** The places of a run of the row in the device's name. @param number of the run; -1: there is none */
  runsOf(number: number): readonly Run[] | undefined {
    return number < 0 ? undefined : this.#runs[number];
  }

  /** Sets `asked` and all below it. */
  look(row: NameRow): void {
    this.asked = 0;
    this.offered = 0;
    this.#lookAtRuns(row);
    this.#lookAtInitials(row);
    const { letterRuns } = row;
    this.hasMisspelt = false;
    for (let at = 0; at < letterRuns.length; at += 2) {
      const places = this.#misspeltPlaces(letterRuns[at] ?? 0);
      if (places === 0) continue;
      this.hasMisspelt = true;
      this.asked |= letterRuns[at + 1] ?? 0;
      this.offered |= places;
    }
  }

  #lookAtRuns({ runs, besides }: NameRow): void {
    let [asked, offered, elsewhere] = [0, 0, 0];
    for (let at = 0; at < runs.length; at++) {
      const number = runs[at] ?? -1;
      if (number < 0) continue;
      const places = this.#places[number] ?? 0;
      const isBeside = this.#isBeside[number] === 1;
      if (places === 0 && !isBeside) continue;
      const from = (at / longestRun) | 0;
      asked |= placesOf(from, at - from * (longestRun - 1) + 1);
      offered |= places;
      if (isBeside) elsewhere |= besides[at] ?? 0;
    }
    this.asked |= asked;
    this.offered |= offered;
    this.elsewhere = elsewhere;
  }

  #lookAtInitials({ pieces, initials }: NameRow): void {
    this.hasForms = false;
    this.hasInitials = false;
    for (let at = 0; at < pieces.length; at++) {
      const number = pieces[at] ?? 0;
      const [forms, abbreviated] = [this.#forms[number] ?? 0, this.#initials[number] ?? 0];
      if (forms === 0 && abbreviated === 0) continue;
      if (forms !== 0) this.hasForms = true;
      if (abbreviated !== 0) this.hasInitials = true;
      this.asked |= 1 << at;
      this.offered |= forms | abbreviated;
    }
    for (let at = 0; at < initials.length; at += 2) {
      const places = this.#places[initials[at] ?? 0] ?? 0;
      if (places === 0) continue;
      this.hasInitials = true;
      this.asked |= initials[at + 1] ?? 0;
      this.offered |= places;
    }
  }

  #misspeltPlaces(number: number): number {
    const known = this.#misspelt[number] ?? 0;
    if (known >= 0) return known;
    const text = this.#rows.textOf(number);
    let places = 0;
    for (const run of this.#letterRuns.get(text[0] ?? '') ?? []) if (couldBeAlike(text, run)) places |= run.places;
    this.#misspelt[number] = places;
    this.#touched.push(number);
    return places;
  }
}

/** Words broken off differ in length; all others by two letters at most. */
function couldBeAlike(asked: string, { text, isSingle }: LetterRun): boolean {
  return (isSingle || Math.abs(asked.length - text.length) <= 2) && likeness(asked, text, isSingle) !== null;
}

/** By first letter: two words that are alike have it in common. */
function letterRunsOf({ pieces }: DeviceReading): ReadonlyMap<string, readonly LetterRun[]> {
  const { letterRuns, words } = factsOf(pieces);
  const found = new Map<string, LetterRun[]>();
  for (const { from, to, text } of [...[...letterRuns.values()].flat(), ...words]) {
    if (text === null) continue;
    const run = { text, places: placesOf(from, to), isSingle: to - from === 1 };
    const known = found.get(text[0] ?? '');
    if (known === undefined) found.set(text[0] ?? '', [run]);
    else known.push(run);
  }
  return found;
}

/** The pieces of a device as weights. */
export interface DeviceWeights {
  readonly weights: readonly number[];
  /** What an unanswered piece weighs at least where the name has no numbers. */
  readonly lows: readonly number[];
  readonly digits: number;
}

export function deviceWeightsOf({ pieces }: DeviceReading, rarity: Rarity): DeviceWeights {
  const rare = weightsOf(pieces, rarity);
  const { isCatalogue } = factsOf(pieces);
  const weights = pieces.map((piece, at) => (rare[at] ?? 0) * (piece.isAside ? 0.4 : 1));
  return {
    weights,
    lows: weights.map((weight, at) => weight * (isCatalogue[at] === true ? 0.25 : 1)),
    digits: pieces.reduce((bits, { isDigits }, at) => (isDigits ? bits | (1 << at) : bits), 0),
  };
}

/** What speaks of a pair beside its pieces. */
export interface BoundFacts {
  readonly vendor: VendorRelation;
  /** 0 where the firms agree. */
  readonly vendorConflict: number;
  readonly hasModels: boolean;
}

/** Where an order number is not asked for, its parts weigh this much of themselves. */
const unaskedShare = 0.3;

/** The most that a name can be covered, whatever stands beside it. */
export interface AskedBound {
  readonly asked: number;
  /** What of it weighs, of the pieces that could be answered. */
  readonly hit: number;
  readonly covered: number;
  /** It holds a piece that is more than a word of the trade. */
  readonly isHeavy: boolean;
}

/** @param asked what could be answered, from `DeviceMarks`. @param weights of the row's segments */
export function askedBoundOf(row: NameRow, asked: number, weights: Float64Array): AskedBound {
  let [hit, missed] = [0, 0];
  let isHeavy = false;
  for (let at = 0; at < weights.length; at++) {
    const weight = weights[at] ?? 0;
    const isCatalogue = ((row.catalogue >> at) & 1) === 1;
    if (weight > 0.3 && !isCatalogue) isHeavy = true;
    if ((asked >> at) & 1) hit += weight;
    else missed += isCatalogue ? weight * unaskedShare : weight;
  }
  return { asked, hit, covered: hit === 0 ? 0 : hit / (hit + missed), isHeavy };
}

/** An upper bound of the log-odds. @param offered what could answer, from `DeviceMarks` and the words beside the name */
export function mostLogOdds(
  row: NameRow,
  { asked, hit, covered, isHeavy }: AskedBound,
  offered: number,
  device: DeviceWeights,
  facts: BoundFacts,
  { bias, features }: MatchingWeights,
): number {
  let [deviceHit, deviceMissed] = [0, 0];
  const lows = row.digits === 0 ? device.lows : device.weights;
  for (let at = 0; at < lows.length; at++) {
    if ((offered >> at) & 1) deviceHit += device.weights[at] ?? 0;
    else deviceMissed += lows[at] ?? 0;
  }
  const deviceCovered = deviceHit === 0 ? 0 : deviceHit / (deviceHit + deviceMissed);
  return (
    bias +
    (facts.vendor === 'other' ? features['vendor-conflicts'] * facts.vendorConflict : features[featureOf[facts.vendor]]) +
    atLeastNothing(features['advisory-covered']) * covered +
    atLeastNothing(features['device-covered']) * deviceCovered +
    atLeastNothing(features['both-covered']) * covered * deviceCovered +
    (atLeastNothing(features.mass) * Math.min(1.5, hit)) / 1.5 +
    mostOfNumbers(row, asked, device.digits & ~offered, device.digits, facts.hasModels, features) +
    (facts.hasModels ? atLeastNothing(features['model-listed']) : 0) +
    atLeastNothing(features['code-conflicts']) +
    atLeastNothing(features['function-conflicts']) +
    (covered < 0.9 || isHeavy ? 0 : atLeastNothing(features['class-named'])) +
    atLeastNothing(features['uncertain-letters']) +
    (row.called.isFromTitle ? features['from-title'] : 0)
  );
}

const featureOf = {
  same: 'vendor-same',
  group: 'vendor-group',
  alike: 'vendor-alike',
  mentioned: 'vendor-mentioned',
  sister: 'vendor-sister',
  absent: 'vendor-absent',
} as const;

/** Of what may also not be there. */
function atLeastNothing(weight: number): number {
  return weight > 0 ? weight : 0;
}

/** Over all that the numbers of both sides could still turn out to say. @param spare numbers of the device that nothing answers */
function mostOfNumbers(
  { digits, besideName }: NameRow,
  asked: number,
  spare: number,
  ofDevice: number,
  hasModels: boolean,
  features: MatchingWeights['features'],
): number {
  const isMissedForSure = (digits & ~asked & ~besideName) !== 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let missed = isMissedForSure ? 1 : 0; missed <= (digits === 0 ? 0 : 1); missed++) {
    for (let extra = spare === 0 ? 0 : 1; extra <= (ofDevice === 0 ? 0 : 1); extra++) {
      const told = features[missed === 1 ? (extra === 1 ? 'number-conflicts' : 'number-missing') : 'number-extra'];
      const here = missed === 0 && extra === 0 ? 0 : told;
      const agrees = missed === 1 || digits === 0 ? 0 : features['number-agrees'];
      most = Math.max(most, here + agrees);
      // All numbers asked may turn out to be order numbers; a list of models may speak against the device's.
      if (besideName !== 0) most = Math.max(most, here);
      if (hasModels && extra === 1) most = Math.max(most, features['number-conflicts'], features['number-conflicts'] + agrees);
    }
  }
  return most;
}

/** Whether a device can be bounded at all. */
export function canBeBounded({ pieces }: DeviceReading): boolean {
  return pieces.length <= mostBits;
}
