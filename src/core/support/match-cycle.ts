/**
 * Which support cycle the free words of a source mean: `Microsoft Windows Server 2012 R2 Standard`, `Linux Kernel 5.15 on
 * Ubuntu 22.04 (jammy)`, `Windows 10 Enterprise LTSC`, `10.0.19045`. By words, never by likeness: a product is named when
 * all words of one of its names stand together, the longest name wins, and a cycle fits when each of its parts is said.
 * Where the words leave several cycles, none is made up: the answer says so and gives the latest end among them, so that
 * "ended" is only said when every reading has ended.
 */
import { compareCodePoints, foldName } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import type { SupportCycle, SupportProduct } from './support-cycle.ts';

export interface CycleMatch {
  readonly product: string;
  readonly title: string;
  /** The cycles that the words leave; at least one. */
  readonly cycles: readonly string[];
  /** The latest end among them; null = none is set. */
  readonly endOn: Day | null;
  /** Every reading has ended; `endOn` may still be unknown. */
  readonly isEnded: boolean;
  readonly extendedEndOn: Day | null;
}

/** Products by the first word of each of their names. */
export type CycleBook = ReadonlyMap<string, readonly NamedProduct[]>;

interface NamedProduct {
  readonly words: readonly string[];
  readonly product: SupportProduct;
}

export function cycleBookOf(products: readonly SupportProduct[]): CycleBook {
  const book = new Map<string, NamedProduct[]>();
  for (const product of products) {
    for (const name of new Set(product.names)) {
      const words = wordsOf(name);
      const [first] = words;
      if (first === undefined) continue;
      const named = book.get(first);
      if (named === undefined) book.set(first, [{ words, product }]);
      else named.push({ words, product });
    }
  }
  return book;
}

/** @returns null where the words name no known product, or none of its cycles. */
export function matchCycle(text: string, book: CycleBook): CycleMatch | null {
  const words = wordsOf(text);
  const named = namedIn(words, book);
  for (const { product, at, length } of named) {
    if (words.includes(notOf[product.product] ?? '')) continue;
    const rest = withServicePacks([...words.slice(at + length), ...words.slice(0, at)]);
    const cycles = narrowed(fitting(product, rest));
    if (cycles.length > 0) return matchOf(product, cycles);
  }
  return null;
}

interface Named {
  readonly product: SupportProduct;
  readonly at: number;
  readonly length: number;
}

function namedIn(words: readonly string[], book: CycleBook): readonly Named[] {
  const found: Named[] = [];
  words.forEach((word, at) => {
    for (const { words: name, product } of book.get(word) ?? []) {
      if (name.every((part, index) => words[at + index] === part)) found.push({ product, at, length: name.length });
    }
  });
  // "windows server" before "windows"; a kernel only where no distribution is named; else what stands first.
  const order = (one: Named) => (one.product.product === 'linux-kernel' ? 0 : one.length);
  return found.toSorted((left, right) => order(right) - order(left) || left.at - right.at);
}

/** Two makers gave their systems one name: beside this word it is the other one's. */
const notOf: Readonly<Record<string, string>> = { ios: 'cisco' };

/** `12 SP5` is also `12.5`, as some makers number it. */
function withServicePacks(words: readonly string[]): readonly string[] {
  const packs = words.flatMap((word, at) => {
    const pack = /^sp(\d+)$/.exec(words[at + 1] ?? '')?.[1];
    return pack !== undefined && /^\d+$/.test(word) ? [`${word}.${pack}`] : [];
  });
  return packs.length === 0 ? words : [...words, ...packs];
}

/** Letters and figures part words, dots stay inside numbers: `2012 R2`, `22.04.3`, `sp1`. */
function wordsOf(text: string): readonly string[] {
  return foldName(text).match(/\d+(?:\.\d+)*[a-z]?\d*|[\p{L}]+\d*|\d+/gu) ?? [];
}

interface Fit {
  readonly cycle: SupportCycle;
  /** How many parts of the cycle were said. */
  readonly said: number;
}

