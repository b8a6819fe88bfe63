/**
 * How the products of an advisory can be called. A name as written may hold several products ("Accent/Anthem", "TC10 TC20 TC30"),
 * an abbreviation in brackets, an exclusion, the vendor again, or nothing at all ("Version"), in which case the title of the
 * advisory tells. Each way of calling is a `CalledName`; the best fitting one counts. Not here: versions (`versions/`).
 * Source: domain/medical-advisories.md 4.1, 4.3.
 */
import type { AdvisoryProduct, ProductBranch } from '../advisories/advisory.ts';
import { callings, rangeSign } from './callings.ts';
import { joinedLetters, runsOf, segmentsOf, type Segment } from './text.ts';
import { placesOfFirms, readVendor, type VendorReading } from './vendors.ts';
import { denies, isAboutVersions } from './versions/exclusions.ts';
import { parseVersionClause } from './versions/parse-clause.ts';
import { splitVersionFromName } from './versions/split-name.ts';
import { isTellingPiece } from './weighing.ts';

/** One way of calling a product. */
export interface CalledName {
  readonly segments: readonly Segment[];
  /** Made from the title, since the name itself tells nothing. */
  readonly isFromTitle: boolean;
  /** Type numbers from one to another ("MX400-MX850"); the segment at `at` holds the lowest and stands for each. */
  readonly ranges: readonly TypeRange[];
}

export interface TypeRange {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** A product entry of an advisory, read for matching. */
export interface ProductReading {
  readonly vendors: VendorReading;
  readonly names: readonly CalledName[];
  /** Runs that may stand in the device's name without standing in this one: title, family, brackets, vendor, model list. */
  readonly beside: { has(run: string): boolean };
  /** Of those, what the entry itself writes, and what the title adds: entries written alike differ in the title only. */
  readonly own: ReadonlySet<string>;
  readonly titleRuns: ReadonlySet<string>;
  /** The same for all entries that are written alike, in whatever advisory. */
  readonly writtenAs: string;
  /** Names written as excluded ("not including EchoPAC"). */
  readonly excluded: readonly (readonly Segment[])[];
  /** Type numbers that stand where a version should ("3002 S3 | 3005 S3"), joined letters; empty where versions are versions. */
  readonly models: readonly string[];
}

const exclusion = /\b(?:not including|excluding|except(?: for)?|other than|does not include)\b([^;()]*)/giu;
const titleNoise = /\bICS[MA]*-[\d-]+\w?_?|\bvulnerabilit(?:y|ies)\b|\(update \w+\)|\bupdate \w\b/giu;

/** The texts of a product entry that its reading depends on; entries that differ in versions alone have them in common. */
export interface WrittenProduct {
  readonly vendor: string;
  readonly family: string;
  /** Without version. */
  readonly name: string;
  /** Products and type numbers that stand where a version should; empty where versions are versions. */
  readonly listed: string;
  readonly excluded: string;
}

/** The title of an advisory, read once for all its products. */
export interface TitleReading {
  readonly segments: readonly Segment[];
  readonly runs: ReadonlySet<string>;
  /** It names one of the products. */
  readonly namesOne: boolean;
}

/**
 * Reads what advisories write, each text once: thousands of entries repeat the same vendors, names and clauses. Held as long as
 * an index is being made.
 */
export class NameReader {
  readonly vendorOf = remembering(readVendor);
  readonly segmentsOf = remembering(segmentsOf);
  readonly nameOf = remembering((written: string) => splitVersionFromName(written).name.replace(exclusion, ' '));
  readonly namesProducts = remembering(namesProducts);
  readonly excludedIn = remembering(excludedNames);
  readonly #readings = new Map<string, WrittenReading>();

