/**
 * What one product entry of an advisory says of versions, wherever it says it: in its version branch, in the name of its
 * product branch, or only in its full name. See `version-clause.ts`.
 */
import type { AdvisoryProduct, ProductBranch } from '../../advisories/advisory.ts';
import { foldName } from '../../kernel/text.ts';
import { saysAll } from './clause-phrases.ts';
import { allOf, parseVersionClause } from './parse-clause.ts';
import { compareReleases } from './release.ts';
import { splitVersionFromName } from './split-name.ts';
import { printClause, type VersionClause } from './version-clause.ts';

export interface ProductClauses {
  /** The product's name without version, family and vendor; the full name where there are no branches. */
  readonly productName: string;
  /** All must hold; empty = every version. */
  readonly clauses: readonly VersionClause[];
  /** As written in the advisory, for people. */
  readonly clauseText: string | null;
}

/** Several paths to one product are several ways of saying which versions: inside one is inside. */
export function clausesOfProduct({ name, paths }: AdvisoryProduct): ProductClauses {
  const [first = [], ...others] = paths;
  const main = clausesOfPath(name, first);
  const all = [main, ...others.map((path) => clausesOfPath(name, path))];
  const different = [...new Map(all.map((one) => [one.clauses.map(printClause).join(' && '), one])).values()];
  if (different.length === 1) return main;
  const texts = [...new Set(different.map(({ clauseText }) => clauseText ?? allVersions))];
  if (different.some(({ clauses }) => clauses.length === 0)) return { ...main, clauses: [], clauseText: null };
  const members = different.map(({ clauses }) => allOf(clauses));
  return { productName: main.productName, clauses: [{ kind: 'any-of', members }], clauseText: texts.join(' | ') };
}

const allVersions = 'vers:all/*';

function clausesOfPath(name: string, path: readonly ProductBranch[]): ProductClauses {
  const named = lastOf(path, ['product_name']) ?? lastOf(path, ['product_family']);
  const version = lastOf(path, ['product_version', 'product_version_range']);
  const split = splitVersionFromName(named ?? name);
  const full = splitVersionFromName(name).clauses;
  const { mark, conditions, texts } = besideVersion(path, version);
  if (version === null) {
    const own = split.clauses.length === 0 ? splitVersionFromName(name) : split;
    const clauseText = [...(own.clauseText === null ? [] : [own.clauseText]), ...texts].join('; ');
    return { productName: split.name, clauses: [...own.clauses, ...conditions], clauseText: clauseText === '' ? null : clauseText };
  }
  const text = `${withoutName(withLostZeros(version, name), split.name)}${mark}`;
  const clause = readableOf(parseVersionClause(text), full);
  const ofName = split.clauses.filter((one) => !contradicts(one, clause));
  const kept = [...ofName, ...(clause.kind === 'all' ? [] : [clause])];
  const printed = new Set(kept.flatMap((one) => (one.kind === 'all-of' ? one.members : [one])).map(printClause));
  // What only the full name leaves out is left out.
  const leftOut = full.filter((one) => one.kind === 'not' && !printed.has(printClause(one)));
  const clauseText = [...(ofName.length > 0 ? [split.clauseText] : []), text, ...texts].join('; ');
  return { productName: split.name, clauses: [...kept, ...leftOut, ...conditions], clauseText };
}

interface BesideVersion {
  /** Behind an exact version: " SP1". */
  readonly mark: string;
  readonly conditions: readonly VersionClause[];
  readonly texts: readonly string[];
}

const nameCategories = new Set(['vendor', 'product_family', 'product_name', 'product_version', 'product_version_range']);
const packs: ReadonlyMap<string, readonly string[]> = new Map([
  ['service_pack', ['SP', 'Service Pack']],
  ['patch_level', ['Patch', 'Patch Level']],
]);

/** What branches below the name ask beside the version: a service pack, a patch level, an architecture. None may be passed over. */
function besideVersion(path: readonly ProductBranch[], version: string | null): BesideVersion {
  const from = path.findLastIndex(({ category }) => category === 'product_name' || category === 'product_family') + 1;
  const asked = path.slice(from).filter(({ category, name }) => !nameCategories.has(category) && !saysAll(name));
  const [only] = asked;
  if (only !== undefined && asked.length === 1 && version !== null) {
    const mark = ` ${packNames(only)[0] ?? only.name}`;
    const [plain, marked] = [parseVersionClause(version), parseVersionClause(`${version}${mark}`)];
    const isMarked = plain.kind === 'exact' && plain.value.kind === 'release' && marked.kind === 'exact' && marked.value.kind === 'release';
    if (packs.has(only.category) && isMarked && hasMoreMarks(marked, plain)) return { mark, conditions: [], texts: [] };
  }
  const conditions = asked.map((branch): VersionClause => ({
    kind: 'condition',
    role: 'feature',
    words: packNames(branch).map((one) => foldName(one)),
  }));
  return { mark: '', conditions, texts: asked.map(({ name }) => name) };
}

function hasMoreMarks(marked: VersionClause, plain: VersionClause): boolean {
  const marksOf = (clause: VersionClause) => (clause.kind === 'exact' && clause.value.kind === 'release' ? clause.value.marks.length : 0);
  return marksOf(marked) > marksOf(plain);
}

/** "1" of a service pack is "SP1", "SP 1" or "Service Pack 1". */
function packNames({ category, name }: ProductBranch): readonly string[] {
  const number = /^(?:[a-z][a-z ]*)?\s*(\d+)$/i.exec(name.trim())?.[1];
  const titles = packs.get(category);
  if (titles === undefined || number === undefined) return [name.trim()];
  return [...new Set(titles.flatMap((title) => [`${title}${number}`, `${title} ${number}`]))];
}

/** Where the branch cannot be read, the full name may say it better. */
function readableOf(clause: VersionClause, named: readonly VersionClause[]): VersionClause {
  // The full name would have to deny the same.
  if (named.some(({ kind }) => kind === 'not' || kind === 'unreadable')) return clause;
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
