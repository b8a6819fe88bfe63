/**
 * Lays inventory lines beside advisories and says, for each pair worth a look: how probable it is that the product is the same,
 * and what the version says, two answers that are never multiplied. Pure and deterministic. CSAF calls this an asset matching
 * system (conformance target, OASIS CSAF 2.0 clause 9.1.14). Source: domain/medical-advisories.md 2, 4.
 */
import type { Advisory } from '../advisories/advisory.ts';
import { compareCodePoints } from '../kernel/text.ts';
import type { ProductEntry } from './advisory-index.ts';
import { readDevice, type InventoryLine } from './device-names.ts';
import { recordMatches } from './identifiers/records-by-name.ts';
import { joinIdentified } from './identifiers/join-identified.ts';
import { judgeLine, serialReasons, versionOfLine } from './identifiers/judge-line.ts';
import { judgeEntries, type EntryJudgement } from './judge-entries.ts';
import { nearestHits, type GroupHit, type Matcher, type ModelMatch } from './match-model.ts';
import { ModelMatches, placesOfModels } from './model-matches.ts';
import { bandOf, type Band } from './probability.ts';
import { reasonsOf, type MatchReason } from './reasons.ts';
import type { DeviceVersion } from './versions/read-device.ts';
import { SharedVersionJudgements } from './versions/shared-judgements.ts';

/** One line of inventory against one advisory. */
export interface MatchCandidate {
  readonly id: string;
  readonly document: string;
  /** Products of the advisory that the line could be, the best first. */
  readonly productIds: readonly string[];
  readonly status: EntryJudgement['status'];
  readonly statusBasis: EntryJudgement['basis'];
  /** P(same product), 0 to 1. */
  readonly probability: number;
  readonly band: Band;
  readonly reasons: readonly MatchReason[];
  readonly origin: CandidateOrigin;
}

/**
 * What a candidate was made of: where people deny the best product, the next may be meant. Behind a private field, so that a
 * candidate prints and compares as the facts it tells.
 */
export class CandidateOrigin {
  readonly #match: ModelMatch;

  constructor(match: ModelMatch) {
    this.#match = match;
  }

  get advisory(): Advisory {
    return this.#match.advisory;
  }

  /** All products that came to the weak edge, the best first. */
  get hits(): readonly GroupHit[] {
    return this.#match.hits;
  }
}

/** All candidates at or above the weak edge, by line id, then probability, then document and publisher. */
export function matchLines(lines: readonly InventoryLine[], matcher: Matcher): MatchCandidate[] {
  const versions = new SharedVersionJudgements();
  const candidates: MatchCandidate[][] = lines.map(() => []);
  walkModels(lines, matcher, () => {
    // What was judged for one line of a model holds for its next; another model asks other questions.
    const judgements = new SharedJudgements(versions);
    return (line, place, matches) => {
      candidates[place] = judgements.tell(line, matches);
    };
  });
  return inOrderOfLines(lines, candidates);
}

/** The same for whoever asks which product it is and not yet what its version says. @param lines with an id of their own each */
export function matchProducts(lines: readonly InventoryLine[], matcher: Matcher): ModelMatch[] {
  const found: { readonly id: string; readonly matches: readonly ModelMatch[] }[] = [];
  walkModels(lines, matcher, () => ({ id }, _place, matches) => {
    found.push({ id, matches });
  });
  return found.toSorted((left, right) => compareCodePoints(left.id, right.id)).flatMap(({ matches }) => matches);
}

type TakeMatches = (line: InventoryLine, place: number, matches: readonly ModelMatch[]) => void;

/** @param ofModel called when the lines of a model begin; what it gives takes the matches of each line, the best first */
function walkModels(lines: readonly InventoryLine[], matcher: Matcher, ofModel: () => TakeMatches): void {
  const ofProducts = new ModelMatches(matcher);
  const ofRecords = matcher.records === null ? null : new ModelMatches(matcher.records);
  for (const places of placesOfModels(lines)) {
    const take = ofModel();
    const sorted = new Map<readonly ModelMatch[], readonly ModelMatch[]>();
    const recordsKept = new Map<readonly ModelMatch[], readonly ModelMatch[]>();
    for (const place of places) {
      const line = lines[place];
      if (line === undefined) continue;
      const device = readDevice(line);
      const named = ofRecords === null ? [] : recordsOf(ofRecords.of(line, device), recordsKept);
      const own = ofProducts.of(line, device);
      const matches = joinIdentified(line, named.length === 0 ? own : [...own, ...named], matcher.identifiers);
      const inOrder = sorted.get(matches) ?? matches.toSorted(compareMatches);
      sorted.set(matches, inOrder);
      take(line, place, inOrder);
    }
  }
}

function recordsOf(found: readonly ModelMatch[], kept: Map<readonly ModelMatch[], readonly ModelMatch[]>): readonly ModelMatch[] {
  const known = kept.get(found) ?? recordMatches(found);
  kept.set(found, known);
  return known;
}

/** As if all were sorted by `compareCandidates`, which within one line they are. */
function inOrderOfLines(lines: readonly InventoryLine[], candidates: readonly (readonly MatchCandidate[])[]): MatchCandidate[] {
  const places = lines.map((_, at) => at).filter((at) => (candidates[at]?.length ?? 0) > 0);
  places.sort((left, right) => compareCodePoints(lines[left]?.id ?? '', lines[right]?.id ?? '') || left - right);
  const told: MatchCandidate[] = [];
  for (let at = 0; at < places.length;) {
    const id = lines[places[at] ?? 0]?.id;
    let next = at + 1;
    while (next < places.length && lines[places[next] ?? 0]?.id === id) next++;
    const own = places.slice(at, next).map((place) => candidates[place] ?? []);
    for (const candidate of own.length === 1 ? (own[0] ?? []) : own.flat().toSorted(compareCandidates)) told.push(candidate);
    at = next;
  }
  return told;
}

