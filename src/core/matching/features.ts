/**
 * What speaks for and against "this device is that product", as numbers a person can read. Version and status play no part
 * (domain/medical-advisories.md 4.5: two answers, never multiplied).
 */
import { isListedModel } from './advisory-index.ts';
import type { CalledName, ProductReading } from './advisory-names.ts';
import type { DevicePiece, DeviceReading } from './device-names.ts';
import { layBeside, type Laying } from './laying.ts';
import { factsOf, weightsOf, type NameFacts } from './name-facts.ts';
import { joinedLetters, runsOf, type Run, type Segment } from './text.ts';
import { relateVendors, type VendorReading, type VendorRelation } from './vendors.ts';
import type { Rarity } from './weighing.ts';
import { emptyWords } from './word-pack.ts';

export const featureNames = [
  'vendor-same',
  'vendor-group',
  'vendor-alike',
  'vendor-mentioned',
  'vendor-sister',
  'vendor-absent',
  'vendor-conflicts',
  'advisory-covered',
  'device-covered',
  'both-covered',
  'mass',
  'number-agrees',
  'number-conflicts',
  'number-missing',
  'number-extra',
  'model-listed',
  'code-conflicts',
  'function-conflicts',
  'class-named',
  'uncertain-letters',
  'from-title',
] as const;
export type FeatureName = (typeof featureNames)[number];

/** One comparison of a device with one way of calling a product. */
export interface Comparison {
  readonly features: Readonly<Record<FeatureName, number>>;
  readonly vendor: VendorRelation;
  readonly called: CalledName;
  readonly laying: Laying;
  /** A veto: written as excluded, or another type number. */
  readonly veto: 'excluded' | null;
}

/** Compares under the way of calling that fits best. Null where the product has no name at all. */
export function compare(device: DeviceReading, product: ProductReading, rarity: Rarity): Comparison | null {
  const beside = foundIn(device.pieces, device.places, product.beside);
  const vendor = vendorRelation(device, product);
  return bestOf(
    product.names.map((name) => {
      const called = inRange(name, device.pieces);
      const laying = layBeside(called.segments, device.pieces, device.places);
      const elsewhere = foundAmong(called.segments, device.beside);
      const isBeside = (at: number): boolean => beside[at] === true;
      const isElsewhere = (at: number): boolean => elsewhere[at] === true;
      return compareCalled({ device, product, called, vendor, laying, isBeside, isElsewhere }, rarity);
    }),
  );
}

export function bestOf(comparisons: readonly Comparison[]): Comparison | null {
  let best: Comparison | null = null;
  for (const found of comparisons) if (best === null || fitness(found) > fitness(best)) best = found;
  return best;
}

function fitness({ features }: Comparison): number {
  return features['both-covered'] + 0.3 * features.mass - features['number-conflicts'] - 0.1 * features['from-title'];
}

/** The strongest relation between the vendor fields and the vendors named elsewhere. */
export function vendorRelation(device: DeviceReading, product: ProductReading): VendorRelation {
  const { core } = device.vendor;
  return relationWith(device, firmRelation(device, product.vendors), core !== null && product.beside.has(core));
}

/** What the vendors say of each other, before the texts beside the product are asked; null where that is for those to say. */
export function firmRelation(device: DeviceReading, vendors: VendorReading): VendorRelation | null {
  const direct = device.isVendorAbsent ? 'other' : relateVendors(device.vendor, vendors);
  if (direct !== 'other') return direct;
  const named = relateVendors(device.mentioned, vendors);
  return named === 'same' || named === 'group' || isNamedIn(vendors.core, device.places) ? 'mentioned' : null;
}

/** @param firms of `firmRelation`. @param isFirmBeside whether the texts beside the product hold the letters of the device's firm */
export function relationWith(device: DeviceReading, firms: VendorRelation | null, isFirmBeside: boolean): VendorRelation {
  if (firms !== null) return firms;
  if (isFirmBeside && isLongEnough(device.vendor.core)) return 'mentioned';
  return device.isVendorAbsent ? 'absent' : 'other';
}

