/**
 * One advisory that comes in, against an inventory that was read before: only lines that it could be about are looked at. Not a
 * whole run: how rare a word is stays as it was at the last one, and so does how much a key is worth that many products share.
 * The advisory's own words therefore count for new, and a probability can differ by a few hundredths from what the next whole run
 * says. That run weighs everything anew and gives the same as from nothing. Source: domain/medical-advisories.md 8.
 */
import type { Advisory } from '../advisories/advisory.ts';
import { indexAdvisories, isListedModel, leastWeightOf, type AdvisoryIndex, type FiledWord, type Posting } from './advisory-index.ts';
import { candidateNamings, isAlike, keysAskedBy } from './candidate-groups.ts';
import { DeviceComparer } from './device-comparer.ts';
import { identifierFields, readDevice, type DeviceReading, type InventoryLine } from './device-names.ts';
import { identify, indexIdentifiers } from './identifiers/identifier-index.ts';
import { isReadByName, recordsOfFirms, indexOfRecords } from './identifiers/records-by-name.ts';
import { hitsOfModel, type Matcher, type NamedProducts } from './match-model.ts';
import { matchLines, type MatchCandidate } from './match.ts';
import { modelKeysOf } from './model-numbers.ts';
import { lettersOf, numbersPut, placesOfModels } from './model-matches.ts';
import { letterMaskOf } from './text.ts';

/** An inventory filed under all that its lines can be looked up by. Holds the lines; nothing of any advisory. */
export interface HeldInventory {
  readonly lines: readonly InventoryLine[];
  /** Key → positions of lines. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  /** The same for what a line writes beyond what its model is called. */
  readonly byOther: ReadonlyMap<string, readonly number[]>;
  readonly byVendor: ReadonlyMap<string, readonly number[]>;
  /** First letter → words of the lines, for misspellings; their lines are under `byWord`. */
  readonly words: ReadonlyMap<string, readonly FiledWord[]>;
  readonly byWord: ReadonlyMap<string, readonly number[]>;
  /** Lines with a number, CPE name or serial number of their own. */
  readonly identified: readonly number[];
  /** Device models as they are read without version and description. */
  readonly models: readonly DeviceReading[];
  /** Of each model what else its lines write that no line is filed under: short words and words of the trade. */
  readonly unfiled: readonly ReadonlySet<string>[];
  /** Of each line its model; -1 where version or description change what it is called, or it has a number of its own. */
  readonly modelOfLine: Int32Array;
}

export function holdInventory(lines: readonly InventoryLine[]): HeldInventory {
  const byKey = new Map<string, number[]>();
  const byOther = new Map<string, number[]>();
  const byVendor = new Map<string, number[]>();
  const byWord = new Map<string, number[]>();
  const identified: number[] = [];
  const models: DeviceReading[] = [];
  const unfiled: ReadonlySet<string>[] = [];
  const modelOfLine = new Int32Array(lines.length).fill(-1);
  // What lines of one model have in common is read once where they follow each other.
  for (const places of placesOfModels(lines)) {
    const line = lines[places[0] ?? -1];
    if (line === undefined) continue;
    const bare = readDevice({ ...line, version: null, description: null });
    const ownKeys = keysAskedBy(bare).keys;
    const left = new Set<string>();
    for (const at of places) {
      const device = readDevice(lines[at] ?? line);
      const { keys, words, vendors } = keysAskedBy(device);
      const others = otherWordsOf(device, bare);
      for (const key of keys) push(others.has(key) || !ownKeys.has(key) ? byOther : byKey, key, at);
      for (const word of others) if (!keys.has(word)) left.add(word);
      for (const word of words) push(byWord, word, at);
      for (const key of vendors) push(byVendor, key, at);
      const isIdentified = identifierFields.some((field) => (lines[at]?.[field] ?? '') !== '');
      if (isIdentified) identified.push(at);
      if (!isIdentified && isCalledAs(device, bare)) modelOfLine[at] = models.length;
    }
    models.push(bare);
    unfiled.push(left);
  }
  return { lines, byKey, byOther, byVendor, words: filedWords(byWord.keys()), byWord, identified, models, unfiled, modelOfLine };
}

function filedWords(texts: Iterable<string>): ReadonlyMap<string, readonly FiledWord[]> {
  const words = new Map<string, FiledWord[]>();
  for (const text of texts) {
    const filed = words.get(text[0] ?? '') ?? [];
    filed.push({ text, mask: letterMaskOf(text) });
    words.set(text[0] ?? '', filed);
  }
  return words;
}

/** What a line writes beside its name, or as a number that may name a model, and its model does not: all that lines called alike differ in. */
function otherWordsOf({ beside, allRuns }: DeviceReading, model: DeviceReading): ReadonlySet<string> {
  const others = new Set<string>();
  for (const word of beside) if (!model.beside.has(word)) others.add(word);
  for (const run of allRuns) if (isListedModel(run) && !model.allRuns.has(run)) others.add(run);
  return others;
}

