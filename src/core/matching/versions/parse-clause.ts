/** Reads what an advisory says of versions; see `version-clause.ts`. Whatever cannot be read stays text, and no text throws. */
import { cleanedText, saysAll, signsOf } from './clause-phrases.ts';
import { readBound, readCode, readListed } from './clause-values.ts';
import { partOf, takeConditions } from './clause-conditions.ts';
import { denies, takeExclusions } from './exclusions.ts';
import { remembering } from '../remembering.ts';
import { readPrinted } from './printed-clause.ts';
import { compareReleases, readRelease } from './release.ts';
import type { Bound, Operator, VersionClause } from './version-clause.ts';

interface Piece {
  readonly operator: Operator | null;
  readonly text: string;
  /** The second end of "A to B". */
  readonly until: string | null;
  /** Joined by "and" to the piece before it, not by a list. */
  readonly isAnd: boolean;
  /** What the bound is a bound of, where it is not the product: "BIOS < V22". */
  readonly subject: string | null;
}

/** Advisories repeat what they say of versions: one clause for each text. */
export const parseVersionClause: (text: string) => VersionClause = remembering(20_000, (text) => plainBound(text) ?? parseAnyClause(text));

/** Two thirds of all entries: one sign and one dotted number. */
function plainBound(text: string): VersionClause | null {
  const found = /^(<=|>=|<|>)\s*(v?\d{1,4}(?:\.\d{1,6})+)$/i.exec(text.trim());
  const value = found === null ? null : readRelease(found[2] ?? '');
  if (found === null || value === null) return null;
  const [, operator = ''] = found;
  const bound = { value, isInclusive: operator.endsWith('=') };
  return operator.startsWith('<') ? { kind: 'interval', lower: null, upper: bound } : { kind: 'interval', lower: bound, upper: null };
}

function parseAnyClause(text: string): VersionClause {
  const printed = readPrinted(text, parseUnprinted);
  return printed ?? parseUnprinted(text);
}

function parseUnprinted(text: string): VersionClause {
  const trimmed = text.trim();
  if (trimmed.length > 2000) return { kind: 'unreadable', text: trimmed };
  const vers = /^vers:([a-z0-9.+-]+)\/(.*)$/is.exec(trimmed);
  return parseVersBody(vers === null ? trimmed : decoded(vers[2] ?? ''));
}

/** `vers:<scheme>/<constraints>`; a text without the scheme is read as its constraints. */
export function parseVersBody(body: string): VersionClause {
  // What stands before a colon is cleaned away as a name: "not affected: 3.0".
  if (denies(/^[^:<>|]{1,80}:/.exec(body)?.[0] ?? '')) return unreadable(body);
  if (denies(body)) return parseExclusions(cleanedText(body));
  return saysAll(body) ? { kind: 'all' } : parseText(body);
}

/** Everything the rest says but what is left out; a denial that cannot be placed makes the whole unreadable. */
function parseExclusions(text: string): VersionClause {
  const { rest, excluded } = takeExclusions(text);
  if (denies(rest)) return unreadable(text);
  const kept: VersionClause = saysAll(rest) ? { kind: 'all' } : parseText(rest);
  return allOf([...(kept.kind === 'all-of' ? kept.members : [kept]), ...excluded.map(everyBut)]);
}

/** @param list versions left out, as written. */
export function everyBut(list: string): VersionClause {
  const isMixed = /[|;]/.test(list) && /[<>]/.test(list);
  const member = list === '' || isMixed || denies(list) || saysAll(list) ? null : parseText(list);
  return member === null || !isOfVersions(member) ? unreadable(`not ${list}`) : { kind: 'not', member };
}

