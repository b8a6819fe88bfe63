/**
 * What people answered about matches, so that nobody answers twice: is the product of an advisory our model (identity), is this
 * version inside that clause (version). Keyed by meaning, never by asset, file, row, scan or revision of a document, so that an
 * answer outlives all of those and speaks for every device of the model and every document that names the product. Not here:
 * treatment of findings (`core/vulnerabilities`), where decisions are kept. Source: domain/medical-advisories.md 5.
 */
import type { Advisory, AdvisoryProduct } from '../advisories/advisory.ts';
import { modelKeyOf } from '../device-models/model-key.ts';
import { compareCodePoints, foldName } from '../kernel/text.ts';
import { parseInstant, type Instant } from '../kernel/time.ts';
import { isTellingPiece, type AdvisoryIndex, type ProductEntry } from './advisory-index.ts';
import type { ProductReading } from './advisory-names.ts';
import type { InventoryLine } from './device-names.ts';
import { judgeEntries, type EntryJudgement } from './judge-entries.ts';
import type { MatchCandidate } from './match.ts';
import type { MatchReason } from './reasons.ts';
import { joinedLetters } from './text.ts';
import { readVendor, type VendorReading } from './vendors.ts';
import { clausesOfProduct } from './versions/product-clauses.ts';
import { readDeviceVersion } from './versions/read-device.ts';
import { splitVersionFromName } from './versions/split-name.ts';

interface DecisionFacts {
  readonly deviceKey: string;
  readonly productKey: string;
  readonly person: string;
  readonly at: Instant;
  readonly reason: string | null;
}

/** Is the advisory's product our model? */
export interface IdentityDecision extends DecisionFacts {
  readonly kind: 'identity';
  readonly answer: 'confirmed' | 'denied' | 'unsure';
}

/** Is a device of this version inside this clause? Stands as long as neither changes. */
export interface VersionDecision extends DecisionFacts {
  readonly kind: 'version';
  /** As the advisory writes it, or as the reason of a match prints it; `all versions` where there is none. */
  readonly clauseText: string;
  /** As the register writes it; null: it writes none. */
  readonly deviceVersion: string | null;
  readonly answer: 'affected' | 'not-affected';
}

export type MatchDecision = IdentityDecision | VersionDecision;

export const allVersionsText = 'all versions';

