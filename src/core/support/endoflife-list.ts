/**
 * The public list of endoflife.date, one product: which names it goes by and its support cycles. Two forms: that of its
 * source (`releaseCycle`, `eol`) and that of its API v1 (`name`, `isEol`, `eolFrom`), which is brought to the first.
 * What it says that is not read: support of features (`eoas`), links, compatibility of one release with another.
 */
import { compareCodePoints, foldName } from '../kernel/text.ts';
import { parseDay, type Day } from '../kernel/time.ts';
import { packageIdentifier } from '../packages/package-identifier.ts';
import type { SupportCycle, SupportProduct } from './support-cycle.ts';

export interface ListedProduct extends SupportProduct {
  /** As people write it. */
  readonly title: string;
  /** Only an operating system is looked for in the words of an operating system. */
  readonly isOperatingSystem: boolean;
  /** What its packages go by (`package-end.ts`); absent in lists that were read before packages were. */
  readonly packages?: readonly string[];
}

/** @returns what is wrong with it as text. */
export function readListedProduct(value: unknown): ListedProduct | string {
  if (!isRecord(value)) return 'a product is an object';
  const { product, title, category, releases, alternate_urls: others, identifiers } = isOfApi(value) ? fromApi(value) : value;
  if (typeof product !== 'string' || product === '') return 'product is missing';
  if (typeof title !== 'string' || title === '') return 'title is missing';
  if (!Array.isArray(releases)) return 'releases is no list';
  const cycles: SupportCycle[] = [];
  for (const release of releases as readonly unknown[]) {
    const cycle = readCycle(release, { product, title });
    if (typeof cycle === 'string') return cycle;
    cycles.push(cycle);
  }
  const slugs = [product, ...(Array.isArray(others) ? others.filter((one) => typeof one === 'string') : [])];
  const names = [title, ...slugs.map((slug) => slug.replace(/[/_-]+/g, ' '))].map((name) => foldName(name));
  const packages = readIdentifiers(identifiers);
  return {
    product,
    title,
    names: [...new Set(names)],
    cycles,
    isOperatingSystem: category === 'os',
    ...(packages.length === 0 ? {} : { packages }),
  };
}

/** `{purl: …}` or `{cpe: …}`; the API writes `{type, id}`. Others name no package. */
function readIdentifiers(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  const texts = (value as readonly unknown[]).flatMap((one) => (isRecord(one) ? [one['purl'], one['cpe'], one['id']] : []));
  const found = texts.flatMap((text) => (typeof text === 'string' ? (packageIdentifier(text) ?? []) : []));
  return [...new Set(found)].toSorted(compareCodePoints);
}

function isOfApi(value: Readonly<Record<string, unknown>>): boolean {
  return value['product'] === undefined && typeof value['name'] === 'string';
}

function fromApi({
  name,
  label,
  category,
  aliases,
  releases,
  identifiers,
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    product: name,
    title: label,
    category,
    alternate_urls: aliases,
    identifiers,
    releases: Array.isArray(releases) ? releases.map((one: unknown) => (isRecord(one) ? releaseFromApi(one) : one)) : releases,
  };
}

function releaseFromApi(release: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { name, label, codename, latest, isEol, eolFrom, isEoes, eoesFrom } = release;
  return {
    releaseCycle: name,
    releaseLabel: label,
    codename,
    latest: isRecord(latest) ? latest['name'] : latest,
    eol: eolFrom ?? isEol ?? false,
    eoes: eoesFrom ?? isEoes ?? false,
  };
}

function readCycle(value: unknown, { product, title }: { readonly product: string; readonly title: string }): SupportCycle | string {
  if (!isRecord(value)) return 'a release is an object';
  const { releaseCycle, releaseLabel, eol, eoes, latest, codename } = value;
  if (typeof releaseCycle !== 'string' || releaseCycle === '') return 'releaseCycle is missing';
  const end = endOf(eol);
  const extended = endOf(eoes);
  if (end === null || extended === null) return `eol or eoes of ${releaseCycle} is neither a day nor true or false`;
  return {
    product,
    title,
    cycle: releaseCycle,
    written: writtenAs(releaseCycle, releaseLabel),
    latest: typeof latest === 'string' && latest !== '' ? latest : null,
    codename: typeof codename === 'string' && codename !== '' ? codename : null,
    endOn: end.on,
    isEnded: end.isEnded,
    extendedEndOn: extended.on,
  };
}

/** The label, where it names the release otherwise than by its version: Windows 5 is called XP. */
function writtenAs(cycle: string, label: unknown): string {
  const [version = ''] = cycle.toLowerCase().split('-');
  if (typeof label !== 'string' || label.includes('__') || foldName(label).includes(version)) return cycle.toLowerCase();
  return foldName(label).replaceAll(' ', '-');
}

/** A day, `true` = ended on an unknown day, `false` or absent = nothing is said. */
function endOf(value: unknown): { readonly on: Day | null; readonly isEnded: boolean } | null {
  if (value === undefined || value === false) return { on: null, isEnded: false };
  if (value === true) return { on: null, isEnded: true };
  const on = typeof value === 'string' ? parseDay(value) : undefined;
  return on === undefined ? null : { on, isEnded: false };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
