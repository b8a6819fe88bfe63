/**
 * Matches after what people said of them: denied products leave before it is asked which of a document are meant, confirmed ones
 * come in whether their names led there or not, and a version that somebody answered for is not judged again. Not here: what a
 * decision is and which of several stands (`decisions.ts`). Source: domain/medical-advisories.md 5.
 */
import type { Advisory, ProductStatus } from '../advisories/advisory.ts';
import { compareCodePoints, foldName } from '../kernel/text.ts';
import type { AdvisoryIndex, ProductEntry } from './advisory-index.ts';
import type { ProductReading } from './advisory-names.ts';
import {
  allVersionsText,
  byTime,
  deviceKeyOf,
  productKeyOf,
  saidBy,
  standingOf,
  writtenVersionOf,
  type IdentityDecision,
  type MatchDecision,
  type Standing,
  type VersionDecision,
} from './decisions.ts';
import type { InventoryLine } from './device-names.ts';
import { judgeLine, serialReasons } from './identifiers/judge-line.ts';
import { judgeEntries, type EntryJudgement } from './judge-entries.ts';
import { nearestHits, type GroupHit, type ModelMatch } from './match-model.ts';
import { candidateOf, compareCandidates, type MatchCandidate } from './match.ts';
import { versionReasons, type MatchReason } from './reasons.ts';
import { clausesOfProduct } from './versions/product-clauses.ts';
import { readDeviceVersion } from './versions/read-device.ts';

/** Decisions laid beside the products of the advisories at hand. */
export interface DecisionBook {
  /** Keys of devices of which anybody said anything. */
  readonly devices: ReadonlySet<string>;
  readonly identity: ReadonlyMap<string, readonly IdentityDecision[]>;
  readonly version: ReadonlyMap<string, readonly VersionDecision[]>;
  /** Device key → keys of products that somebody confirmed. */
  readonly confirmed: ReadonlyMap<string, readonly string[]>;
  /** Of the products that somebody confirmed. */
  readonly entriesOfKey: ReadonlyMap<string, readonly ReadEntry[]>;
}

/** A product entry: it belongs to its advisory, since a document id alone is unique within its publisher only. */
interface ReadEntry {
  readonly entry: ProductEntry;
  readonly reading: ProductReading;
}

const keyMemory = new WeakMap<ProductEntry, string>();

/** The key of its product. Worked out when it is asked for: most entries never meet a device. */
export function keyOfEntry({ entry, reading }: ReadEntry): string {
  const key = keyMemory.get(entry) ?? productKeyOf(entry.product, reading);
  keyMemory.set(entry, key);
  return key;
}

const entriesOf = (hits: readonly GroupHit[]): ReadEntry[] =>
  hits.flatMap(({ group }) => group.entries.map((entry) => ({ entry, reading: group.reading })));

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
  const entriesOfKey = new Map<string, ReadEntry[]>();
  const wanted = new Set([...confirmed.values()].flatMap((keys) => [...keys]));
  for (const { reading, entries } of wanted.size > 0 ? index.groups : []) {
    for (const entry of entries) {
      const key = keyOfEntry({ entry, reading });
      if (wanted.has(key)) push(entriesOfKey, key, { entry, reading });
    }
  }
  const named = new Map([...confirmed].map(([device, products]) => [device, [...products].toSorted(compareCodePoints)]));
  return { devices: new Set(decisions.map(({ deviceKey }) => deviceKey)), identity, version, confirmed: named, entriesOfKey };
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
  if (deviceKey === null || !book.devices.has(deviceKey)) return candidates.map((candidate) => withKeys(candidate, deviceKey, []));
  const confirmed = confirmedEntries(deviceKey, book);
  const hits = new Map<Advisory, readonly GroupHit[]>([...confirmed.keys()].map((advisory) => [advisory, []]));
  for (const { origin } of candidates) hits.set(origin.advisory, origin.hits);
  return [...hits]
    .map(([advisory, all]) => decide(line, deviceKey, { advisory, hits: all }, confirmed.get(advisory) ?? [], book))
    .toSorted(compareCandidates);
}

function withKeys(candidate: MatchCandidate, deviceKey: string | null, brought: readonly ReadEntry[]): DecidedCandidate {
  const [firstId] = candidate.productIds;
  const first = [...brought, ...entriesOf(candidate.origin.hits)].find(({ entry }) => entry.product.productId === firstId);
  return { ...candidate, deviceKey, productKey: first === undefined ? null : keyOfEntry(first), isDenied: false };
}

