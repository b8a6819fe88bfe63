/**
 * Dates as people and tools write them, to days and instants. Not a general date parser: what it does not know it
 * refuses. `01/02/2026` is the first of February or the second of January; the column decides, never the single value,
 * and when the column does not decide either, the value stays unknown.
 */
import { instantFromMilliseconds, instantOfWallClock, parseDay } from '#core/kernel/time.ts';
import type { Day, Instant } from '#core/kernel/time.ts';

/** `undecided`: no value tells, or the column holds both; then only values with one reading are read. */
export type DateOrder = 'day-first' | 'month-first' | 'undecided';

export type DayReading =
  | { readonly kind: 'read'; readonly day: Day; readonly rest: string }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'invalid' };

export type InstantReading =
  | { readonly kind: 'read'; readonly instant: Instant; readonly zone: 'given' | 'assumed' }
  | { readonly kind: 'ambiguous' }
  | { readonly kind: 'invalid' };

const numericDate = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d-/.])/;
const isoDate = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const dayMonthName = /^(\d{1,2})(?:e|st|nd|rd|th)?[ -]?(\p{L}+)\.?[ ,-]+(\d{4}|\d{2})(?!\d)/u;
const monthNameDay = /^(\p{L}+)\.?[ -](\d{1,2})(?:st|nd|rd|th)?,?[ -]+(\d{4})(?!\d)/u;

/**
 * @param values cells of one column, as many as are at hand.
 * @param isDayFirstLand the table is Dutch, so a date with slashes that could be both is day first.
 */
export function decideDateOrder(values: Iterable<string>, isDayFirstLand: boolean): DateOrder {
  let dayFirst = 0;
  let monthFirst = 0;
  let slashed = 0;
  let dashed = 0;
  for (const value of values) {
    const match = numericDate.exec(value.trim());
    if (match === null) continue;
    if (match[2] === '/') slashed += 1;
    else dashed += 1;
    const first = Number(match[1]);
    const second = Number(match[3]);
    if (first > 12 && second <= 12) dayFirst += 1;
    if (second > 12 && first <= 12) monthFirst += 1;
  }
  if (dayFirst > 0 || monthFirst > 0) return monthFirst === 0 ? 'day-first' : dayFirst === 0 ? 'month-first' : 'undecided';
  // Dashes and dots between day, month and year are not written month first, except where a value proves it.
  return isDayFirstLand || (dashed > 0 && slashed === 0) ? 'day-first' : 'undecided';
}

/** `rest` is what follows the date (a time); a day needs it only to be one. */
export function readDate(text: string, order: DateOrder): DayReading {
  const iso = isoDate.exec(text);
  if (iso !== null) return reading(dayFrom(iso[1], iso[3], iso[4]), text.slice(iso[0].length));
  const numeric = numericDate.exec(text);
  if (numeric !== null) return readNumeric(numeric, text.slice(numeric[0].length), order);
  const dayName = dayMonthName.exec(text);
  if (dayName !== null) return reading(dayFrom(dayName[3], monthOf(dayName[2]), dayName[1]), text.slice(dayName[0].length));
  const nameDay = monthNameDay.exec(text);
  if (nameDay !== null) return reading(dayFrom(nameDay[3], monthOf(nameDay[1]), nameDay[2]), text.slice(nameDay[0].length));
  return { kind: 'invalid' };
}

/** A day, with or without a time behind it (spreadsheets add `00:00:00`). */
export function readDay(text: string, order: DateOrder): DayReading {
  const date = readDate(text, order);
  return date.kind === 'read' && date.rest.trim() !== '' && readTime(date.rest) === undefined ? { kind: 'invalid' } : date;
}

