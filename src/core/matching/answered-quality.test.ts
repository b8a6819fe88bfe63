import { describe, expect, it } from 'vitest';
import { qualityOf } from './answered-quality.ts';

describe('the quality of answered matches', () => {
  it('is unknown where nothing was answered, which is not zero', () => {
    const { answered, brierScore, deciles } = qualityOf([]);
    expect([answered, brierScore]).toEqual([0, null]);
    expect(deciles).toHaveLength(10);
    expect(deciles.every((one) => one.answered === 0 && one.probabilityMean === null)).toBe(true);
  });

  it('is the mean squared difference, with each answer in its decile', () => {
    const { answered, brierScore, deciles } = qualityOf([
      { probability: 0.9, isSame: true },
      { probability: 1, isSame: true },
      { probability: 0.95, isSame: false },
      { probability: 0.2, isSame: false },
    ]);
    // (0.01 + 0 + 0.9025 + 0.04) / 4
    expect([answered, brierScore]).toEqual([4, 0.238125]);
    expect(deciles[9]).toEqual({ from: 0.9, to: 1, answered: 3, confirmed: 2, probabilityMean: 0.95 });
    expect(deciles[2]).toEqual({ from: 0.2, to: 0.3, answered: 1, confirmed: 0, probabilityMean: 0.2 });
  });
});