/** What a person confirmed counts in every document that names the product, whether its name was recognised there or not. */
function confirmedEntries(deviceKey: string, book: DecisionBook): Map<Advisory, ReadEntry[]> {
  const byAdvisory = new Map<Advisory, ReadEntry[]>();
  for (const productKey of book.confirmed.get(deviceKey) ?? []) {
    if (!isAnswered(identityOf(deviceKey, productKey, book), 'confirmed')) continue;
    for (const one of book.entriesOfKey.get(productKey) ?? []) {
      byAdvisory.set(one.entry.advisory, [...(byAdvisory.get(one.entry.advisory) ?? []), one]);
    }
  }
  return byAdvisory;
}

function identityOf(deviceKey: string, productKey: string, book: DecisionBook): Standing<IdentityDecision> {
  return standingOf(book.identity.get(pairOf(deviceKey, productKey)) ?? []);
}

function isAnswered(standing: Standing<IdentityDecision>, answer: IdentityDecision['answer']): boolean {
  return standing.kind === 'decided' && standing.decision.answer === answer;
}

/** One document: what is denied goes first, then those that are left are laid beside each other anew, each by its own probability. */
function decide(
  line: InventoryLine,
  deviceKey: string,
  { advisory, hits }: Pick<ModelMatch, 'advisory' | 'hits'>,
  confirmed: readonly ReadEntry[],
  book: DecisionBook,
): DecidedCandidate {
  const stands = (one: ReadEntry): Standing<IdentityDecision> => identityOf(deviceKey, keyOfEntry(one), book);
  const left = hitsWith(hits, (one) => !isAnswered(stands(one), 'denied'));
  const near = candidateOf(line, matchOf(advisory, left.length > 0 ? left : hits));
  // Answers to products that fit too little to be shown are not told.
  const edge = left.length === 0 ? 0 : Math.min(...[hits, left].flatMap(nearestHits).map(({ probability }) => probability));
  const told = [...confirmed, ...entriesOf(hits.filter(({ probability }) => probability >= edge))];
  const said = identityReasons(told.map((one) => ({ productKey: keyOfEntry(one), standing: stands(one) })));
  if (confirmed.length === 0 && left.length === 0) {
    const denied = { ...near, probability: 0, band: 'weak', reasons: [...said, ...near.reasons] } as const;
    return { ...withKeys(denied, deviceKey, []), isDenied: true };
  }
  const sure = confirmed.length === 0 ? near : candidateOf(line, matchOf(advisory, surely(left, confirmed)));
  const meant = confirmed.length === 0 ? entriesOf(nearestHits(left)) : confirmed;
  const answered = answeredVersion(line, deviceKey, meant, book);
  const others = left.length === 0 ? [] : near.productIds;
  const decided = {
    ...sure,
    productIds: [...new Set([...sure.productIds, ...others])],
    status: answered.status ?? sure.status,
    statusBasis: answered.statusBasis ?? sure.statusBasis,
    reasons: [...said, ...answered.reasons, ...sure.reasons],
  };
  return withKeys(decided, deviceKey, confirmed);
}

function matchOf(advisory: Advisory, hits: readonly GroupHit[]): ModelMatch {
  return { advisory, hits, probability: hits[0]?.probability ?? 0 };
}

function hitsWith(hits: readonly GroupHit[], isKept: (one: ReadEntry) => boolean): GroupHit[] {
  return hits.flatMap((hit) => {
    const { reading } = hit.group;
    const entries = hit.group.entries.filter((entry) => isKept({ entry, reading }));
    return entries.length === 0 ? [] : [{ ...hit, group: { ...hit.group, entries } }];
  });
}