function isOfVersions(clause: VersionClause): boolean {
  if (clause.kind === 'any-of') return clause.members.every(isOfVersions);
  return clause.kind === 'interval' || clause.kind === 'letters' || (clause.kind === 'exact' && clause.value.kind !== 'text');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseText(text: string): VersionClause {
  const { rest, conditions, serials } = takeConditions(cleanedText(text));
  const ofSerials = serials.map(parseText);
  const signs = signsOf(rest);
  const members = membersOf(piecesOf(signs));
  const versions: readonly VersionClause[] =
    members.length === 0
      ? conditions.length > 0 || serials.length > 0 || (saysAll(signs) && !/[⇓⇑⇔]/.test(signs))
        ? []
        : [unreadable(text)]
      : [members.length === 1 ? (members[0] ?? unreadable(text)) : anyOf(members)];
  return allOf([...conditions, ...versions, ...ofSerials]);
}

function unreadable(text: string): VersionClause {
  return { kind: 'unreadable', text };
}

function anyOf(members: readonly VersionClause[]): VersionClause {
  return members.some((member) => member.kind === 'all') ? { kind: 'all' } : { kind: 'any-of', members };
}

/** Every version within a condition is the condition. */
export function allOf(members: readonly VersionClause[]): VersionClause {
  const kept = members.filter((member) => member.kind !== 'all');
  const [only] = kept;
  if (only === undefined) return { kind: 'all' };
  return kept.length === 1 ? only : { kind: 'all-of', members: kept };
}

const months = 'jan|feb|mar|apr|may|mei|jun|jul|aug|sep|oct|okt|nov|dec';

function piecesOf(signs: string): readonly Piece[] {
  const text = signs
    // A comma inside a date parts nothing.
    .replace(new RegExp(`\\b((?:${months})[a-z]*\\.? \\d{1,2}),\\s*(?=\\d{4})`, 'gi'), '$1 ')
    .replace(/([⇓⇑])/g, '$1|')
    .replace(/(?:^|(?<=\|))[^|<>⇓⇑⇔,;]+$/, (list) => (areAlike(list.trim().split(/\s+/)) ? list.trim().replace(/\s+/g, ' | ') : list))
    .replace(/(?<=[^\s|,;⇔])\s*(?=[<>])/g, '¦');
  const pieces: Piece[] = [];
  let isAnd = false;
  let subject: string | null = null;
  const parts = text.split(/(\||,|;|¦|\s+(?:and|or|en|&)\s+|\s\/\s|\s{2,})/i);
  for (const [index, part] of parts.entries()) {
    if (/^(?:\||,|;|¦|\s+(?:and|or|en|&)\s+|\s\/\s|\s{2,})$/i.test(part)) {
      const before = pieces.at(-1);
      isAnd = /and|&/i.test(part);
      if (part === '¦' && before !== undefined && before.operator === null && before.until === null) {
        pieces.pop();
        isAnd = before.isAnd;
        // A sign right behind a version: "6.1 prior to 6.1.4". Behind words that are none, they say of what.
        if (!isVersion(before.text)) subject = before.text;
        else if (parts[index + 1]?.startsWith('<') === true) pieces.push({ ...before, operator: '>=' });
      }
      continue;
    }
    const piece = pieceOf(part, isAnd);
    if (piece !== null) pieces.push(piece.operator === null || subject === null ? piece : ofSubject(piece, subject));
    subject = null;
  }
  return gluedMarks(pieces);
}

/** "MMT-1711 MMT-1712", "R101 R110": a list of one pattern that lost its commas. */
function areAlike(chunks: readonly string[]): boolean {
  const shapes = new Set(chunks.map((chunk) => chunk.replace(/\d/g, '0')));
  return chunks.length > 1 && shapes.size === 1 && chunks.every((chunk) => /\d{2}/.test(chunk));
}

function isVersion(text: string): boolean {
  return /\d/.test(text) && readCode(text) === null && readRelease(text) !== null;
}

/** "Serial number < 14000" is a bound of serial numbers. */
function ofSubject(piece: Piece, subject: string): Piece {
  return /^(?:serial|s\/n\b|sn\b|lot\b)/i.test(subject) ? { ...piece, text: `serial number ${piece.text}` } : { ...piece, subject };
}

function pieceOf(part: string, isAnd: boolean): Piece | null {
  const cleaned = part
    .trim()
    .replace(/^(?:(?:and|or|en|of)\s+)+/i, '')
    .replace(/[\s.]*(?:\b(?:and|or))?$/i, (end) => (end.startsWith('.') ? '.' : ''));
  const operator = /^(<=|>=|<|>|==?)\s*/.exec(cleaned)?.[0] ?? '';
  let body = cleaned.slice(operator.length).trim();
  const sign = body.endsWith('⇓') ? '<=' : body.endsWith('⇑') ? '>=' : null;
  if (sign !== null) body = body.slice(0, -1).trim();
  const [first = '', until = null] = body.split('⇔', 2).map((end) => end.trim());
  const text = withoutNoise(first);
  if (text === '' && until === null) return null;
  const written = operator.trim();
  return { operator: isOperator(written) ? written : sign, text, until: until === '' ? null : until, isAnd, subject: null };
}

function isOperator(text: string): text is Operator {
  return text === '<' || text === '<=' || text === '>' || text === '>=';
}

function withoutNoise(text: string): string {
  const noise =
    /^(?:(?:software|firmware|running|product|app|application)\s+)*(?:versions?|releases?|versies?)\b(?:\s+number)?[\s:]*(?=\S)/i;
  const kept = text
    .replace(noise, '')
    .replace(/^(?:all|any)\s+(?=v?\d)/i, '')
    .replace(/(?<=\d\S*)\s+(?:versions?|releases?|systems?|devices?|only)$/i, '')
    .trim();
  // "Version B" needs its word to be a letter of a revision.
  return /^[a-z]{1,2}$/i.test(kept) && kept !== text ? `Rev ${kept}` : kept;
}

/** "< 4.8 | SP5" is 4.8 SP5: a mark on its own belongs to the version before it. */
function gluedMarks(pieces: readonly Piece[]): readonly Piece[] {
  const glued: Piece[] = [];
  for (const piece of pieces) {
    const before = glued.at(-1);
    const isMark =
      piece.operator === null && piece.until === null && /^(?:sp|service pack|update|upd|hf|hotfix|patch|build|r)\s*\d+$/i.test(piece.text);
    if (before !== undefined && isMark && before.operator !== null && before.until === null)
      glued[glued.length - 1] = { ...before, text: `${before.text} ${piece.text}` };
    else glued.push(piece);
  }
  return glued;
}

function membersOf(pieces: readonly Piece[]): readonly VersionClause[] {
  const members: VersionClause[] = [];
  for (let index = 0; index < pieces.length; index += 1) {
    const piece = pieces[index];
    if (piece === undefined) break;
    const member = clauseOfPiece(piece);
    const next = pieces[index + 1];
    const upper = next === undefined || next.subject !== null || !next.operator?.startsWith('<') ? null : clauseOfPiece(next);
    const joined = upper === null ? null : joinBounds(member, upper);
    if (joined !== null) index += 1;
    const before = members.at(-1);
    const repeated = repeatedSerial(before, member);
    // "<= V2.5.0 and Function State <= 9": both at once.
    if (piece.isAnd && piece.subject !== null && before !== undefined) members[members.length - 1] = allOf([before, joined ?? member]);
    else members.push(joined ?? repeated ?? member);
  }
  return members;
}

/** "below KQ0400000 or KS0400000": the second is a bound as the first is. */
function repeatedSerial(before: VersionClause | undefined, member: VersionClause): VersionClause | null {
  if (before?.kind !== 'interval' || member.kind !== 'exact' || member.value.kind !== 'serial') return null;
  const again = (bound: Bound | null) =>
    bound?.value.kind === 'serial' && member.value.kind === 'serial' ? { ...bound, value: member.value } : null;
  const lower = again(before.lower);
  const upper = again(before.upper);
  return lower === null && upper === null ? null : { kind: 'interval', lower, upper };
}

/** ">= 1.1 | <= 1.3.2" is one interval, where the first is not above the second. */
function joinBounds(lower: VersionClause, upper: VersionClause): VersionClause | null {
  if (lower.kind !== 'interval' || upper.kind !== 'interval' || lower.upper !== null || upper.lower !== null) return null;
  if (lower.lower === null || upper.upper === null) return null;
  return intervalOf(lower.lower, upper.upper);
}

function intervalOf(lower: Bound, upper: Bound): VersionClause | null {
  if (lower.value.kind !== upper.value.kind) return null;
  if (lower.value.kind === 'release' && upper.value.kind === 'release' && compareReleases(lower.value, upper.value).order === 1)
    return null;
  if (lower.value.kind === 'date' && upper.value.kind === 'date' && lower.value.from > upper.value.to) return null;
  return { kind: 'interval', lower, upper };
}

function clauseOfPiece(piece: Piece): VersionClause {
  const part = piece.subject === null ? null : partOf(piece.subject);
  return part === null ? clauseOfBare(piece) : { kind: 'all-of', members: [part, clauseOfBare(piece)] };
}

function clauseOfBare({ operator, text, until }: Piece): VersionClause {
  if (until !== null) return rangeBetween(text, until) ?? unreadable(`${text} to ${until}`);
  if (operator === null) return dashRange(text) ?? listedClause(text);
  const value = readBound(withDigits(text, operator.startsWith('<')));
  if (value === null) return unreadable(`${operator} ${text}`);
  if (value.kind === 'incomplete') return { ...value, kind: 'incomplete-date', operator };
  const bound = { value, isInclusive: operator.endsWith('=') };
  return operator.startsWith('<') ? { kind: 'interval', lower: null, upper: bound } : { kind: 'interval', lower: bound, upper: null };
}

/** "C.0x" stands for C.00 to C.09. */
function withDigits(text: string, isUpper: boolean): string {
  return text.replace(/(?<=\.0)x$/i, isUpper ? '9' : '0');
}

function listedClause(text: string): VersionClause {
  if (/\.0x$/i.test(text)) return rangeBetween(text, text) ?? unreadable(text);
  return saysAll(text) ? { kind: 'all' } : { kind: 'exact', value: readListed(text) };
}

function rangeBetween(from: string, to: string): VersionClause | null {
  const letters = letterRange(from, to);
  if (letters !== null) return letters;
  const lower = readBound(withDigits(from, false));
  const upper = readBound(withDigits(to, true).replace(/^(?:versions?\s+)/i, ''));
  if (lower === null || upper === null || lower.kind === 'incomplete' || upper.kind === 'incomplete') return null;
  return intervalOf({ value: lower, isInclusive: true }, { value: upper, isInclusive: true });
}

function letterRange(from: string, to: string): VersionClause | null {
  const first = /^(?:(?:rev(?:ision)?|version|release|revisie|versie)s?\.?\s*)?([a-z]{1,2})$/i.exec(from.trim())?.[1];
  const last = /^(?:(?:rev(?:ision)?|version|release|revisie|versie)s?\.?\s*)?([a-z]{1,2})$/i.exec(to.trim())?.[1];
  if (first === undefined || last === undefined || compareLetters(first.toLowerCase(), last.toLowerCase()) > 0) return null;
  return { kind: 'letters', from: first.toLowerCase(), to: last.toLowerCase() };
}

/** A … Z, AA … */
export function compareLetters(left: string, right: string): number {
  return left.length === right.length ? (left === right ? 0 : left < right ? -1 : 1) : left.length - right.length;
}

/** "Rev B-M", "V191-V195", "13.2.0-13.2.1"; not "6.1.1-2" and not "0.32-07e". */
function dashRange(text: string): VersionClause | null {
  const ends = /^([^-]+)-([^-]+)$/.exec(text);
  const from = ends?.[1]?.trim() ?? '';
  const to = ends?.[2]?.trim() ?? '';
  const letters = ends === null ? null : /^(?:rev|version|release|versie)/i.test(from) ? letterRange(from, to) : null;
  if (ends === null || letters !== null) return letters;
  const lower = readRelease(from);
  const upper = readRelease(to);
  // The same letters on both sides: V191-V195, VA10A-VA20.
  const series = /^[a-z]+(?=\.?\d)/i;
  const isMarked = series.test(from) && series.exec(from)?.[0].toLowerCase() === series.exec(to)?.[0].toLowerCase();
  if (lower === null || upper === null || lower.prefix !== upper.prefix) return null;
  const isDotted = [from, to].every((end) => /^[vr]?\d+(?:\.\d+)+[a-z]?$/i.test(end));
  if (!isDotted && !isMarked) return null;
  return compareReleases(lower, upper).order === -1 ? rangeBetween(from, to) : null;
}