/** A document id is unique within its publisher only. */
export function compareCandidates(left: MatchCandidate, right: MatchCandidate): number {
  return (
    compareCodePoints(left.id, right.id) ||
    right.probability - left.probability ||
    compareCodePoints(left.document, right.document) ||
    compareCodePoints(left.origin.advisory.publisher ?? '', right.origin.advisory.publisher ?? '') ||
    compareCodePoints(left.origin.advisory.revision ?? '', right.origin.advisory.revision ?? '')
  );
}

/** The same for the matches of one line. */
function compareMatches(left: ModelMatch, right: ModelMatch): number {
  return (
    right.probability - left.probability ||
    compareCodePoints(left.advisory.documentId, right.advisory.documentId) ||
    compareCodePoints(left.advisory.publisher ?? '', right.advisory.publisher ?? '') ||
    compareCodePoints(left.advisory.revision ?? '', right.advisory.revision ?? '')
  );
}

/** A line against one advisory, by the products that are meant. */
export function candidateOf(line: InventoryLine, match: ModelMatch): MatchCandidate {
  const entries = entriesMeant(match);
  return { id: line.id, ...told(line, match, entries, judgeLine(line, match.advisory, entries)) };
}

type Told = Omit<MatchCandidate, 'id'>;

function entriesMeant(match: ModelMatch): readonly ProductEntry[] {
  return nearestHits(match.hits).flatMap((hit) => hit.group.entries);
}

function told(line: InventoryLine, match: ModelMatch, entries: readonly ProductEntry[], judgement: EntryJudgement): Told {
  return {
    document: match.advisory.documentId,
    productIds: [...new Set(orderedEntries(entries, judgement).map((entry) => entry.product.productId))],
    status: judgement.status,
    statusBasis: judgement.basis,
    probability: match.probability,
    band: bandOf(match.probability) ?? 'weak',
    reasons: [...reasonsOf(match, judgement), ...serialReasons(line, judgement)],
    origin: new CandidateOrigin(match),
  };
}

/** Those that decided the status first. */
function orderedEntries(entries: readonly ProductEntry[], judgement: EntryJudgement): readonly ProductEntry[] {
  if (judgement.decidedBy.length === entries.length && judgement.decidedBy.every((entry, at) => entry === entries[at])) return entries;
  const decided = new Set(judgement.decidedBy);
  return [...judgement.decidedBy, ...entries.filter((entry) => !decided.has(entry))];
}

/** What was told of one match. */
interface ToldOfMatch {
  readonly entries: readonly ProductEntry[];
  /** By the number of the version as it was read; null where the line's own words decide beside it. */
  readonly byVersion: Map<number, Told | null>;
}

/** Each version of a model judged once for each match, for all lines that have it. */
class SharedJudgements {
  readonly #byMatch = new Map<ModelMatch, ToldOfMatch>();
  readonly #versions: SharedVersionJudgements;

  constructor(versions: SharedVersionJudgements) {
    this.#versions = versions;
  }

  tell(line: InventoryLine, matches: readonly ModelMatch[]): MatchCandidate[] {
    const { id } = line;
    if (isWritten(line.cpe) || isWritten(line.serial)) return matches.map((match) => candidateOf(line, match));
    if (matches.length === 0) return [];
    const version = versionOfLine(line);
    const number = this.#versions.numberOf(version);
    const judge = this.#versions.judging(number);
    const watched = new WatchedVersion(version);
    return matches.map((match): MatchCandidate => {
      const known = this.#byMatch.get(match) ?? { entries: entriesMeant(match), byVersion: new Map<number, Told | null>() };
      this.#byMatch.set(match, known);
      const shared = known.byVersion.get(number) ?? null;
      if (shared !== null) return candidateWith(id, shared);
      watched.areTextsRead = false;
      const one = told(line, match, known.entries, judgeEntries(known.entries, watched, judge));
      known.byVersion.set(number, watched.areTextsRead ? null : one);
      return candidateWith(id, one);
    });
  }
}

/** Written out: a spread of so many objects costs more than what is told. */
function candidateWith(id: string, one: Told): MatchCandidate {
  const { document, productIds, status, statusBasis, probability, band, reasons, origin } = one;
  return { id, document, productIds, status, statusBasis, probability, band, reasons, origin };
}

function isWritten(text: string | null | undefined): boolean {
  return (text ?? '').trim() !== '';
}

/** Notes whether a judgement asked for the words of the line; if not, it holds for every line with this version. */
class WatchedVersion implements DeviceVersion {
  readonly candidates: DeviceVersion['candidates'];
  readonly systems: DeviceVersion['systems'];
  readonly isMissing: boolean;
  readonly #texts: DeviceVersion['texts'];
  areTextsRead = false;

  constructor({ candidates, systems, isMissing, texts }: DeviceVersion) {
    this.candidates = candidates;
    this.systems = systems;
    this.isMissing = isMissing;
    this.#texts = texts;
  }

  get texts(): DeviceVersion['texts'] {
    this.areTextsRead = true;
    return this.#texts;
  }
}