function isNamedIn(core: string | null, runs: { has(text: string): boolean }): boolean {
  return isLongEnough(core) && runs.has(core);
}

/** Fewer letters stand in any text. */
function isLongEnough(core: string | null): core is string {
  return core !== null && core.length >= 4;
}

/** A device and one way of calling a product, laid beside each other. */
export interface LaidPair {
  readonly device: DeviceReading;
  readonly product: ProductReading;
  /** Ranges put in. */
  readonly called: CalledName;
  readonly vendor: VendorRelation;
  readonly laying: Laying;
  /** Which pieces of the device stand beside the name, in the product's other texts. */
  readonly isBeside: (at: number) => boolean;
  /** Which pieces of the name stand beside the device's name, in its other texts. */
  readonly isElsewhere: (at: number) => boolean;
}

export function compareCalled(pair: LaidPair, rarity: Rarity): Comparison {
  const { device, product, called, vendor, laying } = pair;
  const asked = askedSide(pair, rarity);
  const offered = offeredSide(pair, asked.facts.hasNumbers, rarity);
  const whole = wordsWhole(asked);
  const covered = shareOf(asked.weights, whole);
  const offeredCovered = shareOf(offered.weights, wordsWhole(offered));
  let [hit, hitWeight, uncertain, hasHeavy] = [0, 0, 0, false];
  for (let at = 0; at < whole.length; at++) {
    const [quality, weight] = [whole[at] ?? 0, asked.weights[at] ?? 0];
    if (weight > 0.3) hasHeavy = true;
    if (quality <= 0) continue;
    hit += weight * quality;
    hitWeight += weight;
    if (quality < 0.9) uncertain += weight;
  }
  const numbers = compareNumbers(asked, offered, product);
  const features: Record<FeatureName, number> = {
    'vendor-same': vendor === 'same' ? 1 : 0,
    'vendor-group': vendor === 'group' ? 1 : 0,
    'vendor-alike': vendor === 'alike' ? 1 : 0,
    'vendor-mentioned': vendor === 'mentioned' ? 1 : 0,
    'vendor-sister': vendor === 'sister' ? 1 : 0,
    'vendor-absent': vendor === 'absent' ? 1 : 0,
    'vendor-conflicts': vendorConflict(vendor, device, product),
    'advisory-covered': covered,
    'device-covered': offeredCovered,
    'both-covered': covered * offeredCovered,
    mass: Math.min(1.5, hit) / 1.5,
    'number-agrees': numbers.agrees ? 1 : 0,
    'number-conflicts': numbers.conflicts ? 1 : 0,
    'number-missing': numbers.isMissing ? 1 : 0,
    'number-extra': numbers.isExtra ? 1 : 0,
    'model-listed': product.models.some((model) => isListedModel(model) && device.allRuns.has(model)) ? 1 : 0,
    'code-conflicts': hasSpareCode(asked) && hasSpareCode(offered) ? 1 : 0,
    'function-conflicts': hasSpareFunction(asked) && hasSpareFunction(offered) ? 1 : 0,
    'class-named': covered >= 0.9 && !hasHeavy ? 1 : 0,
    'uncertain-letters': uncertain / Math.max(0.01, hitWeight),
    'from-title': called.isFromTitle ? 1 : 0,
  };
  return { features, vendor, called, laying, veto: isExcluded(product, device) ? 'excluded' : null };
}

/** One of the two names after they were laid beside each other. */
interface Side {
  readonly segments: readonly Segment[];
  readonly facts: NameFacts;
  readonly weights: readonly number[];
  /** How well each piece is answered, 0 to 1. */
  readonly qualities: readonly number[];
}

function askedSide({ called: { segments }, device, laying, isElsewhere }: LaidPair, rarity: Rarity): Side {
  const facts = factsOf(segments);
  const rare = weightsOf(segments, rarity);
  const hasSpareNumber = device.pieces.some((piece, at) => piece.isDigits && laying.offered[at] === null);
  const qualities: number[] = [];
  const weights: number[] = [];
  for (let at = 0; at < segments.length; at++) {
    const quality = laying.asked[at]?.quality ?? (isElsewhere(at) ? 0.8 : 0);
    const isOrderNumber = quality === 0 && !hasSpareNumber && facts.isCatalogue[at] === true;
    qualities.push(quality);
    weights.push((rare[at] ?? 0) * (isOrderNumber ? 0.3 : 1));
  }
  return { segments, facts, weights, qualities };
}