const serialText =
  /\(?\b(?:sn|s\/n|serienr|serienummer|serial(?:\s*(?:number|no|nr))?|inv(?:entaris)?[.\s]*(?:nr|nummer))\b[.:#\s]*[\w-]*\d[\w-]*\)?/giu;

/** `philips/intellivuemx800`: firm and model, spelling and versions aside; null where the register names no product. */
export function deviceKeyOf({ vendor, product }: InventoryLine): string | null {
  if (product === null) return null;
  const named = splitVersionFromName(product.replace(serialText, ' ').trim() || product).name;
  const written = vendor ?? '';
  const own = foldName(named).startsWith(`${foldName(written)} `) ? foldName(named).slice(foldName(written).length) : named;
  const reading = readVendor(written);
  return keyOf(reading.core === null ? firmIn(named) : firmOf(reading), own);
}

/** The same for a product of an advisory. A name that tells nothing ("Version") counts only together with the title it is read with. */
export function productKeyOf(product: AdvisoryProduct, reading: ProductReading): string {
  const { productName } = clausesOfProduct(product);
  const firm = reading.vendors.core === null ? firmIn(product.name) : firmOf(reading.vendors);
  const key = keyOf(firm, productName) ?? `${firm}/${foldName(product.name)}`;
  const tells = reading.names.some(
    ({ segments, isFromTitle }) => !isFromTitle && segments.some((each) => isTellingPiece(each) && each.text.length > 2),
  );
  const title = tells ? undefined : reading.names.find(({ isFromTitle }) => isFromTitle);
  const models = [...new Set(reading.models)].toSorted(compareCodePoints);
  return [key, ...(title === undefined ? [] : [joinedLetters(title.segments)]), ...models].join('~');
}

/** The firm under its name in the pack, else its letters. Firms that became one stay two: that is for a person to say. */
function firmOf({ names, core }: VendorReading): string {
  return names.length > 0 ? foldName([...names].toSorted(compareCodePoints).join('+')) : (core ?? '');
}

/** Of a product without a vendor only a firm of the pack is known; the rest are its own words. */
function firmIn(product: string): string {
  return firmOf({ ...readVendor(product), core: null });
}

function keyOf(firm: string, product: string): string | null {
  const key = modelKeyOf(firm === '' ? 'firm' : firm, product);
  return key === null ? null : `${firm}/${key.slice(key.indexOf('\u001f') + 1)}`;
}

/** The version as the register writes it, or where the field is empty what its texts say. */
export function writtenVersionOf({ version, product, description }: InventoryLine): string | null {
  const read = readDeviceVersion({ version, product: product ?? '', description });
  if (!read.isMissing && version !== null) return version.trim();
  // The type number in the product's name is no version that changes.
  const texts = read.candidates.filter(({ readings }) => readings.some(({ kind }) => kind !== 'code')).map(({ text }) => text);
  return texts.length === 0 ? null : texts.join(', ');
}

/** A decision from a file or a request: the decision, or what is wrong with it. */
export type DecisionReading =
  | { readonly kind: 'read'; readonly decision: MatchDecision }
  | { readonly kind: 'refused'; readonly field: string; readonly expected: string };

export function readDecision(json: unknown): DecisionReading {
  const given: Readonly<Record<string, unknown>> = typeof json === 'object' && json !== null ? { ...json } : {};
  const refused = (field: string, expected: string): DecisionReading => ({ kind: 'refused', field, expected });
  const text = (field: string): string => (typeof given[field] === 'string' ? given[field].trim() : '');
  const at = parseInstant(text('at'));
  const missing = (['deviceKey', 'productKey', 'person'] as const).find((field) => text(field) === '');
  if (missing !== undefined) return refused(missing, 'a text');
  if (at === undefined) return refused('at', 'an instant such as 2026-11-22T18:00:00Z');
  const facts = {
    deviceKey: text('deviceKey'),
    productKey: text('productKey'),
    person: text('person'),
    at,
    reason: text('reason') || null,
  };
  if (given['kind'] === 'identity') {
    const answer = (['confirmed', 'denied', 'unsure'] as const).find((one) => one === given['answer']);
    if (answer === undefined) return refused('answer', 'confirmed, denied or unsure');
    return { kind: 'read', decision: { kind: 'identity', ...facts, answer } };
  }
  if (given['kind'] !== 'version') return refused('kind', 'identity or version');
  const answer = (['affected', 'not-affected'] as const).find((one) => one === given['answer']);
  if (answer === undefined) return refused('answer', 'affected or not-affected');
  if (text('clauseText') === '') return refused('clauseText', `the clause of the advisory, or "${allVersionsText}"`);
  const decision = {
    kind: 'version',
    ...facts,
    answer,
    clauseText: text('clauseText'),
    deviceVersion: text('deviceVersion') || null,
  } as const;
  return { kind: 'read', decision };
}

/** What stands after all that was answered; history is kept by whoever holds the decisions. */
export type Standing<T> =
  | { readonly kind: 'open' }
  | { readonly kind: 'decided'; readonly decision: T }
  | { readonly kind: 'conflict'; readonly decisions: readonly T[] };

/** Of each person the newest answer counts; two persons who disagree are a conflict, which no date settles. In any order. */
export function standingOf<T extends MatchDecision>(history: readonly T[]): Standing<T> {
  const newest = new Map<string, T[]>();
  for (const decision of history) {
    const known = newest.get(decision.person) ?? [];
    const [last] = known;
    if (last === undefined || last.at < decision.at) newest.set(decision.person, [decision]);
    else if (last.at === decision.at) known.push(decision);
  }
  const all = [...newest.values()].flat().toSorted(byTime);
  const sure = all.filter(({ answer }) => answer !== 'unsure');
  const counted = sure.length > 0 ? sure : all;
  const decision = counted.at(-1);
  if (decision === undefined) return { kind: 'open' };
  return new Set(counted.map(({ answer }) => answer)).size > 1 ? { kind: 'conflict', decisions: counted } : { kind: 'decided', decision };
}

function byTime(left: MatchDecision, right: MatchDecision): number {
  return (
    compareCodePoints(left.at, right.at) || compareCodePoints(left.person, right.person) || compareCodePoints(left.answer, right.answer)
  );
}

/** Decisions laid beside the products of the advisories at hand. */
export interface DecisionBook {
  readonly identity: ReadonlyMap<string, readonly IdentityDecision[]>;
  readonly version: ReadonlyMap<string, readonly VersionDecision[]>;
  /** Device key → keys of products that somebody confirmed. */
  readonly confirmed: ReadonlyMap<string, readonly string[]>;
  /** By document and product id. */
  readonly entries: ReadonlyMap<string, KeyedEntry>;
  /** Of the products that somebody confirmed. */
  readonly entriesOfKey: ReadonlyMap<string, readonly KeyedEntry[]>;
}

/** A product entry; its key is worked out when it is asked for, since most entries never meet a device. */
interface KeyedEntry {
  readonly entry: ProductEntry;
  readonly productKey: string;
}

class LazyEntry implements KeyedEntry {
  readonly entry: ProductEntry;
  private readonly reading: ProductReading;
  private key: string | null = null;

  constructor(entry: ProductEntry, reading: ProductReading) {
    this.entry = entry;
    this.reading = reading;
  }

  get productKey(): string {
    this.key ??= productKeyOf(this.entry.product, this.reading);
    return this.key;
  }
}

export function openDecisionBook(decisions: readonly MatchDecision[], index: AdvisoryIndex): DecisionBook {
  const identity = new Map<string, IdentityDecision[]>();
  const version = new Map<string, VersionDecision[]>();
  const confirmed = new Map<string, Set<string>>();
  for (const decision of decisions) {
    const key = pairOf(decision.deviceKey, decision.productKey);
    if (decision.kind === 'version') push(version, key, decision);
    else push(identity, key, decision);
    if (decision.answer !== 'confirmed') continue;
    confirmed.set(decision.deviceKey, (confirmed.get(decision.deviceKey) ?? new Set<string>()).add(decision.productKey));
  }
  const entries = new Map<string, KeyedEntry>();
  const entriesOfKey = new Map<string, KeyedEntry[]>();
  const wanted = new Set([...confirmed.values()].flatMap((keys) => [...keys]));
  for (const { reading, entries: members } of index.groups) {
    for (const entry of members) {
      const keyed = new LazyEntry(entry, reading);
      entries.set(pairOf(entry.advisory.documentId, entry.product.productId), keyed);
      if (wanted.size > 0 && wanted.has(keyed.productKey)) push(entriesOfKey, keyed.productKey, keyed);
    }
  }
  const named = new Map([...confirmed].map(([device, products]) => [device, [...products].toSorted(compareCodePoints)]));
  return { identity, version, confirmed: named, entries, entriesOfKey };
}

function push<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [one]);
  else known.push(one);
}

