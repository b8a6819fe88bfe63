/**
 * The products of many advisories, ready to be asked "which of you could be called like this?". Every way of calling is filed
 * under its telling pieces, alone and joined, under its initials, and under its vendor where only words of the trade make the
 * name; misspelt pieces find their neighbours among the words on file. A token index, not pairwise comparison
 * (domain/medical-advisories.md 8).
 */
import type { Advisory, AdvisoryProduct, ProductStatus } from '../advisories/advisory.ts';
import { readProduct, readTitle, writtenProduct, type ProductReading } from './advisory-names.ts';
import type { DeviceReading } from './device-names.ts';
import { likeness } from './laying.ts';
import { modelKeysOf, modelPatternOf } from './model-numbers.ts';
import { runsOf, type Segment } from './text.ts';
import { relatedFirms, type VendorReading } from './vendors.ts';
import { commonWords, emptyWords } from './word-pack.ts';

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
  readonly modelPatterns: readonly RegExp[];
}

export interface AdvisoryIndex {
  readonly groups: readonly ProductGroup[];
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** Vendor → groups whose names hold no telling word. */
  readonly byVendor: ReadonlyMap<string, readonly number[]>;
  /** First letter → telling words on file, for misspellings. */
  readonly words: ReadonlyMap<string, readonly FiledWord[]>;
}

interface FiledWord {
  readonly text: string;
  /** Bit per letter: words that differ in many letters are not compared. */
  readonly mask: number;
}

/** A piece that can lead to a product: not a word of the trade, not a lone letter or digit. */
export function isTellingPiece(segment: Segment): boolean {
  return segment.text.length > 1 && !emptyWords.has(segment.text) && !commonWords.has(segment.text);
}

export function indexAdvisories(advisories: readonly Advisory[]): AdvisoryIndex {
  const groups = advisories.flatMap(groupsOf);
  const byKey = new Map<string, number[]>();
  const byVendor = new Map<string, number[]>();
  const words = new Map<string, FiledWord[]>();
  groups.forEach((group, at) => {
    for (const key of new Set([...keysOf(group), ...group.modelPatterns.flatMap(modelKeysOf)])) file(byKey, key, at, words);
    if (group.reading.names.some(({ segments }) => !segments.some(isTellingPiece))) {
      for (const key of vendorKeys(group.reading.vendors)) push(byVendor, key, at);
    }
  });
  return { groups, byKey, byVendor, words };
}

function groupsOf(advisory: Advisory): ProductGroup[] {
  const statuses = statusesOf(advisory);
  const title = readTitle(advisory.title);
  const groups = new Map<string, { reading: ProductReading; entries: ProductEntry[]; modelPatterns: RegExp[] }>();
  for (const product of advisory.products) {
    const written = writtenProduct(product);
    const key = [written.vendor, written.family, written.name, written.listed, written.excluded].join('\u001f');
    const group = groups.get(key) ?? { reading: readProduct(written, title), entries: [], modelPatterns: [] };
    group.entries.push({ advisory, product, status: statuses.get(product.productId) ?? null });
    group.modelPatterns.push(...product.identifiers.flatMap((identifier) => modelPatternOf(identifier) ?? []));
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The gravest thing an advisory says of each product, over its flaws. */
function statusesOf(advisory: Advisory): Map<string, ProductStatus> {
  const statuses = new Map<string, ProductStatus>();
  for (const { productId, status } of advisory.flaws.flatMap((flaw) => flaw.statuses)) {
    const known = statuses.get(productId);
    if (known === undefined || graveness(status) < graveness(known)) statuses.set(productId, status);
  }
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
function isTypeCode(segments: readonly Segment[], from: number, to: number): boolean {
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

function vendorKeys({ names, core }: VendorReading): string[] {
  return [...names.map((name) => `=${name}`), ...(core === null ? [] : [core])];
}

/** The groups that could be meant; every group that could come to more than weak is among them. */
export function candidateGroups(device: DeviceReading, index: AdvisoryIndex): number[] {
  const found = new Set<number>();
  const add = (places: readonly number[] | undefined): void => places?.forEach((place) => found.add(place));
  for (const [text, places] of device.places) {
    const place = places[0];
    if (place === undefined) continue;
    const isTelling = device.pieces.slice(place.from, place.to).some(isTellingPiece) || isTypeCode(device.pieces, place.from, place.to);
    if (!isTelling) continue;
    add(index.byKey.get(text));
    if (device.pieces[place.from]?.isUpper === true && place.to - place.from === 1) add(index.byKey.get(`~${text}`));
    if (/^\p{Ll}{5,}$/u.test(text)) for (const word of alikeWords(text, index)) add(index.byKey.get(word));
  }
  for (const piece of device.pieces)
    for (const form of piece.also) if (!commonWords.has(form) && !emptyWords.has(form)) add(index.byKey.get(form));
  for (const text of device.beside) if (/\p{N}{3,}|\p{L}{5,}/u.test(text) && !commonWords.has(text)) add(index.byKey.get(text));
  for (const run of device.allRuns) for (const length of [4, 5]) if (run.length >= 5) add(index.byKey.get(`^${run.slice(0, length)}`));
  for (const run of device.allRuns) if (run.length >= 5 && /\d/.test(run)) add(index.byKey.get(run));
  for (const vendors of [device.vendor, device.mentioned]) for (const key of vendorKeys(vendors)) add(index.byVendor.get(key));
  for (const name of [...device.vendor.names, ...device.mentioned.names].flatMap(relatedFirms)) add(index.byVendor.get(`=${name}`));
  return [...found].toSorted((left, right) => left - right);
}

const alikeMemory = new WeakMap<AdvisoryIndex, Map<string, readonly string[]>>();

/** Words on file that differ from this one by a letter or two; remembered for the index, since registers repeat themselves. */
function alikeWords(text: string, index: AdvisoryIndex): readonly string[] {
  const memory = alikeMemory.get(index) ?? new Map<string, readonly string[]>();
  alikeMemory.set(index, memory);
  const known = memory.get(text);
  if (known !== undefined) return known;
  const mask = maskOf(text);
  const alike = (index.words.get(text[0] ?? '') ?? []).filter(
    (word) =>
      Math.abs(word.text.length - text.length) <= 2 &&
      bitsOf(word.mask ^ mask) <= 4 &&
      word.text !== text &&
      likeness(word.text, text, false) !== null,
  );
  const words = alike.map((word) => word.text);
  memory.set(text, words);
  return words;
}

function bitsOf(mask: number): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}