function offeredSide({ device: { pieces }, laying, isBeside }: LaidPair, areNumbersAsked: boolean, rarity: Rarity): Side {
  const facts = factsOf(pieces);
  const rare = weightsOf(pieces, rarity);
  const qualities: number[] = [];
  const weights: number[] = [];
  for (let at = 0; at < pieces.length; at++) {
    const quality = laying.offered[at]?.quality ?? (isBeside(at) ? 0.9 : 0);
    const isCatalogue = !areNumbersAsked && quality === 0 && facts.isCatalogue[at] === true;
    qualities.push(quality);
    weights.push((rare[at] ?? 0) * ((pieces[at]?.isAside === true ? 0.4 : 1) * (isCatalogue ? 0.25 : 1)));
  }
  return { segments: pieces, facts, weights, qualities };
}

/** Puts the device's own number in the place of a range that holds it: MX700 for "MX400-MX850". */
export function inRange(called: CalledName, pieces: readonly DevicePiece[]): CalledName {
  if (called.ranges.length === 0) return called;
  const segments = [...called.segments];
  const numbers = numbersInRanges(called, pieces);
  called.ranges.forEach(({ at }, place) => {
    const [own, segment] = [numbers[place] ?? null, segments[at]];
    if (own !== null && segment !== undefined) segments[at] = { ...segment, text: own };
  });
  return { ...called, segments };
}

/** For each range of a name the device's own number within it; null where it has none. */
export function numbersInRanges({ ranges, segments }: CalledName, pieces: readonly DevicePiece[]): readonly (string | null)[] {
  const texts = segments.map(({ text }) => text);
  return ranges.map(({ at, low, high }) => {
    const letters = texts[at - 1];
    const own = pieces.find(
      (piece, place) => piece.isDigits && Number(piece.text) >= low && Number(piece.text) <= high && pieces[place - 1]?.text === letters,
    );
    if (own !== undefined) texts[at] = own.text;
    return own?.text ?? null;
  });
}

/** 1 where two known firms have nothing to do with each other, half where the register states a firm that the pack does not know. */
export function vendorConflict(vendor: VendorRelation, device: DeviceReading, product: ProductReading): number {
  if (vendor !== 'other') return 0;
  return device.vendor.names.length > 0 && product.vendors.names.length > 0 ? 1 : 0.5;
}

/** Which segments stand among the runs of other texts, alone or joined with their neighbours. */
function foundIn(
  segments: readonly Segment[],
  places: ReadonlyMap<string, readonly Run[]>,
  runs: { has(run: string): boolean },
): boolean[] {
  const found = segments.map((segment) => runs.has(segment.text));
  for (const [text, [first, ...others]] of places) {
    if (first === undefined || first.to - first.from < 2 || !runs.has(text)) continue;
    for (const place of [first, ...others]) found.fill(true, place.from, place.to);
  }
  return found;
}

/** The same for the words beside a device's name, of which there are few. */
function foundAmong(segments: readonly Segment[], texts: ReadonlySet<string>): boolean[] {
  const found = segments.map(() => false);
  const places = placesOf(segments);
  for (const text of texts) {
    const runs = places.get(text);
    const [first] = runs ?? [];
    if (runs === undefined || first === undefined) continue;
    const isAlone = first.to - first.from < 2;
    for (const { from, to } of runs) if (!isAlone || to - from < 2) found.fill(true, from, to);
  }
  return found;
}

const runMemory = new WeakMap<readonly Segment[], ReadonlyMap<string, readonly Run[]>>();

/** The runs of a name, kept as long as the name is. */
function placesOf(segments: readonly Segment[]): ReadonlyMap<string, readonly Run[]> {
  const known = runMemory.get(segments);
  if (known !== undefined) return known;
  const places = runsOf(segments);
  runMemory.set(segments, places);
  return places;
}