const pairOf = (left: string, right: string): string => `${left}\u001f${right}`;

/** A candidate after what people said. */
export interface DecidedCandidate extends MatchCandidate {
  readonly deviceKey: string | null;
  /** Of the first product. */
  readonly productKey: string | null;
  /** A person said that none of its products is the device: it leaves the list, and nothing else of it counts. */
  readonly isDenied: boolean;
}

/**
 * @param candidates all of one line; in the order of `matchLines`.
 * @returns them with the answers of people, and documents that a confirmed product brings though its name was not recognised.
 */
export function applyDecisions(line: InventoryLine, candidates: readonly MatchCandidate[], book: DecisionBook): DecidedCandidate[] {
  const deviceKey = deviceKeyOf(line);
  const decided = candidates.map((candidate) => decide(line, deviceKey, candidate, book));
  const brought = deviceKey === null ? [] : documentsBrought(line, deviceKey, candidates, book);
  if (brought.length === 0 && decided.every(({ probability }, at) => probability === candidates[at]?.probability)) return decided;
  return [...decided, ...brought].toSorted(
    (left, right) => right.probability - left.probability || compareCodePoints(left.document, right.document),
  );
}

function decide(line: InventoryLine, deviceKey: string | null, candidate: MatchCandidate, book: DecisionBook): DecidedCandidate {
  const found = candidate.productIds.flatMap((id) => book.entries.get(pairOf(candidate.document, id)) ?? []);
  const unchanged = { ...candidate, deviceKey, productKey: found[0]?.productKey ?? null, isDenied: false };
  const pairs = new Set(found.map(({ productKey }) => pairOf(deviceKey ?? '', productKey)));
  if (deviceKey === null || ![...pairs].some((pair) => book.identity.has(pair) || book.version.has(pair))) return unchanged;
  const answers = found.map(({ entry, productKey }) => {
    const standing = standingOf(book.identity.get(pairOf(deviceKey, productKey)) ?? []);
    return { entry, productKey, standing };
  });
  const is = (standing: Standing<IdentityDecision>, answer: IdentityDecision['answer']): boolean =>
    standing.kind === 'decided' && standing.decision.answer === answer;
  const said = identityReasons(answers);
  const left = answers.filter(({ standing }) => !is(standing, 'denied'));
  if (left.length === 0) {
    return { ...unchanged, probability: 0, band: 'weak', reasons: [...said, ...candidate.reasons], isDenied: true };
  }
  const isConfirmed = left.some(({ standing }) => is(standing, 'confirmed'));
  const kept = [...left.filter(({ standing }) => is(standing, 'confirmed')), ...left.filter(({ standing }) => !is(standing, 'confirmed'))];
  const judged = judge(line, deviceKey, kept, book);
  const isJudgedAnew = judged.reasons.length > 0 || left.length < answers.length;
  return {
    ...unchanged,
    productIds: kept.map(({ entry }) => entry.product.productId),
    productKey: kept[0]?.productKey ?? null,
    status: isJudgedAnew ? judged.status : candidate.status,
    statusBasis: isJudgedAnew ? judged.statusBasis : candidate.statusBasis,
    probability: isConfirmed ? 1 : candidate.probability,
    band: isConfirmed ? 'likely' : candidate.band,
    reasons: [...said, ...judged.reasons, ...candidate.reasons],
  };
}

