/**
 * Lays components with a package URL beside advisories that name packages: for each component and document whether it is affected, why, and
 * which words of a supplier (VEX) take it out or in. Pure and deterministic. Not here: names without a package URL (`match.ts`), CPE and
 * device numbers (`identifiers/`). Source: domain/medical-advisories.md 4.5, 7.
 */
import type { Advisory, AdvisoryFlaw, AdvisoryStatus } from '../../advisories/advisory.ts';
import { invariant } from '../../kernel/invariant.ts';
import { compareCodePoints, foldName } from '../../kernel/text.ts';
import { makePurl, parsePurl, type PackageUrl } from '../../packages/purl.ts';
import { bandOf, identifierProbability, type Band } from '../probability.ts';
import type { MatchReason } from '../reasons.ts';
import { readVendor, relateVendors } from '../vendors.ts';
import type { VersionJudgement } from '../versions/judge-version.ts';
import {
  packagesOf,
  productNameKey,
  wholeProductsOf,
  type NamedPackage,
  type NamedProduct,
  type ProductName,
} from './advisory-packages.ts';
import { judgeAffectedPackage } from './judge-affected-package.ts';
import { judgePackage, type PackageVerdict } from './judge-package.ts';
import { comparePackages, countedVersion, namesOfComponent, packageKey, qualifier, type Sameness } from './package-identity.ts';

/** A piece of software, as an inventory or a bill of materials writes it. */
export interface SoftwareLine {
  readonly id: string;
  readonly purl: string;
  /** Beside the package URL, where that has none. */
  readonly version: string | null;
  /** Package URL of the product that it is a part of; null where nobody says. */
  readonly within: string | null;
  /** The same product by its names, where a bill gives them: its supplier and what that calls it. */
  readonly product?: ProductName | null;
}

export interface PackageMatch {
  readonly id: string;
  readonly document: string;
  readonly advisory: Advisory;
  /** Those that decided the status first. */
  readonly productIds: readonly string[];
  readonly status: VersionJudgement['status'];
  readonly statusBasis: VersionJudgement['basis'];
  readonly probability: number;
  readonly band: Band;
  readonly reasons: readonly MatchReason[];
}

type StatedFlaws = readonly { readonly flaw: AdvisoryFlaw; readonly status: AdvisoryStatus }[];

export interface IndexedPackage {
  readonly advisory: Advisory;
  readonly named: NamedPackage;
  readonly purl: PackageUrl;
  readonly within: PackageUrl | undefined;
  readonly flaws: StatedFlaws;
}

interface IndexedProduct {
  readonly advisory: Advisory;
  readonly product: NamedProduct;
  readonly flaws: StatedFlaws;
}

export interface PackageIndex {
  readonly byKey: ReadonlyMap<string, readonly IndexedPackage[]>;
  /** Whole products that suppliers speak of by name. */
  readonly byName: ReadonlyMap<string, readonly IndexedProduct[]>;
}

export function indexPackages(advisories: readonly Advisory[]): PackageIndex {
  const byKey = new Map<string, IndexedPackage[]>();
  const byName = new Map<string, IndexedProduct[]>();
  for (const advisory of advisories) {
    for (const named of packagesOf(advisory)) {
      const purl = parsePurl(named.purl);
      if (purl === undefined) continue;
      const within = named.within === undefined ? undefined : parsePurl(named.within);
      push(byKey, packageKey(purl), { advisory, named, purl, within, flaws: flawsOf(advisory, named.productId) });
    }
    for (const product of wholeProductsOf(advisory)) {
      push(byName, productNameKey(product.name), { advisory, product, flaws: flawsOf(advisory, product.productId) });
    }
  }
  return { byKey, byName };
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [one]);
  else known.push(one);
}

function flawsOf(advisory: Advisory, productId: string): StatedFlaws {
  return advisory.flaws.flatMap((flaw) => flaw.statuses.filter((one) => one.productId === productId).map((status) => ({ flaw, status })));
}

/** By line, then by document. */
export function matchPackages(lines: readonly SoftwareLine[], index: PackageIndex): PackageMatch[] {
  return lines.flatMap((line) => matchLine(line, index)).toSorted(comparePackageMatches);
}

function comparePackageMatches(left: PackageMatch, right: PackageMatch): number {
  return (
    compareCodePoints(left.id, right.id) ||
    right.probability - left.probability ||
    compareCodePoints(left.document, right.document) ||
    compareCodePoints(left.advisory.publisher ?? '', right.advisory.publisher ?? '')
  );
}

