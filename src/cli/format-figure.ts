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
  return `${point.atLeast === true ? '> ' : ''}${number(point.value)}${isShare ? ' %' : daysText(point.value, unit, language)}${interval}${counts}${mark}`;
}

function daysText(value: number, unit: string, language: Language): string {
  if (unit !== 'days') return '';
  const [one, many] = language === 'nl' ? [' dag', ' dagen'] : [' day', ' days'];
  return value === 1 ? one : many;
}
