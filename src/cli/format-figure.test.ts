import { describe, expect, it } from 'vitest';
import { formatFigure } from './format-figure.ts';

const point = {
  day: '2026-03-31',
  state: 'measured',
  value: 1,
  numerator: 12,
  denominator: null,
  lower: null,
  upper: null,
  reasons: [],
} as const;

describe('a figure on the command line', () => {
  it('says days, in the language of the reader, and one day as one', () => {
    expect(formatFigure({ ...point, value: 445, reasons: [] }, 'days', 'en')).toBe('445 days');
    expect(formatFigure({ ...point, reasons: [] }, 'days', 'en')).toBe('1 day');
    expect(formatFigure({ ...point, value: 445, state: 'warned', reasons: [] }, 'days', 'nl')).toBe('445 dagen [warned]');
  });

  it('says a bound as a bound, and an interval of which nobody knows the upper end', () => {
    const bound = { ...point, value: 212, atLeast: true, lower: 45, reasons: ['half-life-not-reached'] } as const;
    expect(formatFigure({ ...bound, reasons: [...bound.reasons] }, 'days', 'nl')).toBe('> 212 dagen (45–…)');
  });

  it('says a share in per cent with its interval and counts', () => {
    const share = { ...point, value: 0.25, numerator: 3, denominator: 12, lower: 0.0889, upper: 0.5323, reasons: [] };
    expect(formatFigure(share, 'proportion', 'en')).toBe('25.0 % (8.9–53.2)  3/12');
  });
});
