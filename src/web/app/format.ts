/** Figures, days and instants as the reader writes them: language by Intl, instants in the organisation's time zone. */
import type { Language } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import { quarterText } from '#core/statistics/periods.ts';
import type { SeriesPoint } from '#contract/endpoints/metrics.ts';

export interface Format {
  number(value: number, digitsMax?: number): string;
  percent(value: number): string;
  /** A CVSS score, always with one decimal: 9.0, 8.8. */
  score(value: number): string;
  /** 0 to 1 with two digits. */
  probability(value: number): string;
  /** `2026-11-22` → 22 November 2026 (the year only when it is not this one, unless `withYear`). */
  day(day: string, withYear?: boolean): string;
  dayShort(day: string): string;
  /** 22 Nov */
  dayMonth(day: string): string;
  month(day: string): string;
  monthLong(day: string): string;
  /** Of any day in it. */
  quarter(day: string): string;
  instant(instant: string): string;
  instantDay(instant: string): string;
  ago(instant: string): string;
  bytes(count: number): string;
  /** A measured value in its unit; a bound as one: `> 212 days`. */
  value(value: number, unit: string, isAtLeast?: boolean): string;
  /** Both ends of an interval in one unit: `16.9–19.6%`; `45–…` where nobody knows the upper one. */
  interval(lower: number, upper: number | null, unit: string): string;
  /** A value on an axis: as short as it can be. */
  tick(value: number, unit: string): string;
  /** Today in the organisation's time zone. */
  today(): string;
}

const localeOf: Readonly<Record<Language, string>> = { en: 'en-GB', nl: 'nl-NL' };
const shareUnits: ReadonlySet<string> = new Set(['ratio', 'proportion', 'share', 'percent', 'probability']);

export function isShare(unit: string): boolean {
  return shareUnits.has(unit);
}

export function makeFormat(language: Language, timeZone: string): Format {
  const locale = localeOf[language];
  const numbers = Array.from({ length: 5 }, (_, digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
  const percent = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const share = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const probability = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const tickPercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const number = (value: number, digitsMax = 0) => (numbers[digitsMax] as Intl.NumberFormat).format(value);
  const scaled = (value: number) => number(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
  const measured = (value: number, unit: string) =>
    isShare(unit) ? percent.format(value) : unit === 'count' ? number(value) : scaled(value);
  return {
    quarter: (day) => quarterText(day as Day, language),
    ...dateFormats(locale, timeZone),
    number,
    percent: (value) => percent.format(value),
    score: (value) => share.format(value),
    probability: (value) => probability.format(value),
    tick: (value, unit) => (isShare(unit) ? tickPercent.format(value) : number(value, 2)),
    bytes: (count) => bytesText(count, number),
    value: (value, unit, isAtLeast = false) => `${isAtLeast ? '> ' : ''}${withUnit(measured(value, unit), value, unit, language)}`,
    interval: (lower, upper, unit) => {
      if (upper === null) return isShare(unit) ? `${share.format(lower * 100)}–…%` : `${measured(lower, unit)}–…`;
      if (!isShare(unit)) return `${measured(lower, unit)}–${measured(upper, unit)}`;
      return `${share.format(lower * 100)}–${percent.format(upper)}`;
    },
  };
}

function dateFormats(locale: string, timeZone: string) {
  const dayOptions = { timeZone: 'UTC', day: 'numeric', month: 'long' } as const;
  const day = new Intl.DateTimeFormat(locale, dayOptions);
  const dayYear = new Intl.DateTimeFormat(locale, { ...dayOptions, year: 'numeric' });
  const dayShort = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
  const dayMonth = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' });
  const monthLong = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' });
  const month = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', month: 'short', year: '2-digit' });
  const instant = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  const instantDay = new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'short', year: 'numeric' });
  const iso = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const today = () => iso.format(new Date());
  const dateOf = (text: string) => new Date(`${text}T00:00:00Z`);
  return {
    today,
    day: (text: string, withYear = false) => (withYear || !text.startsWith(today().slice(0, 4)) ? dayYear : day).format(dateOf(text)),
    dayShort: (text: string) => dayShort.format(dateOf(text)),
    dayMonth: (text: string) => dayMonth.format(dateOf(text)),
    month: (text: string) => month.format(dateOf(text)),
    monthLong: (text: string) => monthLong.format(dateOf(text)),
    instant: (text: string) => instant.format(new Date(text)),
    instantDay: (text: string) => instantDay.format(new Date(text)),
    ago: (text: string) => agoText(relative, (Date.parse(text) - Date.now()) / 1000),
  };
}

function agoText(relative: Intl.RelativeTimeFormat, seconds: number): string {
  const steps = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  for (const [unit, size] of steps) if (Math.abs(seconds) >= size) return relative.format(Math.round(seconds / size), unit);
  return relative.format(Math.round(seconds), 'second');
}

function bytesText(count: number, number: Format['number']): string {
  const steps = ['B', 'kB', 'MB', 'GB'];
  let value = count;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  return `${number(value, step === 0 || value >= 100 ? 0 : 1)} ${steps[step]}`;
}

const unitNames: Readonly<Record<string, Readonly<Record<Language, readonly [one: string, many: string]>>>> = {
  expected: { en: ['expected', 'expected'], nl: ['verwacht', 'verwacht'] },
  'findings-per-asset': { en: ['per asset', 'per asset'], nl: ['per middel', 'per middel'] },
  days: { en: ['day', 'days'], nl: ['dag', 'dagen'] },
  hours: { en: ['hour', 'hours'], nl: ['uur', 'uur'] },
  minutes: { en: ['minute', 'minutes'], nl: ['minuut', 'minuten'] },
};

/** The word for a unit, empty for shares and counts. */
export function unitName(unit: string, language: Language, isOne = false): string {
  if (isShare(unit) || unit === 'count' || unit === '') return '';
  return unitNames[unit]?.[language][isOne ? 0 : 1] ?? unit;
}

function withUnit(text: string, value: number, unit: string, language: Language): string {
  const name = unitName(unit, language, value === 1);
  return name === '' ? text : `${text} ${name}`;
}

/** Whether a point says something that can be drawn. */
export function isMeasured(point: Pick<SeriesPoint, 'state' | 'value'>): boolean {
  return point.value !== null && (point.state === 'measured' || point.state === 'stale' || point.state === 'warned');
}
