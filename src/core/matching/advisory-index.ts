/**
 * The products of many advisories, ready to be asked "which of you could be called like this?". Every way of calling is filed
 * under its telling pieces, alone and joined, under its initials, and under its vendor where only words of the trade make the
 * name; misspelt pieces find their neighbours among the words on file. A token index, not pairwise comparison
 * (domain/medical-advisories.md 8).
 */
import type { Advisory, AdvisoryProduct, ProductStatus } from '../advisories/advisory.ts';
import { NameReader, readProduct, readTitle, writtenKey, writtenProducts, type CalledName, type ProductReading } from './advisory-names.ts';
import { compareCodePoints } from '../kernel/text.ts';
import { factsOf } from './name-facts.ts';
import { modelKeysOf, modelPatternOf, type ModelPattern } from './model-numbers.ts';
import { letterMaskOf, runsOf, type Segment } from './text.ts';
import type { VendorReading } from './vendors.ts';
import { isTellingPiece, rareness } from './weighing.ts';

/** One product entry of one advisory. */
export interface ProductEntry {
  readonly advisory: Advisory;
  readonly product: AdvisoryProduct;
  /** What the advisory says of the product itself; null where it names the product and says nothing. */
  readonly status: ProductStatus | null;
}

/** Entries that are called the same by the same vendor within one advisory: compared once. */
export interface ProductGroup {
  readonly reading: ProductReading;
  readonly entries: readonly ProductEntry[];
  readonly modelPatterns: readonly ModelPattern[];
}

/** Groups that are called the same by the same vendor in whatever advisory, with the same numbers: looked up and compared as one. */
export interface Naming {
  /** Of one of the groups; that of another differs only in what its title adds beside the names. */
  readonly reading: ProductReading;
  /** Positions of the groups, ascending. */
  readonly groups: readonly number[];
  /** The numbers in its names; null where a name has none and no number can speak against it. */
  readonly numbers: ReadonlySet<string> | null;
  /** The telling weight of its shortest name; a candidate has to answer a part of it. */
  readonly leastWeight: number;
}

/** What is filed under a key. */
export interface Posting {
  /** How many groups: what a key is worth. */
  readonly groupCount: number;
  /** Positions of namings, ascending. */
  readonly namings: readonly number[];
}

export interface AdvisoryIndex {
  readonly groups: readonly ProductGroup[];
  readonly namings: readonly Naming[];
  readonly byKey: ReadonlyMap<string, Posting>;
  /** Vendor → namings whose names hold no telling word. */
  readonly byVendor: ReadonlyMap<string, readonly number[]>;
  /** First letter → telling words on file, for misspellings. */
  readonly words: ReadonlyMap<string, readonly FiledWord[]>;
  /** Type numbers that stand where a version should, long enough to be looked for in any field of a device. */
  readonly models: ReadonlySet<string>;
  /** Every run of every name → the namings that hold it, ascending: what other fields say beyond these can answer nothing. */
  readonly vocabulary: ReadonlyMap<string, readonly number[]>;
}

export interface FiledWord {
  readonly text: string;
  /** Bit per letter: words that differ in many letters are not compared. */
  readonly mask: number;
}

export function indexAdvisories(advisories: readonly Advisory[]): AdvisoryIndex {
  const reader = new NameReader();
  const groups = advisories.flatMap((advisory) => groupsOf(advisory, reader));
  const byKey = new Map<string, { groupCount: number; namings: number[] }>();
  const byVendor = new Map<string, number[]>();
  const words = new Map<string, FiledWord[]>();
  const alike = groupsNamedAlike(groups);
  alike.forEach(({ reading, modelKeys, groups: { length } }, at) => {
    for (const key of new Set([...keysOf(reading), ...modelKeys])) file(byKey, key, at, length, words);
    if (reading.names.some(({ segments }) => !segments.some(isTellingPiece))) {
      for (const key of new Set(vendorKeys(reading.vendors))) {
        const known = byVendor.get(key);
        if (known === undefined) byVendor.set(key, [at]);
        else known.push(at);
      }
    }
  });
  const namings = alike.map(({ reading, groups: places }) => ({
    reading,
    groups: places,
    numbers: numbersOf(reading),
    leastWeight: leastWeightOf(reading, byKey),
  }));
  const models = new Set(namings.flatMap(({ reading }) => reading.models.filter(isListedModel)));
  return { groups, namings, byKey, byVendor, words, models, vocabulary: vocabularyOf(namings) };
}

