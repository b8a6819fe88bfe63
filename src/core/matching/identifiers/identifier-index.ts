/**
 * Products of advisories by what identifies them: CPE product, trade item number, model number, serial number. Looked up, never
 * compared pairwise. A wildcard as vendor names nothing (domain/medical-advisories.md 7). Probabilities are of 4.5: 0.99 for an
 * exact model number or GTIN. Equal part, vendor and product of a CPE is 0.95: somebody chose both names, by hand or by a
 * program, from one dictionary; 0.90 where the device is named as hardware and the advisory as the firmware of it; 0.85 where
 * the advisory asks for an edition or a target system that the device does not tell, which is a question for a person.
 */
import type { Advisory, AdvisoryProduct, ProductIdentifier } from '../../advisories/advisory.ts';
import { indexAdvisories, statusesOf, type ProductEntry } from '../advisory-index.ts';
import type { ProductReading } from '../advisory-names.ts';
import type { InventoryLine } from '../device-names.ts';
import { answersModel, modelPatternOf, type ModelPattern } from '../model-numbers.ts';
import { identifierProbability } from '../probability.ts';
import type { MatchReason } from '../reasons.ts';
import { readVendor, relateVendors } from '../vendors.ts';
import { softwareOf, type NamedSoftware } from './applicability.ts';
import { compareEditions, parseCpe, productKeyOfCpe, type CpeName } from './cpe.ts';
import { serialKey, tradeItemKey } from './numbers.ts';

const cpeProbability = { same: 0.95, firmware: 0.9, open: 0.85 } as const;

interface NumberedEntry {
  readonly entry: ProductEntry;
  readonly pattern: ModelPattern;
}

interface NamedEntry {
  readonly entry: ProductEntry;
  /** What the advisory asks beside the product, each once; null where one of its names asks for nothing. */
  readonly names: readonly CpeName[] | null;
}

export interface IdentifierIndex {
  readonly byCpe: ReadonlyMap<string, readonly NamedEntry[]>;
  readonly byTradeItem: ReadonlyMap<string, readonly ProductEntry[]>;
  /** Model, part and serial numbers without wildcards by all their letters, others by their first four. */
  readonly byModel: ReadonlyMap<string, readonly NumberedEntry[]>;
  readonly bySerial: ReadonlyMap<string, readonly NumberedEntry[]>;
}

/** A product of an advisory that a device is by its number or name. */
export interface IdentifierHit {
  readonly entry: ProductEntry;
  readonly probability: number;
  readonly reason: MatchReason;
}

const keyLetters = 4;
const numberKinds: ReadonlySet<ProductIdentifier['kind']> = new Set(['gtin', 'udi-di', 'model-number', 'sku', 'serial-number']);

export function indexIdentifiers(advisories: readonly Advisory[]): IdentifierIndex {
  const byCpe = new Map<string, NamedEntry[]>();
  const byTradeItem = new Map<string, ProductEntry[]>();
  const byModel = new Map<string, NumberedEntry[]>();
  const bySerial = new Map<string, NumberedEntry[]>();
  for (const advisory of advisories) {
    const asked = namesAsked(advisory);
    for (const product of advisory.products) {
      if (product.identifiers.length === 0) continue;
      const entry: ProductEntry = { advisory, product, status: statusesOf(advisory).get(product.productId) ?? null };
      for (const [key, names] of cpeNamesOf(product, asked)) push(byCpe, key, { entry, names: editionsOf(names) });
      for (const identifier of product.identifiers) {
        if (!numberKinds.has(identifier.kind)) continue;
        const item = tradeItemKey(identifier.value);
        if (item !== null) push(byTradeItem, item, entry);
        const serial = identifier.kind === 'serial-number' ? serialPatternOf(identifier.value) : null;
        if (serial !== null) push(bySerial, filedUnder(serial), { entry, pattern: serial });
        const model = identifier.kind === 'model-number' || identifier.kind === 'sku' ? modelPatternOf(identifier) : null;
        if (model !== null) push(byModel, filedUnder(model), { entry, pattern: model });
      }
    }
  }
  return { byCpe, byTradeItem, byModel, bySerial };
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [one]);
  else known.push(one);
}

/** CPE product → the criteria of the advisory's configurations that have it as their target. */
function namesAsked(advisory: Advisory): ReadonlyMap<string, readonly CpeName[]> {
  const asked = new Map<string, CpeName[]>();
  for (const { applicability } of advisory.flaws) {
    if (applicability === undefined) continue;
    for (const match of applicability.flatMap(({ nodes }) => nodes.flatMap(({ matches }) => matches))) {
      const name = match.isVulnerable ? parseCpe(match.criteria) : null;
      const key = name === null ? null : productKeyOfCpe(name);
      if (name !== null && key !== null) push(asked, key, name);
    }
  }
  return asked;
}

function editionsOf(names: readonly CpeName[]): readonly CpeName[] | null {
  const byText = new Map<string, CpeName>();
  for (const name of names) {
    const { edition, softwareEdition, targetSoftware, targetHardware, other } = name;
    const text = `${edition}:${softwareEdition}:${targetSoftware}:${targetHardware}:${other}`;
    if (text === '*:*:*:*:*') return null;
    byText.set(text, name);
  }
  return [...byText.values()];
}

