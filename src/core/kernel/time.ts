/**
 * Time of the domain: instants to the millisecond in UTC, calendar days, ISO periods, and the organisation's
 * time zone that turns one into the other (design.md 1, "Days"). Nothing here reads a clock.
 */
import { Temporal } from 'temporal-polyfill';

/** ISO 8601 in UTC with milliseconds, `2026-11-22T01:10:32.000Z`: orders as text. */
export type Instant = string & { readonly __instant: never };
/** `2026-11-22`: orders as text. */
export type Day = string & { readonly __day: never };
/** ISO 8601 duration in whole days or hours: `P30D`, `PT12H`; with a minus before it, ahead instead of back: `-P365D`. */
export type Period = string & { readonly __period: never };

/** Injected wherever "now" is needed. */
export interface Clock {
  now(): Instant;
}
/** Injected wherever chance is needed: fills an array with random bytes. */
export type RandomBytes = (count: number) => Uint8Array;

export const defaultTimeZone = 'Europe/Amsterdam';

let lastWritten = { milliseconds: Number.NaN, text: '' };

/** The last answer is kept: a clock is asked a hundred times in one millisecond, for every id that is made. */
export function instantFromMilliseconds(milliseconds: number): Instant {
  if (milliseconds !== lastWritten.milliseconds) lastWritten = { milliseconds, text: new Date(milliseconds).toISOString() };
  return lastWritten.text as Instant;
}

export function millisecondsOf(instant: Instant): number {
  return Date.parse(instant);
}

/** Accepts ISO 8601 with a zone or offset; undefined when it is not an instant. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : instantFromMilliseconds(milliseconds);
}

/** Days that exist and were read before: those of an inventory repeat. */
const knownDays = new Set<string>();

/** Accepts `YYYY-MM-DD` of a day that exists; undefined otherwise. */
export function parseDay(text: string): Day | undefined {
  if (knownDays.has(text)) return text as Day;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const date = new Date(`${text}T00:00:00.000Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) return undefined;
  if (knownDays.size >= 10_000) knownDays.clear();
  knownDays.add(text);
  return text as Day;
}

/**
 * Accepts `PnD`, `PnW`, `PTnH` and `PnDTnH`, and each with a minus before it; undefined otherwise. Ahead it reaches some 270
 * years at most, so that whatever is stored stays a date that a database can say.
 */
export function parsePeriod(text: string): Period | undefined {
  const back = /^P(?=.)(\d{1,6}W|(\d{1,6}D)?(T(?=.)\d{1,7}H)?)$/;
  const ahead = /^-P(?=.)(\d{1,4}W|(\d{1,5}D)?(T(?=.)\d{1,6}H)?)$/;
  return back.test(text) || ahead.test(text) ? (text as Period) : undefined;
}

export function addMilliseconds(instant: Instant, milliseconds: number): Instant {
  return instantFromMilliseconds(millisecondsOf(instant) + milliseconds);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + days * 86_400_000).toISOString().slice(0, 10) as Day;
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / 86_400_000);
}

/** The calendar day an instant falls on in a time zone. */
export function dayOf(instant: Instant, timeZone: string): Day {
  const milliseconds = Date.parse(instant);
  const format = dayFormat(timeZone);
  // Since 1973 every zone's offset is in whole quarters of an hour, so the answer holds for the quarter. Writing a day
  // costs some 5 µs, and folding an inventory asks for half a million.
  if (milliseconds < 94_694_400_000) return format.write.format(milliseconds) as Day;
  const quarter = Math.floor(milliseconds / 900_000);
  let day = format.days.get(quarter);
  if (day === undefined) {
    day = format.write.format(milliseconds) as Day;
    if (format.days.size >= 50_000) format.days.clear();
    format.days.set(quarter, day);
  }
  return day;
}

/** The end of a day is the first instant of the next (exclusive): "as of D" means before this. */
export function endOfDay(day: Day, timeZone: string): Instant {
  const next = Temporal.PlainDate.from(addDays(day, 1)).toZonedDateTime({ timeZone });
  return instantFromMilliseconds(next.epochMilliseconds);
}

export function startOfDay(day: Day, timeZone: string): Instant {
  return endOfDay(addDays(day, -1), timeZone);
}

/**
 * Instant of a wall-clock time `2026-03-29T14:31:51` in a time zone; undefined when no calendar has that date or time.
 * In the hour that a zone skips it moves on, in the hour that comes twice it takes the first.
 */
export function instantOfWallClock(text: string, timeZone: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return undefined;
  try {
    const wallClock = Temporal.PlainDateTime.from(text, { overflow: 'reject' });
    return instantFromMilliseconds(wallClock.toZonedDateTime(timeZone).epochMilliseconds);
  } catch {
    return undefined;
  }
}

interface DayFormat {
  readonly write: Intl.DateTimeFormat;
  /** Days already written, by quarter of an hour since 1970. */
  readonly days: Map<number, Day>;
}

const formats = new Map<string, DayFormat>();
function dayFormat(timeZone: string): DayFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // sv-SE writes ISO dates.
    format = { write: new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }), days: new Map() };
    formats.set(timeZone, format);
  }
  return format;
}
