/**
 * A component of a bill beside all that is published of its package: flaw by flaw what every document says, and what stands. Lists (OSV, CVE)
 * say which versions; a supplier's word (VEX, CSAF) about this product, else about the part, stands above them; what only a CPE name leads to
 * stands below, and is asked of no package of a distribution, which repairs versions without renumbering them. Pure.
 * Source: domain/medical-advisories.md 4.5, 6, 7; docs/decisions/0022, 0026.
 */
import type { Advisory, AdvisoryFlaw } from '../../advisories/advisory.ts';
import { compareCodePoints } from '../../kernel/text.ts';
import { isDistributed } from '../../packages/package-identifier.ts';
import { parsePurl } from '../../packages/purl.ts';
import { advisoryNamesIn, groupNames, inNameOrder, spelledName, type NamePair } from '../../vulnerabilities/flaw-names.ts';
import type { ProductEntry } from '../advisory-index.ts';
import type { InventoryLine } from '../device-names.ts';
import { parseCpe, productKeyOfCpe } from '../identifiers/cpe.ts';
import { identify, indexIdentifiers, type IdentifierIndex } from '../identifiers/identifier-index.ts';
import { judgeLine } from '../identifiers/judge-line.ts';
import { identifierProbability } from '../probability.ts';
import { versionReasons, type MatchReason } from '../reasons.ts';
import type { VersionJudgement } from '../versions/judge-version.ts';
import { packagesOf, productNameKey, wholeProductsOf } from './advisory-packages.ts';
import {
  indexPackages,
  isTelling,
  isWordOfSupplier,
  probabilityOf,
  standingWord,
  statementReasons,
  verdictsOfLine,
  type FlawVerdict,
  type PackageIndex,
  type SoftwareLine,
} from './match-packages.ts';
import { namesOfComponent, packageKey, qualifier } from './package-identity.ts';

/**
 * Of the code here and in `match-packages.ts`, of the orders of versions, and of how documents are read. Raise it when the same bill and the
 * same documents could give another answer: nodes judge anew then.
 */
export const componentMatcherVersion = 1;

export interface ComponentLine extends Omit<SoftwareLine, 'id' | 'purl'> {
  readonly purl: string | null;
  readonly cpe: string | null;
}

/** `not-affected` is a supplier's word; `fixed` a version outside of what is called affected, or one that is called fixed. */
export type ComponentStatus = 'affected' | 'not-affected' | 'fixed' | 'undetermined';

export interface ComponentWord {
  readonly advisory: Advisory;
  readonly by: 'supplier' | 'list' | 'cpe';
  readonly status: ComponentStatus;
  readonly basis: VersionJudgement['basis'];
  readonly probability: number;
  /** It is about this product, or about the component as a part of it. */
  readonly isOfProduct: boolean;
  /** As a label of OpenVEX, CycloneDX or CSAF. */
  readonly justification: string | null;
  readonly statement: string | null;
  readonly reasons: readonly MatchReason[];
}

export interface ComponentFlaw {
  /** CVE id, else another public id, else its publisher's own. */
  readonly key: string;
  readonly cveId: string | null;
  /** Further public ids of it. */
  readonly names: readonly string[];
  readonly title: string;
  readonly status: ComponentStatus;
  readonly basis: VersionJudgement['basis'];
  /** Affected, by a package URL that leaves nothing open. */
  readonly isSure: boolean;
  readonly score: { readonly baseScore: number; readonly vector: string; readonly version: '2.0' | '3.0' | '3.1' | '4.0' } | null;
  /** The one that stands first; one for each document. */
  readonly words: readonly ComponentWord[];
}

export interface ComponentIndex {
  readonly packages: PackageIndex;
  readonly identifiers: IdentifierIndex;
}

export function indexComponents(advisories: readonly Advisory[]): ComponentIndex {
  return { packages: indexPackages(advisories), identifiers: indexIdentifiers(advisories.filter(isRecord)) };
}

/** Records that say of CPE names which versions are meant; in documents of suppliers they only name products. */
function isRecord({ kind }: Advisory): boolean {
  return kind === 'cve' || kind === 'nvd';
}

/** By what a document is looked up for components; none where it names nothing that a component could be. */
export function keysOfAdvisory(advisory: Advisory): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { purl } of packagesOf(advisory)) {
    const parsed = parsePurl(purl);
    if (parsed !== undefined) keys.add(packageKey(parsed));
  }
  for (const { name } of wholeProductsOf(advisory)) keys.add(productNameKey(name));
  if (!isRecord(advisory)) return keys;
  for (const { identifiers } of advisory.products) {
    for (const key of identifiers.flatMap(({ kind, value }) => (kind === 'cpe' ? cpeKeys(value) : []))) keys.add(key);
  }
  return keys;
}