/** Documents that name a product a person confirmed, where the names alone did not lead there. */
function documentsBrought(
  line: InventoryLine,
  deviceKey: string,
  candidates: readonly MatchCandidate[],
  book: DecisionBook,
): DecidedCandidate[] {
  const known = new Set(candidates.map(({ document }) => document));
  const byAdvisory = new Map<Advisory, { entry: ProductEntry; productKey: string; standing: Standing<IdentityDecision> }[]>();
  for (const productKey of book.confirmed.get(deviceKey) ?? []) {
    const standing = standingOf(book.identity.get(pairOf(deviceKey, productKey)) ?? []);
    if (standing.kind !== 'decided' || standing.decision.answer !== 'confirmed') continue;
    for (const { entry } of book.entriesOfKey.get(productKey) ?? []) {
      if (known.has(entry.advisory.documentId)) continue;
      byAdvisory.set(entry.advisory, [...(byAdvisory.get(entry.advisory) ?? []), { entry, productKey, standing }]);
    }
  }
  return [...byAdvisory].map(([{ documentId }, found]) => {
    const { status, statusBasis, reasons } = judge(line, deviceKey, found, book);
    return {
      id: line.id,
      document: documentId,
      productIds: found.map(({ entry }) => entry.product.productId),
      status,
      statusBasis,
      probability: 1,
      band: 'likely',
      reasons: [...identityReasons(found), ...reasons, { rule: 'document', detail: documentId }],
      deviceKey,
      productKey: found[0]?.productKey ?? null,
      isDenied: false,
    };
  });
}

