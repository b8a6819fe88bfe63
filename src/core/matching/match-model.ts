/**
 * Model level first: what a device could be, whatever its version. Lines that read the same share one answer.
 * Source: domain/medical-advisories.md 4.3, 4.5.
 */
import type { Advisory } from '../advisories/advisory.ts';
import { indexAdvisories, type AdvisoryIndex, type ProductGroup } from './advisory-index.ts';
import { candidateNamings } from './candidate-groups.ts';
import { readDevice, type DeviceReading, type InventoryLine } from './device-names.ts';
import { DeviceComparer, type Compared } from './device-comparer.ts';
import type { Comparison } from './features.ts';
import { indexIdentifiers, type IdentifierIndex } from './identifiers/identifier-index.ts';
import { indexOfRecords, isReadByName, recordsOfFirms } from './identifiers/records-by-name.ts';
import { modelNumberIn } from './model-numbers.ts';
import { bandEdges, identifierProbability, type MatchingWeights } from './probability.ts';
import type { MatchReason } from './reasons.ts';
import type { Segment } from './text.ts';
import { rarityOf, type Rarity } from './weighing.ts';
import { matchingWeights } from './weights.ts';

/** Products that names may lead to, with what their words weigh. */
export interface NamedProducts {
  readonly index: AdvisoryIndex;
  readonly rarity: Rarity;
  readonly weights: MatchingWeights;
}

export interface Matcher extends NamedProducts {
  readonly identifiers: IdentifierIndex;
  /** Records of the CVE List, apart: they change nothing of the results of the others. Null where there are none. */
  readonly records: NamedProducts | null;
}

/** A device model of the inventory with what it could be; what its lines have in common. */
export interface ModelMatch {
  readonly advisory: Advisory;
  /** All at or above the weak edge, the best first; `nearestHits` says which of them are meant. */
  readonly hits: readonly GroupHit[];
  readonly probability: number;
}

export interface GroupHit {
  readonly group: ProductGroup;
  readonly comparison: Comparison | null;
  readonly probability: number;
  /** The model number both sides write, where that decided. */
  readonly modelNumber: string | null;
  /** The device's own numbers and CPE names that lead to it; absent where only names do. */
  readonly identifiers?: readonly MatchReason[];
}

/** Reads the advisories and weighs the words of both sides. Order of lines and advisories does not matter for any result. */
export function prepareMatcher(
  advisories: readonly Advisory[],
  lines: readonly InventoryLine[],
  weights: MatchingWeights = matchingWeights,
): Matcher {
  const ofLines = new Map<string, readonly Segment[]>();
  for (const line of new Map(lines.map((each) => [`${each.vendor ?? ''}\u001f${each.product ?? ''}`, each])).values()) {
    const { pieces } = readDevice({ ...line, version: null, description: null });
    ofLines.set(pieces.map((piece) => piece.text).join(' '), pieces);
  }
  const named = (index: AdvisoryIndex): NamedProducts => {
    const names = new Map<string, readonly Segment[]>();
    for (const { reading } of index.groups) {
      for (const { segments } of reading.names) names.set(segments.map((segment) => segment.text).join(' '), segments);
    }
    for (const [text, pieces] of ofLines) names.set(text, pieces);
    return { index, rarity: rarityOf(names.values()), weights };
  };
  const records = recordsOfFirms(advisories, lines);
  return {
    ...named(indexAdvisories(advisories.filter(isReadByName))),
    identifiers: indexIdentifiers(advisories),
    records: records.size === 0 ? null : named(indexOfRecords(indexAdvisories([...records.keys()]), records)),
  };
}

/** A product group that a device could be, with its places in the index. */
export interface FoundHit {
  readonly naming: number;
  readonly group: number;
  readonly hit: GroupHit;
}

/** @param only namings to be looked at, ascending; null: all. @returns in no order that means anything; those that people have denied among them. */
export function hitsOfModel(device: DeviceReading, means: NamedProducts, only: readonly number[] | null = null): FoundHit[] {
  const { index } = means;
  if (device.pieces.length === 0) return [];
  const namings = candidateNamings(device, index, only);
  if (namings.length === 0) return [];
  const comparer = new DeviceComparer(device, means, namings);
  const found: FoundHit[] = [];
  for (const naming of namings) {
    for (const place of index.namings[naming]?.groups ?? []) {
      const group = index.groups[place];
      if (group === undefined) continue;
      const modelNumber = group.modelPatterns.length === 0 ? null : modelNumberIn(device, group.modelPatterns);
      const compared = comparer.compare(naming, place, modelNumber !== null);
      const hit = compared === null ? null : hitOf(group, compared, modelNumber);
      if (hit !== null) found.push({ naming, group: place, hit });
    }
  }
  return found;
}

/** What a device could be: per advisory the products that fit. */
export function matchesOf(found: readonly FoundHit[]): ModelMatch[] {
  const byAdvisory = new Map<Advisory, GroupHit[]>();
  for (const { hit } of found.toSorted((left, right) => left.group - right.group)) {
    const advisory = hit.group.entries[0]?.advisory;
    if (advisory === undefined) continue;
    const hits = byAdvisory.get(advisory);
    if (hits === undefined) byAdvisory.set(advisory, [hit]);
    else hits.push(hit);
  }
  return [...byAdvisory].map(([advisory, hits]) => {
    const sorted = hits.toSorted((left, right) => right.probability - left.probability);
    return { advisory, hits: sorted, probability: sorted[0]?.probability ?? 0 };
  });
}

/** However well the names agree, a product of a firm that the register does not state is asked about. */
const highestOfOtherVendor = bandEdges.likely - 0.01;

function hitOf(group: ProductGroup, { comparison, fitted }: Compared, modelNumber: string | null): GroupHit | null {
  if (comparison?.veto === 'excluded') return null;
  const named = comparison?.vendor === 'other' ? Math.min(fitted, highestOfOtherVendor) : fitted;
  const isOtherVendor = comparison === null || comparison.vendor === 'other';
  const probability = modelNumber !== null && !isOtherVendor ? identifierProbability : named;
  return probability < bandEdges.weak ? null : { group, comparison, probability, modelNumber: isOtherVendor ? null : modelNumber };
}

/** How far below the best a product of the same advisory may lie and still be meant too. */
const nearness = 0.08;

/** The products that are meant: the best, and those that fit nearly as well. @param sorted the best first */
export function nearestHits(sorted: readonly GroupHit[]): readonly GroupHit[] {
  const best = sorted[0]?.probability ?? 0;
  // Where the device's own number says which product it is, names say nothing more.
  const isIdentified = best >= bandEdges.likely && sorted[0]?.identifiers !== undefined;
  return sorted.filter(
    (hit) => (!isIdentified || hit.identifiers !== undefined) && hit.probability >= best - nearness && hit.probability >= best * 0.8,
  );
}
