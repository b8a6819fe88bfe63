import { describe, expect, it } from 'vitest';
import { limitFactor, scatterOf } from './laney.ts';

describe('σ_z', () => {
  it('is the mean range between neighbours over 1.128, and spans no gap', () => {
    expect(scatterOf([0, 1.128, 0])).toBeCloseTo(1, 12);
    expect(scatterOf([0, 2.256, null, 50, 50])).toBeCloseTo(1, 12);
    expect(scatterOf([-1, 1])).toBeCloseTo(2 / 1.128, 12);
  });

  it('is null without neighbours', () => {
    expect(scatterOf([])).toBeNull();
    expect(scatterOf([3])).toBeNull();
    expect(scatterOf([3, null, 4])).toBeNull();
  });
});

describe('the factor of the limits', () => {
  it('is σ_z where it is clearly the wider, and never narrows of its own accord', () => {
    expect(limitFactor(1.21, 'wider')).toBe(1.21);
    expect(limitFactor(1.2, 'wider')).toBe(1);
    expect(limitFactor(0.5, 'wider')).toBe(1);
    expect(limitFactor(null, 'wider')).toBe(1);
  });

  it('is what was asked for', () => {
    expect(limitFactor(0.5, 'scatter')).toBe(0.5);
    expect(limitFactor(2, 'scatter')).toBe(2);
    expect(limitFactor(null, 'scatter')).toBe(1);
    expect(limitFactor(2, 'counting')).toBe(1);
  });
});
