/**
 * The products of many advisories, ready to be asked "which of you could be called like this?". Every way of calling is filed
 * under its telling pieces, alone and joined, under its initials, and under its vendor where only words of the trade make the
 * name; misspelt pieces find their neighbours among the words on file. A token index, not pairwise comparison
 * (domain/medical-advisories.md 8).
 */
import type { Advisory, AdvisoryProduct, ProductStatus } from '../advisories/advisory.ts';
import { NameReader, readProduct, readTitle, writtenKey, writtenProducts, type ProductReading } from './advisory-names.ts';
import { modelKeysOf, modelPatternOf, type ModelPattern } from './model-numbers.ts';
import { runsOf, type Segment } from './text.ts';
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

export interface AdvisoryIndex {
  readonly groups: readonly ProductGroup[];
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** Vendor → groups whose names hold no telling word. */
  readonly byVendor: ReadonlyMap<string, readonly number[]>;
  /** First letter → telling words on file, for misspellings. */
  readonly words: ReadonlyMap<string, readonly FiledWord[]>;
  /** Per group the numbers in its names; null where a name has none and no number can speak against it. */
  readonly numbers: readonly (ReadonlySet<string> | null)[];
  /** Every run of every name: what other fields say beyond these can answer nothing. */
  readonly vocabulary: ReadonlySet<string>;
  /** Per group the telling weight of its shortest name; a candidate has to answer a part of it. */
  readonly leastWeights: readonly number[];
}

export interface FiledWord {
  readonly text: string;
  /** Bit per letter: words that differ in many letters are not compared. */
  readonly mask: number;
}

export function indexAdvisories(advisories: readonly Advisory[]): AdvisoryIndex {
  const reader = new NameReader();
  const groups = advisories.flatMap((advisory) => groupsOf(advisory, reader));
  const byKey = new Map<string, number[]>();
  const byVendor = new Map<string, number[]>();
  const words = new Map<string, FiledWord[]>();
  groups.forEach((group, at) => {
    for (const key of new Set([...keysOf(group), ...group.modelPatterns.flatMap(modelKeysOf)])) file(byKey, key, at, words);
    if (group.reading.names.some(({ segments }) => !segments.some(isTellingPiece))) {
      for (const key of vendorKeys(group.reading.vendors)) push(byVendor, key, at);
    }
  });
  const leastWeights = groups.map(({ reading }) =>
    Math.min(...reading.names.map(({ segments }) => tellingWeight(segments, byKey)).filter((weight) => weight > 0)),
  );
  return { groups, byKey, byVendor, words, numbers: groups.map(numbersOf), vocabulary: vocabularyOf(groups), leastWeights };
}

function numbersOf({ reading }: ProductGroup): Set<string> | null {
  const ofNames = reading.names.map(({ segments, ranges }) => (ranges.length > 0 ? [] : segments.filter((segment) => segment.isDigits)));
  return ofNames.some((digits) => digits.length === 0) ? null : new Set(ofNames.flat().map((segment) => segment.text));
}

function vocabularyOf(groups: readonly ProductGroup[]): Set<string> {
  const vocabulary = new Set<string>();
  for (const { reading } of groups) {
    for (const { segments } of reading.names) for (const run of runsOf(segments).keys()) vocabulary.add(run);
    for (const model of reading.models) vocabulary.add(model);
  }
  return vocabulary;
}

/** What the telling pieces of a name weigh by how many groups hold them. */
export function tellingWeight(segments: readonly Segment[], byKey: ReadonlyMap<string, readonly number[]>): number {
  return segments.reduce((sum, segment) => sum + pieceWeight(segment, byKey), 0);
}

export function pieceWeight(segment: Segment, byKey: ReadonlyMap<string, readonly number[]>): number {
  if (!isTellingPiece(segment)) return 0;
  return (segment.text.length > 2 ? 1 : 0.6) * rareness(byKey.get(segment.text)?.length ?? 0);
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

function keysOf({ reading }: ProductGroup): string[] {
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

function file(byKey: Map<string, number[]>, key: string, at: number, words: Map<string, FiledWord[]>): void {
  if (!byKey.has(key) && /^\p{Ll}{5,}$/u.test(key)) {
    const letter = key[0] ?? '';
    const filed = words.get(letter);
    const word = { text: key, mask: maskOf(key) };
    if (filed === undefined) words.set(letter, [word]);
    else filed.push(word);
  }
  push(byKey, key, at);
}

function push(map: Map<string, number[]>, key: string, at: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [at]);
  else if (known.at(-1) !== at) known.push(at);
}

export function maskOf(word: string): number {
  let mask = 0;
  for (let at = 0; at < word.length; at++) mask |= 1 << (word.charCodeAt(at) & 31);
  return mask;
}

export function vendorKeys({ names, core }: VendorReading): string[] {
  return [...names.map((name) => `=${name}`), ...(core === null ? [] : [core])];
}