export function leastWeightOf({ names }: ProductReading, byKey: AdvisoryIndex['byKey']): number {
  return Math.min(...names.map(({ segments }) => tellingWeight(segments, byKey)).filter((weight) => weight > 0));
}

/** Shorter ones are taken for anything. */
export function isListedModel(model: string): boolean {
  return model.length >= 4;
}

interface GroupsNamedAlike {
  readonly reading: ProductReading;
  readonly modelKeys: readonly string[];
  readonly groups: number[];
}

function groupsNamedAlike(groups: readonly ProductGroup[]): readonly GroupsNamedAlike[] {
  const alike = new Map<string, GroupsNamedAlike>();
  groups.forEach(({ reading, modelPatterns }, at) => {
    const title = reading.names.find(({ isFromTitle }) => isFromTitle);
    const modelKeys = [...new Set(modelPatterns.flatMap(modelKeysOf))].toSorted(compareCodePoints);
    const key = [reading.writtenAs, title === undefined ? '' : nameKey(title), ...modelKeys].join('\u001e');
    const known = alike.get(key);
    if (known === undefined) alike.set(key, { reading, modelKeys, groups: [at] });
    else known.groups.push(at);
  });
  return [...alike.values()];
}

/** Of all that a comparison sees of a name. */
export function nameKey({ segments, ranges, isFromTitle }: CalledName): string {
  const pieces = segments.map(({ text, isDigits, word, isUpper }) => `${text}${isDigits ? '#' : isUpper ? '^' : ''}${word}`);
  const places = ranges.map(({ at, low, high }) => `${at}:${low}-${high}`);
  return [...pieces, isFromTitle ? '~' : '', ...places].join(' ');
}

function numbersOf({ names }: ProductReading): Set<string> | null {
  const ofNames = names.map(({ segments, ranges }) => (ranges.length > 0 ? [] : segments.filter((segment) => segment.isDigits)));
  return ofNames.some((digits) => digits.length === 0) ? null : new Set(ofNames.flat().map((segment) => segment.text));
}

function vocabularyOf(namings: readonly Naming[]): Map<string, readonly number[]> {
  const vocabulary = new Map<string, number[]>();
  const note = (run: string, at: number): void => {
    const known = vocabulary.get(run);
    if (known === undefined) vocabulary.set(run, [at]);
    else if (known.at(-1) !== at) known.push(at);
  };
  namings.forEach(({ reading }, at) => {
    for (const { segments } of reading.names) for (const run of factsOf(segments).runTexts.flat()) note(run, at);
    for (const model of reading.models) note(model, at);
  });
  return vocabulary;
}

/** What the telling pieces of a name weigh by how many groups hold them. */
function tellingWeight(segments: readonly Segment[], byKey: AdvisoryIndex['byKey']): number {
  return segments.reduce((sum, segment) => sum + pieceWeight(segment, byKey), 0);
}

export function pieceWeight(segment: Segment, byKey: AdvisoryIndex['byKey']): number {
  if (!isTellingPiece(segment)) return 0;
  return (segment.text.length > 2 ? 1 : 0.6) * rareness(byKey.get(segment.text)?.groupCount ?? 0);
}

