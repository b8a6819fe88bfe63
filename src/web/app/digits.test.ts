import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayTexts } from './day-texts.ts';
import { writeDigits } from './digits.ts';

const locales = { en: 'en-GB', nl: 'nl-NL' } as const;
const languages = ['en', 'nl'] as const;

describe('what is written by hand is what the browser would write', () => {
  test('numbers, with digits that may and that must stand behind the point', () => {
    const anyNumber = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      fc.double({ noNaN: true, min: -2, max: 2 }),
      fc.integer({ min: -10_000_000, max: 10_000_000 }).map((value) => value / 1_000),
    );
    fc.assert(
      fc.property(anyNumber, fc.constantFrom(...languages), fc.nat(4), fc.nat(4), (value, language, one, other) => {
        const [least, most] = one < other ? [one, other] : [other, one];
        const options = { minimumFractionDigits: least, maximumFractionDigits: most };
        expect(writeDigits(value, language, { least, most })).toBe(new Intl.NumberFormat(locales[language], options).format(value));
      }),
      { numRuns: 500 },
    );
  });

  test('shares in percent', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -2, max: 2 }), fc.constantFrom(...languages), (value, language) => {
        const format = new Intl.NumberFormat(locales[language], { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
        expect(`${writeDigits(value, language, { least: 1, most: 1, shift: 2 })}%`).toBe(format.format(value).replace(/\s/gu, ''));
      }),
      { numRuns: 300 },
    );
  });

  test('what lies beside every number', () => {
    expect([Infinity, -Infinity, NaN].map((value) => writeDigits(value, 'en', { most: 1 }))).toEqual(['∞', '-∞', 'NaN']);
    expect(writeDigits(1.005, 'nl', { most: 2 })).toBe('1,01');
    expect(writeDigits(999_999.95, 'en', { most: 1 })).toBe('1,000,000');
  });

  test('days and months of a year', () => {
    const options = {
      dayShort: { day: 'numeric', month: 'short', year: 'numeric' },
      dayMonth: { day: 'numeric', month: 'short' },
      month: { month: 'short', year: '2-digit' },
      monthLong: { month: 'long', year: 'numeric' },
    } as const;
    for (const language of languages) {
      const texts = dayTexts(language, () => '2026-06-01');
      for (let month = 1; month <= 12; month += 1) {
        const day = `2024-${String(month).padStart(2, '0')}-09`;
        for (const [name, option] of Object.entries(options)) {
          const format = new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', ...option });
          expect(texts[name as keyof typeof options](day)).toBe(format.format(new Date(day)));
        }
      }
    }
  });

  test('the year stands with a day that is not of this one; around New Year the time zone decides which that is', () => {
    const on = (instant: string, today: string) =>
      dayTexts(
        'nl',
        () => today,
        () => new Date(instant),
      );
    expect(on('2026-06-01T00:00:00Z', 'not asked').day('2026-11-22')).toBe('22 november');
    expect(on('2026-06-01T00:00:00Z', 'not asked').day('2025-11-22')).toBe('22 november 2025');
    expect(on('2026-06-01T00:00:00Z', 'not asked').day('2026-11-22', true)).toBe('22 november 2026');
    expect(on('2026-12-31T23:30:00Z', '2027-01-01').day('2027-01-01')).toBe('1 januari');
  });
});