/** But for the words beside its name. */
function isCalledAs({ pieces, mentioned }: DeviceReading, model: DeviceReading): boolean {
  return lettersOf(pieces) === lettersOf(model.pieces) && mentioned.names.join('\u001f') === model.mentioned.names.join('\u001f');
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
  const touched = linesThatCouldFit(linesLedTo(index, held), held, { index, rarity: matcher.rarity, weights: matcher.weights });
  for (const at of records === null ? [] : linesLedTo(records.index, held)) touched.add(at);
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

/**
 * Without the lines that cannot come to the weak edge: common words and firms lead to a tenth of a register, and reading so many
 * lines takes longer than all the rest. A line that writes nothing of what the index asks is its model, which is matched once; of
 * the others the bound tells, with all such words that lines of the model write.
 */
function linesThatCouldFit(led: ReadonlySet<number>, held: HeldInventory, means: NamedProducts): Set<number> {
  const { groups, namings, byKey, vocabulary } = means.index;
  const patterns = groups.flatMap(({ modelPatterns }) => modelPatterns);
  // A number that is filed under nothing may stand in any field.
  if (patterns.some((pattern) => modelKeysOf(pattern).length === 0)) return new Set(led);
  // Any field may write these, and is then looked at whatever it promises.
  const byNumber = [...byKey].flatMap(([key, posting]) => (key.length >= 5 && /\d/.test(key) ? posting.namings : []));
  const always = new Set([...byNumber, ...namings.flatMap(({ reading }, at) => (reading.models.length > 0 ? [at] : []))]);
  const words = new Set([...vocabulary.keys(), ...byKey.keys()]);
  const { writing, written } = linesWriting(words, held);
  const isModelHit = remembered((model) => hitsOfModel(held.models[model] ?? nothing, means).length > 0);
  const unfiledIn = remembered((model) => [...(held.unfiled[model] ?? [])].filter((word) => words.has(word)));
  // A number in the place of a range is no word of the index.
  const isInRange = remembered((model) => numbersPut((held.models[model] ?? nothing).pieces, means.index).length > 0);
  const couldFit = remembered((model) => {
    const bare = held.models[model] ?? nothing;
    const device = { ...bare, beside: new Set([...bare.beside, ...unfiledIn(model), ...(written.get(model) ?? [])]) };
    return couldFitAny(device, means, new Set([...candidateNamings(device, means.index), ...always]));
  });
  const isKept = (at: number): boolean => {
    const model = held.modelOfLine[at] ?? -1;
    if (model < 0 || isModelHit(model)) return true;
    const isOther = writing.has(at) || unfiledIn(model).length > 0;
    return isOther ? patterns.length > 0 || couldFit(model) : isInRange(model);
  };
  return new Set([...led].filter(isKept));
}

const nothing = readDevice({ id: '', vendor: null, product: null, version: null, description: null });

function remembered<T>(answer: (model: number) => T): (model: number) => T {
  const known = new Map<number, T>();
  return (model) => {
    const before = known.get(model);
    if (before !== undefined) return before;
    const found = answer(model);
    known.set(model, found);
    return found;
  };
}

/** The lines that write such words beyond what their model is called, and by model the words. */
function linesWriting(
  words: ReadonlySet<string>,
  { byOther, modelOfLine }: HeldInventory,
): { readonly writing: ReadonlySet<number>; readonly written: ReadonlyMap<number, ReadonlySet<string>> } {
  const writing = new Set<number>();
  const written = new Map<number, Set<string>>();
  for (const word of words) {
    for (const at of byOther.get(word) ?? []) {
      writing.add(at);
      const model = modelOfLine[at] ?? -1;
      if (model >= 0) written.set(model, (written.get(model) ?? new Set<string>()).add(word));
    }
  }
  return { writing, written };
}

function couldFitAny(device: DeviceReading, means: NamedProducts, namings: ReadonlySet<number>): boolean {
  if (device.pieces.length === 0 || namings.size === 0) return false;
  const places = [...namings];
  const comparer = new DeviceComparer(device, means, places);
  return places.some((at) => means.index.namings[at]?.groups.some((group) => comparer.couldFit(at, group)));
}

function linesLedTo(index: AdvisoryIndex, held: HeldInventory): Set<number> {
  const found = new Set<number>();
  const add = (places: readonly number[] | undefined): void => places?.forEach((at) => found.add(at));
  for (const key of index.byKey.keys()) {
    add(held.byKey.get(key));
    add(held.byOther.get(key));
  }
  for (const key of index.byVendor.keys()) add(held.byVendor.get(key));
  for (const [letter, filed] of index.words) {
    for (const word of held.words.get(letter) ?? []) if (filed.some((one) => isAlike(one, word.text))) add(held.byWord.get(word.text));
  }
  return found;
}
