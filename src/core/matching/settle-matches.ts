/**
 * What the match of a device model with an advisory comes to: the products that people are asked about, one by one, and what each
 * version of the device means for them, under what was answered. Model level first: a product is asked about once, whatever
 * versions there are. The same rules as `decided-candidates.ts`, which tells one line and one document; here it is by product, so
 * that one answer can be given for all documents. Source: domain/medical-advisories.md 4.5, 4.6, 5.
 */
import type { Advisory, AdvisoryFlaw, AdvisoryProduct, ProductStatus } from '../advisories/advisory.ts';
import { statusesOf, type ProductEntry } from './advisory-index.ts';
import { judgeAnswered, keyOfEntry } from './decided-candidates.ts';
import {
  allVersionsText,
  standingOf,
  type IdentityDecision,
  type MatchDecision,
  type Standing,
  type VersionDecision,
} from './decisions.ts';
import type { InventoryLine } from './device-names.ts';
import { clausesOf, type EntryJudgement } from './judge-entries.ts';
import type { Comparison } from './features.ts';
import type { GroupHit, ModelMatch } from './match-model.ts';
import { identityReasons, type MatchReason } from './reasons.ts';
import { bandEdges } from './probability.ts';

/** A product of an advisory that a device may be, before any answer. */
export interface ProductHit {
  readonly productKey: string;
  /** That the product is the same; null: no name led here, only what a person confirmed. */
  readonly probability: number | null;
  readonly productIds: readonly string[];
  /** By a number that both sides write, not by names. */
  readonly isIdentified: boolean;
}

export interface ProductMatch extends ProductHit, ProductFacts {
  readonly probability: number;
  readonly reasons: readonly MatchReason[];
}

/** What an advisory says of a product, over all its entries. */
export interface ProductFacts {
  readonly vendor: string | null;
  /** Without version. */
  readonly name: string;
  readonly cveIds: readonly string[];
  readonly scoreMax: number | null;
}

/** Of these a device has its own; a CPE name is given by whoever wrote it down. */
const exactRules: ReadonlySet<string> = new Set(['model-number', 'gtin', 'udi-di', 'serial-number']);

/** Nobody answers for more products of one document and one device; what was denied makes room. */
const mostProducts = 24;

/** The products of one advisory that a device may be, the best first. */
export function productMatchesOf({ advisory, hits }: ModelMatch): ProductMatch[] {
  const byKey = new Map<string, { readonly hit: GroupHit; readonly entries: ProductEntry[] }>();
  for (const hit of hits) {
    for (const entry of hit.group.entries) {
      const key = keyOfEntry({ entry, reading: hit.group.reading });
      const known = byKey.get(key);
      if (known !== undefined) known.entries.push(entry);
      else if (byKey.size < mostProducts) byKey.set(key, { hit, entries: [entry] });
    }
  }
  return [...byKey].map(([productKey, { hit, entries }]) => ({
    productKey,
    probability: hit.probability,
    isIdentified: isNamedByNumber(hit) || (hit.identifiers ?? []).some(({ rule }) => exactRules.has(rule)),
    reasons: identityReasons(hit),
    productIds: [...new Set(entries.map(({ product }) => product.productId))],
    ...factsOf(
      advisory,
      entries.map(({ product }) => product.productId),
    ),
  }));
}

/** A model number read from a name: of a maker that both sides state, and written in full. Else a person is asked. */
function isNamedByNumber({ group, comparison, modelNumber }: GroupHit): boolean {
  if (comparison === null || modelNumber === null || !agreeing.has(comparison.vendor)) return false;
  return group.modelPatterns.some(({ text, head }) => head === text && text === modelNumber);
}

const agreeing: ReadonlySet<Comparison['vendor']> = new Set(['same', 'group']);

