/**
 * What the version of a device says over all product entries it could be. One affected entry that holds it makes it affected;
 * outside every AFFECTED range is fixed, which claims no fix by the vendor; inside a range that is called fixed or not affected
 * is fixed too. Anything else is undetermined: an entry of which the advisory says nothing makes a device neither affected nor
 * fixed. Source: domain/medical-advisories.md 4.4, 4.5.
 */
import { parseDay, type Day } from '../kernel/time.ts';
import type { Advisory, AdvisoryProduct, ProductStatus } from '../advisories/advisory.ts';
import { statusesOf, type ProductEntry } from './advisory-index.ts';
import { judgeStated } from './identifiers/judge-stated.ts';
import { remembering } from './remembering.ts';
import { judgeVersion, type VersionJudgement } from './versions/judge-version.ts';
import { clausesOfProduct, type ProductClauses } from './versions/product-clauses.ts';
import type { DeviceVersion } from './versions/read-device.ts';
import type { JudgeVersion } from './versions/shared-judgements.ts';
import type { VersionClause } from './versions/version-clause.ts';

export interface EntryJudgement {
  readonly status: VersionJudgement['status'];
  readonly basis: VersionJudgement['basis'];
  readonly judgement: VersionJudgement | null;
  /** The entries whose version clause gave this answer. */
  readonly decidedBy: readonly ProductEntry[];
}

interface Judged {
  readonly entry: ProductEntry;
  readonly judgement: VersionJudgement;
  /** Says nothing of this version once an affected range does. */
  readonly isSilent: boolean;
}

/** @param judge as `judgeVersion`; whoever judges many lines shares what it says of the same clauses. */
export function judgeEntries(entries: readonly ProductEntry[], version: DeviceVersion, judge: JudgeVersion = judgeVersion): EntryJudgement {
  const all = withinBoundaries(entries.map((entry) => judgeEntry(entry, version, judge)));
  // What is outside a range of fixed or unaffected versions is told by the affected ranges, where there are any.
  const telling = all.some(({ entry }) => isAffected(entry.status)) ? all.filter(({ isSilent }) => !isSilent) : all;
  for (const status of ['affected', 'undetermined', 'fixed'] as const) {
    const deciding = telling.filter((each) => each.judgement.status === status);
    if (deciding.length > 0) return decided(deciding);
  }
  const stated = all.filter(({ entry }) => judgeStated(entry, version) !== null);
  if (stated.length > 0) return decided(stated);
  return { status: 'undetermined', basis: 'not-comparable', judgement: null, decidedBy: [] };
}

/** The first and the last affected version are the two ends of one range: what is outside one of them is outside. */
function withinBoundaries(judged: readonly Judged[]): readonly Judged[] {
  if (!judged.some(({ entry }) => entry.status === 'first-affected')) return judged;
  const firsts = judged.filter(({ entry }) => entry.status === 'first-affected');
  const lasts = judged.filter(({ entry }) => entry.status === 'last-affected');
  if (firsts.length === 0 || lasts.length === 0) return judged;
  const outside = [firsts, lasts].find((ends) => ends.every(({ judgement }) => judgement.status === 'fixed'));
  if (outside === undefined) return judged;
  return judged.filter((each) => outside.includes(each) || !(firsts.includes(each) || lasts.includes(each)));
}

function decided(deciding: readonly Judged[]): EntryJudgement {
  const first =
    deciding.find(({ judgement }) => judgement.basis !== 'version-missing' && judgement.basis !== 'not-comparable') ?? deciding[0];
  const judgement = first?.judgement ?? null;
  return {
    status: judgement?.status ?? 'undetermined',
    basis: judgement?.basis ?? 'not-comparable',
    judgement,
    decidedBy: deciding.map(({ entry }) => entry),
  };
}

function judgeEntry(entry: ProductEntry, version: DeviceVersion, judge: JudgeVersion): Judged {
  const stated = judgeStated(entry, version);
  if (stated !== null) return { entry, ...stated };
  if (entry.status === null) {
    const relations = relationsOf(entry);
    if (relations.length > 0) return { entry, judgement: judgeByRelations(relations, version, judge), isSilent: false };
  }
  const judgement = judgeParts(entry, version, judge);
  if (isAffected(entry.status) || judgement.status === 'undetermined')
    return { entry, judgement, isSilent: judgement.status === 'undetermined' && isCleared(entry.status) };
  if (isCleared(entry.status))
    return judgement.status === 'affected'
      ? { entry, judgement: { ...judgement, status: 'fixed' }, isSilent: false }
      : { entry, judgement: undeterminedBy(judgement), isSilent: true };
  if (judgement.status === 'fixed' && entry.status === null && isOfOtherSystem(entry, version))
    return { entry, judgement, isSilent: false };
  return { entry, judgement: undeterminedBy(judgement), isSilent: judgement.status === 'fixed' };
}

function undeterminedBy(judgement: VersionJudgement): VersionJudgement {
  return { ...judgement, status: 'undetermined', basis: 'not-comparable' };
}

function isAffected(status: ProductStatus | null): boolean {
  return status === 'known-affected' || status === 'first-affected' || status === 'last-affected';
}

