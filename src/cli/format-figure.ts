/** One point of a series in words: value with its interval and counts, or the reason why there is none. */
import type { SeriesPoint } from '#contract/endpoints/metrics.ts';
import type { Language } from '#core/kernel/text.ts';

export function formatFigure(point: SeriesPoint | null, unit: string, language: Language): string {
  if (point === null) return language === 'nl' ? 'niet gemeten' : 'not measured';
  if (point.value === null) return point.state;
  const isShare = unit === 'proportion' || unit === 'percent' || unit === 'ratio-of-one';
  const number = (value: number) =>
    isShare
      ? (value * 100).toLocaleString(language, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
      : value.toLocaleString(language, { maximumFractionDigits: 2 });
  const interval = point.lower === null ? '' : ` (${number(point.lower)}–${point.upper === null ? '…' : number(point.upper)})`;
  const counts = point.numerator === null || point.denominator === null ? '' : `  ${point.numerator}/${Math.round(point.denominator)}`;
  const mark = point.state === 'measured' ? '' : ` [${point.state}]`;
  return `${point.atLeast === true ? '> ' : ''}${number(point.value)}${isShare ? ' %' : unitText(point.value, unit, language)}${interval}${counts}${mark}`;
}

const unitWords: Readonly<Record<string, Readonly<Record<Language, readonly [one: string, many: string]>>>> = {
  days: { en: ['day', 'days'], nl: ['dag', 'dagen'] },
  minutes: { en: ['minute', 'minutes'], nl: ['minuut', 'minuten'] },
  index: { en: ['of 100', 'of 100'], nl: ['van 100', 'van 100'] },
  'percentage-points': { en: ['percentage point', 'percentage points'], nl: ['procentpunt', 'procentpunt'] },
};

function unitText(value: number, unit: string, language: Language): string {
  const words = unitWords[unit]?.[language];
  return words === undefined ? '' : ` ${words[value === 1 ? 0 : 1]}`;
}
