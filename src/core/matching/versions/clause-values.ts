/** One item of a clause as a value: release, date, serial number, code, or plain text. */
import { foldName } from '../../kernel/text.ts';
import { type IncompleteDate, readDate } from './calendar.ts';
import { readRelease } from './release.ts';
import type { CodeValue, DateValue, Release, SerialValue, TextValue } from './version-value.ts';

const start = '(?:(?:with\\s+)?(?:the\\s+)?first\\s+\\w+\\s+digits\\s+of\\s+(?:the\\s+)?)';
const serialLabel = new RegExp(
  `^${start}?(?:serial\\s*(?:numbers?|no|nr)?|serienummer|serienr|s/n|sn|lot(?:\\s*(?:number|no|nr))?)\\b(?:\\s+(?:is|are))?[\\s.:#"]*(?=\\S*\\d)`,
  'i',
);
const isStartOf = new RegExp(`^${start}`, 'i');
const codeLabel =
  /^(?:(?:udi|model|ndc|part|product\s+id|reorder|order|catalog(?:ue)?|ref|art(?:icle)?|type|mlfb)(?:\s*(?:numbers?|nos?|nr|code|id|#))?s?[\s/.:#]*)+(?=\S*\d)/i;

/** A serial or lot number of a fixed pattern: `012U000040`, or any after its label. */
export function readSerial(text: string): SerialValue | null {
  const label = serialLabel.exec(text.trim())?.[0] ?? '';
  const body = text
    .trim()
    .slice(label.length)
    .replace(/["'\s]+$/, '');
  const parts = /^([a-z0-9-]*?)(\d+)$/i.exec(body);
  if (parts === null) return null;
  if (label === '' && !/^(?:\d{2,4}[a-z]\d{5,}|[a-z]{1,3}\d{6,})$/i.test(body)) return null;
  return {
    kind: 'serial',
    text: text.trim(),
    stem: (parts[1] ?? '').toLowerCase(),
    digits: parts[2] ?? '',
    isStart: isStartOf.test(text.trim()),
  };
}

/** A model or order number: without dots, with three digits in a row, no year and nothing that says "version". */
export function readCode(text: string): CodeValue | null {
  const label = codeLabel.exec(text.trim())?.[0] ?? '';
  const body = foldName(text.trim().slice(label.length))
    .replace(/\(.*?\)/g, ' ')
    .trim();
  const chunks = body.split(/\s+/);
  const [first = ''] = chunks;
  // "882390 Gemini GXL 6 Slice": the number is the code, the rest its name.
  const code = /^\d{3,}[a-z]{0,2}$/.test(first) || (chunks.length > 3 && /^[a-z-]*\d{3,}[\w-]*$/.test(first)) ? first : body;
  if (label === '' && ((!/\d{3}/.test(code) && !isNamedLikeModel(code)) || code.split(/\s+/).length > 3 || isVersionLike(code)))
    return null;
  const words = wordsOf(code);
  return words.some((word) => /\d/.test(word)) ? { kind: 'code', text: text.trim(), words } : null;
}

/** "CS2", "DRM-1": letters with a number and no dot; a single letter is a series of versions (D25). */
function isNamedLikeModel(code: string): boolean {
  return /^(?!(?:sw|fw|hw|sp|sr|mr|hf|cu|rc|rev|ver|rel|upd|update|build|patch|beta|alpha)-?\d)[a-z]{2,}-?\d+$/.test(code);
}

function isVersionLike(code: string): boolean {
  return (
    /\d\.\d/.test(code) ||
    /^(?:19[89]|20[0-4])\d(?!\d)/.test(code) ||
    /^(?:v|ver|version|versie|r|rel|release|rev|sw|fw|firmware|software|build)[\s.:]*\d/.test(code)
  );
}

/** Letters and numbers apart: `CR-IR357` and `CR-IR 357` are the same words. */
export function wordsOf(text: string): readonly string[] {
  return foldName(text).match(/\d+|\p{L}+/gu) ?? [];
}

export function textValue(text: string): TextValue {
  return { kind: 'text', text: text.trim(), folded: wordsOf(text).join(' ') };
}

/** The item of a list. */
export function readListed(text: string): Release | DateValue | SerialValue | CodeValue | TextValue {
  const date = readDate(text, 'month-first');
  if (date !== null && date.kind === 'date') return date;
  if (serialLabel.test(text.trim())) return readSerial(text) ?? textValue(text);
  const named = /^(?:[a-z][\w-]*\s+){1,4}(v?\d+(?:\.\d+)+[a-z]?)$/i.exec(text.trim())?.[1];
  // "Xcelera 1.5": what stands before the number is the name.
  return readSerial(text) ?? readCode(text) ?? readRelease(text) ?? (named === undefined ? null : readRelease(named)) ?? textValue(text);
}

/** What stands behind an operator. */
export function readBound(text: string): Release | DateValue | SerialValue | IncompleteDate | null {
  const date = readDate(text, 'month-first');
  if (date !== null) return date;
  if (/^[a-z]{1,2}$/i.test(text.trim())) return readRelease(`Rev ${text.trim()}`);
  return readSerial(text) ?? releaseBehindName(text);
}

/** "MSYS v1.06", "PI SDK 2018 SP1 Version 1.4", "PI Vision 2020": the name before the version is not part of it. */
function releaseBehindName(text: string): Release | null {
  const version = /\b(?:version|ver)\s+(?=v?\d)/i.exec(text);
  const whole = readRelease(version === null ? text : text.slice(version.index));
  if (whole !== null) return whole;
  const tail = /^[a-z][\w ]*?\s(v?\d+(?:\.\d+)*(?:\s(?:sp|update|upd|hf|r)\s?\d+)*)$/i.exec(text.trim())?.[1];
  return tail === undefined ? null : readRelease(tail);
}