function cpeKeys(text: string): readonly string[] {
  const name = parseCpe(text);
  const key = name === null ? null : productKeyOfCpe(name);
  return key === null ? [] : [`cpe/${key}`];
}

export interface LineKeys {
  readonly own: readonly string[];
  /** Of the product that the component is a part of. */
  readonly whole: readonly string[];
}

export function keysOfLine(line: ComponentLine): LineKeys {
  const purl = line.purl === null ? undefined : parsePurl(line.purl);
  const whole = line.within === null ? undefined : parsePurl(line.within);
  const cpe = askedCpe(line);
  return {
    own: [
      ...(purl === undefined ? [] : namesOfComponent(purl).map(packageKey)),
      ...(cpe === null ? [] : cpe.split(/[\s|;]+/u).flatMap(cpeKeys)),
    ],
    whole: [...(whole === undefined ? [] : [packageKey(whole)]), ...(line.product == null ? [] : [productNameKey(line.product.name)])],
  };
}

/** Distributions repair a version and leave its number. */
function askedCpe({ purl, cpe }: ComponentLine): string | null {
  const parsed = purl === null ? undefined : parsePurl(purl);
  return parsed !== undefined && isDistributed(parsed) ? null : cpe;
}

/** What one document says of one flaw, before it is weighed. */
interface Told {
  readonly advisory: Advisory;
  readonly flaw: AdvisoryFlaw;
  readonly word: Omit<ComponentWord, 'advisory'>;
  /** Null: found by a CPE name. */
  readonly verdict: FlawVerdict | null;
}

/** In the order of severity of what stands, then by name. */
export function judgeComponent(line: ComponentLine, { packages, identifiers }: ComponentIndex): ComponentFlaw[] {
  const { own, words } = verdictsOfLine({ ...line, id: '', purl: line.purl ?? '' }, packages);
  const ofWhole = words.filter((one) => one.found.isWhole);
  const told = [...own, ...ofWhole].map(toldBy).concat(toldByCpe(line, identifiers));
  const keyOf = keysOf(told);
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const key = keyOf(one);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...groups]
    .flatMap(([key, some]) => flawOf(key, some) ?? [])
    .toSorted((left, right) => rank(left) - rank(right) || compareCodePoints(left.key, right.key));
}

function rank({ status }: ComponentFlaw): number {
  return ['affected', 'undetermined', 'not-affected', 'fixed'].indexOf(status);
}

function toldBy(verdict: FlawVerdict): Told {
  const { found, flaw, said, status, basis } = verdict;
  const { advisory } = found.indexed;
  const isWord = isWordOfSupplier(advisory);
  return {
    advisory,
    flaw,
    verdict,
    word: {
      by: isWord ? 'supplier' : 'list',
      status: status === 'fixed' && said.status === 'known-not-affected' ? 'not-affected' : status,
      basis,
      probability: probabilityOf(found),
      isOfProduct: found.isOfProduct,
      justification: (isWord ? said.justification : undefined) ?? null,
      statement: (isWord ? said.statement : undefined) ?? null,
      reasons: reasonsOf(verdict),
    },
  };
}

function reasonsOf(verdict: FlawVerdict): MatchReason[] {
  const { indexed, sameness, isSource, isWhole, version, verdict: judged } = verdict.found;
  const reasons: MatchReason[] = [
    { rule: isWhole ? 'whole-product' : isSource ? 'purl-of-source' : 'purl', detail: indexed.named.purl },
    ...statementReasons(verdict),
  ];
  if (sameness.kind === 'release-unknown') reasons.push({ rule: 'release-unknown', detail: qualifier(indexed.purl, 'distro') ?? '' });
  if (sameness.kind === 'unsaid') reasons.push({ rule: 'qualifier-unsaid', detail: sameness.qualifier });
  reasons.push({ rule: judged.rule, detail: `${version === null ? '' : `${version} against `}${judged.clause}` });
  return reasons;
}

function toldByCpe(line: ComponentLine, index: IdentifierIndex): Told[] {
  const cpe = askedCpe(line);
  if (cpe === null) return [];
  const named: InventoryLine = { id: '', vendor: null, product: null, version: line.version, description: null, cpe };
  const byAdvisory = new Map<Advisory, { entries: ProductEntry[]; probability: number; detail: string }>();
  for (const { entry, probability, reason } of identify(named, index)) {
    const known = byAdvisory.get(entry.advisory);
    if (known === undefined) byAdvisory.set(entry.advisory, { entries: [entry], probability, detail: reason.detail });
    else {
      known.entries.push(entry);
      known.probability = Math.max(known.probability, probability);
    }
  }
  return [...byAdvisory].flatMap(([advisory, { entries, probability, detail }]) => {
    const judgement = judgeLine(named, advisory, entries);
    const reasons = [
      { rule: 'cpe', detail },
      { rule: 'cpe-only', detail: advisory.publisher ?? advisory.kind },
      ...versionReasons(judgement),
    ];
    const { status, basis } = judgement;
    const word = { by: 'cpe', status, basis, probability, isOfProduct: false, justification: null, statement: null, reasons } as const;
    return advisory.flaws.map((flaw): Told => ({ advisory, flaw, word, verdict: null }));
  });
}

