/**
 * Parts a product's name from the versions written in it: "IntelliSpace Portal 8.0.x", "Image Vault 3.x", "Versions 4.2 and
 * prior", "Windows XP-Based". Read with care: a number is a version only where it is dotted, ends in a wildcard, or is
 * announced; "MX800", "Alice 6" and "IntelliVue MP2" stay names. See `version-clause.ts`.
 */
import { signsOf } from './clause-phrases.ts';
import { foldName } from '../../kernel/text.ts';
import { softwareWithin } from './operating-system.ts';
import { allOf, parseVersionClause } from './parse-clause.ts';
import type { VersionClause } from './version-clause.ts';

export interface SplitName {
  /** The name without what was read as a version; never empty, unless the name was. */
  readonly name: string;
  readonly clause: VersionClause | null;
  readonly clauseText: string | null;
}

const item = '(?:(?:v|r|ver\\.?|rev\\.?)\\s?)?\\d+(?:\\.\\d+)*(?:\\.[xX*])*[a-z]?(?:\\s(?:SP|Update|Upd|HF|Build)\\s?\\d+)*';
const dotted = '(?:[vVrR]\\s?)?\\d+(?:\\.(?:\\d+|[xX*]))+[a-z]?(?:\\s(?:SP|Update|Upd|HF|Build)\\s?\\d+)*';
const announced = new RegExp(
  `(?:[\\s,:(-]+|^)((?:(?:all|alle|software|firmware|sw|fw)\\s+)*(?:versions?|versies?|releases?|revisions?|rev\\.?)\\b.*)$`,
  'i',
);
const ranged = new RegExp(`(?:[\\s,:-]+)((?:<=?|>=?|≤|≥|prior to|before|up to|through)\\s*[vVrR]?\\d.*)$`, 'i');
const list = new RegExp(
  `(?<![\\w.-])(${dotted}(?:\\s*(?:,|/|\\||\\band\\b|\\bor\\b|\\ben\\b|-|\\bto\\b|\\bthrough\\b|\\s(?=[vV]?\\d+\\.))\\s*(?:${item}))*(?:\\s*(?:,\\s*)?(?:and|or|en|of)\\s+(?:prior|earlier|below|lower|older|later|above|higher|newer|ouder|eerder)(?:\\s+versions?)?)?)(?![\\w-]|\\.\\d)`,
);
const marked = /(?<![\w.-])([vV]\d+(?:\.(?:\d+|[xX*]))*(?:\s(?:SP|Update|Upd|HF)\s?\d+)*)(?![\w-]|\.\d)/;
const size = /^\s*(?:T|tesla|mm|cm|inch|"|kV|kW|MHz|GHz|ml|MP|GB|%)(?![a-z])/;
const part = /\b(?:wlan|wi-?fi\s+modules?|wireless\s+(?:battery\s+)?(?:modules?|lan)|network\s+(?:card|module)s?)\b/i;
const fitted = /\(\s*((?:enabled|equipped|fitted|configured)\s+with\s+[^)]*)\)/i;

export function splitVersionFromName(name: string): SplitName {
  const clauses: VersionClause[] = [];
  const texts: string[] = [];
  let rest = name.slice(0, 500);
  const take = (text: string, clause: VersionClause, kept: string) => {
    if (kept.trim() === '') return;
    clauses.push(clause);
    texts.push(text.trim());
    rest = kept;
  };
  for (const [text, clause, kept] of takenFrom(rest, [takeFitted, takeSystem, takeVersions])) take(text, clause, kept);
  if (part.test(rest)) {
    clauses.unshift({ kind: 'condition', role: 'part', words: partWords });
    texts.unshift(part.exec(rest)?.[0] ?? '');
  }
  const clause = clauses.length === 0 ? null : allOf(clauses);
  return {
    name: tidied(rest) || name.trim(),
    clause: clause?.kind === 'all' ? null : clause,
    clauseText: clause === null || clause.kind === 'all' ? null : texts.join('; '),
  };
}