function isCleared(status: ProductStatus | null): boolean {
  return status === 'fixed' || status === 'first-fixed' || status === 'recommended' || status === 'known-not-affected';
}

/** Listed for another operating system in a document that speaks of its neighbours: the device is none of what it is about. */
function isOfOtherSystem({ advisory, product }: ProductEntry, version: DeviceVersion): boolean {
  const systems = clausesOf(product).clauses.filter(({ kind }) => kind === 'operating-system');
  return systems.length > 0 && judgeVersion(systems, version).status === 'fixed' && [...statusesOf(advisory).values()].some(isAffected);
}

/** An advisory that names a product only as a part of another says it of the pair: the product alone is never outside. */
function judgeByRelations(relations: readonly ProductEntry[], version: DeviceVersion, judge: JudgeVersion): VersionJudgement {
  const judged = relations.map((relation) => judgeEntry(relation, version, judge));
  const [first] = judged;
  const gravest = judged.find(({ judgement }) => judgement.status === 'affected') ?? first;
  if (gravest === undefined || gravest.judgement.status !== 'fixed') return gravest?.judgement ?? judgeVersion([], version);
  const isAllCleared = judged.every(({ entry, judgement }) => judgement.status === 'fixed' && isCleared(entry.status));
  return isAllCleared ? gravest.judgement : undeterminedBy(gravest.judgement);
}

/** The products that relationships make of this one and another, with what is said of them. */
function relationsOf({ advisory, product }: ProductEntry): readonly ProductEntry[] {
  const known = relationMemory.get(advisory) ?? relationsByProduct(advisory);
  relationMemory.set(advisory, known);
  return known.get(product.productId) ?? [];
}

const relationMemory = new WeakMap<Advisory, ReadonlyMap<string, readonly ProductEntry[]>>();

function relationsByProduct(advisory: Advisory): ReadonlyMap<string, readonly ProductEntry[]> {
  const statuses = statusesOf(advisory);
  const relations = new Map<string, ProductEntry[]>();
  for (const product of advisory.products) {
    const status = statuses.get(product.productId) ?? null;
    const { relationship } = product;
    if (relationship === null || status === null) continue;
    const further = (relationship.further ?? []).map(({ relatesTo }) => relatesTo);
    for (const named of new Set([relationship.productId, relationship.relatesTo, ...further])) {
      if (named !== product.productId) relations.set(named, [...(relations.get(named) ?? []), { advisory, product, status }]);
    }
  }
  return relations;
}

/**
 * The version of a device is the version of the whole. Where the whole names none, the version of its firmware is the one;
 * that of another component is not the device's and decides nothing.
 */
function judgeParts({ advisory, product, status }: ProductEntry, version: DeviceVersion, judge: JudgeVersion): VersionJudgement {
  const { relationship } = product;
  if (relationship === null || product.paths.length > 0) return judgeProduct(product, status, advisory, version, judge);
  const find = (id: string) => advisory.products.find(({ productId }) => productId === id && id !== product.productId);
  const [component, whole] = [find(relationship.productId), find(relationship.relatesTo)];
  if (component === undefined || whole === undefined) return judgeProduct(product, status, advisory, version, judge);
  if (clausesOf(whole).clauses.length > 0 || clausesOf(component).clauses.length === 0)
    return judgeProduct(whole, status, advisory, version, judge);
  const ofComponent = judgeProduct(component, status, advisory, version, judge);
  return /\b(?:firmware|software)\b/i.test(component.name) ? ofComponent : undeterminedBy(ofComponent);
}

function judgeProduct(
  product: AdvisoryProduct,
  status: ProductStatus | null,
  { publishedAt }: Advisory,
  version: DeviceVersion,
  judge: JudgeVersion,
): VersionJudgement {
  const { clauses } = clausesOf(product);
  const isEnd = status === 'first-affected' || status === 'last-affected';
  const options = { publishedOn: dayPublished(publishedAt) };
  return isEnd
    ? judgeVersion(
        clauses.map((clause) => boundaryOf(clause, status)),
        version,
        options,
      )
    : judge(clauses, version, options);
}

const noDay = { day: null } as const;
const dayOf = remembering(5_000, (text): { readonly day: Day | null } => ({ day: parseDay(text) ?? null }));

function dayPublished(publishedAt: string | null): Day | null {
  return (publishedAt === null ? noDay : dayOf(publishedAt.slice(0, 10))).day;
}

/** The first affected version is a lower end, the last affected one an upper end. */
function boundaryOf(clause: VersionClause, status: ProductStatus | null): VersionClause {
  if (clause.kind !== 'exact' || (status !== 'first-affected' && status !== 'last-affected')) return clause;
  if (clause.value.kind === 'code' || clause.value.kind === 'text') return clause;
  const bound = { value: clause.value, isInclusive: true };
  return { kind: 'interval', lower: status === 'first-affected' ? bound : null, upper: status === 'last-affected' ? bound : null };
}

const clauseMemory = new WeakMap<AdvisoryProduct, ProductClauses>();

/** What a product entry says of versions, read once however many lines ask. */
export function clausesOf(product: AdvisoryProduct): ProductClauses {
  const known = clauseMemory.get(product);
  if (known !== undefined) return known;
  const clauses = clausesOfProduct(product);
  clauseMemory.set(product, clauses);
  return clauses;
}
