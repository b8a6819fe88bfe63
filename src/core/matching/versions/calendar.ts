/**
 * Dates as advisories and registers write them: `july 1 2017`, `8/30/2024`, `May 2018`, `30-08-2024`, `11-2021`, `2019-03`,
 * `mei 2018`. A date keeps its precision; one without a year is incomplete. Day and month are told apart where one is above
 * 12, else by the habit of the writer.
 */
import { foldName } from '../../kernel/text.ts';
import { type Day, addDays, parseDay } from '../../kernel/time.ts';
import type { DateValue } from './version-value.ts';

export interface IncompleteDate {
  readonly kind: 'incomplete';
  readonly text: string;
  readonly month: number;
  readonly day: number;
}

/** `month-first`: 8/30/2024, as in the United States; `day-first`: 30/8/2024. */
export type DateHabit = 'month-first' | 'day-first';

const months = [
  'january jan januari',
  'february feb februari',
  'march mar maart mrt',
  'april apr',
  'may mei',
  'june jun juni',
  'july jul juli',
  'august aug augustus',
  'september sep sept',
  'october oct oktober okt',
  'november nov',
  'december dec',
].map((names) => names.split(' '));
const monthName = months
  .flat()
  .toSorted((left, right) => right.length - left.length)
  .join('|');

const patterns: readonly {
  readonly shape: RegExp;
  readonly read: (parts: readonly string[], habit: DateHabit) => readonly [string, string, string];
}[] = [
  { shape: /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/, read: ([year = '', month = '', day = '']) => [year, month, day] },
  {
    shape: /(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})/,
    read: ([first = '', second = '', year = ''], habit) =>
      Number(first) > 12 || (habit === 'day-first' && Number(second) <= 12) ? [year, second, first] : [year, first, second],
  },
  {
    shape: new RegExp(`(${monthName})[\\s./-]+(\\d{1,2})(?:st|nd|rd|th)?[\\s,./-]+(\\d{4})`),
    read: ([month = '', day = '', year = '']) => [year, month, day],
  },
  {
    shape: new RegExp(`(\\d{1,2})(?:st|nd|rd|th|e)?[\\s./-]+(?:of )?(${monthName})[\\s,./-]+(\\d{4})`),
    read: ([day = '', month = '', year = '']) => [year, month, day],
  },
  { shape: new RegExp(`(${monthName})[\\s,./-]+(\\d{4})`), read: ([month = '', year = '']) => [year, month, ''] },
  { shape: new RegExp(`(\\d{4})[\\s,./-]+(${monthName})`), read: ([year = '', month = '']) => [year, month, ''] },
  { shape: /(\d{4})[-/](\d{1,2})/, read: ([year = '', month = '']) => [year, month, ''] },
  { shape: /(\d{1,2})[-/](\d{4})/, read: ([month = '', year = '']) => [year, month, ''] },
];
const apart = (shape: RegExp) => new RegExp(`(?<![\\w.-])${shape.source}(?![\\w-]|\\.\\d)`, 'g');
const searches = patterns.map(({ shape, read }) => ({ whole: new RegExp(`^(?:${shape.source})$`), within: apart(shape), read }));
const incomplete = new RegExp(
  `^(?:(${monthName})[\\s./-]+(\\d{1,2})(?:st|nd|rd|th)?|(\\d{1,2})(?:st|nd|rd|th|e)?[\\s./-]+(?:of )?(${monthName}))$`,
);

/** The whole text as a date; a bare year is none. */
export function readDate(text: string, habit: DateHabit): DateValue | IncompleteDate | null {
  const folded = foldName(text).replace(/[.,;]+$/, '');
  if (!/^[a-z]{3,}[\s.,/-]+\d|\d[\s.,/-]|\d(?:st|nd|rd|th|e)/.test(folded) || !/\d/.test(folded)) return null;
  for (const { whole, read } of searches) {
    const found = whole.exec(folded);
    const value = found === null ? null : dateOf(text.trim(), read(found.slice(1), habit));
    if (value !== null) return value;
  }
  const found = incomplete.exec(folded);
  if (found === null) return null;
  const month = monthNumber(found[1] ?? found[4] ?? '');
  const day = Number(found[2] ?? found[3]);
  return dateOf(text, ['2024', String(month), String(day)]) === null ? null : { kind: 'incomplete', text: text.trim(), month, day };
}

/** Every date within a text, with its place; the more precise reading of one place only. */
export function datesWithin(
  text: string,
  habit: DateHabit,
): readonly { readonly date: DateValue; readonly at: number; readonly end: number }[] {
  const folded = foldName(text);
  if (!/(?:19|20)\d\d/.test(folded)) return [];
  const found: { date: DateValue; at: number; end: number }[] = [];
  for (const { within, read } of searches) {
    for (const one of folded.matchAll(within)) {
      const end = one.index + one[0].length;
      if (found.some((taken) => one.index < taken.end && taken.at < end)) continue;
      const date = dateOf(one[0], read(one.slice(1), habit));
      if (date !== null) found.push({ date, at: one.index, end });
    }
  }
  return found.toSorted((left, right) => left.at - right.at);
}

export function yearOf(text: string): DateValue | null {
  return /^(?:19[6-9]|20[0-4])\d$/.test(text.trim()) ? dateOf(text.trim(), [text.trim(), '', '']) : null;
}

/** The day of an incomplete date that was the last before (or on) the day its text was published. */
export function lastBefore({ text, month, day }: Pick<IncompleteDate, 'text' | 'month' | 'day'>, publishedOn: Day): DateValue | null {
  for (const year of [Number(publishedOn.slice(0, 4)), Number(publishedOn.slice(0, 4)) - 1]) {
    const value = dateOf(text, [String(year), String(month), String(day)]);
    if (value !== null && value.from <= publishedOn) return value;
  }
  return null;
}

function monthNumber(name: string): number {
  return /^\d+$/.test(name) ? Number(name) : months.findIndex((names) => names.includes(name)) + 1;
}

function dateOf(text: string, [year, monthText, dayText]: readonly [string, string, string]): DateValue | null {
  if (!/^(?:19[6-9]|20[0-4])\d$/.test(year)) return null;
  const two = (number: number) => String(number).padStart(2, '0');
  if (monthText === '') return valueOf(text, `${year}-01-01`, `${year}-12-31`);
  const month = monthNumber(monthText);
  if (dayText !== '') {
    const day = `${year}-${two(month)}-${two(Number(dayText))}`;
    return valueOf(text, day, day);
  }
  const next = parseDay(month === 12 ? `${Number(year) + 1}-01-01` : `${year}-${two(month + 1)}-01`);
  return next === undefined ? null : valueOf(text, `${year}-${two(month)}-01`, addDays(next, -1));
}

function valueOf(text: string, from: string, to: string): DateValue | null {
  const first = parseDay(from);
  const last = parseDay(to);
  return first === undefined || last === undefined ? null : { kind: 'date', text, from: first, to: last };
}