function identityReasons(
  answers: readonly { readonly productKey: string; readonly standing: Standing<IdentityDecision> }[],
): MatchReason[] {
  const reasons = new Map<string, MatchReason>();
  for (const { productKey, standing } of answers) {
    if (standing.kind === 'decided') {
      const { decision } = standing;
      reasons.set(productKey, { rule: `decided-${decision.answer}`, detail: `${productKey}: ${saidBy(decision)}` });
    } else if (standing.kind === 'conflict') {
      const detail = standing.decisions.map((decision) => `${decision.answer} ${saidBy(decision)}`).join('; ');
      reasons.set(productKey, { rule: 'decided-conflict', detail: `${productKey}: ${detail}` });
    }
  }
  return [...reasons.values()];
}

function saidBy({ person, at, reason }: MatchDecision): string {
  return `${person}, ${at}${reason === null ? '' : `: ${reason}`}`;
}

interface JudgedVersion {
  readonly status: EntryJudgement['status'];
  readonly statusBasis: EntryJudgement['basis'];
  readonly reasons: readonly MatchReason[];
}

/** The status of several products together, each by its clause or by what a person answered to it. */
function judge(
  line: InventoryLine,
  deviceKey: string,
  found: readonly { readonly entry: ProductEntry; readonly productKey: string }[],
  book: DecisionBook,
): JudgedVersion {
  const version = readDeviceVersion({ version: line.version, product: line.product ?? '', description: line.description });
  const written = writtenVersionOf(line);
  const judged = found.map(({ entry, productKey }): JudgedVersion => {
    const { status, basis, judgement } = judgeEntries([entry], version);
    const history = book.version.get(pairOf(deviceKey, productKey)) ?? [];
    const { clauseText } = clausesOfProduct(entry.product);
    const clauses = new Set([clauseText, judgement?.clauseText ?? null].map((text) => foldName(text ?? allVersionsText)));
    const standing = standingOf(
      history.filter((one) => clauses.has(foldName(one.clauseText)) && foldName(one.deviceVersion ?? '') === foldName(written ?? '')),
    );
    const now = `${written ?? 'no version'} against ${clauseText ?? allVersionsText}`;
    if (standing.kind === 'decided') {
      const { decision } = standing;
      const reasons = [{ rule: `decided-${decision.answer}`, detail: `${now}: ${saidBy(decision)}` }];
      return { status: decision.answer === 'affected' ? 'affected' : 'fixed', statusBasis: basis, reasons };
    }
    if (standing.kind === 'conflict') {
      const detail = standing.decisions.map((decision) => `${decision.answer} ${saidBy(decision)}`).join('; ');
      return { status, statusBasis: basis, reasons: [{ rule: 'decided-conflict', detail: `${now}: ${detail}` }] };
    }
    const last = history.toSorted(byTime).at(-1);
    if (last === undefined) return { status, statusBasis: basis, reasons: [] };
    const then = `${last.deviceVersion ?? 'no version'} against ${last.clauseText}`;
    return { status, statusBasis: basis, reasons: [{ rule: 'decision-reopened', detail: `answered for ${then}; now ${now}` }] };
  });
  const gravest = (['affected', 'undetermined', 'fixed'] as const).flatMap((status) => judged.filter((one) => one.status === status))[0];
  const reasons = new Map(judged.flatMap((one) => one.reasons).map((reason) => [`${reason.rule} ${reason.detail}`, reason]));
  return {
    status: gravest?.status ?? 'undetermined',
    statusBasis: gravest?.statusBasis ?? 'not-comparable',
    reasons: [...reasons.values()],
  };
}
