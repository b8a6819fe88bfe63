/**
 * What a piece of a name is worth. Words of the trade weigh little by the pack; the rest weighs by how rare it is among the
 * names at hand: the more different products carry a word, the less it tells which of them is meant (domain/medical-advisories.md
 * 4.3; idf after Spärck Jones, J. Documentation 28(1), 1972). Numbers weigh by their length.
 */
import type { Segment } from './text.ts';
import { commonWords, editionWords, emptyWords } from './word-pack.ts';

/** In how many different product names a piece occurs; built once for a run. */
export interface Rarity {
  readonly nameCount: number;
  readonly counts: ReadonlyMap<string, number>;
}

export function rarityOf(names: Iterable<readonly Segment[]>): Rarity {
  const counts = new Map<string, number>();
  let nameCount = 0;
  for (const segments of names) {
    nameCount++;
    for (const text of new Set(segments.map((segment) => segment.text))) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return { nameCount, counts };
}

/** A piece that can lead to a product: not a word of the trade, not a lone letter or digit. */
export function isTellingPiece(segment: Segment): boolean {
  return segment.text.length > 1 && !emptyWords.has(segment.text) && !commonWords.has(segment.text);
}

const emptyWeight = 0.03;
const commonWeight = 0.25;
const editionWeight = 0.5;

/** Between 0 (says nothing) and 1 (identifies). `also`: other forms of the piece; a Dutch word of the trade weighs as its English. */
export function weightOf(segment: Segment, rarity: Rarity, also: readonly string[] = []): number {
  const { text } = segment;
  if (segment.isDigits) return text.length >= 3 ? 1 : text.length === 2 ? 0.7 : 0.5;
  if (emptyWords.has(text)) return emptyWeight;
  if (editionWords.has(text)) return editionWeight;
  if (commonWords.has(text) || also.some((form) => commonWords.has(form) || emptyWords.has(form))) return commonWeight;
  const kind = text.length === 1 ? 0.35 : text.length === 2 ? 0.6 : 1;
  return kind * rareness(rarity.counts.get(text) ?? 0);
}

/** 1 for a word of up to three names, falling slowly: 0.77 at 10, 0.53 at 60. */
export function rareness(count: number): number {
  return 1 / (1 + 0.25 * Math.log(Math.max(1, count / 3)));
}
