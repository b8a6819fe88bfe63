/**
 * Releases read and compared: numbers as numbers, letters as letters, trailing zeros for nothing, service packs and hot
 * fixes in their rank. What has no known order (another prefix, an unknown word, a build that only one side tells) is null,
 * never a guess; plain text order is nowhere used.
 */
import { foldName } from '../../kernel/text.ts';
import type { Release, ReleaseMark } from './version-value.ts';

/** Words that say "here comes a version" and are no part of it. */
const marker =
  /^(?:(?:all|any|alle)\b[\s:]*|(?:versions?|versies?|vers|ver|releases?|rel|revisions?|revisie|rev|software|soft|sw|s\/w|firmware|fw|f\/w|[vr](?=\.?\s?\d))(?![a-z])[\s.:#=]*|[vr](?=\d))+/;

/** Maps, since a word of a register may be `constructor`. */
const markOf: ReadonlyMap<string, ReleaseMark> = new Map(
  Object.entries<ReleaseMark>({
    sp: 'sp',
    pack: 'sp',
    sr: 'sr',
    mr: 'mr',
    update: 'update',
    updates: 'update',
    upd: 'update',
    u: 'update',
    cu: 'update',
    patch: 'patch',
    patchlevel: 'patch',
    p: 'patch',
    hf: 'hotfix',
    hotfixrev: 'hotfix',
    hotfix: 'hotfix',
    fix: 'hotfix',
    r: 'r',
    alpha: 'pre',
    beta: 'pre',
    rc: 'pre',
    pre: 'pre',
    preview: 'pre',
    prerelease: 'pre',
    dev: 'pre',
    snapshot: 'pre',
  }),
);
const preRank: ReadonlyMap<string, string> = new Map(
  Object.entries({
    dev: '1',
    snapshot: '1',
    alpha: '2',
    beta: '3',
    pre: '4',
    preview: '4',
    prerelease: '4',
    rc: '5',
  }),
);

interface Token {
  readonly text: string;
  readonly isNumber: boolean;
  /** What stands between it and the token before it. */
  readonly gap: string;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  // A short hash of a commit is one word, not a row of numbers.
  for (const found of text.matchAll(/(?<=[-+])(?=[0-9a-f]*[a-f])(?=[0-9a-f]*\d)[0-9a-f]{7,40}(?![0-9a-z])|\d+|\p{L}+/gu)) {
    const isNumber = /^\d+$/.test(found[0]);
    tokens.push({ text: isNumber ? withoutZeros(found[0]) : found[0], isNumber, gap: text.slice(end, found.index) });
    end = found.index + found[0].length;
  }
  return tokens;
}

export function withoutZeros(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

/** Numbers of any length, by value. */
export function compareDigits(left: string, right: string): number {
  if (left.length !== right.length) return left.length < right.length ? -1 : 1;
  return left === right ? 0 : left < right ? -1 : 1;
}

/** @returns null where the text is no release: no number and no single revision letter, or too many words for one. */
export function readRelease(text: string): Release | null {
  const folded = foldName(text)
    .replaceAll('_', ' ')
    .replace(/[®™"'{}]/g, ' ')
    .trim();
  const marked = marker.exec(folded)?.[0] ?? '';
  // "2." is 2.*, the sign lost.
  let body = folded
    .slice(marked.length)
    .replace(/^(\d+)\.$/, '$1.x')
    .replace(/[\s.,;:-]+$/, '');
  body = withoutModel(body);
  // "6.x Model 35700": what stands behind the wildcard is no version; "3.x.14" has no order.
  if (/\.(?:x{1,3}|\*)\.\d/.test(body)) return null;
  body = body.replace(/(\.(?:x{1,3}|\*))\s.*$/, '$1');
  const wild = /(?:^|[\s.]|(?<=\d))(?:x{1,3}|\*)(?:[.\s](?:x{1,3}|\*))*$/.exec(body);
  const isWild = wild !== null && /\d/.test(body);
  if (isWild && wild !== null) body = body.slice(0, wild.index).replace(/[.\s]+$/, '');
  const tokens = joinServicePacks(tokensOf(body));
  if (!isPlausible(tokens, body, marked !== '')) return null;
  return { kind: 'release', text: text.trim(), ...partsOf(tokens), isWild };
}

/** "S4 A.07.107", "T4APP 2.20": a model word before a dotted version is no part of it. */
function withoutModel(body: string): string {
  const found = /^([a-z]+\d+[a-z]*|[a-z]+-\d+[a-z]*)\s+(?=(?:[a-z]\.|v)?\d+\.?\d*)(?=\S*\d\.\d|[a-z]\.\d)/.exec(body);
  return found === null || /^(?:rev|ver|sp|sw|fw|hf|u|upd)-?\d/.test(found[1] ?? '') ? body : body.slice(found[0].length);
}

function isPlausible(tokens: readonly Token[], body: string, isMarked: boolean): boolean {
  if (tokens.length === 0 || tokens.length > 16) return false;
  if (!tokens.some((token) => token.isNumber)) return /^[a-z]$/.test(body) || (isMarked && /^[a-z]{1,2}$/.test(body));
  // "Avance CS2", "Windows 7": a name with a number, no version.
  if (
    tokens.some(
      (token, index) =>
        index < 2 &&
        !token.isNumber &&
        token.text.length > 3 &&
        tokens[index + 1]?.gap === ' ' &&
        markOf.get(token.text) === undefined &&
        token.text !== 'build',
    )
  )
    return false;
  const unknown = tokens.filter(
    (token) => !token.isNumber && token.text.length > 1 && markOf.get(token.text) === undefined && token.text !== 'build',
  );
  return unknown.length <= 2 && unknown.every((token) => token.text.length <= 8 || /\d/.test(token.text));
}

/** `service pack 1` is SP1, `hot fix 2` HF2, `feature pack` stays a word. */
function joinServicePacks(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    const pair = `${before?.text ?? ''} ${token.text}`;
    if (before !== undefined && (pair === 'service pack' || pair === 'hot fix' || pair === 'patch level' || pair === 'cumulative update')) {
      joined[joined.length - 1] = {
        ...before,
        text: pair === 'service pack' ? 'sp' : pair === 'hot fix' ? 'hf' : pair === 'patch level' ? 'patch' : 'cu',
      };
    } else if (before !== undefined && (pair === 'service release' || pair === 'maintenance release')) {
      joined[joined.length - 1] = { ...before, text: pair === 'service release' ? 'sr' : 'mr' };
    } else joined.push(token);
  }
  return joined;
}

function partsOf(tokens: readonly Token[]): Pick<Release, 'prefix' | 'core' | 'marks' | 'build'> {
  let at = 0;
  let prefix = '';
  // Letters glued to the first number (D25, GEH-1.1) are a prefix; a letter with a dot behind it (A.07) is a revision letter.
  while (tokens[at + 1] !== undefined && tokens[at]?.isNumber === false) {
    if (tokens[at + 1]?.gap === '.' && tokens[at]?.text.length === 1) break;
    if (tokens[at]?.text === 'build' || !tokens.slice(at).some((token) => token.isNumber)) break;
    // A name with a space behind it is no part: "ISP 9.0"; one letter may be a series.
    if (tokens[at + 1]?.gap !== ' ' || tokens[at]?.text.length === 1) prefix += tokens[at]?.text;
    at += 1;
  }
  // A marker between the prefix and the number says nothing more: MX-V4.0.
  prefix = prefix.length > 1 ? prefix.replace(/(?:version|ver|v)$/, '') : prefix;
  const core: string[] = [];
  const marks: [ReleaseMark, string][] = [];
  let build: string | null = null;
  for (; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) break;
    const next = tokens[at + 1];
    const number = next?.isNumber === true ? next.text : null;
    const mark = token.isNumber ? undefined : markAt(token, next, core.length > 0);
    if (mark !== undefined) {
      const rank = preRank.get(token.text);
      marks.push([mark, rank === undefined ? (number ?? '1') : `${rank}${(number ?? '0').padStart(6, '0')}`]);
      if (number !== null) at += 1;
    } else if (token.text === 'build' && number !== null) {
      build = number;
      at += 1;
    } else core.push(token.text);
  }
  return { prefix, core, marks: marks.toSorted(([left], [right]) => markOrder.indexOf(left) - markOrder.indexOf(right)), build };
}

function markAt(token: Token, next: Token | undefined, isAfterNumber: boolean): ReleaseMark | undefined {
  const mark = markOf.get(token.text);
  if (mark === undefined || !isAfterNumber) return undefined;
  // One letter is a mark only before its number, and R only apart from what stands before it: 2017 R2, 4.7u1, 3.2.0 p6.
  if (token.text.length === 1) {
    if (next?.isNumber !== true || next.gap !== '') return undefined;
    if (token.text === 'r' && !/[\s-]/.test(token.gap)) return undefined;
    if (token.text === 'p' && token.gap === '') return undefined;
  }
  return mark;
}

const markOrder: readonly ReleaseMark[] = ['r', 'sp', 'sr', 'mr', 'update', 'patch', 'hotfix', 'pre'];

/** How two releases stand to each other; only `ordered` ones have an order. */
export interface ReleaseOrder {
  /** -1, 0 or 1; null where the two have no known order. */
  readonly order: number | null;
  /**
   * `other`: of one series, without an order, and certainly not the same. `other-series`: nothing can be said.
   * `too-coarse`: alike as far as both tell, and one tells more.
   */
  readonly relation: 'ordered' | 'other' | 'other-series' | 'too-coarse';
}

const ordered = (order: number): ReleaseOrder => ({ order, relation: 'ordered' });
const other: ReleaseOrder = { order: null, relation: 'other' };
const otherSeries: ReleaseOrder = { order: null, relation: 'other-series' };
const tooCoarse: ReleaseOrder = { order: null, relation: 'too-coarse' };

export function compareReleases(left: Release, right: Release): ReleaseOrder {
  // "build 17" without a version says nothing to 3.2.1.
  if (!areOfOneSeries(left.prefix, right.prefix) || (left.core.length === 0) !== (right.core.length === 0)) return otherSeries;
  const core = compareCores(left.core, right.core);
  if (core.order !== 0) return core;
  const marks = compareMarks(left, right);
  if (marks.order !== 0) return marks;
  if (left.build === null && right.build === null) return ordered(0);
  if (left.build === null || right.build === null) return tooCoarse;
  return ordered(compareDigits(withoutZeros(left.build), withoutZeros(right.build)));
}

function areOfOneSeries(left: string, right: string): boolean {
  if (left === right) return true;
  // "SP2" or "Update 3" without a version of what.
  if ((left !== '' && right !== '') || markOf.get(left) !== undefined || markOf.get(right) !== undefined) return false;
  // GEH-1.1 may be written 1.1; D25 and 25 may be of two series.
  return `${left}${right}`.length > 1;
}

function isNumber(word: string): boolean {
  return /^\d+$/.test(word);
}

function compareCores(left: readonly string[], right: readonly string[]): ReleaseOrder {
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const a = left[index];
    const b = right[index];
    if (a === b) continue;
    if (a === undefined || b === undefined) {
      const found = compareToEnd(a === undefined ? right : left, index);
      if (found === 0) continue;
      return found === null ? tooCoarse : ordered(a === undefined ? -found : found);
    }
    if (isNumber(a) && isNumber(b)) return ordered(compareDigits(a, b));
    if (isNumber(a) !== isNumber(b)) return index === 0 ? otherSeries : other;
    // Letters of a revision: A … Z, AA …; other words have no order.
    const longest = index === 0 ? 2 : 1;
    if (a.length > longest || b.length > longest) return other;
    return ordered(a.length === b.length ? (a < b ? -1 : 1) : Math.sign(a.length - b.length));
  }
  return ordered(0);
}

/** The part at `index` against nothing: a zero is nothing, a number more, a letter as suffix more (3.2b after 3.2). */
function compareToEnd(longer: readonly string[], index: number): number | null {
  const part = longer[index] ?? '';
  if (isNumber(part)) return part === '0' ? 0 : 1;
  return part.length === 1 && index === longer.length - 1 && isNumber(longer[index - 1] ?? '') ? 1 : null;
}

function compareMarks(left: Release, right: Release): ReleaseOrder {
  const numberOf = (release: Release, mark: ReleaseMark) => release.marks.find(([one]) => one === mark)?.[1];
  const line = (release: Release) => (['sp', 'sr', 'mr'] as const).filter((mark) => numberOf(release, mark) !== undefined).join();
  for (const mark of markOrder) {
    // Service packs, service releases and maintenance releases of one version are lines of their own.
    if (mark === 'sp' && line(left) !== line(right) && line(left) !== '' && line(right) !== '') return other;
    const nothing = mark === 'pre' ? '9'.repeat(9) : '0';
    const order = compareDigits(numberOf(left, mark) ?? nothing, numberOf(right, mark) ?? nothing);
    if (order !== 0) return ordered(order);
  }
  return ordered(0);
}

/** Whether `device` begins as `start` does: 14.1.7 with 14.1, and 14.10 not. Missing parts are zeros. Null where it is of another series. */
export function beginsWith(device: Release, start: Release): boolean | null {
  if (!areOfOneSeries(device.prefix, start.prefix)) return null;
  for (const [index, part] of start.core.entries()) {
    const found = device.core[index] ?? (index > 0 && isNumber(part) ? '0' : undefined);
    if (found === part) continue;
    return found === undefined || isNumber(found) === isNumber(part) || index > 0 ? false : null;
  }
  return start.marks.every(([mark, number]) => device.marks.some(([one, other]) => one === mark && other === number));
}
