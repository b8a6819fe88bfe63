/**
 * What speaks for and against "this device is that product", as numbers a person can read. Version and status play no part
 * (domain/medical-advisories.md 4.5: two answers, never multiplied).
 */
import type { CalledName, ProductReading } from './advisory-names.ts';
import type { DevicePiece, DeviceReading } from './device-names.ts';
import { layBeside, type Laying } from './laying.ts';
import { joinedLetters, runsOf, type Run, type Segment } from './text.ts';
import { relateVendors, stronger, type VendorRelation } from './vendors.ts';
import { isTellingPiece, weightOf, type Rarity } from './weighing.ts';
import { commonWords, editionWords, emptyWords } from './word-pack.ts';

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
  let best: Comparison | null = null;
  const vendor = vendorRelation(device, product);
  for (const called of product.names) {
    const found = compareCalled(device, product, called, vendor, rarity);
    if (best === null || fitness(found) > fitness(best)) best = found;
  }
  return best;
}

function fitness({ features }: Comparison): number {
  return features['both-covered'] + 0.3 * features.mass - features['number-conflicts'] - 0.1 * features['from-title'];
}

/** The strongest relation between the vendor fields and the vendors named elsewhere. */
export function vendorRelation(device: DeviceReading, product: ProductReading): VendorRelation {
  const direct = device.isVendorAbsent ? 'other' : relateVendors(device.vendor, product.vendors);
  if (direct !== 'other') return direct;
  const named = relateVendors(device.mentioned, product.vendors);
  const mentioned =
    named === 'same' ||
    named === 'group' ||
    isNamedIn(device.vendor.core, product.beside) ||
    isNamedIn(product.vendors.core, device.places);
  if (mentioned) return stronger('mentioned', direct);
  return device.isVendorAbsent ? 'absent' : 'other';
}

function isNamedIn(core: string | null, runs: { has(text: string): boolean }): boolean {
  return core !== null && core.length >= 4 && runs.has(core);
}

function compareCalled(
  device: DeviceReading,
  product: ProductReading,
  written: CalledName,
  vendor: VendorRelation,
  rarity: Rarity,
): Comparison {
  const called = inRange(written, device.pieces);
  const laying = layBeside(called.segments, device.pieces, device.places);
  const askedElsewhere = foundIn(called.segments, placesOf(called.segments), device.beside);
  const offeredElsewhere = foundIn(device.pieces, device.places, product.beside);
  const hasSpareNumber = device.pieces.some((piece, at) => piece.isDigits && laying.offered[at] === null);
  const asked = called.segments.map((segment, at) => {
    const quality = laying.asked[at]?.quality ?? (askedElsewhere[at] === true ? 0.8 : 0);
    const isOrderNumber = quality === 0 && !hasSpareNumber && isCatalogueNumber(called.segments, segment);
    return part(segment, quality, rarity, isOrderNumber ? 0.3 : 1);
  });
  const hasNumbers = called.segments.some((segment) => segment.isDigits);
  const offered = device.pieces.map((piece, at) => {
    const quality = laying.offered[at]?.quality ?? (offeredElsewhere[at] === true ? 0.9 : 0);
    const isCatalogue = !hasNumbers && quality === 0 && isCatalogueNumber(device.pieces, piece);
    return part(piece, quality, rarity, (piece.isAside ? 0.4 : 1) * (isCatalogue ? 0.25 : 1), piece.also);
  });
  const whole = wordsWhole(called.segments, asked);
  const covered = shareOf(whole);
  const offeredCovered = shareOf(wordsWhole(device.pieces, offered));
  const numbers = numberFeatures(called.segments, asked, device.pieces, offered, product);
  const hits = whole.filter((each) => each.quality > 0);
  const mass =
    Math.min(
      1.5,
      hits.reduce((sum, each) => sum + each.weight * each.quality, 0),
    ) / 1.5;
  const uncertain =
    hits.reduce((sum, each) => sum + (each.quality < 0.9 ? each.weight : 0), 0) /
    Math.max(
      0.01,
      hits.reduce((sum, each) => sum + each.weight, 0),
    );
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
    mass,
    ...numbers,
    'model-listed': product.models.some((model) => model.length >= 4 && device.allRuns.has(model)) ? 1 : 0,
    'code-conflicts': codeConflicts(called.segments, asked, device.pieces, offered) ? 1 : 0,
    'function-conflicts': hasSpareFunction(called.segments, asked) && hasSpareFunction(device.pieces, offered) ? 1 : 0,
    'class-named': covered >= 0.9 && !asked.some((each) => each.weight > 0.3) ? 1 : 0,
    'uncertain-letters': uncertain,
    'from-title': called.isFromTitle ? 1 : 0,
  };
  return { features, vendor, called, laying, veto: isExcluded(product, device) ? 'excluded' : null };
}

