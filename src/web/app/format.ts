/**
 * Figures, days and instants as the reader writes them. Numbers and calendar days by hand (`digits.ts` says why), instants by
 * Intl in the organisation's time zone, whose formatters are made when the first is written.
 */
import type { Language } from '#core/kernel/text.ts';
import type { Day } from '#core/kernel/time.ts';
import { quarterText } from '#core/statistics/periods.ts';
import type { SeriesPoint } from '#contract/endpoints/metrics.ts';
import { dayTexts } from './day-texts.ts';
import { writeDigits } from './digits.ts';

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
const shareUnits: ReadonlySet<string> = new Set(['proportion', 'share', 'percent', 'probability']);

export function isShare(unit: string): boolean {
  return shareUnits.has(unit);
}

export function makeFormat(language: Language, timeZone: string): Format {
  const number = (value: number, digitsMax = 0) => writeDigits(value, language, { most: digitsMax });
  const share = (value: number) => writeDigits(value, language, { least: 1, most: 1 });
  const percent = (value: number, least = 1) => `${writeDigits(value, language, { least, most: 1, shift: 2 })}%`;
  const scaled = (value: number) => number(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
  const measured = (value: number, unit: string) => (isShare(unit) ? percent(value) : unit === 'count' ? number(value) : scaled(value));
  const zoned = zonedFormats(localeOf[language], timeZone);
  return {
    quarter: (day) => quarterText(day as Day, language),
    ...dayTexts(language, zoned.today),
    ...zoned,
    number,
    percent: (value) => percent(value),
    score: share,
    probability: (value) => writeDigits(value, language, { least: 2, most: 2 }),
    tick: (value, unit) => (isShare(unit) ? percent(value, 0) : number(value, 2)),
    bytes: (count) => bytesText(count, number),
    value: (value, unit, isAtLeast = false) => `${isAtLeast ? '> ' : ''}${withUnit(measured(value, unit), value, unit, language)}`,
    interval: (lower, upper, unit) => {
      if (upper === null) return isShare(unit) ? `${share(lower * 100)}–…%` : `${measured(lower, unit)}–…`;
      if (!isShare(unit)) return `${measured(lower, unit)}–${measured(upper, unit)}`;
      return `${share(lower * 100)}–${percent(upper)}`;
    },
  };
}

function zonedFormats(locale: string, timeZone: string) {
  const date = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const instant = once(() => new Intl.DateTimeFormat(locale, { timeZone, ...date, hour: '2-digit', minute: '2-digit' }));
  const instantDay = once(() => new Intl.DateTimeFormat(locale, { timeZone, ...date }));
  const iso = once(() => new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  return {
    today: () => iso().format(new Date()),
    instant: (text: string) => instant().format(new Date(text)),
    instantDay: (text: string) => instantDay().format(new Date(text)),
    ago: (text: string) => agoText(relative(), (Date.parse(text) - Date.now()) / 1000),
  };
}

function once<Value>(make: () => Value): () => Value {
  let made: Value | undefined;
  return () => (made ??= make());
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
  'per-1000-fte': { en: ['per 1,000 FTE', 'per 1,000 FTE'], nl: ['per 1.000 fte', 'per 1.000 fte'] },
  'findings-per-asset': { en: ['per asset', 'per asset'], nl: ['per middel', 'per middel'] },
  days: { en: ['day', 'days'], nl: ['dag', 'dagen'] },
  hours: { en: ['hour', 'hours'], nl: ['uur', 'uur'] },
  minutes: { en: ['minute', 'minutes'], nl: ['minuut', 'minuten'] },
  ratio: { en: ['', ''], nl: ['', ''] },
  index: { en: ['of 100', 'of 100'], nl: ['van 100', 'van 100'] },
  'percentage-points': { en: ['percentage point', 'percentage points'], nl: ['procentpunt', 'procentpunt'] },
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