  reading(written: WrittenProduct): WrittenReading {
    const key = writtenKey(written);
    const known = this.#readings.get(key);
    if (known !== undefined) return known;
    const reading = readWritten(written, this);
    this.#readings.set(key, reading);
    return reading;
  }
}

function remembering<T>(read: (text: string) => T): (text: string) => T {
  const memory = new Map<string, T>();
  return (text) => {
    const known = memory.get(text);
    if (known !== undefined) return known;
    const found = read(text);
    memory.set(text, found);
    return found;
  };
}

/** One for each path of branches that leads to the product, and for each different way that they write it. */
export function writtenProducts(product: AdvisoryProduct, reader = new NameReader()): readonly WrittenProduct[] {
  const [first = [], ...others] = product.paths;
  if (others.length === 0) return [writtenUnder(product, first, reader)];
  const written = new Map<string, WrittenProduct>();
  for (const path of [first, ...others]) {
    const one = writtenUnder(product, path, reader);
    written.set(writtenKey(one), one);
  }
  return [...written.values()];
}

function writtenUnder(product: AdvisoryProduct, path: readonly ProductBranch[], reader: NameReader): WrittenProduct {
  const partsOf = (category: string): string[] => path.filter((branch) => branch.category === category).map((branch) => branch.name);
  const versionText = [...partsOf('product_version'), ...partsOf('product_version_range')].join(' | ');
  const written = partsOf('product_name').at(-1) ?? partsOf('product_family').at(-1) ?? product.name;
  return {
    vendor: partsOf('vendor').join(' / '),
    family: partsOf('product_family').join(' '),
    name: reader.nameOf(written),
    listed: reader.namesProducts(versionText) ? versionText : '',
    excluded: [...new Set([...reader.excludedIn(product.name), ...reader.excludedIn(written)])].join(' ; '),
  };
}

/** Each name left out by itself; versions left out are no names (`versions/exclusions.ts`). */
function excludedNames(text: string): string[] {
  const lists = [...text.matchAll(exclusion)].map((match) => match[1] ?? '').filter((list) => !isAboutVersions(list));
  const items = lists.flatMap((list) => list.split(/[,;]|\b(?:and|or|nor|en|of)\b/iu));
  return items.map((item) => item.trim()).filter((item) => item !== '' && !isAboutVersions(item));
}

/** @param products of the whole advisory: a title that names one of them does not name the others. */
export function readTitle(title: string, products: readonly WrittenProduct[], reader: NameReader): TitleReading {
  const segments = reader.segmentsOf(title.replace(titleNoise, ' '));
  const distinct = new Map(products.map((product) => [`${product.vendor}\u001f${product.name}`, product]));
  const tellingFor = new Map<string, ReadonlySet<string>>();
  const namesOne = [...distinct.values()].some(({ vendor, name }) => {
    const vendors = reader.vendorOf(vendor);
    const telling =
      tellingFor.get(vendor) ??
      new Set(withoutVendor(segments, vendors).flatMap((segment) => (isTellingPiece(segment) ? [segment.text] : [])));
    tellingFor.set(vendor, telling);
    return withoutVendor(reader.segmentsOf(name), vendors).some((segment) => telling.has(segment.text));
  });
  return { segments, runs: new Set(runsOf(segments).keys()), namesOne };
}

/** One text for all that a reading depends on but the title. */
export function writtenKey({ vendor, family, name, listed, excluded }: WrittenProduct): string {
  return [vendor, family, name, listed, excluded].join('\u001f');
}

/** What an entry tells by itself, whatever the title of its advisory. */
export type WrittenReading = Pick<ProductReading, 'vendors' | 'own' | 'writtenAs' | 'excluded' | 'models'> & {
  readonly called: readonly CalledName[];
};

function readWritten(written: WrittenProduct, reader: NameReader): WrittenReading {
  const { vendor, family, name, listed, excluded } = written;
  const vendors = reader.vendorOf(vendor);
  const names = [...callings(name), ...namesAmongVersions(listed)].map((segments) => withoutVendor(segments, vendors));
  return {
    vendors,
    called: names.filter((segments) => segments.length > 0).map((segments) => ({ ...withRanges(segments), isFromTitle: false })),
    own: new Set(runsOf(segmentsOf([family, name, vendor, listed].join(' ; '))).keys()),
    writtenAs: writtenKey(written),
    excluded: excluded === '' ? [] : excluded.split(' ; ').map((text) => segmentsOf(text)),
    models: modelsOf(listed),
  };
}

export function readProduct({ called, ...written }: WrittenReading, title: TitleReading): ProductReading {
  return {
    ...written,
    names: [...called, ...titleNames(title, written.vendors, called)],
    beside: { has: (run) => written.own.has(run) || title.runs.has(run) },
    titleRuns: title.runs,
  };
}

function namesProducts(versionText: string): boolean {
  if (versionText === '' || denies(versionText)) return false;
  return modelsOf(versionText).length > 0 || versionText.split('|').some((item) => isNameLike(item.trim()));
}

/** Drops the vendor where the name begins with it, unless the name is nothing else. */
export function withoutVendor(segments: readonly Segment[], vendors: VendorReading): readonly Segment[] {
  let to = 0;
  for (const place of placesOfFirms(segments)) if (place.from === to && !place.isBrand) to = place.to;
  if (to === 0) to = vendorHead(segments, vendors);
  return to > 0 && to < segments.length ? segments.slice(to) : segments;
}

/** How many segments at the head repeat a vendor the pack does not know. */
function vendorHead(segments: readonly Segment[], vendors: VendorReading): number {
  if (vendors.core === null) return 0;
  for (let to = Math.min(4, segments.length - 1); to > 0; to--) {
    if (joinedLetters(segments.slice(0, to)) === vendors.core) return to;
  }
  return 0;
}

/** The title as a name, where no name tells anything or none of what it tells stands in the title. */
function titleNames(title: TitleReading, vendors: VendorReading, called: readonly CalledName[]): CalledName[] {
  const titleSegments = withoutVendor(title.segments, vendors);
  const inTitle = new Set(titleSegments.map((segment) => segment.text));
  const tells = called.some(({ segments }) => segments.some((segment) => isTellingPiece(segment)));
  const shared = called.some(({ segments }) => segments.some((segment) => isTellingPiece(segment) && inTitle.has(segment.text)));
  if (tells && (shared || title.namesOne)) return [];
  if (!titleSegments.some(isTellingPiece)) return [];
  return [{ ...withRanges(titleSegments), isFromTitle: true }];
}

/** Takes "MX 400 through MX 850" together; `rangedText` has put the sign where a dash stood. */
function withRanges(segments: readonly Segment[]): { segments: readonly Segment[]; ranges: readonly TypeRange[] } {
  const ranges: TypeRange[] = [];
  const kept: Segment[] = [];
  for (let at = 0; at < segments.length; at++) {
    const segment = segments[at];
    if (segment === undefined) continue;
    const low = kept.at(-1);
    const again = segments[at + 1]?.text === kept.at(-2)?.text ? 2 : 1;
    const high = segments[at + again];
    if (segment.text === rangeSign && low?.isDigits === true && high?.isDigits === true && Number(high.text) > Number(low.text)) {
      ranges.push({ at: kept.length - 1, low: Number(low.text), high: Number(high.text) });
      at += again;
    } else kept.push(segment);
  }
  return { segments: kept, ranges };
}

/** Names of products written in the place of a version ("Protiva | Avance CS2"): what cannot be read as a version and names something. */
function namesAmongVersions(versionText: string): Segment[][] {
  const items = versionText.split('|').map((item) => item.trim());
  return items.filter((item) => isNameLike(item)).map((item) => segmentsOf(item));
}

const versionWords =
  /\b(?:windows|linux|operating|release[sd]?|versions?|software|firmware|builds?|prior|before|between|manufactured|serial|lot|number|all)\b|[<>=*]/iu;

function isNameLike(item: string): boolean {
  if (!/\p{L}{4,}/u.test(item) || versionWords.test(item)) return false;
  const clause = parseVersionClause(item);
  const isText =
    clause.kind === 'unreadable' || (clause.kind === 'exact' && (clause.value.kind === 'text' || clause.value.kind === 'code'));
  return isText && segmentsOf(item).some((segment) => !segment.isDigits && segment.text.length >= 4 && isTellingPiece(segment));
}

/** Type numbers written in the place of a version: no operators, no dots between digits, three digits or letters with digits. */
export function modelsOf(versionText: string): string[] {
  const items = versionText
    .replace(/\([^()]*\)/gu, ' ')
    .split(/[|,;]|\band\b|\bor\b/u)
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length === 0 || items.some((item) => /[<>=*]|\d\.\d|\bx\b/iu.test(item))) return [];
  const codes = items.flatMap((item) => item.match(/\b\p{L}{0,5}-?\d{3,}\p{L}{0,3}\b|\b\d{3,}\p{L}?\b/gu) ?? []);
  return codes.length === 0 ? [] : codes.map((code) => joinedLetters(segmentsOf(code)));
}