type Status = PackageMatch['status'];

/** What one product of a document says of one flaw in a component. */
export interface FlawVerdict {
  readonly found: Found;
  readonly flaw: AdvisoryFlaw;
  readonly said: AdvisoryStatus;
  readonly status: Status;
  readonly basis: VersionJudgement['basis'];
}

/** Which package or product of a document it is, and whether its version is one that is meant. */
export interface Found {
  readonly indexed: IndexedPackage;
  readonly sameness: Sameness;
  readonly isSource: boolean;
  readonly version: string | null;
  readonly verdict: PackageVerdict;
  /** It is about the product that the component is a part of. */
  readonly isWhole: boolean;
  /** It is about this product, or about the component as a part of it. */
  readonly isOfProduct: boolean;
}

export interface LineVerdicts {
  /** About the component. */
  readonly own: readonly FlawVerdict[];
  /** Also those about the product that it is a part of. */
  readonly words: readonly FlawVerdict[];
}

/** All that is said of a component, flaw by flaw, before anything is weighed. */
export function verdictsOfLine(line: SoftwareLine, index: PackageIndex): LineVerdicts {
  const purl = parsePurl(line.purl);
  const whole: Whole = { purl: line.within === null ? undefined : parsePurl(line.within), name: line.product ?? null };
  const own = purl === undefined ? [] : found(purl, line.version, whole, index).flatMap(verdictsOf);
  const ofWhole = [
    ...(whole.purl === undefined ? [] : found(whole.purl, null, nobodys, index)),
    ...(whole.name === null ? [] : foundByName(whole.name, index)),
  ].map((one) => ({ ...one, isWhole: true, isOfProduct: true }));
  const words = [...own, ...ofWhole.flatMap(verdictsOf)].filter(({ found: { indexed } }) => isWordOfSupplier(indexed.advisory));
  return { own, words };
}

function matchLine(line: SoftwareLine, index: PackageIndex): PackageMatch[] {
  const { own, words } = verdictsOfLine(line, index);
  const byAdvisory = groupsOf(own, ({ found: { indexed } }) => indexed.advisory);
  return [...byAdvisory].map(([advisory, verdicts]) => matchOf(line, advisory, verdicts, words));
}

function groupsOf<K>(verdicts: readonly FlawVerdict[], keyOf: (verdict: FlawVerdict) => K): Map<K, FlawVerdict[]> {
  const groups = new Map<K, FlawVerdict[]>();
  for (const verdict of verdicts) {
    const key = keyOf(verdict);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [verdict]);
    else known.push(verdict);
  }
  return groups;
}

/** The product that a component is a part of, as far as its bill tells. */
interface Whole {
  readonly purl: PackageUrl | undefined;
  readonly name: ProductName | null;
}

const nobodys: Whole = { purl: undefined, name: null };

function found(component: PackageUrl, written: string | null, whole: Whole, index: PackageIndex): Found[] {
  return namesOfComponent(component).flatMap((name, at) =>
    (index.byKey.get(packageKey(name)) ?? []).flatMap((indexed) => {
      const sameness = comparePackages(name, indexed.purl);
      if (sameness.kind === 'other' || !isWithin(whole, indexed)) return [];
      const version = countedVersion(name, at === 0 ? written : null);
      const verdict = judgeNamed(version, indexed);
      const isOfProduct = indexed.within !== undefined || indexed.named.withinNames !== undefined;
      return verdict === null ? [] : [{ indexed, sameness, isSource: at > 0, version, verdict, isWhole: false, isOfProduct }];
    }),
  );
}

function judgeNamed(version: string | null, { named, purl }: IndexedPackage): PackageVerdict | null {
  if (named.affected !== undefined) return judgeAffectedPackage(version, purl.type, named.affected);
  return judgePackage(version, { ...purl, version: countedVersion(purl, null) }, named);
}

/** Products of that name of that firm, by the words of their supplier. */
function foundByName(whole: ProductName, { byName }: PackageIndex): Found[] {
  return (byName.get(productNameKey(whole.name)) ?? []).flatMap(({ advisory, product, flaws }) => {
    if (!isSameFirm(whole.vendor, product.vendor)) return [];
    const purl = makePurl({ type: 'generic', name: product.name });
    if (purl === undefined) return [];
    const named: NamedPackage = { ...product, purl: `${product.vendor} ${product.name}` };
    const verdict = judgePackage(whole.version, purl, named);
    // Another version than those that a list names: nothing is said of it.
    if (verdict?.isMeant === false && product.ranges.length === 0) return [];
    const indexed: IndexedPackage = { advisory, named, purl, within: undefined, flaws };
    const sameness = { kind: 'same' } as const;
    return verdict === null
      ? []
      : [{ indexed, sameness, isSource: false, version: whole.version, verdict, isWhole: true, isOfProduct: true }];
  });
}

