import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemarPValue } from './mcnemar.ts';

describe("McNemar's exact test", () => {
  it('says 1 when nothing changed and when gains equal losses', () => {
    expect(mcnemarPValue(0, 0)).toBe(1);
    expect(mcnemarPValue(7, 7)).toBe(1);
  });

  it('of 1 gained and 9 lost is 22/1024', () => {
    // 2 · (C(10,0) + C(10,1)) / 2^10
    expect(mcnemarPValue(1, 9)).toBeCloseTo(22 / 1024, 12);
  });

  it('of 10 gained and 24 lost is what SciPy’s binomial test gives', () => {
    expect(mcnemarPValue(10, 24)).toBeCloseTo(0.024306510109454393, 12);
  });

  it('refuses what are no counts', () => {
    expect(() => mcnemarPValue(1.5, 2)).toThrow('got 1.5 and 2');
    expect(() => mcnemarPValue(1, 2.5)).toThrow('counts of pairs');
    expect(() => mcnemarPValue(-1, 2)).toThrow('counts of pairs');
    expect(() => mcnemarPValue(1, -2)).toThrow('counts of pairs');
    expect(mcnemarPValue(0, 1)).toBe(1);
  });

  it('does not care which way is called gained and falls as the split grows uneven', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 2_000 }), (gained, lost) => {
        const p = mcnemarPValue(gained, lost);
        expect(p).toBeCloseTo(mcnemarPValue(lost, gained), 9);
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        if (gained > 0 && gained <= lost) expect(mcnemarPValue(gained - 1, lost + 1)).toBeLessThanOrEqual(p + 1e-12);
      }),
    );
  });
});
