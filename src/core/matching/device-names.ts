/**
 * How a hospital's register calls a device: vendor, product, and what else is written that may name it. The register's words stay
 * as they are; what is read here can be read again. Source: domain/medical-advisories.md 3, 4.3.
 */
import { isPlaceholder } from '../assets/placeholder.ts';
import { otherForms } from './other-forms.ts';
import { remembering } from './remembering.ts';
import { longestRun, runsOf, runTexts, segmentsOf, type Run, type Segment } from './text.ts';
import { isTypeNumber } from './type-numbers.ts';
import { placesOfFirms, readVendor, type VendorReading } from './vendors.ts';

/** A line of an inventory as far as matching reads it; null is "not written". */
export interface InventoryLine {
  readonly id: string;
  readonly vendor: string | null;
  readonly product: string | null;
  readonly version: string | null;
  readonly description: string | null;
  /** CPE 2.3 or 2.2 names of the device and of what it runs, the device's first, with blanks or bars between several. */
  readonly cpe?: string | null;
  readonly udiDi?: string | null;
  readonly gtin?: string | null;
  readonly modelNumber?: string | null;
  readonly serial?: string | null;
  /** Package URL, of a piece of software. */
  readonly purl?: string | null;
  /** The product whose bill of materials lists it, by package URL or name: it is a part, which no name of a device leads to. */
  readonly partOf?: string | null;
}

/** What identifies a device beside its names; a line may have none of them. */
export const identifierFields = [
  'cpe',
  'udiDi',
  'gtin',
  'modelNumber',
  'serial',
  'purl',
  'partOf',
] as const satisfies readonly (keyof InventoryLine)[];

/** One piece of the device's name with the forms it may also take. */
export interface DevicePiece extends Segment {
  /** The same in English, shortened words written out. */
  readonly also: readonly string[];
  /** In brackets: explains rather than names. */
  readonly isAside: boolean;
}

export interface DeviceReading {
  readonly vendor: VendorReading;
  /** Firms named in product or description. */
  readonly mentioned: VendorReading;
  readonly isVendorAbsent: boolean;
  readonly pieces: readonly DevicePiece[];
  readonly places: ReadonlyMap<string, readonly Run[]>;
  /** Runs of the other fields, English for Dutch: they may fill in what the advisory asks, and are not held against it. */
  readonly beside: ReadonlySet<string>;
  /** Runs of every field, for numbers that name a model outright. */
  readonly allRuns: FieldRuns;
}

/** The runs of several fields, each field read once however many lines write it; a run of two fields comes twice. */
export class FieldRuns {
  readonly fields: readonly ReadonlySet<string>[];

  constructor(fields: readonly ReadonlySet<string>[]) {
    this.fields = fields;
  }

  has(run: string): boolean {
    return this.fields.some((runs) => runs.has(run));
  }

  *[Symbol.iterator](): Generator<string> {
    for (const runs of this.fields) yield* runs;
  }
}

const versionText =
  /\b(?:v\.?\s?\d|(?:ver|versie|version|release|rel|rev|sw|software|fw|firmware|build)\.?\s*[a-z]?\d)[\w.]*|(?<![\w.])[a-z]?\d+(?:\.\d+)+\w*|\b(?:windows|win)\s*(?:xp|vista|\d+(?:\.\d)?)(?:\s*(?:r2|sp\d|pro|professional|embedded))*|\b(?:sn|s\/n|serienr|serienummer|inv\.?\s?nr)\.?:?\s*[\w-]+/giu;
/** A model number is seldom cut into more pieces: 6ES7 515-2AM02-0AB0 gives nine. */
const longestModelRun = 10;
const negation = /\b(?:zonder|without|geen|niet|no|not)\b[^,;()]*/giu;