function cpeNamesOf(product: AdvisoryProduct, asked: ReadonlyMap<string, readonly CpeName[]>): ReadonlyMap<string, readonly CpeName[]> {
  const own = new Map<string, CpeName[]>();
  for (const { kind, value } of product.identifiers) {
    const name = kind === 'cpe' ? parseCpe(value) : null;
    const key = name === null ? null : productKeyOfCpe(name);
    if (name !== null && key !== null) push(own, key, name);
  }
  return new Map([...own].map(([key, names]) => [key, asked.get(key) ?? names]));
}

/** A serial number, with `*` and `?` as in CSAF 3.1.3.3.5. */
function serialPatternOf(value: string): ModelPattern | null {
  const text = value.toLowerCase().replace(/[^\p{L}\p{N}*?]/gu, '');
  return serialKey(text.replace(/[*?]/g, '')) === null ? null : { text, head: text.replace(/[*?].*$/u, '') };
}

/** What stands before the first wildcard may be shorter. */
function filedUnder({ text, head }: ModelPattern): string {
  return head === text ? text : `^${head.slice(0, keyLetters)}`;
}

/** What a line's own numbers and names identify; none where the line has none. In the order of the advisories. */
export function identify(line: InventoryLine, index: IdentifierIndex): IdentifierHit[] {
  const hits: IdentifierHit[] = [];
  for (const [rule, text] of [
    ['gtin', line.gtin],
    ['udi-di', line.udiDi],
  ] as const) {
    const key = said(text) === null ? null : tradeItemKey(text ?? '');
    for (const entry of (key === null ? undefined : index.byTradeItem.get(key)) ?? []) {
      hits.push({ entry, probability: identifierProbability, reason: { rule, detail: text?.trim() ?? '' } });
    }
  }
  hits.push(...byNumber('model-number', line, letters(line.modelNumber), index.byModel));
  hits.push(...byNumber('serial-number', line, serialKey(line.serial ?? '')?.toLowerCase() ?? null, index.bySerial));
  if (said(line.cpe) !== null) for (const software of softwareOfLine(line)) hits.push(...byCpeName(software, index));
  return hits;
}

function said(text: string | null | undefined): string | null {
  return text === null || text === undefined || text.trim() === '' ? null : text;
}

function letters(text: string | null | undefined): string | null {
  const joined = (text ?? '').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return joined.length < 5 || !/\d/.test(joined) ? null : joined;
}

/** A number is unique to its maker: that of another firm is another thing. */
function byNumber(
  rule: string,
  line: InventoryLine,
  own: string | null,
  filed: ReadonlyMap<string, readonly NumberedEntry[]>,
): IdentifierHit[] {
  if (own === null) return [];
  const keys = [own, ...Array.from({ length: keyLetters + 1 }, (_, length) => `^${own.slice(0, length)}`)];
  const entries = keys.flatMap((key) => filed.get(key) ?? []);
  return entries
    .filter(({ entry, pattern }) => answersModel(pattern, own) && !isOfOtherFirm(line, entry.product))
    .map(({ entry }) => ({ entry, probability: identifierProbability, reason: { rule, detail: own } }));
}

function isOfOtherFirm({ vendor }: InventoryLine, { paths, name }: AdvisoryProduct): boolean {
  const device = readVendor(vendor ?? '');
  if (device.core === null) return false;
  const named = paths.flatMap((path) => path.filter(({ category }) => category === 'vendor').map((branch) => branch.name));
  const texts = named.length > 0 ? named : [name];
  return texts.every((text) => relateVendors(device, readVendor(text)) === 'other');
}

const softwareMemory = new WeakMap<InventoryLine, readonly NamedSoftware[]>();

/** The CPE names of a line, read once for all that ask. */
export function softwareOfLine(line: InventoryLine): readonly NamedSoftware[] {
  const known = softwareMemory.get(line) ?? (said(line.cpe) === null ? [] : softwareOf(line.cpe ?? '', line));
  softwareMemory.set(line, known);
  return known;
}

function byCpeName({ key, name, isWritten }: NamedSoftware, { byCpe }: IdentifierIndex): IdentifierHit[] {
  return (byCpe.get(key) ?? []).flatMap(({ entry, names }) => {
    const fits = names?.map((asked) => compareEditions(name, asked)) ?? ['same'];
    const fit = fits.includes('same') ? 'same' : fits.includes('open') ? 'open' : null;
    if (fit === null) return [];
    const probability = fit === 'open' ? cpeProbability.open : isWritten ? cpeProbability.same : cpeProbability.firmware;
    return [{ entry, probability, reason: { rule: 'cpe', detail: fit === 'open' ? `${key} (open: edition or target)` : key } }];
  });
}

const readingMemory = new WeakMap<AdvisoryProduct, ProductReading>();

/** How a product can be called, for the keys of decisions: worked out where it is asked for. */
export function readingOfProduct({ advisory, product }: ProductEntry): ProductReading {
  const known = readingMemory.get(product) ?? indexAdvisories([{ ...advisory, products: [product] }]).groups[0]?.reading;
  if (known === undefined) throw new Error('a product has a reading');
  readingMemory.set(product, known);
  return known;
}
