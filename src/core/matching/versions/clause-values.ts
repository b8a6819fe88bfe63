/** One item of a clause as a value: release, date, serial number, code, or plain text. */
import { foldName } from '../../kernel/text.ts';
import { type IncompleteDate, readDate } from './calendar.ts';
import { readRelease } from './release.ts';
import type { CodeValue, DateValue, Release, SerialValue, TextValue } from './version-value.ts';

const serialLabel = /^(?:the\s+)?(?:with\s+the\s+)?(?:first\s+\d+\s+digits\s+of\s+)?(?:serial\s*(?:number|no|nr)?s?|serienummer|serienr|s\/n|sn|lot(?:\s*(?:number|no|nr))?)\b[\s.:#"]*(?=\S*\d)/i;
const codeLabel =
  /^(?:(?:udi|model|ndc|part|product\s+id|reorder|order|catalog(?:ue)?|ref|art(?:icle)?|type|mlfb)(?:\s*(?:numbers?|nos?|nr|code|id|#))?s?[\s/.:#]*)+(?=\S*\d)/i;

/** A serial or lot number of a fixed pattern: `012U000040`, or any after its label. */
export function readSerial(text: string): SerialValue | null {
  const label = serialLabel.exec(text.trim())?.[0] ?? '';
  const body = text.trim().slice(label.length).replace(/["'\s]+$/, '');
  const parts = /^([a-z0-9-]*?)(\d+)$/i.exec(body);
  if (parts === null) return null;
  if (label === '' && !/^(?:\d{2,4}[a-z]\d{5,}|[a-z]{1,3}\d{6,})$/i.test(body)) return null;
  return { kind: 'serial', text: text.trim(), stem: (parts[1] ?? '').toLowerCase(), digits: parts[2] ?? '' };
}

/** A model or order number: without dots, with three digits in a row, no year and nothing that says "version". */
export function readCode(text: string): CodeValue | null {
  const label = codeLabel.exec(text.trim())?.[0] ?? '';
  const body = foldName(text.trim().slice(label.length)).replace(/\(.*?\)/g, ' ').trim();
  const chunks = body.split(/\s+/);
  const [first = ''] = chunks;
  // "882390 Gemini GXL 6 Slice": the number is the code, the rest its name.
  const code = /^\d{3,}[a-z]{0,2}$/.test(first) || (chunks.length > 3 && /^[a-z-]*\d{3,}[\w-]*$/.test(first)) ? first : body;
  if (label === '' && (!/\d{3}/.test(code) || code.split(/\s+/).length > 3 || isVersionLike(code))) return null;
  const words = wordsOf(code);
  return words.some((word) => /\d/.test(word)) ? { kind: 'code', text: text.trim(), words } : null;
}

function isVersionLike(code: string): boolean {
  return /\d\.\d/.test(code) || /^(?:19[89]|20[0-4])\d(?!\d)/.test(code) || /^(?:v|ver|version|versie|r|rel|release|rev|sw|fw|firmware|software|build)[\s.:]*\d/.test(code);
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
  return readSerial(text) ?? readCode(text) ?? readRelease(text) ?? textValue(text);
}

/** What stands behind an operator. */
export function readBound(text: string): Release | DateValue | SerialValue | IncompleteDate | null {
  const date = readDate(text, 'month-first');
  if (date !== null) return date;
  return readSerial(text) ?? releaseBehindModel(text);
}

/** "S4 A.07.107", "IR302 3.5.56": a model word before a dotted version is not part of it. */
function releaseBehindModel(text: string): Release | null {
  const chunks = text.trim().split(/\s+/);
  const [first = '', second = ''] = chunks;
  if (/^[a-z]+-?\d+$/i.test(first) && /\d\.\d/.test(second) && !/^(?:[vr]|rev|ver|sp|sw|fw|hf|u|upd)\d+$/i.test(first)) {
    const behind = readRelease(chunks.slice(1).join(' '));
    if (behind !== null) return behind;
  }
  const version = /\b(?:version|ver)\s+(?=v?\d)/i.exec(text);
  return readRelease(version === null ? text : text.slice(version.index)) ?? null;
}