/** Reads a line; a product that says nothing ("onbekend") leaves no pieces and matches nothing. */
export function readDevice(line: InventoryLine): DeviceReading {
  const vendorText = said(line.vendor);
  // What a line denies ("zonder WiFi-accu", "geen 866424") names nothing.
  const [product = '', version = '', description = ''] = [line.product, line.version, line.description].map((text) => affirmed(said(text)));
  const vendor = vendorOf(vendorText);
  const named = nameOf(`${vendorText}\u001f${withoutVersion(product, line.version)}`);
  return {
    vendor,
    // Only firms of the pack: the letters of a whole description are nobody's name.
    mentioned: mentionedIn(`${product} ; ${description}`),
    isVendorAbsent: vendor.core === null || vendorText === '',
    ...named,
    beside: wordsBeside([vendorText, version, description].join(' ; ')),
    allRuns: new FieldRuns([product, version, description].flatMap((text) => (text === '' ? [] : [runTextsOf(text)]))),
  };
}

/** Registers write a vendor and a product again and again, and lines of one model stand together. */
const vendorOf = remembering(2_000, readVendor);
const runTextsOf = remembering(2_000, (text): ReadonlySet<string> => runTexts(segmentsOf(text), longestModelRun));
const affirmed = remembering(2_000, (text) => text.replace(negation, ' '));
const nameOf = remembering(2_000, (key): Pick<DeviceReading, 'pieces' | 'places'> => {
  const at = key.indexOf('\u001f');
  const pieces = withoutOwnVendor(piecesOf(key.slice(at + 1)), vendorOf(key.slice(0, at)));
  return { pieces, places: runsOf(pieces) };
});

const mentionedIn = remembering(2_000, (text): VendorReading => {
  const places = placesOfFirms(segmentsOf(text));
  return { names: places.length === 0 ? [] : [...new Set(places.map(({ name }) => name))], core: null, places };
});

/** The runs of other fields that may fill in a name, and what their words also mean. */
const wordsBeside = remembering(2_000, (text): ReadonlySet<string> => {
  const pieces = piecesOf(text);
  const words = new Set<string>();
  for (const run of runTexts(pieces, longestRun)) if (saysMoreThanAVersion(run)) words.add(run);
  for (const { also } of pieces) for (const form of also) words.add(form);
  return words;
});

/** Versions out of the product's name, also the one that the version field repeats ("MAGNETOM Vida XA20", "XA20"). */
function withoutVersion(product: string, version: string | null): string {
  const bare = bareName(product);
  const own = (version ?? '').trim();
  return own.length >= 3 && /\p{L}\p{N}|\p{N}\.\p{N}/u.test(own) ? bare.replaceAll(own, ' ') : bare;
}

const bareName = remembering(2_000, (product) => {
  const unversioned = product.replace(versionText, ' ');
  return product.replace(versionText, (text) => (isTypeNumber(text, unversioned) ? text : ' '));
});

/** The 6 of version 6.1 does not answer the 6 of a product's name. */
function saysMoreThanAVersion(run: string): boolean {
  const first = run.charCodeAt(0);
  // Most begin with a letter, and no version so short is longer.
  if (run.length > 8 || (first >= 97 && first <= 122)) return run.length > 2;
  return run.length > 2 && !/^\p{N}{1,2}\p{L}?\p{N}?$/u.test(run);
}

function said(text: string | null): string {
  return text === null || isPlaceholder(text) ? '' : text;
}

/** Segments with their other forms; brackets remembered. */
export function piecesOf(text: string): DevicePiece[] {
  let word = 0;
  return text.split(/(?<aside>\([^()]*\)?)/u).flatMap((part) => {
    const segments = segmentsOf(part);
    const first = word;
    word += (segments.at(-1)?.word ?? -1) + 1;
    const isAside = part.startsWith('(');
    // Written out: a spread of so many objects costs more than reading them.
    return segments.map(({ text: letters, isDigits, word: place, isUpper }) => ({
      text: letters,
      isDigits,
      word: first + place,
      isUpper,
      also: otherForms(letters),
      isAside,
    }));
  });
}

function withoutOwnVendor(pieces: readonly DevicePiece[], vendor: VendorReading): readonly DevicePiece[] {
  const own = placesOfFirms(pieces).filter((place) => !place.isBrand && (place.from === 0 || vendor.names.includes(place.name)));
  const kept = pieces.filter((_, at) => !own.some((place) => at >= place.from && at < place.to));
  return kept.length > 0 ? kept : pieces;
}
