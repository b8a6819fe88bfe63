/**
 * One advisory that comes in, against an inventory that was read before: only lines that it could be about are looked at. Not a
 * whole run: how rare a word is stays as it was at the last one, and so does how much a key is worth that many products share.
 * The advisory's own words therefore count for new, and a probability can differ by a few hundredths from what the next whole run
 * says. That run weighs everything anew and gives the same as from nothing. Source: domain/medical-advisories.md 8.
 */
import type { Advisory } from '../advisories/advisory.ts';
import { indexAdvisories, leastWeightOf, type AdvisoryIndex, type FiledWord, type Posting } from './advisory-index.ts';
import { isAlike, keysAskedBy } from './candidate-groups.ts';
import { identifierFields, readDevice, type InventoryLine } from './device-names.ts';
import { identify, indexIdentifiers } from './identifiers/identifier-index.ts';
import { isReadByName, recordsOfFirms, indexOfRecords } from './identifiers/records-by-name.ts';
import type { Matcher, NamedProducts } from './match-model.ts';
import { matchLines, type MatchCandidate } from './match.ts';
import { letterMaskOf } from './text.ts';

/** An inventory filed under all that its lines can be looked up by. Holds the lines; nothing of any advisory. */
export interface HeldInventory {
  readonly lines: readonly InventoryLine[];
  /** Key → positions of lines, ascending. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  readonly byVendor: ReadonlyMap<string, readonly number[]>;
  /** First letter → words of the lines, for misspellings; their lines are under `byWord`. */
  readonly words: ReadonlyMap<string, readonly FiledWord[]>;
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  /** Lines with a number, CPE name or serial number of their own. */
  readonly identified: readonly number[];
}

export function holdInventory(lines: readonly InventoryLine[]): HeldInventory {
  const byKey = new Map<string, number[]>();
  const byVendor = new Map<string, number[]>();
  const byWord = new Map<string, number[]>();
  const identified: number[] = [];
  lines.forEach((line, at) => {
    const { keys, words, vendors } = keysAskedBy(readDevice(line));
    for (const key of keys) push(byKey, key, at);
    for (const word of words) push(byWord, word, at);
    for (const key of vendors) push(byVendor, key, at);
    if (identifierFields.some((field) => (line[field] ?? '') !== '')) identified.push(at);
  });
  const words = new Map<string, FiledWord[]>();
  for (const text of byWord.keys()) {
    const filed = words.get(text[0] ?? '') ?? [];
    filed.push({ text, mask: letterMaskOf(text) });
    words.set(text[0] ?? '', filed);
  }
  return { lines, byKey, byVendor, words, byWord, identified };
}

function push(map: Map<string, number[]>, key: string, at: number): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [at]);
  else known.push(at);
}

/**
 * @param matcher of the last whole run over the same lines; it is not changed and need not know the advisory.
 * @returns candidates at or above the weak edge, ordered as `matchLines` orders them.
 */
export function matchOneAdvisory(advisory: Advisory, held: HeldInventory, matcher: Matcher): MatchCandidate[] {
  const index = withHeldCounts(indexAdvisories([advisory].filter(isReadByName)), matcher.index);
  const identifiers = indexIdentifiers([advisory]);
  const shortened = recordsOfFirms([advisory], held.lines);
  const records = shortened.size === 0 ? null : recordProducts(indexOfRecords(indexAdvisories([...shortened.keys()]), shortened), matcher);
  const touched = new Set([...linesLedTo(index, held), ...(records === null ? [] : linesLedTo(records.index, held))]);
  for (const at of held.identified) {
    const line = held.lines[at];
    if (line !== undefined && identify(line, identifiers).length > 0) touched.add(at);
  }
  const lines = [...touched].toSorted((left, right) => left - right).flatMap((at) => held.lines[at] ?? []);
  return matchLines(lines, { ...matcher, index, identifiers, records });
}

function recordProducts(index: AdvisoryIndex, { records, rarity, weights }: Matcher): NamedProducts {
  return { index: records === null ? index : withHeldCounts(index, records.index), rarity: records?.rarity ?? rarity, weights };
}

/** A key counts for as many products as it did among all advisories. */
function withHeldCounts(index: AdvisoryIndex, whole: AdvisoryIndex): AdvisoryIndex {
  const countOf = (key: string, own: number): number => Math.max(own, whole.byKey.get(key)?.groupCount ?? 0);
  const held = [...index.byKey].map(([key, { groupCount, namings }]): [string, Posting] => [
    key,
    { groupCount: countOf(key, groupCount), namings },
  ]);
  const byKey = new Map(held);
  const namings = index.namings.map((naming) => ({ ...naming, leastWeight: leastWeightOf(naming.reading, byKey) }));
  return { ...index, byKey, namings };
}

function linesLedTo(index: AdvisoryIndex, held: HeldInventory): Set<number> {
  const found = new Set<number>();
  const add = (places: readonly number[] | undefined): void => places?.forEach((at) => found.add(at));
  for (const key of index.byKey.keys()) add(held.byKey.get(key));
  for (const key of index.byVendor.keys()) add(held.byVendor.get(key));
  for (const [letter, filed] of index.words) {
    for (const word of held.words.get(letter) ?? []) if (filed.some((one) => isAlike(one, word.text))) add(held.byWord.get(word.text));
  }
  return found;
}
