/**
 * Who made it: vendor names as written on both sides, laid beside each other. Known names come from the pack; a name the pack
 * does not know is compared by its letters. A spelling that differs by a letter is reported as `alike` and never taken for the
 * same without a person's word. Not a register of firms. Source: domain/medical-advisories.md 4.2.
 */
import { editDistance, joinedLetters, segmentsOf, type Segment } from './text.ts';
import { vendorPack, type VendorFacts } from './vendor-pack.ts';

/**
 * same: one firm, also under another of its names. group: one became part of the other. sister: both became part of a third.
 * alike: unknown names a letter or a word apart. mentioned: the one is named in the other's product or text. absent: the
 * register says nothing. other: two different firms.
 */
export type VendorRelation = 'same' | 'group' | 'sister' | 'alike' | 'mentioned' | 'absent' | 'other';

/** From strong to weak. */
export const vendorRelations: readonly VendorRelation[] = ['same', 'group', 'alike', 'mentioned', 'sister', 'absent', 'other'];

/** What a vendor text says: the firms of the pack it names, and its letters without legal form. */
export interface VendorReading {
  readonly names: readonly string[];
  /** Letters of the telling words, null where nothing tells. */
  readonly core: string | null;
  /** Places (segment from, to) that name a firm of the pack. */
  readonly places: readonly FirmPlace[];
}

/** Segments `from` up to `to` name a firm. */
export interface FirmPlace {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly isBrand: boolean;
}

const legalWords = new Set(
  (
    'inc incorporated corp corporation company co ltd limited llc lp plc gmbh ag kg kgaa bv b v nv n sa s a sas srl spa oy oyj ab as aps kk uab pty pte sarl ev e ' +
    'group holding holdings international global worldwide nederland netherlands benelux belgium europe european deutschland germany usa us uk nl be de the and en of vh voorheen formerly'
  ).split(' '),
);
const weakWords = new Set(
  'medical medicals healthcare health systems system technologies technology technik medizintechnik solutions sciences scientific instruments instrument products devices electronics diagnostics laboratories software development developments'.split(
    ' ',
  ),
);

const longestName = 6;

/** Letters of each writing → names of the firms that write themselves so; brands name a firm and stay part of a product's name. */
const firmsByWriting = new Map<string, Set<string>>();
const brandLetters = new Set<string>();
/** First two letters of all writings: most words begin no firm's name. */
const firstPieces = new Set<string>();
const ancestors = new Map<string, Set<string>>();
const relations = new Map<string, readonly string[]>();

for (const firm of vendorPack) learnFirm(firm);
for (const firm of vendorPack) ancestors.set(firm.name, ancestorsOf(firm.name, new Set()));

function learnFirm(firm: VendorFacts): void {
  for (const brand of listOf(firm.brands)) brandLetters.add(joinedLetters(segmentsOf(brand)));
  const writings = [firm.name, ...listOf(firm.writings), ...listOf(firm.brands)];
  for (const writing of writings) {
    const letters = joinedLetters(segmentsOf(writing));
    const firms = firmsByWriting.get(letters) ?? new Set();
    firstPieces.add(letters.slice(0, 2));
    firms.add(firm.name);
    firmsByWriting.set(letters, firms);
  }
}

function listOf(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(', ');
}

function parentsOf(name: string): string[] {
  const firm = vendorPack.find((each) => each.name === name);
  return listOf(firm?.partOf).map((text) => text.replace(/ \d{4}$/u, ''));
}

function ancestorsOf(name: string, seen: Set<string>): Set<string> {
  for (const parent of parentsOf(name)) {
    if (seen.has(parent)) continue;
    seen.add(parent);
    ancestorsOf(parent, seen);
  }
  return seen;
}

/** A firm with all it became part of and all that became part of it. */
export function relatedFirms(name: string): readonly string[] {
  const known = relations.get(name);
  if (known !== undefined) return known;
  const related = [...ancestors].flatMap(([other, above]) =>
    other === name || above.has(name) || ancestors.get(name)?.has(other) === true ? [other] : [],
  );
  relations.set(name, related);
  return related;
}

/** Reads a vendor field, or any text that may name vendors. */
export function readVendor(text: string): VendorReading {
  const segments = segmentsOf(text);
  const places = placesOfFirms(segments);
  const names = [...new Set(places.map((place) => place.name))];
  const telling = segments.filter((segment) => !legalWords.has(segment.text));
  const strong = telling.filter((segment) => !weakWords.has(segment.text));
  const core = joinedLetters(strong.length > 0 ? strong : telling);
  return { names, core: core === '' ? null : core, places };
}

/** Where a text names firms of the pack: the longest name at each place. */
export function placesOfFirms(segments: readonly Segment[]): FirmPlace[] {
  const places: FirmPlace[] = [];
  let at = 0;
  while (at < segments.length) {
    const found = longestFirmAt(segments, at);
    if (found === null) at++;
    else {
      const isBrand = brandLetters.has(joinedLetters(segments.slice(at, found.to)));
      for (const name of found.names) places.push({ from: at, to: found.to, name, isBrand });
      at = found.to;
    }
  }
  return places;
}

function longestFirmAt(segments: readonly Segment[], from: number): { to: number; names: ReadonlySet<string> } | null {
  if (!firstPieces.has((segments[from]?.text ?? '').slice(0, 2)) && (segments[from]?.text.length ?? 0) > 1) return null;
  // A name begins and ends at the edges of written words: "GEMINI" does not name GE.
  if (from > 0 && segments[from - 1]?.word === segments[from]?.word) return null;
  for (let to = Math.min(segments.length, from + longestName); to > from; to--) {
    if (to < segments.length && segments[to]?.word === segments[to - 1]?.word) continue;
    const names = firmsByWriting.get(joinedLetters(segments.slice(from, to)));
    if (names !== undefined) return { to, names };
  }
  return null;
}

/** How two readings relate; `mentioned` and `absent` are the caller's to say, who knows the other texts. */
export function relateVendors(left: VendorReading, right: VendorReading): VendorRelation {
  let best: VendorRelation = 'other';
  for (const one of left.names) {
    for (const two of right.names) best = stronger(best, relateFirms(one, two));
  }
  if (best === 'other' && left.core !== null && right.core !== null) best = relateLetters(left.core, right.core);
  return best;
}

export function stronger(left: VendorRelation, right: VendorRelation): VendorRelation {
  return vendorRelations.indexOf(left) <= vendorRelations.indexOf(right) ? left : right;
}

function relateFirms(one: string, two: string): VendorRelation {
  if (one === two) return 'same';
  const above = ancestors.get(one);
  const beside = ancestors.get(two);
  if (above?.has(two) === true || beside?.has(one) === true) return 'group';
  return [...(above ?? [])].some((name) => beside?.has(name) === true) ? 'sister' : 'other';
}

function relateLetters(left: string, right: string): VendorRelation {
  if (left === right) return 'same';
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (short.length >= 4 && long.startsWith(short)) return 'alike';
  if (short.length >= 6 && editDistance(short, long, short.length >= 9 ? 2 : 1) !== null) return 'alike';
  return 'other';
}