/** @param productIds of one product key; at least one is of the advisory */
export function factsOf(advisory: Advisory, productIds: readonly string[]): ProductFacts {
  const products = productsById(advisory);
  const [first] = productIds.flatMap((id) => products.get(id) ?? []);
  const flaws = flawsOf(advisory, productIds);
  const wanted = new Set(productIds);
  const scores = flaws.flatMap((flaw) => scoreOf(flaw, wanted) ?? []);
  return {
    vendor: first === undefined ? null : vendorOf(first),
    name: first === undefined ? '' : clausesOf(first).productName,
    cveIds: [...new Set(flaws.flatMap(({ cveId }) => cveId ?? []))].toSorted(),
    scoreMax: scores.length === 0 ? null : Math.max(...scores),
  };
}

/** As the advisory writes it; null where no branch says. */
export function vendorOf({ paths }: AdvisoryProduct): string | null {
  return paths.flat().find(({ category }) => category === 'vendor')?.name ?? null;
}

/** The highest CVSS base score that a flaw has for one of the products. */
export function scoreOf({ scores }: AdvisoryFlaw, productIds: ReadonlySet<string>): number | null {
  const own = scores.filter((score) => score.productIds.length === 0 || score.productIds.some((id) => productIds.has(id)));
  return own.reduce<number | null>((most, { baseScore }) => (baseScore === null ? most : Math.max(most ?? 0, baseScore)), null);
}

const cleared: ReadonlySet<ProductStatus> = new Set(['fixed', 'first-fixed', 'recommended', 'known-not-affected']);
const flawMemory = new WeakMap<Advisory, ReadonlyMap<string, readonly AdvisoryFlaw[]>>();

/** The flaws that concern one of the products: those that are not said to be fixed or absent there. */
export function flawsOf(advisory: Advisory, productIds: readonly string[]): readonly AdvisoryFlaw[] {
  let byProduct = flawMemory.get(advisory);
  if (byProduct === undefined) {
    const made = new Map<string, AdvisoryFlaw[]>();
    for (const flaw of advisory.flaws) {
      const ids = new Set(flaw.statuses.filter(({ status }) => !cleared.has(status)).map(({ productId }) => productId));
      for (const id of ids) {
        const known = made.get(id);
        if (known === undefined) made.set(id, [flaw]);
        else known.push(flaw);
      }
    }
    flawMemory.set(advisory, (byProduct = made));
  }
  const found = new Set(productIds.flatMap((id) => byProduct.get(id) ?? []));
  return found.size === 0 ? [] : advisory.flaws.filter((flaw) => found.has(flaw));
}

const productMemory = new WeakMap<Advisory, ReadonlyMap<string, AdvisoryProduct>>();

function productsById(advisory: Advisory): ReadonlyMap<string, AdvisoryProduct> {
  const known = productMemory.get(advisory) ?? new Map(advisory.products.map((product) => [product.productId, product]));
  productMemory.set(advisory, known);
  return known;
}

/** The entries of products, with what the advisory says of each. */
export function entriesOfProducts(advisory: Advisory, productIds: readonly string[]): ProductEntry[] {
  const products = productsById(advisory);
  const statuses = statusesOf(advisory);
  return productIds.flatMap((id) => {
    const product = products.get(id);
    return product === undefined ? [] : [{ advisory, product, status: statuses.get(id) ?? null }];
  });
}

/** What people said of one device model, by product key. */
export interface DeviceAnswers {
  readonly identity: ReadonlyMap<string, readonly IdentityDecision[]>;
  readonly version: ReadonlyMap<string, readonly VersionDecision[]>;
}

/** @param decisions of one device, in any order */
export function answersOf(decisions: readonly MatchDecision[]): DeviceAnswers {
  const identity = new Map<string, IdentityDecision[]>();
  const version = new Map<string, VersionDecision[]>();
  for (const decision of decisions) {
    if (decision.kind === 'identity') identity.set(decision.productKey, [...(identity.get(decision.productKey) ?? []), decision]);
    else version.set(decision.productKey, [...(version.get(decision.productKey) ?? []), decision]);
  }
  return { identity, version };
}

export function identityStanding(answers: DeviceAnswers, productKey: string): Standing<IdentityDecision> {
  return standingOf(answers.identity.get(productKey) ?? []);
}