function isSameFirm(left: string, right: string): boolean {
  return foldName(left) === foldName(right) || relateVendors(readVendor(left), readVendor(right)) === 'same';
}

/** A statement about a part of a product is about nobody else's copy of that part. */
function isWithin(whole: Whole, { within: wanted, named: { withinNames } }: IndexedPackage): boolean {
  if (withinNames !== undefined) return withinNames.some((name) => isNamed(whole.name, name));
  if (wanted === undefined) return true;
  const { purl } = whole;
  if (purl === undefined || packageKey(purl) !== packageKey(wanted) || comparePackages(purl, wanted).kind === 'other') return false;
  return wanted.version === null || wanted.version === purl.version;
}

function isNamed(own: ProductName | null, { vendor, name, version }: ProductName): boolean {
  if (own === null || foldName(own.name) !== foldName(name) || !isSameFirm(own.vendor, vendor)) return false;
  return version === null || (own.version !== null && foldName(own.version) === foldName(version));
}

function verdictsOf(one: Found): FlawVerdict[] {
  return one.indexed.flaws.map(({ flaw, status: said }) => ({ found: one, flaw, said, ...judged(one, said) }));
}

const clearing: ReadonlySet<AdvisoryStatus['status']> = new Set(['known-not-affected', 'fixed', 'first-fixed', 'recommended']);
const accusing: ReadonlySet<AdvisoryStatus['status']> = new Set(['known-affected', 'first-affected', 'last-affected']);

function judged({ verdict, sameness }: Found, { status }: AdvisoryStatus): Pick<FlawVerdict, 'status' | 'basis'> {
  const { isMeant, basis } = verdict;
  // Versions of one release say nothing of those of another.
  if (sameness.kind === 'release-unknown') return { status: 'undetermined', basis: 'not-comparable' };
  if (isMeant === undefined) return { status: 'undetermined', basis };
  if (accusing.has(status)) return { status: isMeant ? 'affected' : 'fixed', basis };
  if (clearing.has(status) && isMeant) return { status: 'fixed', basis };
  return { status: 'undetermined', basis: isMeant ? basis : 'not-comparable' };
}

/** Whoever makes the product says so; what a database lists is not that. */
export function isWordOfSupplier({ kind }: Advisory): boolean {
  return kind === 'openvex' || kind === 'cyclonedx-vex' || kind === 'csaf';
}

interface Settled {
  readonly verdict: FlawVerdict;
  readonly status: Status;
  readonly basis: VersionJudgement['basis'];
  /** The word of a supplier that decided otherwise. */
  readonly word: FlawVerdict | null;
}

function matchOf(line: SoftwareLine, advisory: Advisory, verdicts: readonly FlawVerdict[], words: readonly FlawVerdict[]): PackageMatch {
  const flaws = [...groupsOf(verdicts, ({ flaw }) => flaw).values()];
  const settled = flaws.map((some) => settle(some, words));
  const status = worst(settled.map((one) => one.status));
  const deciding = settled.filter((one) => one.status === status);
  const [first] = deciding;
  const ids = [...deciding, ...settled].map(({ verdict }) => verdict.said.productId);
  const probability = Math.max(...verdicts.map(({ found: one }) => probabilityOf(one)));
  return {
    id: line.id,
    document: advisory.documentId,
    advisory,
    productIds: [...new Set([...ids, ...verdicts.map(({ said }) => said.productId)])],
    status,
    statusBasis: first?.basis ?? 'not-comparable',
    probability,
    band: bandOf(probability) ?? 'weak',
    reasons: first === undefined ? [] : reasonsOf(advisory, first, deciding),
  };
}

/** One flaw in one document, by all products of it that the component is; the newest word of a supplier about it stands above a list. */
function settle(verdicts: readonly FlawVerdict[], words: readonly FlawVerdict[]): Settled {
  const status = worst(verdicts.filter(isTelling).map((one) => one.status));
  const verdict = verdicts.find((one) => one.status === status && isTelling(one)) ?? verdicts[0];
  invariant(verdict !== undefined, 'a flaw is settled by what is said of it');
  const plain: Settled = { verdict, status: verdict.status, basis: verdict.basis, word: null };
  if (isWordOfSupplier(verdict.found.indexed.advisory)) return plain;
  const word = standingWord(words.filter((one) => isSameFlaw(one.flaw, verdict.flaw)));
  if (word === undefined || word.status === 'undetermined' || verdict.status === 'fixed' || word.status === verdict.status) return plain;
  return { verdict, status: word.status, basis: word.basis, word };
}