function fitting(product: SupportProduct, words: readonly string[]): readonly Fit[] {
  const known = new Set(product.cycles.flatMap((cycle) => partsOf(cycle).slice(1)));
  const saidReleases = words.filter((word) => known.has(word) && !(word in editions));
  const fits: Fit[] = [];
  for (const cycle of product.cycles) {
    const said = saidParts(cycle, words, saidReleases);
    if (said > 0) fits.push({ cycle, said });
  }
  return fits;
}

/** Markers of an edition in the public list, and the words that say it. */
const editions: Readonly<Record<string, readonly string[]>> = {
  e: ['enterprise', 'education', 'ent', 'edu'],
  w: ['home', 'pro', 'professional', 'workstations'],
  lts: ['ltsc', 'ltsb', 'lts'],
  iot: ['iot'],
  ac: ['ac'],
  sac: ['sac'],
};

/** 0 where the words do not mean this cycle. */
function saidParts(cycle: SupportCycle, words: readonly string[], saidReleases: readonly string[]): number {
  if (cycle.latest !== null && words.some((word) => isBuild(word) && isWithin(word, cycle.latest ?? ''))) return 100;
  if (cycle.codename !== null && wordsOf(cycle.codename).every((word) => words.includes(word))) return 50;
  const [version = '', ...rest] = partsOf(cycle);
  if (!words.some((word) => isWithin(word, version))) return 0;
  let said = 1;
  for (const part of rest) {
    if (words.includes(part)) said += 2;
    else if (part === 'e' || part === 'w') {
      // Where no edition is said, both may be meant.
      if (isOtherEdition(part, words)) return 0;
    } else if (part in editions) {
      if (!(editions[part] ?? []).some((word) => words.includes(word))) return 0;
      said += 1;
    } else if (/^r\d$/.test(part) || saidReleases.some((word) => shapeOf(word) === shapeOf(part))) {
      // A release may be left unsaid ("Windows 10"), another one may not be said instead; R2 is another product.
      return 0;
    }
  }
  return said;
}

function isOtherEdition(part: 'e' | 'w', words: readonly string[]): boolean {
  const said = (edition: string) => (editions[edition] ?? []).some((word) => words.includes(word));
  return !said(part) && said(part === 'e' ? 'w' : 'e');
}

/** Of three members at least: a build, or a version so exact that it can stand for one. */
function isBuild(word: string): boolean {
  return /^\d+\.\d+\.\d+/.test(word);
}

/** `22.04.3` lies within `22.04`; `22.045` does not. */
function isWithin(word: string, version: string): boolean {
  return version !== '' && (word === version || word.startsWith(`${version}.`));
}

/** `22h2` and `21h2`, `sp1` and `sp2`, `1809` and `1607` have one shape. */
function shapeOf(text: string): string {
  return text.replace(/\d/g, '0');
}

function partsOf({ written }: SupportCycle): readonly string[] {
  return written.split('-');
}

/** The cycles of which most was said, and of these the longest version: 8.1 before 8. */
function narrowed(fits: readonly Fit[]): readonly SupportCycle[] {
  const most = Math.max(0, ...fits.map((fit) => fit.said));
  const best = fits.filter((fit) => fit.said === most).map((fit) => fit.cycle);
  const lengthOf = (cycle: SupportCycle) => partsOf(cycle)[0]?.length ?? 0;
  const length = Math.max(0, ...best.map(lengthOf));
  return best.filter((cycle) => lengthOf(cycle) === length);
}

function matchOf(product: SupportProduct, cycles: readonly SupportCycle[]): CycleMatch {
  const ended = cycles.every((cycle) => cycle.isEnded || cycle.endOn !== null);
  const ends = cycles.flatMap((cycle) => cycle.endOn ?? []).toSorted();
  const extended = cycles.flatMap((cycle) => cycle.extendedEndOn ?? []).toSorted();
  return {
    product: product.product,
    title: cycles[0]?.title ?? product.product,
    cycles: cycles.map(({ cycle }) => cycle).toSorted(compareCodePoints),
    endOn: ended ? (ends.at(-1) ?? null) : null,
    isEnded: cycles.every((cycle) => cycle.isEnded),
    extendedEndOn: extended.at(-1) ?? null,
  };
}
