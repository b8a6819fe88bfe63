import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, mendEncoding, runsOf, segmentsOf, segmentsOfAny } from './text.ts';

const texts = (text: string): string[] => segmentsOf(text).map((segment) => segment.text);

describe('segmentsOf', () => {
  it('cuts at case, digits and punctuation', () => {
    expect(texts('PageWriter TC-10')).toEqual(['page', 'writer', 'tc', '10']);
    expect(texts('CIISafe')).toEqual(['cii', 'safe']);
  });

  it('takes marks off and superscripts down', () => {
    expect(texts('Avance CS²® Dräger')).toEqual(['avance', 'cs', '2', 'drager']);
    expect(texts("N'Vision Link+")).toEqual(['n', 'vision', 'link', 'plus']);
  });

  it('reads Roman numerals behind a name as numbers, and leaves IV, IX and a first word alone', () => {
    expect(texts('Secure II bed')).toEqual(['secure', '2', 'bed']);
    expect(texts('Pyxis IV Prep')).toEqual(['pyxis', 'iv', 'prep']);
    expect(texts('II')).toEqual(['ii']);
  });

  it('reads words that every object answers to as words', () => {
    expect(texts('Acme constructor toString valueOf hasOwnProperty __proto__')).toEqual([
      'acme',
      'constructor',
      'to',
      'string',
      'value',
      'of',
      'has',
      'own',
      'property',
      'proto',
    ]);
  });

  it('cuts plain letters by their codes as it cuts any text', () => {
    const piece = fc.constantFrom(
      'II',
      'IV',
      'VI',
      'MR',
      'Mr',
      'mR',
      'x',
      '8',
      '15',
      '(',
      ')',
      ' ',
      '-',
      '.',
      '/',
      "'",
      '+',
      '&',
      '(tm)',
      '_',
    );
    const mixed = fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(mixed, (text) => {
        expect(segmentsOf(text)).toEqual(segmentsOfAny(text));
      }),
      { numRuns: 500 },
    );
  });

  it('never throws and gives lower-case runs of one kind', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const segment of segmentsOf(text)) expect(segment.text).toBe(segment.text.toLowerCase());
      }),
    );
  });
});

it('runs of a joined and of a split word share their letters', () => {
  expect(runsOf(segmentsOf('Page Writer')).has('pagewriter')).toBe(true);
  expect(runsOf(segmentsOf('pagewriter')).has('pagewriter')).toBe(true);
});

it('mends UTF-8 that was read as Latin-1, and nothing else', () => {
  expect(mendEncoding('YhtymÃ¤ Oy')).toBe('Yhtymä Oy');
  expect(mendEncoding('Dräger Ã')).toBe('Dräger Ã');
});

describe('editDistance', () => {
  it('counts a swap of neighbours once', () => {
    expect(editDistance('delta', 'detla', 2)).toBe(1);
    expect(editDistance('infinity', 'infinty', 2)).toBe(1);
  });

  it('is null over the limit, symmetric, and 0 only for equals', () => {
    expect(editDistance('latitude', 'altitude', 0)).toBeNull();
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (left, right) => {
        const distance = editDistance(left, right, 9);
        expect(distance).toBe(editDistance(right, left, 9));
        expect(distance === 0).toBe(left === right);
      }),
    );
  });

  it('is what the whole table of distances says, whatever both words begin or end with', () => {
    const whole = (left: string, right: string): number => {
      const table = [...Array(left.length + 1).keys()].map((i) =>
        [...Array(right.length + 1).keys()].map((j) => (i === 0 ? j : j === 0 ? i : 0)),
      );
      const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
      for (let i = 1; i <= left.length; i++) {
        for (let j = 1; j <= right.length; j++) {
          const least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (left[i - 1] === right[j - 1] ? 0 : 1));
          const isSwap = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
          (table[i] ?? [])[j] = isSwap ? Math.min(least, at(i - 2, j - 2) + 1) : least;
        }
      }
      return at(left.length, right.length);
    };
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
    fc.assert(
      fc.property(letters, letters, fc.integer({ min: 0, max: 3 }), (left, right, limit) => {
        const distance = whole(left, right);
        expect(editDistance(left, right, limit)).toBe(distance <= limit ? distance : null);
      }),
      { numRuns: 2_000 },
    );
  });
});