function groupsOf(advisory: Advisory, reader: NameReader): ProductGroup[] {
  const statuses = statusesOf(advisory);
  const read = advisory.products.flatMap((product) => writtenProducts(product, reader).map((written) => ({ product, written })));
  const title = readTitle(
    advisory.title,
    read.map(({ written }) => written),
    reader,
  );
  const groups = new Map<string, { reading: ProductReading; entries: ProductEntry[]; modelPatterns: ModelPattern[] }>();
  for (const { product, written } of read) {
    const key = writtenKey(written);
    const group = groups.get(key) ?? { reading: readProduct(reader.reading(written), title), entries: [], modelPatterns: [] };
    group.entries.push({ advisory, product, status: statuses.get(product.productId) ?? null });
    group.modelPatterns.push(...product.identifiers.flatMap((identifier) => modelPatternOf(identifier) ?? []));
    groups.set(key, group);
  }
  return [...groups.values()];
}

const statusMemory = new WeakMap<Advisory, ReadonlyMap<string, ProductStatus>>();

/** The gravest thing an advisory says of each product, over its flaws. */
export function statusesOf(advisory: Advisory): ReadonlyMap<string, ProductStatus> {
  const held = statusMemory.get(advisory);
  if (held !== undefined) return held;
  const statuses = new Map<string, ProductStatus>();
  for (const { productId, status } of advisory.flaws.flatMap((flaw) => flaw.statuses)) {
    const known = statuses.get(productId);
    if (known === undefined || graveness(status) < graveness(known)) statuses.set(productId, status);
  }
  statusMemory.set(advisory, statuses);
  return statuses;
}

const grave: readonly ProductStatus[] = ['known-affected', 'first-affected', 'last-affected', 'under-investigation', 'unknown'];

function graveness(status: ProductStatus): number {
  const place = grave.indexOf(status);
  return place < 0 ? grave.length : place;
}

function keysOf(reading: ProductReading): string[] {
  const keys: string[] = [...reading.models];
  for (const { segments, ranges } of reading.names) {
    segments.forEach((segment, at) => {
      if (isTellingPiece(segment) && !ranges.some((range) => range.at === at)) keys.push(segment.text);
    });
    for (const [text, places] of runsOf(segments)) {
      const place = places[0];
      if (place === undefined || place.to - place.from < 2) continue;
      if (segments.slice(place.from, place.to).some(isTellingPiece) || isTypeCode(segments, place.from, place.to)) keys.push(text);
    }
    keys.push(...initialsOf(segments));
  }
  return keys;
}

/** Short letters and digits that stand together: "t1", "x2". */
export function isTypeCode(segments: readonly Segment[], from: number, to: number): boolean {
  return (
    to - from === 2 &&
    segments[from]?.isDigits === false &&
    segments[from + 1]?.isDigits === true &&
    (segments[from]?.text.length ?? 9) <= 3
  );
}

/** Initials of three to six words that follow each other, marked so that they meet only abbreviations. */
function initialsOf(segments: readonly Segment[]): string[] {
  const keys: string[] = [];
  for (let from = 0; from < segments.length; from++) {
    let initials = '';
    for (let to = from; to < Math.min(segments.length, from + 6); to++) {
      const segment = segments[to];
      if (segment === undefined || segment.isDigits || segment.text.length < 2) break;
      initials += segment.text[0] ?? '';
      if (initials.length >= 3) keys.push(`~${initials}`);
    }
  }
  return keys;
}

function file(
  byKey: Map<string, { groupCount: number; namings: number[] }>,
  key: string,
  at: number,
  groupCount: number,
  words: Map<string, FiledWord[]>,
): void {
  const known = byKey.get(key);
  if (known !== undefined) {
    known.groupCount += groupCount;
    known.namings.push(at);
    return;
  }
  byKey.set(key, { groupCount, namings: [at] });
  if (!/^\p{Ll}{5,}$/u.test(key)) return;
  const filed = words.get(key[0] ?? '');
  const word = { text: key, mask: letterMaskOf(key) };
  if (filed === undefined) words.set(key[0] ?? '', [word]);
  else filed.push(word);
}

export function vendorKeys({ names, core }: VendorReading): string[] {
  return [...names.map((name) => `=${name}`), ...(core === null ? [] : [core])];
}
