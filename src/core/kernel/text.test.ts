import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareCodePoints, foldName, hasForbiddenCharacters } from './text.ts';

const seed = Number(process.env['CYBERMETRICS_SEED'] ?? 20_261_122);

describe('foldName', () => {
  test('accents, case and spaces do not tell names apart', () => {
    expect(foldName('  Café   RÖNTGEN ')).toBe('cafe rontgen');
    expect(foldName('ＰＡＣＳ\u00a0node')).toBe('pacs node');
  });

  test('the short way for plain names gives what the long way gives, and folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })), (text) => {
        const decomposed = text
          .normalize('NFKD')
          .replace(/\p{M}+/gu, '')
          .toLowerCase();
        const long = decomposed
          .normalize('NFKD')
          .replace(/\p{M}+/gu, '')
          .replace(/\s+/gu, ' ')
          .trim();
        expect(foldName(text)).toBe(long);
        expect(foldName(foldName(text))).toBe(foldName(text));
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

describe('compareCodePoints', () => {
  test('orders as the bytes of UTF-8 do', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        expect(compareCodePoints(left, right)).toBe(Math.sign(Buffer.compare(Buffer.from(left), Buffer.from(right))));
      }),
      { seed, numRuns: 2_000 },
    );
  });

  test('an emoji stands after the last character of the basic plane', () => {
    expect(compareCodePoints('\u{1f600}', '\uffff')).toBe(1);
  });
});

test('NUL and lone surrogates are refused, pairs are not', () => {
  expect(['a\u0000b', '\ud800', '\u{1f600}', 'plain'].map(hasForbiddenCharacters)).toEqual([true, true, false, false]);
});
