/**
 * The names of one flaw: which ids stand for exactly one flaw, which of several names it goes by, and what follows from
 * "these two are one" said by files and by people (docs/decisions/0010). Not here: what a scanner's check is set apart from
 * (`place-checks.ts`), nor how names are stored.
 */
import { compareCodePoints } from '../kernel/text.ts';

/** Two names of one flaw. */
export interface NamePair {
  readonly name: string;
  readonly other: string;
}

export interface NamedItem {
  readonly cveIds: readonly string[];
  readonly aliases?: readonly string[] | undefined;
  readonly check: { readonly scanner: string; readonly nativeId: string };
}

/**
 * In the order in which a flaw goes by them. Only kinds of id that are given to one flaw each: an advisory of a maker
 * (RHSA, DSA, USN, MS, KB, …) is about many, and is no name of any of them.
 */
const nameForms: readonly { readonly pattern: RegExp; readonly spell: (text: string) => string }[] = [
  { pattern: /^CVE-\d{4}-\d{4,}$/i, spell: (text) => text.toUpperCase() },
  { pattern: /^GHSA(-[0-9a-z]{4}){3}$/i, spell: (text) => `GHSA${text.slice(4).toLowerCase()}` },
  { pattern: /^(PYSEC|GO|RUSTSEC)-\d{4}-\d+$/i, spell: (text) => text.toUpperCase() },
  { pattern: /^OSV-\d{4}-\d+$/i, spell: (text) => text.toUpperCase() },
];
const cveForm = 0;

function formOf(name: string): number {
  const form = nameForms.findIndex(({ pattern }) => pattern.test(name));
  return form === -1 ? nameForms.length : form;
}

/** As all of us spell it; what is no public id (a scanner's own check) stays as it was written. */
export function spelledName(text: string): string {
  const trimmed = text.trim();
  return nameForms[formOf(trimmed)]?.spell(trimmed) ?? trimmed;
}

/** Public ids other than CVEs among the texts, each once, in their order: GHSA, PYSEC, GO, RUSTSEC, OSV. */
export function advisoryNamesIn(texts: readonly string[]): string[] {
  const names = texts.map(spelledName).filter((name) => formOf(name) !== cveForm && formOf(name) < nameForms.length);
  return [...new Set(names)];
}

/** The name under which a scanner's own check is a flaw of its own. */
export function checkName({ scanner, nativeId }: NamedItem['check']): string {
  return `${scanner}:${nativeId}`;
}

/**
 * What a flaw is known by comes first: a CVE before an advisory, an advisory before a scanner's check; then in code point
 * order. The form of each name is looked at once, however many there are.
 */
export function inNameOrder(names: Iterable<string>): string[] {
  return Array.from(names, (name) => ({ name, form: formOf(name) }))
    .toSorted((left, right) => left.form - right.form || compareCodePoints(left.name, right.name))
    .map(({ name }) => name);
}

/** The flaws of which an item speaks: its CVEs, else the advisory it names, else the scanner's own check. */
export function flawKeysOf({ cveIds, aliases = [], check }: NamedItem): readonly string[] {
  if (cveIds.length > 0) return [...new Set(cveIds)];
  return [inNameOrder(aliases)[0] ?? checkName(check)];
}

/** What an item says of names: nothing where it names several CVEs, because then no other name is that of one of them. */
export function namePairsOf(item: NamedItem): readonly NamePair[] {
  const [key, ...others] = flawKeysOf(item);
  if (key === undefined || others.length > 0) return [];
  return (item.aliases ?? []).filter((alias) => alias !== key).map((alias) => pairOf(key, alias));
}

/** The same pair whichever is said first. */
export function pairOf(name: string, other: string): NamePair {
  return compareCodePoints(name, other) < 0 ? { name, other } : { name: other, other: name };
}

export interface NameGroups {
  /** Every name of the same flaw, the best first; of an unknown name itself alone. */
  readonly namesOf: (name: string) => readonly string[];
  /** Every name that anything said connects with it, also where that is disputed; itself included. */
  readonly connectedTo: (name: string) => readonly string[];
  /** Files connect it with more than one CVE: what they say of its names counts for nothing. */
  readonly isDisputed: (name: string) => boolean;
  /** The pairs that make two names of one flaw one, the shortest way; empty where they are none or equal. */
  readonly wayBetween: (name: string, other: string) => readonly NamePair[];
}

/**
 * @param stated by files: whatever it connects is one flaw, unless more than one CVE is among it
 * @param said by people: goes before files, and may join anything. The order of either never matters.
 */
export function groupNames(stated: readonly NamePair[], said: readonly NamePair[]): NameGroups {
  const ofFiles = componentsOf(stated);
  const isDisputed = (name: string): boolean => (ofFiles.get(name) ?? []).filter((one) => formOf(one) === cveForm).length > 1;
  const counted = [...said, ...stated.filter((pair) => !isDisputed(pair.name))];
  const groups = componentsOf(counted);
  const connected = componentsOf([...said, ...stated]);
  return {
    namesOf: (name) => groups.get(name) ?? [name],
    connectedTo: (name) => connected.get(name) ?? [name],
    isDisputed,
    wayBetween: (name, other) => wayBetween(name, other, counted),
  };
}

function componentsOf(pairs: readonly NamePair[]): Map<string, readonly string[]> {
  const sets = new Map<string, Set<string>>();
  for (const { name, other } of pairs) {
    const left = sets.get(name) ?? new Set([name]);
    const right = sets.get(other) ?? new Set([other]);
    const [large, small] = left.size < right.size ? [right, left] : [left, right];
    for (const one of small) large.add(one);
    for (const one of [name, ...small]) sets.set(one, large);
    sets.set(other, large);
  }
  const sorted = new Map([...new Set(sets.values())].map((set) => [set, inNameOrder(set)]));
  return new Map([...sets].map(([name, set]) => [name, sorted.get(set) ?? [name]]));
}

function wayBetween(from: string, to: string, pairs: readonly NamePair[]): readonly NamePair[] {
  const ways = new Map<string, readonly NamePair[]>([[from, []]]);
  const queue = [from];
  for (let place = queue.shift(); place !== undefined && !ways.has(to); place = queue.shift()) {
    const way = ways.get(place) ?? [];
    for (const pair of pairs) {
      const next = pair.name === place ? pair.other : pair.other === place ? pair.name : undefined;
      if (next === undefined || ways.has(next)) continue;
      ways.set(next, [...way, pair]);
      queue.push(next);
    }
  }
  return ways.get(to) ?? [];
}