/** A date without a time is the start of that day; what has no zone is on the clock of `timeZone`, and said so. */
export function readInstant(text: string, order: DateOrder, timeZone: string): InstantReading {
  const date = readDate(text, order);
  if (date.kind !== 'read') return date;
  const time = date.rest.trim() === '' ? { milliseconds: 0, offsetMinutes: null } : readTime(date.rest);
  if (time === undefined) return { kind: 'invalid' };
  const wallClock = Date.parse(`${date.day}T00:00:00.000Z`) + time.milliseconds;
  if (time.offsetMinutes !== null) {
    return { kind: 'read', instant: instantFromMilliseconds(wallClock - time.offsetMinutes * 60_000), zone: 'given' };
  }
  const instant = instantOfWallClock(instantFromMilliseconds(wallClock).slice(0, 19), timeZone);
  return instant === undefined ? { kind: 'invalid' } : { kind: 'read', instant, zone: 'assumed' };
}

function readNumeric(match: RegExpExecArray, rest: string, order: DateOrder): DayReading {
  const dayFirst = dayFrom(match[4], match[3], match[1]);
  const monthFirst = dayFrom(match[4], match[1], match[3]);
  if (order === 'day-first') return reading(dayFirst, rest);
  if (order === 'month-first') return reading(monthFirst, rest);
  if (dayFirst !== undefined && monthFirst !== undefined && dayFirst !== monthFirst) return { kind: 'ambiguous' };
  return reading(dayFirst ?? monthFirst, rest);
}

function reading(day: Day | undefined, rest: string): DayReading {
  return day === undefined ? { kind: 'invalid' } : { kind: 'read', day, rest };
}

/** Two-digit years: 00–69 are 2000–2069, 70–99 are 1970–1999 (POSIX strptime %y turns at 69). */
function dayFrom(year: string | undefined, month: string | undefined, day: string | undefined): Day | undefined {
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const fullYear = year.length === 2 ? `${Number(year) < 70 ? '20' : '19'}${year}` : year;
  return parseDay(`${fullYear}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

const monthWords =
  'jan january januari,feb february februari,mar march maart mrt,apr april,may mei,jun june juni,jul july juli,' +
  'aug august augustus,sep sept september,oct october okt oktober,nov november,dec december';
const months = new Map(monthWords.split(',').flatMap((words, index) => words.split(' ').map((word) => [word, String(index + 1)] as const)));

function monthOf(word: string | undefined): string | undefined {
  return word === undefined ? undefined : months.get(word.toLowerCase());
}

interface WallTime {
  readonly milliseconds: number;
  /** Null: no zone written. */
  readonly offsetMinutes: number | null;
}

const timePattern = /^[T ,]\s*(?:at |om )?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]m)?\s*([A-Z]{1,5}|[+-]\d{2}:?\d{2})?$/i;

function readTime(text: string): WallTime | undefined {
  const match = timePattern.exec(text.trimEnd());
  if (match === null) return undefined;
  const [, hourText, minute, second = '0', fraction = '', half, zone] = match;
  const hour = half === undefined ? Number(hourText) : (Number(hourText) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const offsetMinutes = zone === undefined ? null : offsetOf(zone);
  if (offsetMinutes === undefined) return undefined;
  const milliseconds = ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return { milliseconds, offsetMinutes };
}

/** Abbreviations that scanners write; ones with several meanings are the North American or European one. */
const zoneHours = new Map(
  'Z0 UTC0 GMT0 WET0 WEST1 BST1 CET1 CEST2 EET2 EEST3 EST-5 EDT-4 CST-6 CDT-5 MST-7 MDT-6 PST-8 PDT-7'
    .split(' ')
    .map((zone) => [zone.replace(/[-\d]/g, ''), Number(zone.replace(/[A-Z]/g, ''))] as const),
);

function offsetOf(zone: string): number | undefined {
  const numeric = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (numeric !== null) return (numeric[1] === '-' ? -1 : 1) * (Number(numeric[2]) * 60 + Number(numeric[3]));
  const hours = zoneHours.get(zone.toUpperCase());
  return hours === undefined ? undefined : hours * 60;
}