const partWords: readonly string[] = ['wlan', 'wifi', 'wi-fi', 'wireless', 'draadlo', 'network card', 'netwerkkaart'];

type Take = readonly [text: string, clause: VersionClause, rest: string];

function takenFrom(name: string, readers: readonly ((name: string) => Take | null)[]): readonly Take[] {
  const taken: Take[] = [];
  let rest = name;
  for (const read of readers) {
    const found = read(rest);
    if (found === null || tidied(found[2]) === '') continue;
    taken.push(found);
    rest = found[2];
  }
  return taken;
}

function tidied(name: string): string {
  return name
    .replace(/\(\s*[,;]*\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[\s,;:(-]+$/, '')
    .replace(/^[\s,;:)-]+/, '');
}

function takeFitted(name: string): Take | null {
  const found = fitted.exec(name);
  if (found === null) return null;
  const words = (foldName(found[1] ?? '').match(/[\p{L}\p{N}]+/gu) ?? []).filter(
    (word) => word.length > 2 && !['enabled', 'equipped', 'fitted', 'configured', 'with', 'the'].includes(word),
  );
  return [
    found[1] ?? '',
    { kind: 'condition', role: 'feature', words },
    `${name.slice(0, found.index)} ${name.slice(found.index + found[0].length)}`,
  ];
}

/** "... Windows XP-Based", "used with Windows XP systems": which devices, by what they run. */
function takeSystem(name: string): Take | null {
  if (foldName(name).length !== name.length) return null;
  const named = softwareWithin(name).filter(({ system }) => system !== null);
  const [first] = named;
  const last = named.at(-1);
  if (first === undefined || last === undefined) return null;
  // The system itself may be the product: "Windows 10".
  const before = name
    .slice(0, first.at)
    .replace(/[\s,(:-]*(?:\b(?:used\s+(?:with|on)|running(?:\s+on)?|installed\s+on|based\s+on|all|for|on|with)\s*)*$/i, '');
  if (before.trim() === '') return null;
  const after = name
    .slice(last.end)
    .replace(/^[\s-]*(?:based|systems?|versions?|machines?|computers?)\b/gi, '')
    .replace(/^\s*\)/, '');
  return [
    name.slice(first.at, last.end),
    { kind: 'operating-system', systems: named.flatMap(({ system }) => system ?? []) },
    `${before} ${after}`,
  ];
}

function takeVersions(name: string): Take | null {
  const said = announced.exec(name) ?? ranged.exec(name);
  if (said !== null && /\d|\b[A-Z]\b|all/i.test(said[1] ?? '')) {
    const clause = parseVersionClause((said[1] ?? '').replace(/\)\s*$/, ''));
    if (isRead(clause)) return [said[1] ?? '', clause, name.slice(0, said.index)];
  }
  for (const shape of [list, marked]) {
    const found = shape.exec(name);
    const text = found?.[1] ?? '';
    if (found === null || size.test(name.slice(found.index + found[0].length))) continue;
    const clause = trainOf(parseVersionClause(signsOf(text)));
    if (isRead(clause)) return [text, clause, `${name.slice(0, found.index)} ${name.slice(found.index + found[0].length)}`];
  }
  return null;
}

/** A version in a name names a release with all its updates: "WinCC V15.1" is also 15.1 Update 3. */
function trainOf(clause: VersionClause): VersionClause {
  if (clause.kind === 'any-of') return { kind: 'any-of', members: clause.members.map(trainOf) };
  if (clause.kind !== 'exact' || clause.value.kind !== 'release' || clause.value.isWild) return clause;
  return parseVersionClause(`${clause.value.text}.x`);
}

function isRead(clause: VersionClause): boolean {
  if (clause.kind === 'any-of' || clause.kind === 'all-of') return clause.members.every(isRead);
  return clause.kind !== 'unreadable' && !(clause.kind === 'exact' && (clause.value.kind === 'text' || clause.value.kind === 'code'));
}
