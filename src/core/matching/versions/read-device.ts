/**
 * Finds the versions in a register line: the version field first, whatever was typed there (a version, a model number, a
 * date, an operating system, "SW 3.2 / HW 2", "n.v.t."), then versions written in the product or the description ("versie
 * 3.2", "release 1.3.2", "Rev F", "bouwjaar 2011"). See `version-clause.ts`.
 */
import { foldName } from '../../kernel/text.ts';
import { remembering } from '../remembering.ts';
import { isTypeNumber } from '../type-numbers.ts';
import { datesWithin, yearOf } from './calendar.ts';
import { readCode, readSerial, textValue, wordsOf } from './clause-values.ts';
import { type OperatingSystem, softwareWithin, withoutSoftware } from './operating-system.ts';
import { readRelease } from './release.ts';
import type { DateValue, VersionValue } from './version-value.ts';

export interface VersionCandidate {
  readonly place: 'version' | 'product' | 'description';
  /** What the register calls it; null where it says nothing. */
  readonly label: 'software' | 'firmware' | 'hardware' | 'serial' | 'date' | null;
  readonly text: string;
  /** Every kind it can be: `2014` is a release and a year. */
  readonly readings: readonly VersionValue[];
}

export interface DeviceVersion {
  /** In order of trust: the version field first. */
  readonly candidates: readonly VersionCandidate[];
  readonly systems: readonly OperatingSystem[];
  /** The version field is empty or says that nobody knows. */
  readonly isMissing: boolean;
  /** The folded texts, for words that a clause asks for. */
  readonly texts: { readonly version: string; readonly product: string; readonly description: string };
}

export interface DeviceTexts {
  readonly version: string | null;
  readonly product: string;
  readonly description: string | null;
}

const placeholder =
  /^(?:n\.?v\.?t\.?|n\.?b\.?|n\/a|na|none|nil|null|unknown|onbekend|niet\s+(?:bekend|van\s+toepassing|geregistreerd|ingevuld)|geen(?:\s+versie)?|tbd|nog\s+(?:na\s+te\s+gaan|onbekend|opzoeken|invullen)|leeg|not\s+(?:known|applicable|available)|versie\s+onbekend|[-–—?.x*\s]*)$/;

export function readDeviceVersion({ version, product, description }: DeviceTexts): DeviceVersion {
  const texts = { version: cut(version), product: cut(product), description: cut(description) };
  const isMissing = placeholder.test(texts.version);
  const systems = new Map<string, OperatingSystem>();
  for (const text of [texts.version, texts.product, texts.description]) {
    if (text !== '') for (const { name, system } of softwareWithin(text)) if (system !== null) systems.set(name, system);
  }
  const candidates = [
    ...(isMissing ? [] : fieldWithProduct(`${texts.version}\u0000${texts.product}`)),
    ...ofProduct(texts.product),
    ...ofFreeText(texts.description, 'description'),
  ];
  return { candidates, systems: [...systems.values()], isMissing, texts: isMissing ? { ...texts, version: '' } : texts };
}

/** Lines of one model stand together, and many have the same version. */
const fieldWithProduct = remembering(2_000, (texts) => {
  const at = texts.indexOf('\u0000');
  return ofVersionField(texts.slice(0, at), texts.slice(at + 1));
});
const ofProduct = remembering(2_000, (text) => ofFreeText(text, 'product'));

function cut(text: string | null): string {
  return foldName((text ?? '').slice(0, 1000).replaceAll('\u0000', ' '));
}

