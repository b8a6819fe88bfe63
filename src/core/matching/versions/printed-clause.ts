/** Reads the canonical text that `printClause` writes, where it holds more than a plain clause says; see `version-clause.ts`. */
import { readDate } from './calendar.ts';
import { readCode, readSerial, textValue } from './clause-values.ts';
import { readRelease } from './release.ts';
import type { Operator, VersionClause } from './version-clause.ts';
import type { CodeValue, DateValue, Release, SerialValue, TextValue } from './version-value.ts';

const token = /^(?:release|date|serial|code|text|unreadable|incomplete):"|^(?:os|part|feature):\[/;

/** Null where the text is no canonical one: it is then read as an advisory's. */
export function readPrinted(text: string, parsePlain: (text: string) => VersionClause): VersionClause | null {
  if (!/(?:release|date|serial|code|text|unreadable|incomplete):"|(?:os|part|feature):\[|not:\(| && /.test(text)) return null;
  return readAll(text, parsePlain);
}

function readAll(text: string, parsePlain: (text: string) => VersionClause): VersionClause | null {
  for (const [sign, kind] of [
    [' && ', 'all-of'],
    [' | ', 'any-of'],
  ] as const) {
    const parts = splitOutside(text, sign);
    if (parts.length < 2) continue;
    const members = parts.map((part) => readAll(withoutParentheses(part), parsePlain));
    return members.includes(null) ? null : { kind, members: members.filter((member) => member !== null) };
  }
  return readLeaf(text, parsePlain);
}

function withoutParentheses(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
}

/** Parts between a sign that stands in no quotes and no parentheses. */
function splitOutside(text: string, sign: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (isQuoted && char === '\\') at += 1;
    else if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && char === '(') depth += 1;
    else if (!isQuoted && char === ')') depth -= 1;
    else if (!isQuoted && depth === 0 && text.startsWith(sign, at)) {
      parts.push(text.slice(start, at));
      start = at + sign.length;
      at = start - 1;
    }
  }
  return [...parts, text.slice(start)];
}

function readLeaf(text: string, parsePlain: (text: string) => VersionClause): VersionClause | null {
  if (token.test(text)) return readToken(text);
  if (text.startsWith('not:(') && text.endsWith(')')) {
    const member = readAll(text.slice('not:('.length, -1), parsePlain);
    return member === null ? null : { kind: 'not', member };
  }
  const bounds = splitOutside(text, ' ').map((part) => /^(<=|>=|<|>)(.*)$/s.exec(part));
  if (bounds.some((bound) => bound !== null && token.test(bound[2] ?? ''))) return readBounds(bounds);
  return parsePlain(text);
}

function readBounds(bounds: readonly (RegExpExecArray | null)[]): VersionClause | null {
  const [first, second] = bounds.map((bound) => ({ operator: bound?.[1] ?? '', value: readSide(bound?.[2] ?? '') }));
  if (first === undefined || bounds.length > 2) return null;
  if (first.value?.kind === 'incomplete-date') return { ...first.value, operator: first.operator as Operator };
  const sides = [first, second].flatMap((side) => {
    if (side?.value?.kind !== 'exact' || side.value.value.kind === 'code' || side.value.value.kind === 'text') return [];
    return [{ isLower: side.operator.startsWith('>'), bound: { value: side.value.value, isInclusive: side.operator.endsWith('=') } }];
  });
  if (sides.length !== bounds.length) return null;
  return {
    kind: 'interval',
    lower: sides.find((side) => side.isLower)?.bound ?? null,
    upper: sides.find((side) => !side.isLower)?.bound ?? null,
  };
}

function readSide(text: string): VersionClause | null {
  if (token.test(text)) return readToken(text);
  const value = readRelease(text);
  return value === null ? null : { kind: 'exact', value };
}

function readToken(text: string): VersionClause | null {
  const at = text.indexOf(':');
  const kind = text.slice(0, at);
  const content = readJson(text.slice(at + 1));
  if (Array.isArray(content)) {
    const words = content.map(String);
    if (kind === 'part' || kind === 'feature') return { kind: 'condition', role: kind, words };
    const systems = words.map((word) => ({ family: word.slice(0, word.indexOf(' ')), release: word.slice(word.indexOf(' ') + 1) }));
    return kind === 'os' ? { kind: 'operating-system', systems } : null;
  }
  if (typeof content !== 'string') return null;
  if (kind === 'unreadable') return { kind: 'unreadable', text: content };
  if (kind === 'incomplete') {
    const date = readDate(content, 'month-first');
    return date?.kind === 'incomplete' ? { ...date, kind: 'incomplete-date', operator: '<' } : null;
  }
  const value = readValue(kind, content);
  return value === null ? null : { kind: 'exact', value };
}

function readValue(kind: string, text: string): Release | DateValue | SerialValue | CodeValue | TextValue | null {
  if (kind === 'release') return readRelease(text);
  if (kind === 'serial') return readSerial(text);
  if (kind === 'code') return readCode(text);
  if (kind === 'text') return textValue(text);
  const date = readDate(text, 'month-first');
  return date?.kind === 'date' ? date : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
