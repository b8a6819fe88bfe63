/**
 * What the lines of one device model could be, looked up once. A line's version and description add words that may stand in the
 * name of a product; only the namings that hold such a word are looked at again for it, everything else is the model's.
 */
import { compareCodePoints } from '../kernel/text.ts';
import type { AdvisoryIndex } from './advisory-index.ts';
import type { CalledName } from './advisory-names.ts';
import { leadsByNumber } from './candidate-groups.ts';
import { readDevice, type DeviceReading, type InventoryLine } from './device-names.ts';
import { numbersInRanges } from './features.ts';
import { hitsOfModel, matchesOf, type FoundHit, type ModelMatch, type NamedProducts } from './match-model.ts';

interface Looked {
  readonly found: readonly FoundHit[];
  readonly matches: readonly ModelMatch[];
}

/** Of one run over lines that stand model by model: a model is forgotten when the next one comes. */
export class ModelMatches {
  readonly #named: NamedProducts;
  #model = '';
  readonly #byName = new Map<string, Looked>();
  readonly #byWords = new Map<string, readonly ModelMatch[]>();
  #ofVendor: ReadonlySet<string> = new Set();
  #pieces: DeviceReading['pieces'] | null = null;
  #put: readonly PutNumber[] = [];

  constructor(named: NamedProducts) {
    this.#named = named;
  }

  /** @param device of `readDevice(line)`; @returns by advisory, in the order of the index */
  of(line: InventoryLine, device: DeviceReading): readonly ModelMatch[] {
    const { index } = this.#named;
    this.#turnTo(line);
    const put = this.#numbersPut(device.pieces);
    const words = significantOf(device.beside, index, put);
    const added = words.filter((run) => !this.#ofVendor.has(run));
    const name = nameOf(device, index);
    const looked = this.#byName.get(name) ?? this.#look({ ...device, beside: without(words, added) });
    this.#byName.set(name, looked);
    if (added.length === 0) return looked.matches;
    const key = `${name}\u001e${added.toSorted(compareCodePoints).join('\u001f')}`;
    const matches = this.#byWords.get(key) ?? this.#matchAgain(looked, { ...device, beside: new Set(words) }, added, put);
    this.#byWords.set(key, matches);
    return matches;
  }

  #turnTo({ vendor, product }: InventoryLine): void {
    const model = modelOf(vendor, product);
    if (model === this.#model) return;
    this.#model = model;
    this.#byName.clear();
    this.#byWords.clear();
    this.#ofVendor = readDevice({ id: '', vendor, product: null, version: null, description: null }).beside;
  }

  #numbersPut(pieces: DeviceReading['pieces']): readonly PutNumber[] {
    if (pieces === this.#pieces) return this.#put;
    this.#pieces = pieces;
    this.#put = numbersPut(pieces, this.#named.index);
    return this.#put;
  }

  #look(device: DeviceReading): Looked {
    const found = hitsOfModel(device, this.#named);
    return { found, matches: matchesOf(found) };
  }

  #matchAgain(
    { found, matches }: Looked,
    device: DeviceReading,
    added: readonly string[],
    put: readonly PutNumber[],
  ): readonly ModelMatch[] {
    const { vocabulary, byKey } = this.#named.index;
    const touched = new Set(added.flatMap((run) => [...(vocabulary.get(run) ?? []), ...(byKey.get(run)?.namings ?? [])]));
    for (const { naming, text } of put) if (added.some((run) => run.includes(text))) touched.add(naming);
    const ascending = [...touched].toSorted((left, right) => left - right);
    const again = hitsOfModel(device, this.#named, ascending);
    const kept = found.filter(({ naming }) => !touched.has(naming));
    return again.length === 0 && kept.length === found.length ? matches : matchesOf([...kept, ...again]);
  }
}

/** What stands next to each other in such a run. */
function modelOf(vendor: string | null, product: string | null): string {
  return `${vendor ?? ''}\u001f${product ?? ''}`;
}

/** The positions of lines, model by model. */
export function placesOfModels(lines: readonly InventoryLine[]): Iterable<readonly number[]> {
  const models = new Map<string, number[]>();
  lines.forEach(({ vendor, product }, at) => {
    const model = modelOf(vendor, product);
    const known = models.get(model);
    if (known === undefined) models.set(model, [at]);
    else known.push(at);
  });
  return models.values();
}

const knownWords = new WeakMap<AdvisoryIndex, ReadonlySet<string>>();

/** Only what stands in a name can answer one. */
function significantOf(runs: ReadonlySet<string>, index: AdvisoryIndex, put: readonly PutNumber[]): string[] {
  const known = knownWords.get(index) ?? new Set([...index.vocabulary.keys(), ...index.byKey.keys()]);
  knownWords.set(index, known);
  const words: string[] = [];
  for (const run of runs) if (known.has(run) || put.some(({ text }) => run.includes(text))) words.push(run);
  return words;
}

/** A number of a device that stands in the place of a range, in a name of this naming: no other name need hold it. */
export interface PutNumber {
  readonly naming: number;
  readonly text: string;
}

interface RangedName {
  readonly naming: number;
  readonly name: CalledName;
}

const rangedMemory = new WeakMap<AdvisoryIndex, readonly RangedName[]>();
const noNumbers: readonly PutNumber[] = [];

export function numbersPut(pieces: DeviceReading['pieces'], index: AdvisoryIndex): readonly PutNumber[] {
  const ranged = rangedMemory.get(index) ?? rangedNamesOf(index);
  rangedMemory.set(index, ranged);
  if (ranged.length === 0 || !pieces.some(({ isDigits }) => isDigits)) return noNumbers;
  return ranged.flatMap(({ naming, name }) => numbersInRanges(name, pieces).flatMap((text) => (text === null ? [] : [{ naming, text }])));
}

function rangedNamesOf({ namings }: AdvisoryIndex): readonly RangedName[] {
  return namings.flatMap(({ reading }, naming) =>
    reading.names.filter(({ ranges }) => ranges.length > 0).map((name) => ({ naming, name })),
  );
}

function without(words: readonly string[], added: readonly string[]): ReadonlySet<string> {
  return new Set(added.length === 0 ? words : words.filter((run) => !added.includes(run)));
}

/** What of a line identity depends on, but for the words beside its name. */
function nameOf({ pieces, allRuns, mentioned }: DeviceReading, index: AdvisoryIndex): string {
  const numbers = new Set(allRuns.fields.flatMap((runs) => numbersAmong(runs, index)));
  return [lettersOf(pieces), '', ...[...numbers].toSorted(compareCodePoints), '', ...mentioned.names].join('\u001f');
}

const letterMemory = new WeakMap<DeviceReading['pieces'], string>();

/** The pieces of a device's name, and which of them are one written word. */
export function lettersOf(pieces: DeviceReading['pieces']): string {
  const known = letterMemory.get(pieces) ?? pieces.map(({ text, word }) => `${text} ${word}`).join('\u001f');
  letterMemory.set(pieces, known);
  return known;
}

const numberMemory = new WeakMap<AdvisoryIndex, WeakMap<ReadonlySet<string>, readonly string[]>>();

/** Those of a field that could lead to a product; many lines write the same field. */
function numbersAmong(runs: ReadonlySet<string>, index: AdvisoryIndex): readonly string[] {
  const ofIndex = numberMemory.get(index) ?? new WeakMap<ReadonlySet<string>, readonly string[]>();
  numberMemory.set(index, ofIndex);
  const known = ofIndex.get(runs) ?? [...runs].filter((run) => leadsByNumber(run, index));
  ofIndex.set(runs, known);
  return known;
}
