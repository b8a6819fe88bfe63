import { describe, expect, it } from 'vitest';
import { cohensKappa } from './agreement.ts';

const times = (count: number, one: string, other: string) => Array.from({ length: count }, () => [one, other] as const);

describe('agreement of two judges', () => {
  it('gives kappa of a table of fifty by hand: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no', () => {
    // Alike 35/50 = 0.7; by chance 0.5·0.6 + 0.5·0.4 = 0.5; kappa 0.2/0.5 = 0.4.
    const found = cohensKappa([...times(20, 'yes', 'yes'), ...times(5, 'yes', 'no'), ...times(10, 'no', 'yes'), ...times(15, 'no', 'no')]);
    expect(found?.judged).toBe(50);
    expect(found?.alike).toBeCloseTo(0.7, 12);
    expect(found?.kappa).toBeCloseTo(0.4, 12);
    // Variance: (0.10972 + 0.10188 − 0.01) / (0.25 · 50) = 0.016128.
    expect(found?.interval?.lower).toBeCloseTo(0.15109, 5);
    expect(found?.interval?.upper).toBeCloseTo(0.64891, 5);
  });

  it('is 1 where all is alike, below 0 where less is alike than by chance, and undefined where there was only one word', () => {
    expect(cohensKappa([...times(5, 'a', 'a'), ...times(5, 'b', 'b')])?.kappa).toBe(1);
    expect(cohensKappa([...times(5, 'a', 'b'), ...times(5, 'b', 'a')])?.kappa).toBe(-1);
    expect(cohensKappa(times(9, 'a', 'a'))).toMatchObject({ alike: 1, kappa: null, interval: null });
    expect(cohensKappa([])).toBeNull();
  });
});