const labels: readonly (readonly [VersionCandidate['label'], RegExp])[] = [
  ['hardware', /^(?:hw|h\/w|hardware|hardwareversie)\b[\s.:#=-]*/],
  ['serial', /^(?:sn|s\/n|serial(?:\s*(?:number|no|nr))?|serienr|serienummer|lot(?:\s*(?:number|no|nr))?|lotnr|lotnummer)\b[\s.:#=]*/],
  ['firmware', /^(?:fw|f\/w|firmware|firmwareversie)\b[\s.:#=-]*/],
  ['software', /^(?:sw|s\/w|soft|software|softwareversie|app|applicatie)\b[\s.:#=-]*/],
];
/** Words before the year in which a device was made. */
const made =
  '(?:(?:bouw|productie|fabricage|model)-?(?:jaar|datum)?|jaar|year|model\\s*year|geproduceerd|gebouwd|gemaakt|manufactured|built|made)';
const yearAlone = new RegExp(`^(?:${made}\\s*(?:in|van|:)?\\s*)?\\d{4}$`);
const yearMade = new RegExp(`\\b${made}\\s*(?:in|van|:)?\\s*(\\d{4})\\b`, 'g');
const dateLabel =
  /\b(?:bouw(?:jaar|datum)|productie(?:datum|jaar)?|fabricage(?:datum|jaar)?|geproduceerd|gebouwd|gemaakt|manufactured?|manufacturing\s+date|built|made|release(?:d|datum)?|build|datum|date|uitgave|software)\b[\s.:]*(?:op|in|on|van|date|of)?\s*$/;

function ofVersionField(field: string, product: string): readonly VersionCandidate[] {
  const found: VersionCandidate[] = [];
  // 3,2 is how a Dutch keyboard writes 3.2.
  const written = field.replace(/(?<=\d),(?=\d)/g, '.');
  let rest = withoutSoftware(written, softwareWithin(written));
  for (const { date, at, end } of datesWithin(rest, 'day-first').toReversed()) {
    found.unshift(dateCandidate(date, 'version'));
    // What looks like a date and nothing else may still be a version: 2024-03 of a product that counts by months.
    const whole = rest.trim() === rest.slice(at, end) ? readRelease(rest.slice(at, end)) : null;
    if (whole !== null) found.unshift({ place: 'version', label: null, text: whole.text, readings: [whole] });
    rest = `${rest.slice(0, at).replace(dateLabel, ' ')} , ${rest.slice(end)}`;
  }
  for (const piece of rest.split(
    /[,;|\n]|\s[/+]\s|\s(?:en|and|met|with)\s|(?<=\S)\s+(?=(?:sw|hw|fw|software|hardware|firmware|serienr|serienummer|sn)\b[\s.:]*\S*\d)/,
  )) {
    found.push(...ofPiece(piece.trim(), product));
  }
  return found;
}

function ofPiece(piece: string, product: string): readonly VersionCandidate[] {
  if (placeholder.test(piece)) return [];
  const [label, shape] = labels.find(([, one]) => one.test(piece)) ?? [null, null];
  const text = shape === null ? piece : piece.replace(shape, '');
  if (text === '') return [];
  const plain = text.replace(/\s*\(.*?\)\s*$/, '').replace(/^(?:versie|version|release|rev(?:isie|ision)?|vers?|rel)\b[\s.:#]*/, '');
  if (yearAlone.test(plain)) {
    const year = yearOf(plain.replace(/\D/g, ''));
    const release = readRelease(plain);
    return [{ place: 'version', label: null, text, readings: [...(release === null ? [] : [release]), ...(year === null ? [] : [year])] }];
  }
  const readings = label === 'serial' ? serialReadings(text) : readingsOf(text, product);
  if (readings.length > 0 || label === 'serial') return [{ place: 'version', label, text, readings }];
  const marked = markedWithin(text, 'version');
  if (marked.length > 0) return marked;
  const bare = bareWithin(text, [], 'version');
  return bare.length > 0 ? bare : [{ place: 'version', label, text, readings: [textValue(text)] }];
}

function serialReadings(text: string): readonly VersionValue[] {
  const serial = readSerial(`sn ${text}`);
  return serial === null ? [] : [serial];
}

function readingsOf(written: string, product: string): readonly VersionValue[] {
  // A remark: "1.6.1 (upgrade gepland)".
  const text = written.replace(/\([^()\d]*\)/g, ' ').trim() || written;
  const readings: VersionValue[] = [];
  const code = readCode(text);
  // A model number typed into the version field is no version where the product is called by it.
  const isModel = code !== null && !/\d\.\d/.test(text) && hasWords(product, code.words);
  const release = isModel ? null : (readRelease(text) ?? readRelease(text.replace(/\(.*?\)/g, ' ')));
  if (release !== null) readings.push(release);
  const serial = readSerial(text);
  if (serial !== null) readings.push(serial);
  if (code !== null) readings.push(code);
  return readings;
}

function hasWords(text: string, words: readonly string[]): boolean {
  return ` ${wordsOf(text).join(' ')} `.includes(` ${words.join(' ')} `);
}

function dateCandidate(date: DateValue, place: VersionCandidate['place']): VersionCandidate {
  return { place, label: 'date', text: date.text, readings: [date] };
}

const number =
  '\\d[\\w.()-]*(?:[\\s_-](?:sp|service\\s?pack|update|upd|hf|hotfix|patch|mr|build|rev|r|[a-z](?=\\d))[\\s_.]?\\d+[a-z]?)*(?:\\s?mr\\s?build\\s?\\d+)?';
const markedPattern = new RegExp(
  `(?<![\\p{L}\\p{N}._-])(?:(?:software|firmware|sw|fw|app)[\\s-]*(?:versie|version|release|rev)|versienr|versienummer|versies?|versions?|vers|ver|release|rel|revisie|revision|rev|software|firmware|sw|fw|build|v(?=\\.?\\s?\\d)|r(?=\\d+\\.\\d))[\\s.:#=-]*(${number}|[a-z](?:\\.\\d[\\w.]*|\\d+(?:\\.\\d+)*)?(?![\\w]))`,
  'gu',
);
const unit = /^\s*(?:t|tesla|mm|cm|m|inch|"|kv|kw|w|mhz|ghz|ml|l|kg|g|v|mp|gb|tb|%|st|stuks|x)\b|^["%]/;

/** Versions that are announced ("versie 3.2", "Rev F"), with a letter alone only behind a word of revision. */
function markedWithin(text: string, place: VersionCandidate['place']): readonly VersionCandidate[] {
  const found: VersionCandidate[] = [];
  for (const one of text.matchAll(markedPattern)) {
    if (place === 'product' && isTypeNumber(one[0], text.replace(one[0], ' '))) continue;
    const value = (one[1] ?? '').replace(/[.()-]+$/, '');
    const word = one[0].slice(0, one[0].length - (one[1] ?? '').length);
    if (/^[a-z]$/.test(value) && !/^(?:versie|version|release|rev|revisie|revision)/.test(word)) continue;
    const release = readRelease(/^[a-z]$/.test(value) ? `rev ${value}` : value);
    if (release === null) continue;
    const label = /^(?:firmware|fw)/.test(word) ? 'firmware' : /^(?:software|sw|app)/.test(word) ? 'software' : null;
    found.push({ place, label, text: value, readings: [release] });
  }
  return found;
}

function ofFreeText(text: string, place: 'product' | 'description'): readonly VersionCandidate[] {
  if (!/\d|\b(?:rev|versie|version|release)/.test(text)) return [];
  let rest = withoutSoftware(text, softwareWithin(text));
  const found: VersionCandidate[] = [];
  for (const { date, at, end } of datesWithin(rest, 'day-first').toReversed()) {
    // Only a date that is said to be of the device or its software: a note may hold any other.
    if (dateLabel.test(rest.slice(0, at))) found.unshift(dateCandidate(date, place));
    rest = `${rest.slice(0, at)} , ${rest.slice(end)}`;
  }
  for (const one of rest.matchAll(yearMade)) {
    const year = yearOf(one[1] ?? '');
    if (year !== null) found.push(dateCandidate(year, place));
  }
  found.push(...markedWithin(rest, place), ...serialsWithin(rest, place));
  if (place === 'product') found.push(...bareWithin(rest, found, 'product'), ...codesWithin(rest));
  return found;
}

function serialsWithin(text: string, place: VersionCandidate['place']): readonly VersionCandidate[] {
  return [
    ...text.matchAll(
      /(?<![\w-])(?:sn|s\/n|serienr|serienummer|serial(?:\s*(?:number|no|nr))?|lotnr|lot)\b[\s.:#]*([a-z0-9-]*\d)(?![\w-])/g,
    ),
  ].flatMap((one) => {
    const readings = serialReadings(one[1] ?? '');
    return readings.length === 0 ? [] : [{ place, label: 'serial' as const, text: one[1] ?? '', readings }];
  });
}

/** A dotted number that stands alone in a product name, and is no size: "IntelliSpace PACS 4.4", not "Ingenia 1.5T". */
function bareWithin(text: string, marked: readonly VersionCandidate[], place: VersionCandidate['place']): readonly VersionCandidate[] {
  const found: VersionCandidate[] = [];
  for (const one of text.matchAll(/(?<![\w.,-])(?:\d+(?:\.\d+)+[a-z]?|[a-z]\.\d{2}(?:\.\d+)*)(?![\w-]|\.\d)/g)) {
    const release = readRelease(one[0]);
    if (release === null || unit.test(text.slice(one.index + one[0].replace(/[a-z]$/, '').length))) continue;
    if (marked.some((candidate) => candidate.text.startsWith(one[0]))) continue;
    found.push({ place, label: null, text: one[0], readings: [release] });
  }
  return found;
}

function codesWithin(text: string): readonly VersionCandidate[] {
  return [...text.matchAll(/(?<![\w.-])[a-z]{0,4}-?\d{3,}[a-z]{0,3}(?![\w-]|\.\d)/g)].flatMap((one) => {
    const code = readCode(one[0]);
    return code === null ? [] : [{ place: 'product' as const, label: null, text: one[0], readings: [code] }];
  });
}
