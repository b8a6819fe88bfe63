/**
 * Numbers as English and Dutch write them, by hand. A browser's own formatter reads its whole locale data at the first number
 * of a page, which took a fifth of all scripts of a first load; a test holds both equal. Not here: units and their words.
 */
import type { Language } from '#core/kernel/text.ts';

const signsOf: Readonly<Record<Language, { readonly group: string; readonly point: string }>> = {
  en: { group: ',', point: '.' },
  nl: { group: '.', point: ',' },
};

interface Digits {
  readonly least?: number;
  readonly most: number;
  /** The point moved to the right: 2 for a share in percent. */
  readonly shift?: number;
}

/** Rounds half away from zero on the digits a number prints as, so that 1.005 is 1.01. */
export function writeDigits(value: number, language: Language, { least = 0, most, shift = 0 }: Digits): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : `${value < 0 ? '-' : ''}∞`;
  const [mantissa = '0', exponent = '0'] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  /** Digits before the point; what lies beyond the last wanted digit decides whether it goes up. */
  const whole = Number(exponent) + 1 + shift;
  const kept = whole + most;
  const head = kept < 0 ? '' : digits.slice(0, kept).padEnd(kept, '0');
  const isUp = kept >= 0 && (digits[kept] ?? '0') >= '5';
  const rounded = (BigInt(head === '' ? '0' : head) + (isUp ? 1n : 0n)).toString().padStart(most + 1, '0');
  const { group, point } = signsOf[language];
  const before = rounded.slice(0, rounded.length - most).replaceAll(/\B(?=(?:\d{3})+$)/g, group);
  const after = rounded.slice(rounded.length - most);
  const shown = after.slice(0, Math.max(least, after.replace(/0+$/, '').length));
  // As browsers do: a number that rounds to nothing keeps its sign.
  const isNegative = value < 0 || Object.is(value, -0);
  return `${isNegative ? '-' : ''}${before}${shown === '' ? '' : `${point}${shown}`}`;
}
