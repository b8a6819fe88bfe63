import { describe, expect, it } from 'vitest';
import { assuranceOf } from './verdict.ts';

const limits = { centre: 0.9, lower: 0.85, upper: 0.95, warnLower: 0.87, warnUpper: 0.93, nearLower: 0.88, nearUpper: 0.92 };

describe('assurance against a target', () => {
  it('rests on the whole band, whichever way is good', () => {
    expect(assuranceOf(limits, 0.8, 'up')).toBe('consistently-meets');
    expect(assuranceOf(limits, 0.9, 'up')).toBe('hit-and-miss');
    expect(assuranceOf(limits, 0.97, 'up')).toBe('consistently-misses');
    expect(assuranceOf(limits, 0.97, 'down')).toBe('consistently-meets');
    expect(assuranceOf(limits, 0.8, 'down')).toBe('consistently-misses');
  });
});
