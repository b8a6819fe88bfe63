/**
 * Ranges of versions as VERS writes them (`vers:npm/>=1.0.0|<1.2.3`): read, written, and asked whether a version is inside. The
 * answer has three values: where the ecosystem has no order here, or a version is none of it, nothing is guessed.
 * Followed: VERS (package-url/vers-spec, draft of ECMA TC54, clause 5 and "how to parse").
 */
import { compareVersionsOf, type CompareVersions } from './versions/scheme.ts';

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface VersionBound {
  readonly comparator: Comparator;
  /** As written, decoded. */
  readonly version: string;
}

export interface VersionRange {
  /** An ecosystem (`npm`) or a scheme of nobody (`semver`, `all`). */
  readonly scheme: string;
  /** Null: every version. In the order of the versions where the scheme has one. */
  readonly bounds: readonly VersionBound[] | null;
}

export type ReadVers =
  | { readonly kind: 'read'; readonly range: VersionRange }
  /** `at` is the piece that is wrong, as written. */
  | { readonly kind: 'broken'; readonly at: string; readonly message: string };

export function parseVers(text: string): ReadVers {
  const [, scheme, written] = /^vers:([a-z][a-z0-9.-]*)\/(.*)$/s.exec(text) ?? [];
  if (scheme === undefined || written === undefined) return broken(text, 'a range is written as vers:ecosystem/constraints');
  if (scheme === 'invalid') return broken(scheme, 'the type "invalid" is kept for what is none');
  if (/\s/.test(text)) return broken(text, 'a range has no spaces');
  if (written === '*') return { kind: 'read', range: { scheme, bounds: scheme === 'none' ? [] : null } };
  if (scheme === 'all' || scheme === 'none') return broken(written, `behind vers:${scheme}/ stands nothing but *`);
  const bounds: VersionBound[] = [];
  for (const piece of written.split('|')) {
    const [, comparator = '', encoded = ''] = /^(>=|<=|!=|<|>|)(.*)$/s.exec(piece) ?? [];
    const version = decoded(encoded);
    if (version === undefined) return broken(piece, 'the constraint has no version, or signs in it that have to be percent-encoded');
    if (bounds.some((bound) => bound.version === version)) return broken(piece, 'a version stands in a range once only');
    bounds.push({ comparator: comparator === '' ? '=' : (comparator as Comparator), version });
  }
  const problem = problemOfOrder(bounds, compareVersionsOf(scheme));
  return problem ?? { kind: 'read', range: { scheme, bounds } };
}

export function printVers({ scheme, bounds }: VersionRange): string {
  const written = bounds?.map(({ comparator, version }) => `${comparator === '=' ? '' : comparator}${encoded(version)}`).join('|');
  return `vers:${scheme}/${written === undefined || written === '' ? '*' : written}`;
}

/**
 * Whether a version is inside a range.
 * @returns undefined: it cannot be known.
 */
export function isInRange(version: string, { scheme, bounds }: VersionRange): boolean | undefined {
  if (bounds === null) return true;
  const sameText = bounds.find((bound) => bound.version === version);
  if (sameText !== undefined) return includesOwn(sameText);
  const compare = compareVersionsOf(scheme);
  // Another text may still be the same version, which only a scheme can tell.
  if (compare === undefined) return bounds.length === 0 ? false : undefined;
  const orders = bounds.map((bound) => ({ ...bound, order: compare(version, bound.version) }));
  const same = orders.find(({ order }) => order === 0);
  if (same !== undefined) return includesOwn(same);
  if (orders.some(({ order }) => order === undefined)) return undefined;
  return isBetween(orders as readonly OrderedBound[]);
}

type OrderedBound = VersionBound & { readonly order: number };

/** Of a version that is none of those that the bounds name. */
function isBetween(orders: readonly OrderedBound[]): boolean {
  const edges = orders.filter(({ comparator }) => comparator !== '=' && comparator !== '!=');
  // A range that only leaves out holds the rest.
  if (edges.length === 0) return orders.length > 0 && orders.every(({ comparator }) => comparator === '!=');
  // The last edge below and the first one above decide; edges are in order.
  const below = edges.findLast(({ order }) => order > 0);
  const above = edges.find(({ order }) => order < 0);
  const opens = below === undefined || below.comparator.startsWith('>');
  const closes = above === undefined || above.comparator.startsWith('<');
  return opens && closes;
}

function includesOwn({ comparator }: VersionBound): boolean {
  return comparator === '=' || comparator === '<=' || comparator === '>=';
}

/** Versions in their order, none twice, and edges that open and close in turn. */
function problemOfOrder(
  bounds: readonly VersionBound[],
  compare: CompareVersions | undefined,
): Extract<ReadVers, { kind: 'broken' }> | undefined {
  for (const [at, { version }] of bounds.entries()) {
    const before = bounds[at - 1];
    const order = before === undefined ? -1 : compare?.(before.version, version);
    if (order !== undefined && order > 0) return broken(version, `the version is older than the one before it`);
    if (order === 0) return broken(version, 'a version stands in a range once only');
  }
  const held = bounds.filter(({ comparator }) => comparator !== '!=');
  const wrong = held.find((bound, at) => !mayFollow(held[at - 1]?.comparator, bound.comparator));
  return wrong === undefined
    ? undefined
    : broken(`${wrong.comparator}${wrong.version}`, 'the constraint says nothing beside the one before it');
}

function mayFollow(before: Comparator | undefined, next: Comparator): boolean {
  if (before === undefined) return true;
  const isOpen = before.startsWith('>');
  return next.startsWith('<') ? isOpen : !isOpen;
}

function decoded(text: string): string | undefined {
  if (text === '' || /[<>=!*|]/.test(text) || !/^[\x20-\x7e]*$/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function encoded(text: string): string {
  return text.replaceAll(/[<>=!*|%\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
}

function broken(at: string, message: string): Extract<ReadVers, { kind: 'broken' }> {
  return { kind: 'broken', at, message };
}