/** Puts the device's own number in the place of a range that holds it: MX700 for "MX400-MX850". */
export function inRange(called: CalledName, pieces: readonly DevicePiece[]): CalledName {
  if (called.ranges.length === 0) return called;
  const segments = [...called.segments];
  for (const { at, low, high } of called.ranges) {
    const letters = segments[at - 1]?.text;
    const own = pieces.find(
      (piece, place) => piece.isDigits && Number(piece.text) >= low && Number(piece.text) <= high && pieces[place - 1]?.text === letters,
    );
    const segment = segments[at];
    if (own !== undefined && segment !== undefined) segments[at] = { ...segment, text: own.text };
  }
  return { ...called, segments };
}

interface Part {
  readonly weight: number;
  readonly quality: number;
}

function part(segment: Segment, quality: number, rarity: Rarity, factor = 1, also: readonly string[] = []): Part {
  return { weight: weightOf(segment, rarity, also) * factor, quality };
}

/** Part of a code of letters and digits that reads as an order number beside a name ("Anthem PM3212", "Evera DDMB1D4"). */
export function isCatalogueNumber(segments: readonly Segment[], segment: Segment): boolean {
  const word = segments.filter((other) => other.word === segment.word);
  const letters = word.filter((other) => !other.isDigits).reduce((sum, other) => sum + other.text.length, 0);
  const digits = word.filter((other) => other.isDigits).reduce((sum, other) => sum + other.text.length, 0);
  return letters >= 2 && (digits >= 4 || (digits >= 1 && word.length >= 3 && letters + digits >= 6));
}

/** An order number in a name that other words tell: "Spectrum 35700BAX". */
export function isBesideName(segments: readonly Segment[], segment: Segment): boolean {
  return (
    isCatalogueNumber(segments, segment) &&
    segments.some((other) => other.word !== segment.word && isTellingPiece(other) && !other.isDigits)
  );
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
function wordsWhole(segments: readonly Segment[], parts: readonly Part[]): Part[] {
  return parts.map((each, at) => {
    if (each.quality === 0) return each;
    const word = segments[at]?.word;
    const isBroken = segments.some(
      (segment, other) =>
        segment.word === word && !segment.isDigits && (segment.text.length > 2 || other < at) && (parts[other]?.quality ?? 0) === 0,
    );
    return isBroken && segments[at]?.isDigits !== true ? { ...each, quality: each.quality * 0.4 } : each;
  });
}

function shareOf(parts: readonly Part[]): number {
  const total = parts.reduce((sum, each) => sum + each.weight, 0);
  return total === 0 ? 0 : parts.reduce((sum, each) => sum + each.weight * each.quality, 0) / total;
}

type NumberFeatures = Record<'number-agrees' | 'number-conflicts' | 'number-missing' | 'number-extra', number>;

function numberFeatures(
  asked: readonly Segment[],
  askedParts: readonly Part[],
  offered: readonly DevicePiece[],
  offeredParts: readonly Part[],
  product: ProductReading,
): NumberFeatures {
  // An order number that the register does not write is no type number that it lacks.
  const wanted = asked.flatMap((segment, at) => {
    const quality = askedParts[at]?.quality ?? 0;
    return segment.isDigits && !(quality === 0 && isBesideName(asked, segment)) ? [quality] : [];
  });
  const spare = offered.flatMap((piece, at) => (piece.isDigits && (offeredParts[at]?.quality ?? 0) === 0 ? [piece.text] : []));
  const isMissed = wanted.some((found) => found === 0);
  const offModel =
    product.models.length > 0 && spare.some((text) => text.length >= 3 && !product.models.some((model) => model.includes(text)));
  return {
    'number-agrees': wanted.length > 0 && !isMissed ? 1 : 0,
    'number-conflicts': (isMissed && spare.length > 0) || offModel ? 1 : 0,
    'number-missing': isMissed && spare.length === 0 ? 1 : 0,
    'number-extra': !isMissed && spare.length > 0 && !offModel ? 1 : 0,
  };
}

/** Both sides hold a short code that the other lacks: "XL" against "XT". */
function codeConflicts(
  asked: readonly Segment[],
  askedParts: readonly Part[],
  offered: readonly DevicePiece[],
  offeredParts: readonly Part[],
): boolean {
  const spareOf = (segments: readonly Segment[], parts: readonly Part[]): boolean =>
    segments.some(
      (segment, at) =>
        !segment.isDigits &&
        ((segment.isUpper && segment.text.length <= 3) || editionWords.has(segment.text)) &&
        (parts[at]?.weight ?? 0) > 0.25 &&
        (parts[at]?.quality ?? 0) === 0,
    );
  return spareOf(asked, askedParts) && spareOf(offered, offeredParts);
}

/** A word for what the thing does that the other side does not have: PACS against ECG. */
function hasSpareFunction(segments: readonly (Segment | DevicePiece)[], parts: readonly Part[]): boolean {
  return segments.some((segment, at) => {
    const forms = [segment.text, ...('also' in segment ? segment.also : [])];
    return (parts[at]?.quality ?? 0) === 0 && forms.some((form) => commonWords.has(form));
  });
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