/** One key for all names of a flaw; a name that several CVEs share is none of any. */
function keysOf(told: readonly Told[]): (one: Told) => string {
  const pairs = told.flatMap(({ flaw }): NamePair[] => {
    const [first, ...others] = inNameOrder([...(flaw.cveId === null ? [] : [flaw.cveId]), ...advisoryNamesIn(flaw.otherIds)]);
    return first === undefined ? [] : others.map((other) => ({ name: first, other }));
  });
  const groups = groupNames(pairs, []);
  return ({ flaw, advisory }) => {
    if (flaw.cveId !== null) return flaw.cveId;
    const name = inNameOrder(advisoryNamesIn(flaw.otherIds))[0];
    return name === undefined ? spelledName(flaw.otherIds[0] ?? advisory.documentId) : (groups.namesOf(name)[0] ?? name);
  };
}

/** Null where nothing is said of the component itself. */
function flawOf(key: string, told: readonly Told[]): ComponentFlaw | null {
  if (told.every(({ verdict }) => verdict?.found.isWhole === true)) return null;
  const standing = standingOf(told);
  if (standing === null) return null;
  const { word } = standing;
  const cveId = told.find(({ flaw }) => flaw.cveId === key)?.flaw.cveId ?? null;
  const names = advisoryNamesIn(told.flatMap(({ flaw }) => flaw.otherIds)).filter((name) => name !== key);
  return {
    key,
    cveId,
    names: inNameOrder(names),
    title: standing.advisory.title,
    status: word.status,
    basis: word.basis,
    isSure: word.status === 'affected' && word.by !== 'cpe' && word.probability >= identifierProbability,
    score: scoreOf(told),
    words: wordsOf(standing, told),
  };
}

const weights: readonly ComponentStatus[] = ['affected', 'undetermined', 'not-affected', 'fixed'];

function gravest(told: readonly Told[]): Told | null {
  const sorted = told.toSorted(
    (left, right) =>
      weights.indexOf(left.word.status) - weights.indexOf(right.word.status) ||
      right.word.probability - left.word.probability ||
      compareCodePoints(left.advisory.documentId, right.advisory.documentId),
  );
  return sorted[0] ?? null;
}

function standingOf(told: readonly Told[]): Told | null {
  const telling = told.filter(({ verdict }) => verdict === null || isTelling(verdict));
  const lists = gravest(telling.filter(({ word }) => word.by === 'list'));
  const listed = lists ?? gravest(telling.filter(({ word }) => word.by === 'cpe'));
  const spoken = standingWord(told.flatMap(({ verdict, word }) => (verdict === null || word.by !== 'supplier' ? [] : [verdict])));
  const word = told.find(({ verdict }) => verdict !== null && verdict === spoken) ?? null;
  if (word === null || word.word.status === 'undetermined') return listed ?? word;
  // A product may have the flaw by another part of it.
  const isOfOtherPart = word.verdict?.found.isWhole === true && word.word.status === 'affected' && listed?.word.status === 'fixed';
  return isOfOtherPart ? listed : word;
}

/** One for each document: what it says gravest. */
function wordsOf(standing: Told, told: readonly Told[]): ComponentWord[] {
  const byAdvisory = new Map<Advisory, Told[]>();
  for (const one of told) byAdvisory.set(one.advisory, [...(byAdvisory.get(one.advisory) ?? []), one]);
  const others = [...byAdvisory].flatMap(([advisory, some]) => {
    if (advisory === standing.advisory) return [];
    const telling = some.filter(({ verdict }) => verdict === null || isTelling(verdict));
    return gravest(telling.length > 0 ? telling : some) ?? [];
  });
  const inOrder = others.toSorted(
    (left, right) =>
      compareCodePoints(right.advisory.modifiedAt ?? '', left.advisory.modifiedAt ?? '') ||
      compareCodePoints(left.advisory.documentId, right.advisory.documentId) ||
      compareCodePoints(left.advisory.kind, right.advisory.kind),
  );
  return [standing, ...inOrder].map(({ advisory, word }) => ({ advisory, ...word }));
}

function scoreOf(told: readonly Told[]): ComponentFlaw['score'] {
  const scores = told.flatMap(({ flaw, verdict }) =>
    flaw.scores.filter(({ productIds }) => verdict === null || productIds.length === 0 || productIds.includes(verdict.said.productId)),
  );
  return scores.reduce<ComponentFlaw['score']>((best, { baseScore, vector, version }) => {
    return baseScore === null || (best !== null && best.baseScore >= baseScore) ? best : { baseScore, vector, version };
  }, null);
}
