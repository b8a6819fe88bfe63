/**
 * What one product entry of an advisory says of versions, wherever it says it: in its version branch, in the name of its
 * product branch, or only in its full name. See `version-clause.ts`.
 */
import type { AdvisoryProduct, ProductBranch } from '../../advisories/advisory.ts';
import { parseVersionClause } from './parse-clause.ts';
import { compareReleases } from './release.ts';
import { splitVersionFromName } from './split-name.ts';
import type { VersionClause } from './version-clause.ts';

export interface ProductClauses {
  /** The product's name without version, family and vendor; the full name where there are no branches. */
  readonly productName: string;
  /** All must hold; empty = every version. */
  readonly clauses: readonly VersionClause[];
  /** As written in the advisory, for people. */
  readonly clauseText: string | null;
}

export function clausesOfProduct({ name, paths }: AdvisoryProduct): ProductClauses {
  const [path = []] = paths;
  const named = lastOf(path, ['product_name']) ?? lastOf(path, ['product_family']);
  const version = lastOf(path, ['product_version', 'product_version_range']);
  const split = splitVersionFromName(named ?? name);
  if (version === null) {
    const own = split.clauses.length === 0 ? splitVersionFromName(name) : split;
    return { productName: split.name, clauses: own.clauses, clauseText: own.clauseText };
  }
  const text = withoutName(withLostZeros(version, name), split.name);
  const clause = readableOf(parseVersionClause(text), splitVersionFromName(name).clauses);
  const ofName = split.clauses.filter((one) => !contradicts(one, clause));
  const clauses = clause.kind === 'all' ? ofName : [...ofName, clause];
  return { productName: split.name, clauses, clauseText: [...(ofName.length > 0 ? [split.clauseText] : []), text].join('; ') };
}

/** Where the branch cannot be read, the full name may say it better. */
function readableOf(clause: VersionClause, named: readonly VersionClause[]): VersionClause {
  const ofFullName = named.find(({ kind }) => kind === 'interval' || kind === 'any-of');
  const isUnread = clause.kind === 'unreadable' || (clause.kind === 'exact' && clause.value.kind === 'text');
  return isUnread && ofFullName !== undefined ? ofFullName : clause;
}

function lastOf(path: readonly ProductBranch[], categories: readonly string[]): string | null {
  return path.findLast(({ category }) => categories.includes(category))?.name ?? null;
}

/** "Xcelera 1.5" as the version of Xcelera. */
function withoutName(version: string, product: string): string {
  return version.toLowerCase().startsWith(`${product.toLowerCase()} `) ? version.slice(product.length).trim() : version;
}

/** A number that was stored as a number lost its zeros: the branch says 2.2 where the full name says 2.20. */
function withLostZeros(version: string, name: string): string {
  const [, sign = '', number] = /^\s*([<>]=?)?\s*[vV]?(\d+\.\d+)\s*$/.exec(version) ?? [];
  if (number === undefined) return version;
  const found = new RegExp(`(?<![\\d.])${number.replace('.', '\\.')}0+(?![\\d.])`).exec(name)?.[0];
  return found === undefined ? version : `${sign} ${found}`.trim();
}

/** The name speaks of a release that lies outside the range of the branch: the range decides. */
function contradicts(ofName: VersionClause, clause: VersionClause): boolean {
  if (ofName.kind !== 'exact' || ofName.value.kind !== 'release') return false;
  const { value } = ofName;
  if (clause.kind === 'exact' && clause.value.kind === 'release')
    return compareReleases(clause.value, value).order !== 0 && !startsAlike(clause.value.core, value.core);
  if (clause.kind !== 'interval') return false;
  const isAbove = clause.upper?.value.kind === 'release' && compareReleases(value, clause.upper.value).order === 1;
  return isAbove && !(clause.upper?.value.kind === 'release' && startsAlike(clause.upper.value.core, value.core));
}

function startsAlike(core: readonly string[], start: readonly string[]): boolean {
  return start.every((part, index) => core[index] === part);
}