/** Outside of what is called affected is a statement; outside of what is called anything else is none. */
export function isTelling({ said, found: { verdict } }: FlawVerdict): boolean {
  return accusing.has(said.status) || verdict.isMeant !== false;
}

function worst(statuses: readonly Status[]): Status {
  return (
    (['affected', 'undetermined'] as const).find((status) => statuses.includes(status)) ??
    (statuses.length === 0 ? 'undetermined' : 'fixed')
  );
}

/** What is said of this product stands before what is said of the part wherever it is; then the newest, of one instant the one that clears nobody. */
export function standingWord(words: readonly FlawVerdict[]): FlawVerdict | undefined {
  const at = ({ found: { indexed } }: FlawVerdict): string => indexed.advisory.modifiedAt ?? indexed.advisory.publishedAt ?? '';
  const reach = ({ found: { isOfProduct } }: FlawVerdict): number => (isOfProduct ? 0 : 1);
  const weight = (status: Status): number => (status === 'affected' ? 0 : status === 'undetermined' ? 1 : 2);
  return words
    .filter(isTelling)
    .toSorted(
      (left, right) => reach(left) - reach(right) || compareCodePoints(at(right), at(left)) || weight(left.status) - weight(right.status),
    )[0];
}

function isSameFlaw(left: AdvisoryFlaw, right: AdvisoryFlaw): boolean {
  const names = new Set(namesOfFlaw(left));
  return namesOfFlaw(right).some((name) => names.has(name));
}

function namesOfFlaw({ cveId, otherIds }: AdvisoryFlaw): readonly string[] {
  return cveId === null ? otherIds : [cveId, ...otherIds];
}

/** Less where something that could tell two packages apart is not said. */
export function probabilityOf({ sameness, isSource, indexed }: Found): number {
  if (sameness.kind === 'release-unknown' || sameness.kind === 'unsaid') return 0.9;
  // Most binary packages have the name of their source; some have that of another one.
  const isGuessedSource = !isSource && qualifier(indexed.purl, 'arch') === 'source';
  return isGuessedSource ? 0.95 : identifierProbability;
}

function reasonsOf(advisory: Advisory, { verdict, word }: Settled, deciding: readonly Settled[]): MatchReason[] {
  const { found: one } = verdict;
  const { indexed, sameness, isSource, version } = one;
  const reasons: MatchReason[] = [{ rule: isSource ? 'purl-of-source' : 'purl', detail: indexed.named.purl }];
  if (sameness.kind === 'release-unknown') reasons.push({ rule: 'release-unknown', detail: qualifier(indexed.purl, 'distro') ?? '' });
  if (sameness.kind === 'unsaid') reasons.push({ rule: 'qualifier-unsaid', detail: sameness.qualifier });
  const flaws = [...new Set(deciding.map(({ verdict: { flaw } }) => flaw.cveId ?? flaw.otherIds[0] ?? flaw.title ?? ''))];
  reasons.push({ rule: 'flaws', detail: flaws.slice(0, 20).join(', ') });
  for (const told of word === null ? [verdict] : [word, verdict]) reasons.push(...statementReasons(told));
  reasons.push({ rule: one.verdict.rule, detail: `${version === null ? '' : `${version} against `}${one.verdict.clause}` });
  const { revision, documentId } = advisory;
  reasons.push({ rule: 'document', detail: revision === null ? documentId : `${documentId} revision ${revision}` });
  return reasons;
}

/** What a supplier says of it, with the reason; of a list nothing, which says only which versions. */
export function statementReasons({ said, found: { indexed, isWhole } }: FlawVerdict): MatchReason[] {
  const { advisory } = indexed;
  if (!isWordOfSupplier(advisory)) return [];
  const who = [advisory.publisher, advisory.documentId].filter((text) => text !== null).join(', ');
  const why = [said.justification, said.statement].filter((text) => text !== undefined).join(': ');
  const detail = [isWhole ? `${indexed.named.purl} (${who})` : who, why].filter((text) => text !== '').join(': ');
  return [{ rule: `stated-${said.status}`, detail }];
}
