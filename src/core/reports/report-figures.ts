/** Figures and days as a report prints them. A share with one decimal, a count whole, anything else with three digits that say something. */
import type { Language } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import type { MeasureUnit } from '../metrics/define-metric.ts';
import { quarterText, type ChartPeriod } from '../statistics/periods.ts';
import { reportWords } from './report-words.ts';

/** Of figures about people; the others stand among the words of the report. */
const unitNames: Readonly<Partial<Record<MeasureUnit, Readonly<Record<Language, readonly [one: string, many: string]>>>>> = {
  minutes: { en: ['minute', 'minutes'], nl: ['minuut', 'minuten'] },
  'per-1000-fte': { en: ['per 1,000 FTE', 'per 1,000 FTE'], nl: ['per 1.000 fte', 'per 1.000 fte'] },
  index: { en: ['of 100', 'of 100'], nl: ['van 100', 'van 100'] },
  'percentage-points': { en: ['percentage point', 'percentage points'], nl: ['procentpunt', 'procentpunt'] },
};

export interface ReportFigures {
  /** @param isAtLeast a bound: `> 212 days` */
  value(value: number, unit: MeasureUnit, isAtLeast?: boolean): string;
  /** Without its unit. */
  number(value: number, unit: MeasureUnit): string;
  /** @param upper null: nobody knows */
  interval(lower: number, upper: number | null, unit: MeasureUnit): string;
  count(count: number): string;
  hours(hours: number): string;
  day(day: Day): string;
  /** The period of a chart that begins on that day. */
  period(startOn: Day, period: ChartPeriod): string;
}

export function reportFigures(language: Language): ReportFigures {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  const numbers = [0, 1, 2].map((digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }));
  const share = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const ratio = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', year: 'numeric', ...options });
    return (day: Day) => format.format(new Date(`${day}T00:00:00.000Z`));
  };
  const [wholeDay, shortDay, month] = [
    date({ day: 'numeric', month: 'long' }),
    date({ day: 'numeric', month: 'short' }),
    date({ month: 'short' }),
  ];
  const number = (value: number, digitsMax: 0 | 1 | 2) => (numbers[digitsMax] as Intl.NumberFormat).format(value);
  const plain = (value: number) => number(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
  const measured = (value: number, unit: MeasureUnit) => {
    if (unit === 'proportion') return share.format(value * 100);
    if (unit === 'ratio' || unit === 'findings-per-asset') return Math.abs(value) < 10 ? ratio.format(value) : plain(value);
    // The difference of two shares is as exact as they are.
    if (unit === 'percentage-points') return share.format(value);
    return unit === 'count' ? number(value, 0) : plain(value);
  };
  const words = reportWords[language];
  const unitOf = (value: number, unit: MeasureUnit) => {
    // The space of a share does not break: figure and sign are one word.
    if (unit === 'proportion') return '\u00a0%';
    if (unit === 'days') return `\u00a0${words.days[value === 1 ? 0 : 1]}`;
    const name = unitNames[unit]?.[language][value === 1 ? 0 : 1];
    if (name !== undefined) return `\u00a0${name}`;
    return unit === 'findings-per-asset' ? `\u00a0${words.perAsset}` : '';
  };
  return {
    value: (value, unit, isAtLeast = false) => `${isAtLeast ? '>\u00a0' : ''}${measured(value, unit)}${unitOf(value, unit)}`,
    number: measured,
    interval: (lower, upper, unit) =>
      `${measured(lower, unit)}–${upper === null ? '…' : measured(upper, unit)}${['proportion', 'days', 'minutes'].includes(unit) ? unitOf(upper ?? 0, unit) : ''}`,
    count: (count) => number(count, 0),
    hours: (hours) => number(hours, 1),
    day: wholeDay,
    period: (startOn, period) =>
      period === 'month' ? month(startOn) : period === 'quarter' ? quarterText(startOn, language) : shortDay(startOn),
  };
}
