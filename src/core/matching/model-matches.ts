/**
 * What the lines of one device model could be, looked up once. A line's version and description add words that may stand in the
 * name of a product; only the namings that hold such a word are looked at again for it, everything else is the model's.
 */
import { compareCodePoints } from '../kernel/text.ts';
import type { AdvisoryIndex } from './advisory-index.ts';
import { leadsByNumber } from './candidate-groups.ts';
import { readDevice, type DeviceReading, type InventoryLine } from './device-names.ts';
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

  constructor(named: NamedProducts) {
    this.#named = named;
  }

  /** @param device of `readDevice(line)`; @returns by advisory, in the order of the index */
  of(line: InventoryLine, device: DeviceReading): readonly ModelMatch[] {
    const { index } = this.#named;
    this.#turnTo(line);
    const words = [...device.beside].filter((run) => isSignificant(run, index));
    const added = words.filter((run) => !this.#ofVendor.has(run));
    const name = nameOf(device, index);
    const looked = this.#byName.get(name) ?? this.#look({ ...device, beside: without(words, added) });
    this.#byName.set(name, looked);
    if (added.length === 0) return looked.matches;
    const key = `${name}\u001e${added.toSorted(compareCodePoints).join('\u001f')}`;
    const matches = this.#byWords.get(key) ?? this.#matchAgain(looked, { ...device, beside: new Set(words) }, added);
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

  #look(device: DeviceReading): Looked {
    const found = hitsOfModel(device, this.#named);
    return { found, matches: matchesOf(found) };
  }

  #matchAgain({ found, matches }: Looked, device: DeviceReading, added: readonly string[]): readonly ModelMatch[] {
    const { vocabulary, byKey } = this.#named.index;
    const touched = new Set(added.flatMap((run) => [...(vocabulary.get(run) ?? []), ...(byKey.get(run)?.namings ?? [])]));
    const ascending = [...touched].toSorted((left, right) => left - right);
    const again = hitsOfModel(device, this.#named, ascending);
    const kept = found.filter(({ naming }) => !touched.has(naming));
    return again.length === 0 && kept.length === found.length ? matches : matchesOf([...kept, ...again]);
  }
}

/** What stands next to each other in such a run. */
export function modelOf(vendor: string | null, product: string | null): string {
  return `${vendor ?? ''}\u001f${product ?? ''}`;
}

/** Only what stands in a name can answer one. */
function isSignificant(run: string, { vocabulary, byKey }: AdvisoryIndex): boolean {
  return vocabulary.has(run) || byKey.has(run);
}

function without(words: readonly string[], added: readonly string[]): ReadonlySet<string> {
  return new Set(added.length === 0 ? words : words.filter((run) => !added.includes(run)));
}

/** What of a line identity depends on, but for the words beside its name. */
function nameOf({ pieces, allRuns, mentioned }: DeviceReading, index: AdvisoryIndex): string {
  const numbers = [...allRuns].filter((run) => leadsByNumber(run, index)).toSorted(compareCodePoints);
  return [...pieces.map(({ text, word }) => `${text} ${word}`), '', ...numbers, '', ...mentioned.names].join('\u001f');
}
