/**
 * Records of the CVE List are about all software there is, so names meet them on conditions: the register names the firm, and it
 * is the same, one that it became part of, or a sister. A word of the trade, a likeness of letters or a line without a firm
 * never leads to one. They are indexed and weighed apart from advisories about devices, whose results they change in nothing.
 * Records of NVD name products by CPE alone and are met by CPE alone. Source: domain/medical-advisories.md 7.
 */
import type { Advisory, AdvisoryProduct } from '../../advisories/advisory.ts';
import type { AdvisoryIndex } from '../advisory-index.ts';
import type { InventoryLine } from '../device-names.ts';
import type { GroupHit, ModelMatch } from '../match-model.ts';
import { bandEdges } from '../probability.ts';
import { segmentsOf } from '../text.ts';
import { readVendor, relatedFirms, type VendorRelation } from '../vendors.ts';

/** Advisories that are written for those who have the product, in words: any name may lead to them. Packages have identifiers. */
export function isReadByName({ kind }: Advisory): boolean {
  return kind === 'csaf' || kind === 'cyclonedx-vex';
}

/**
 * The records of the CVE List, each with those products alone whose firm a line names and of whose name a word begins like one of
 * the register's: the rest could not be met, and would be most of what there is.
 * @returns such a shortened record → the record.
 */
export function recordsOfFirms(advisories: readonly Advisory[], lines: readonly InventoryLine[]): ReadonlyMap<Advisory, Advisory> {
  const records = advisories.filter(({ kind }) => kind === 'cve');
  if (records.length === 0) return new Map();
  const firms = new Firms();
  for (const text of new Set(lines.map(({ vendor }) => vendor ?? ''))) firms.learn(text, true);
  for (const text of new Set(lines.map(({ product }) => product ?? ''))) firms.learn(text, false);
  const beginnings = new Set(lines.flatMap(({ product, description }) => beginningsOf(`${product ?? ''} ${description ?? ''}`)));
  const isMeant = ({ paths }: AdvisoryProduct): boolean =>
    paths.some(
      (path) =>
        path.some(({ category, name }) => category === 'vendor' && firms.has(name)) &&
        path.some(({ category, name }) => category === 'product_name' && beginningsOf(name).some((beginning) => beginnings.has(beginning))),
    );
  return new Map(
    records.flatMap((record) => {
      const products = record.products.filter(isMeant);
      return products.length === 0 ? [] : [[{ ...record, products }, record] as const];
    }),
  );
}

/** The index of shortened records, speaking of the records themselves. */
export function indexOfRecords(index: AdvisoryIndex, recordOf: ReadonlyMap<Advisory, Advisory>): AdvisoryIndex {
  const groups = index.groups.map((group) => ({
    ...group,
    entries: group.entries.map((entry) => ({ ...entry, advisory: recordOf.get(entry.advisory) ?? entry.advisory })),
  }));
  return { ...index, groups };
}

const beginningLetters = 4;

/** Of each word, and of each piece of it: joined, split and misspelt words mostly begin alike. */
function beginningsOf(text: string): string[] {
  return segmentsOf(text).map(({ text: piece }) => piece.slice(0, beginningLetters));
}

/** Shorter beginnings of a name name many firms. */
const fewestLetters = 4;

class Firms {
  readonly #names = new Set<string>();
  readonly #cores = new Set<string>();
  readonly #beginnings = new Set<string>();
  readonly #known = new Map<string, boolean>();

  /** @param isVendor the letters themselves name a firm; of other texts only firms of the pack are known. */
  learn(text: string, isVendor: boolean): void {
    if (text.trim() === '') return;
    const { names, core } = readVendor(text);
    for (const name of names.flatMap(relatedFirms)) this.#names.add(name);
    if (!isVendor || core === null) return;
    this.#cores.add(core);
    for (let length = fewestLetters; length <= core.length; length++) this.#beginnings.add(core.slice(0, length));
  }

  has(vendor: string): boolean {
    const known = this.#known.get(vendor);
    if (known !== undefined) return known;
    const has = this.#isNamed(vendor);
    this.#known.set(vendor, has);
    return has;
  }

  #isNamed(vendor: string): boolean {
    const { names, core } = readVendor(vendor);
    if (names.some((name) => this.#names.has(name))) return true;
    if (core === null) return false;
    if (this.#cores.has(core) || (core.length >= fewestLetters && this.#beginnings.has(core))) return true;
    for (let length = fewestLetters; length < core.length; length++) if (this.#cores.has(core.slice(0, length))) return true;
    return false;
  }
}

const stated: ReadonlySet<VendorRelation> = new Set(['same', 'group', 'sister', 'mentioned']);
const highestOfLikeness = bandEdges.likely - 0.01;

/** Matches with records, without those of a firm that the register does not name; of a firm that is merely written alike, to be asked about. */
export function recordMatches(matches: readonly ModelMatch[]): readonly ModelMatch[] {
  return matches.flatMap(({ advisory, hits }) => {
    const kept = hits.flatMap((hit) => keptHit(hit) ?? []).toSorted((left, right) => right.probability - left.probability);
    const [best] = kept;
    return best === undefined ? [] : [{ advisory, hits: kept, probability: best.probability }];
  });
}

function keptHit(hit: GroupHit): GroupHit | null {
  const vendor = hit.comparison?.vendor ?? 'other';
  if (stated.has(vendor)) return hit;
  return vendor === 'alike' ? { ...hit, probability: Math.min(hit.probability, highestOfLikeness) } : null;
}
