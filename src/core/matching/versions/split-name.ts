/**
 * Parts a product's name from the versions written in it: "IntelliSpace Portal 8.0.x", "Image Vault 3.x", "Versions 4.2 and
 * prior", "Windows XP-Based". Read with care: a number is a version only where it is dotted, ends in a wildcard, or is
 * announced; "MX800", "Alice 6" and "IntelliVue MP2" stay names. See `version-clause.ts`.
 */
import { signsOf } from './clause-phrases.ts';
import { foldName } from '../../kernel/text.ts';
import { remembering } from '../remembering.ts';
import { isTypeNumber } from '../type-numbers.ts';
import { denies, takeExclusionOfName } from './exclusions.ts';
import { softwareWithin } from './operating-system.ts';
import { everyBut, parseVersionClause } from './parse-clause.ts';
import type { VersionClause } from './version-clause.ts';

export interface SplitName {
  /** The name without what was read as a version; never empty, unless the name was. */
  readonly name: string;
  /** All must hold; empty where the name holds no version. */
  readonly clauses: readonly VersionClause[];
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
const marked = /(?<![\w.-])([vV]\d+(?:\.(?:\d+|[xX*]))*(?:\s(?:SP|Update|Upd|HF)\s?\d+)*(?:\s*,\s*[vV]\d+\w*)*)(?![\w-]|\.\d)/;
const size = /^\s*(?:T|tesla|mm|cm|inch|"|kV|kW|MHz|GHz|ml|MP|GB|%)(?![a-z])/;
const part = /\b(?:wlan|wi-?fi\s+modules?|wireless\s+(?:battery\s+)?(?:modules?|lan)|network\s+(?:card|module)s?)\b/i;
const fitted = /\(\s*((?:enabled|equipped|fitted|configured)\s+with\s+[^)]*)\)/i;

/** One for each name: entries repeat them, and an index asks for the name, a judgement for its versions. */
export const splitVersionFromName: (name: string) => SplitName = remembering(20_000, splitName);

function splitName(name: string): SplitName {
  const short = name.slice(0, 500);
  const partAt = part.exec(short)?.index ?? -1;
  const taken =
    partAt <= 0 ? takenFrom(short, [takeFitted, takeSerials, takeSystem, takeExcluded, takeVersions]) : takenAround(short, partAt);
  const clauses = taken.takes.map(([, clause]) => clause).filter(({ kind }) => kind !== 'all');
  if (partAt >= 0) clauses.unshift({ kind: 'condition', role: 'part', words: partWords });
  const texts = taken.takes.map(([text]) => text.trim());
  return { name: tidied(taken.rest) || name.trim(), clauses, clauseText: texts.length === 0 ? null : texts.join('; ') };
}

interface Taken {
  readonly takes: readonly Take[];
  readonly rest: string;
}

/** "Spectrum v6.x Wireless Modules v9, v11": what stands before the part is of the device, what stands behind it of the part. */
function takenAround(name: string, at: number): Taken {
  const device = takenFrom(name.slice(0, at), [takeFitted, takeSerials, takeSystem, takeExcluded, takeVersions]);
  const ofPart = takenFrom(name.slice(at), [takeSerials, takeExcluded, takeVersions]);
  const kept = device.takes.map(([text, clause, rest]): Take => [text, { kind: 'all-of', members: [clause] }, rest]);
  return { takes: [...kept, ...ofPart.takes], rest: `${device.rest} ${ofPart.rest}` };
}

const partWords: readonly string[] = ['wlan', 'wifi', 'wi-fi', 'wireless', 'draadlo', 'network card', 'netwerkkaart'];

type Take = readonly [text: string, clause: VersionClause, rest: string];

function takenFrom(name: string, readers: readonly ((name: string) => Take | null)[]): Taken {
  const takes: Take[] = [];
  let rest = name;
  for (const read of readers) {
    const found = read(rest);
    if (found === null || tidied(found[2]) === '') continue;
    takes.push(found);
    rest = found[2];
  }
  return { takes, rest };
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

/** "(Serial number below 14000)" */
function takeSerials(name: string): Take | null {
  const found = /\(\s*((?:serial|s\/n|sn\b|lot\b)[^()]*\d[^()]*)\)/i.exec(name);
  const clause = found === null ? null : parseVersionClause(found[1] ?? '');
  if (found === null || clause === null || !isRead(clause)) return null;
  return [found[1] ?? '', clause, `${name.slice(0, found.index)} ${name.slice(found.index + found[0].length)}`];
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

/** "all versions except software version 3.0.1": every version but this one. */
function takeExcluded(name: string): Take | null {
  const found = takeExclusionOfName(name);
  return found === null ? null : [found.text, everyBut(found.list), found.name];
}

function takeVersions(name: string): Take | null {
  const said = announced.exec(name) ?? ranged.exec(name);
  if (said !== null && /\d|\b[A-Z]\b|all/i.test(said[1] ?? '')) {
    const text = said[1] ?? '';
    const clause = trainOf(parseVersionClause(text.includes('(') ? text : text.replace(/\)\s*$/, '')));
    if (isRead(clause)) return [text, clause, name.slice(0, said.index)];
    // Read without its "not" it would say the opposite.
    if (denies(text)) return [text, { kind: 'unreadable', text }, name.slice(0, said.index)];
  }
  for (const shape of [list, marked]) {
    const found = shape.exec(name);
    const text = found?.[1] ?? '';
    if (found === null || size.test(name.slice(found.index + found[0].length))) continue;
    const clause = trainOf(parseVersionClause(signsOf(text)));
    const before = name
      .slice(0, found.index)
      .replace(/(?<=^|\s)(?:all\s+)?(?:software|firmware|hardware|sw|fw)?\s*(?:versions?|releases?|revisions?|rev\.?)\s*$/i, '');
    if (denies(before.slice(-40))) return [text, { kind: 'unreadable', text: name.trim() }, name.slice(0, found.index)];
    const rest = `${before} ${name.slice(found.index + found[0].length)}`;
    if (isRead(clause) && !isTypeNumber(text, rest)) return [text, clause, rest];
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
  if (clause.kind === 'not') return isRead(clause.member);
  return clause.kind !== 'unreadable' && !(clause.kind === 'exact' && (clause.value.kind === 'text' || clause.value.kind === 'code'));
}