/** The confirmed products as hits that are certain, also where no name led to them. */
function surely(hits: readonly GroupHit[], confirmed: readonly ReadEntry[]): GroupHit[] {
  const wanted = new Set(confirmed.map(({ entry }) => entry));
  const found = hitsWith(hits, ({ entry }) => wanted.has(entry)).map((hit) => ({ ...hit, probability: 1 }));
  const known = new Set(entriesOf(found).map(({ entry }) => entry));
  const unnamed = confirmed.filter(({ entry }) => !known.has(entry));
  return [
    ...found,
    ...unnamed.map(({ entry, reading }) => ({
      group: { reading, entries: [entry], modelPatterns: [] },
      comparison: null,
      probability: 1,
      modelNumber: null,
    })),
  ];
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

interface AnsweredVersion {
  /** Null: nobody said, or what was said stands no more. */
  readonly status: EntryJudgement['status'] | null;
  readonly statusBasis: EntryJudgement['basis'] | null;
  readonly reasons: readonly MatchReason[];
  readonly decidedBy: readonly ProductEntry[];
}

/** What a document says beside a clause that a person answered: these can only take a device out. */
const clearing: ReadonlySet<ProductStatus | null> = new Set(['fixed', 'first-fixed', 'recommended', 'known-not-affected']);

/** The status where people answered for the version: their answers, and the clauses of the rest together. */
function answeredVersion(line: InventoryLine, deviceKey: string, meant: readonly ReadEntry[], book: DecisionBook): AnsweredVersion {
  const asked = meant.map((one) => ({ entry: one.entry, history: book.version.get(pairOf(deviceKey, keyOfEntry(one))) ?? [] }));
  return answersFor(line, asked);
}

interface AskedEntry {
  readonly entry: ProductEntry;
  /** What people said of versions of this product and the device of the line. */
  readonly history: readonly VersionDecision[];
}

function answersFor(line: InventoryLine, asked: readonly AskedEntry[]): AnsweredVersion {
  const version = readDeviceVersion({ version: line.version, product: line.product ?? '', description: line.description });
  const reasons = new Map<string, MatchReason>();
  const answers: (Pick<EntryJudgement, 'status' | 'basis'> & { readonly entry: ProductEntry })[] = [];
  for (const { entry, history } of asked) {
    if (history.length === 0) continue;
    const judgement = judgeEntries([entry], version);
    const { answer, reason } = answerTo(entry, judgement, writtenVersionOf(line), history);
    reasons.set(`${reason.rule} ${reason.detail}`, reason);
    if (answer !== null) answers.push({ entry, status: answer === 'affected' ? 'affected' : 'fixed', basis: judgement.basis });
  }
  const first = answers.find(({ status }) => status === 'affected') ?? answers[0];
  const open = asked
    .map(({ entry }) => entry)
    .filter((entry) => !answers.some((answer) => answer.entry === entry) && !clearing.has(entry.status));
  const rest = first === undefined || first.status === 'affected' || open.length === 0 ? null : judgeEntries(open, version);
  const decidedBy = answers.filter(({ status }) => status === first?.status).map(({ entry }) => entry);
  return {
    status: (rest ?? first)?.status ?? null,
    statusBasis: (rest ?? first)?.basis ?? null,
    reasons: [...reasons.values()],
    decidedBy: rest?.decidedBy ?? decidedBy,
  };
}

/** What a line's version means for entries that are one product, under what people said of it. */
export interface AnsweredJudgement {
  readonly status: EntryJudgement['status'];
  readonly basis: EntryJudgement['basis'];
  readonly decidedBy: readonly ProductEntry[];
  /** Those of people first. */
  readonly reasons: readonly MatchReason[];
}

/** @param entries of one advisory and one product key; @param history answers about versions of that product and the line's device */
export function judgeAnswered(
  line: InventoryLine,
  advisory: Advisory,
  entries: readonly ProductEntry[],
  history: readonly VersionDecision[],
): AnsweredJudgement {
  const judged = judgeLine(line, advisory, entries);
  const own = [...versionReasons(judged), ...serialReasons(line, judged)];
  if (history.length === 0) return { ...judged, reasons: own };
  const answered = answersFor(
    line,
    entries.map((entry) => ({ entry, history })),
  );
  return {
    status: answered.status ?? judged.status,
    basis: answered.statusBasis ?? judged.basis,
    decidedBy: answered.status === null ? judged.decidedBy : answered.decidedBy,
    reasons: [...answered.reasons, ...own],
  };
}

/** What people answered to one clause for the version as it is written now. */
function answerTo(
  { product }: ProductEntry,
  { judgement }: EntryJudgement,
  written: string | null,
  history: readonly VersionDecision[],
): { readonly answer: VersionDecision['answer'] | null; readonly reason: MatchReason } {
  const { clauseText } = clausesOfProduct(product);
  const clauses = new Set([clauseText, judgement?.clauseText ?? null].map((text) => foldName(text ?? allVersionsText)));
  const standing = standingOf(
    history.filter((one) => clauses.has(foldName(one.clauseText)) && foldName(one.deviceVersion ?? '') === foldName(written ?? '')),
  );
  const now = `${written ?? 'no version'} against ${clauseText ?? allVersionsText}`;
  if (standing.kind === 'decided') {
    const { decision } = standing;
    return { answer: decision.answer, reason: { rule: `decided-${decision.answer}`, detail: `${now}: ${saidBy(decision)}` } };
  }
  if (standing.kind === 'conflict') {
    const detail = standing.decisions.map((decision) => `${decision.answer} ${saidBy(decision)}`).join('; ');
    return { answer: null, reason: { rule: 'decided-conflict', detail: `${now}: ${detail}` } };
  }
  // Whether this device had another version when it was answered for, or never had, the book does not tell.
  const ofVersion = history.filter((one) => foldName(one.deviceVersion ?? '') === foldName(written ?? ''));
  const last = (ofVersion.length > 0 ? ofVersion : history).toSorted(byTime).at(-1);
  const then = last === undefined ? '' : `${last.deviceVersion ?? 'no version'} against ${last.clauseText}`;
  const rule = ofVersion.length > 0 ? 'decision-reopened' : 'decided-for-other-version';
  return { answer: null, reason: { rule, detail: `answered for ${then}; now ${now}` } };
}