/** What an advisory says of one line, for one product. */
export interface LineVerdict {
  readonly lineId: string;
  readonly status: EntryJudgement['status'];
  readonly basis: EntryJudgement['basis'];
  /** Ids of the products whose clause gave the status. */
  readonly decidedBy: readonly string[];
  /** To be given with an answer about this version. */
  readonly clauseText: string;
  readonly answer: 'open' | VersionDecision['answer'] | 'conflict';
  readonly reasons: readonly MatchReason[];
}

export interface SettledProduct {
  readonly productKey: string;
  readonly isAsked: boolean;
  /** None where it is not asked, or was denied. */
  readonly verdicts: readonly LineVerdict[];
}

/**
 * @param hits of one device in one advisory; those that only a confirmation brings have no probability.
 * @param lines of that device
 */
export function settleMatches(
  advisory: Advisory,
  hits: readonly ProductHit[],
  lines: readonly InventoryLine[],
  answers: DeviceAnswers,
): SettledProduct[] {
  const said = (hit: ProductHit): string | null => {
    const standing = identityStanding(answers, hit.productKey);
    return standing.kind === 'decided' ? standing.decision.answer : null;
  };
  const confirmed = hits.filter((hit) => said(hit) === 'confirmed');
  const left = hits.filter((hit) => said(hit) !== 'denied' && hit.probability !== null);
  // Where one is confirmed, the others of the document are not meant.
  const meant = new Set(confirmed.length > 0 ? confirmed : nearest(left));
  return hits.map((hit) => ({
    productKey: hit.productKey,
    isAsked: meant.has(hit) || said(hit) === 'denied',
    verdicts: meant.has(hit) ? verdictsOf(advisory, hit, lines, answers.version.get(hit.productKey) ?? []) : [],
  }));
}

/** As `nearestHits`: the best, and those that fit nearly as well; where a number says which product it is, only those it names. */
function nearest(hits: readonly ProductHit[]): readonly ProductHit[] {
  const best = Math.max(0, ...hits.map(({ probability }) => probability ?? 0));
  const isIdentified = best >= bandEdges.likely && hits.some((hit) => hit.isIdentified && hit.probability === best);
  const left = isIdentified ? hits.filter((hit) => hit.isIdentified) : hits;
  return left.filter(({ probability }) => (probability ?? 0) >= best - 0.08 && (probability ?? 0) >= best * 0.8);
}

/** Whether versions of a product are ranges of serial numbers: then every device has to be looked at by itself. */
export function asksForSerial(advisory: Advisory): boolean {
  const known =
    serialMemory.get(advisory) ??
    advisory.products.some(
      (product) =>
        product.identifiers.some(({ kind }) => kind === 'serial-number') ||
        JSON.stringify(clausesOf(product).clauses).includes('"kind":"serial"'),
    );
  serialMemory.set(advisory, known);
  return known;
}

const serialMemory = new WeakMap<Advisory, boolean>();

function verdictsOf(
  advisory: Advisory,
  { productIds }: ProductHit,
  lines: readonly InventoryLine[],
  history: readonly VersionDecision[],
): LineVerdict[] {
  const entries = entriesOfProducts(advisory, productIds);
  return lines.map((line) => {
    const { status, basis, decidedBy, reasons } = judgeAnswered(line, advisory, entries, history);
    const [first] = decidedBy;
    return {
      lineId: line.id,
      status,
      basis,
      decidedBy: decidedBy.map(({ product }) => product.productId),
      clauseText: (first === undefined ? null : clausesOf(first.product).clauseText) ?? allVersionsText,
      answer: answerAmong(reasons),
      reasons,
    };
  });
}

function answerAmong(reasons: readonly MatchReason[]): LineVerdict['answer'] {
  const rules = new Set(reasons.map(({ rule }) => rule));
  if (rules.has('decided-conflict')) return 'conflict';
  return rules.has('decided-affected') ? 'affected' : rules.has('decided-not-affected') ? 'not-affected' : 'open';
}
