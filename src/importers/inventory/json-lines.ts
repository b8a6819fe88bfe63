/**
 * An inventory with one JSON object per line. A line that is none is refused, and so is one that is longer than any line of a
 * register; the next one is read. Followed: NDJSON (one RFC 8259 text per line); lines end in LF or CRLF.
 */
import { textOf, textsOf } from '../json-facts.ts';
import type { JsonObject, JsonValue } from '../json-stream.ts';
import { decodeStream } from '../text-decoding.ts';
import { identifiersBy, refusal, type InventoryEvent, type InventoryPlace } from './inventory-event.ts';

const lineCharactersMax = 1024 ** 2;

export async function* readJsonLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<InventoryEvent> {
  const texts = decodeStream(bytes);
  for await (const line of linesOf(texts)) {
    for (const { message } of texts.takeIssues()) yield { kind: 'remark', place: { sheet: null, line: null }, message };
    const place: InventoryPlace = { sheet: null, line: line.number };
    if (line.text === null) {
      const message = `The line is longer than ${lineCharactersMax} characters, which no line of an inventory is. Look at what wrote it.`;
      yield refusal(place, 'line-too-long', message);
    } else if (line.text.trim() !== '') yield readLine(line.text, place);
  }
  for (const { message } of texts.takeIssues()) yield { kind: 'remark', place: { sheet: null, line: null }, message };
}

interface WholeLine {
  readonly number: number;
  /** Null: too long to be held. */
  readonly text: string | null;
}

/** Holds one line at a time; lines are cut at LF. */
export async function* linesOf(texts: AsyncIterable<string>): AsyncGenerator<WholeLine> {
  let held = '';
  let isTooLong = false;
  let number = 1;
  for await (const text of texts) {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      const whole = held + text.slice(from, end);
      yield { number, text: isTooLong || whole.length > lineCharactersMax ? null : whole };
      [held, isTooLong, number, from] = ['', false, number + 1, end + 1];
    }
    held = isTooLong ? '' : held + text.slice(from);
    if (held.length > lineCharactersMax) [held, isTooLong] = ['', true];
  }
  if (isTooLong) yield { number, text: null };
  else if (held !== '') yield { number, text: held };
}

function readLine(text: string, place: InventoryPlace): InventoryEvent {
  let json: JsonValue;
  try {
    json = JSON.parse(text) as JsonValue;
  } catch {
    return refusal(place, 'line-no-json', 'The line is no JSON. Write one object per line, and look whether the file was cut off here.');
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refusal(
      place,
      'line-no-object',
      'The line is JSON but no object. Write one object per line, with id, vendor, product, version.',
    );
  }
  const object = json as JsonObject;
  const wrong = fields.find((field) => !isScalar(object[field]));
  if (wrong !== undefined) {
    return refusal(
      place,
      'field-no-text',
      `The field ${wrong} is neither text nor a number. Write it as text, or null where it is not known.`,
    );
  }
  const [id = null, vendor = null, product = null, version = null, description = null] = fields.map((field) =>
    fieldText(object, field, text),
  );
  const identifiers = identifiersBy((field) => {
    const name = namesOfIdentifier[field].find((one) => object[one] !== undefined && object[one] !== null);
    return name === undefined ? null : identifierText(object, name, text);
  });
  return { kind: 'row', place, row: { id, vendor, product, version, description, ...identifiers } };
}

const namesOfIdentifier = {
  cpe: ['cpe', 'cpe23', 'cpes'],
  udiDi: ['udiDi', 'udi_di', 'udi'],
  gtin: ['gtin'],
  modelNumber: ['modelNumber', 'model_number'],
  serial: ['serial', 'serialNumber', 'serial_number'],
  purl: ['purl'],
  partOf: ['partOf', 'part_of'],
} as const;

/** Several CPE names may stand in a list. Anything else says nothing here, as every field that is not read. */
function identifierText(object: JsonObject, name: string, line: string): string | null {
  const value = object[name];
  if (Array.isArray(value)) return textsOf(value).join(' ') || null;
  return typeof value === 'string' || typeof value === 'number' ? fieldText(object, name, line) : null;
}

const fields = ['id', 'vendor', 'product', 'version', 'description'] as const;

function isScalar(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || typeof value === 'string' || typeof value === 'number';
}

/** A number as it is written: version 3.10 is not 3.1. In a text a quote has a backslash, so what is found stands outside of texts. */
function fieldText(object: JsonObject, field: string, line: string): string | null {
  const value = object[field];
  if (typeof value !== 'number') return textOf(value) ?? null;
  const written = [...line.matchAll(new RegExp(`(?<!\\\\)"${field}"\\s*:\\s*(-?\\d[\\d.eE+-]*)`, 'g'))].map(([, digits = '']) => digits);
  return written.findLast((digits) => Number(digits) === value) ?? String(value);
}
