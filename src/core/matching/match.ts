/**
 * Lays inventory lines beside advisories and says, for each pair worth a look: how probable it is that the product is the same,
 * and what the version says, two answers that are never multiplied. Pure and deterministic. CSAF calls this an asset matching
 * system (conformance target, OASIS CSAF 2.0 clause 9.1.14). Source: domain/medical-advisories.md 2, 4.
 */
import type { Advisory } from '../advisories/advisory.ts';
import { compareCodePoints } from '../kernel/text.ts';
import type { AdvisoryIndex, ProductEntry } from './advisory-index.ts';
import { leadsByNumber } from './candidate-groups.ts';
import { readDevice, type DeviceReading, type InventoryLine } from './device-names.ts';
import { recordMatches } from './identifiers/records-by-name.ts';
import { joinIdentified } from './identifiers/join-identified.ts';
import { judgeLine, serialReasons } from './identifiers/judge-line.ts';
import type { EntryJudgement } from './judge-entries.ts';
import { matchModel, nearestHits, type GroupHit, type Matcher, type ModelMatch, type NamedProducts } from './match-model.ts';
import { bandOf, type Band } from './probability.ts';
import { reasonsOf, type MatchReason } from './reasons.ts';

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
  const models = new Map<string, readonly ModelMatch[]>();
  const recordModels = new Map<string, readonly ModelMatch[]>();
  const candidates = lines.flatMap((line) => {
    const device = readDevice(line);
    const { records } = matcher;
    const ofRecords = records === null ? [] : recordMatches(modelMatches(line, device, records, recordModels));
    const matches = [...modelMatches(line, device, matcher, models), ...ofRecords];
    return joinIdentified(line, matches, matcher.identifiers).map((match) => candidateOf(line, match));
  });
  return candidates.toSorted(compareCandidates);
}

/** What a line could be by its names: lines of one signature share one answer. */
function modelMatches(
  line: InventoryLine,
  device: DeviceReading,
  named: NamedProducts,
  models: Map<string, readonly ModelMatch[]>,
): readonly ModelMatch[] {
  const signature = signatureOf(line, device, named.index);
  const matches = models.get(signature) ?? matchModel(device, named);
  models.set(signature, matches);
  return matches;
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

/** What of a line identity depends on: two lines of one signature have the same matches, whatever their versions. */
function signatureOf(line: InventoryLine, device: DeviceReading, index: AdvisoryIndex): string {
  const beside = [...device.beside].filter((run) => index.vocabulary.has(run)).toSorted(compareCodePoints);
  const numbers = [...device.allRuns].filter((run) => leadsByNumber(run, index)).toSorted(compareCodePoints);
  return [line.vendor, line.product, ...beside, '', ...numbers, '', ...device.mentioned.names].join('\u001f');
}

/** A line against one advisory, by the products that are meant. */
export function candidateOf(line: InventoryLine, match: ModelMatch): MatchCandidate {
  const entries = nearestHits(match.hits).flatMap((hit) => hit.group.entries);
  const judgement = judgeLine(line, match.advisory, entries);
  return {
    id: line.id,
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
  return [...judgement.decidedBy, ...entries.filter((entry) => !judgement.decidedBy.includes(entry))];
}
