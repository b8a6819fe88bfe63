import fc from 'fast-check';
import { expect, it } from 'vitest';
import { guardFormula, unguardFormula } from './formula-guard.ts';

it('leaves no cell that a spreadsheet takes for a formula, and gives every text back', () => {
  const anyText = fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a', ' '), maxLength: 6 });
  fc.assert(
    fc.property(anyText, (text) => {
      expect(guardFormula(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(unguardFormula(guardFormula(text))).toBe(text);
    }),
    { numRuns: 1_000 },
  );
  expect(guardFormula('=HYPERLINK("https://example.org")')).toBe('\'=HYPERLINK("https://example.org")');
  expect(["'t Hof", 'MT-7', ''].map(guardFormula)).toEqual(["'t Hof", 'MT-7', '']);
});