/** A written word of which only a part is answered counts half: "Encore" is not "EncoreAnywhere". */
function wordsWhole({ segments, facts, qualities }: Side): readonly number[] {
  if (!qualities.includes(0)) return qualities;
  const whole = [...qualities];
  for (const { from, to } of facts.words) {
    if (to - from < 2) continue;
    for (let at = from; at < to; at++) {
      if (segments[at]?.isDigits === false && isBroken(segments, qualities, at, from, to)) whole[at] = (qualities[at] ?? 0) * 0.4;
    }
  }
  return whole;
}

/** Whether letters of the word from `from` to `to` are unanswered; a letter or two count where they stand before the piece. */
function isBroken(segments: readonly Segment[], qualities: readonly number[], at: number, from: number, to: number): boolean {
  for (let other = from; other < to; other++) {
    const segment = segments[other];
    if (segment !== undefined && !segment.isDigits && qualities[other] === 0 && (segment.text.length > 2 || other < at)) return true;
  }
  return false;
}

function shareOf(weights: readonly number[], qualities: readonly number[]): number {
  let [total, answered] = [0, 0];
  for (let at = 0; at < weights.length; at++) {
    total += weights[at] ?? 0;
    answered += (weights[at] ?? 0) * (qualities[at] ?? 0);
  }
  return total === 0 ? 0 : answered / total;
}

/** What the numbers of both sides say; at most one of conflicts, missing and extra. */
interface NumberWord {
  readonly agrees: boolean;
  readonly conflicts: boolean;
  readonly isMissing: boolean;
  readonly isExtra: boolean;
}

function compareNumbers(asked: Side, offered: Side, { models }: ProductReading): NumberWord {
  let [isWanted, isMissed, isSpare, offModel] = [false, false, false, false];
  for (let at = 0; at < asked.qualities.length; at++) {
    if (asked.segments[at]?.isDigits !== true) continue;
    const isUnanswered = asked.qualities[at] === 0;
    // An order number that the register does not write is no type number that it lacks.
    if (isUnanswered && asked.facts.isBesideName[at] === true) continue;
    isWanted = true;
    isMissed ||= isUnanswered;
  }
  for (let at = 0; at < offered.qualities.length; at++) {
    const segment = offered.segments[at];
    if (segment?.isDigits !== true || offered.qualities[at] !== 0) continue;
    isSpare = true;
    offModel ||= models.length > 0 && segment.text.length >= 3 && !models.some((model) => model.includes(segment.text));
  }
  return {
    agrees: isWanted && !isMissed,
    conflicts: (isMissed && isSpare) || offModel,
    isMissing: isMissed && !isSpare,
    isExtra: !isMissed && isSpare && !offModel,
  };
}

/** A short code that the other side lacks: "XL" against "XT". */
function hasSpareCode({ facts, weights, qualities }: Side): boolean {
  return facts.isCode.some((isCode, at) => isCode && (weights[at] ?? 0) > 0.25 && qualities[at] === 0);
}

/** A word for what the thing does that the other side does not have: PACS against ECG. */
function hasSpareFunction({ facts, qualities }: Side): boolean {
  return facts.isFunction.some((isFunction, at) => isFunction && qualities[at] === 0);
}

/**
 * The device is what the name leaves out: all of it stands in the device's name, numbers too, and some of it is not the
 * product's own ("Monitor other than Monitor 3" leaves out no other monitor).
 */
function isExcluded(product: ProductReading, device: DeviceReading): boolean {
  return product.excluded.some((written) => {
    const segments = written.filter((segment) => segment.isDigits || !emptyWords.has(segment.text));
    const isOwn = (text: string) =>
      product.names.some((name) => !name.isFromTitle && name.segments.some((segment) => segment.text === text));
    if (segments.every(({ text }) => isOwn(text))) return false;
    return device.places.has(joinedLetters(segments)) || segments.every(({ text }) => device.pieces.some((piece) => piece.text === text));
  });
}
