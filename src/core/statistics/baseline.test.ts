import { describe, expect, it } from 'vitest';
import { baselineOf } from './baseline.ts';

const places = (count: number) => Array.from({ length: count }, (_, index) => index * 2);

describe('the baseline of a phase', () => {
  it('is none below twelve points, provisional from twelve, frozen from twenty', () => {
    expect(baselineOf([])).toEqual({ status: 'too-few', indexes: [], points: 0 });
    expect(baselineOf(places(11))).toEqual({ status: 'too-few', indexes: [], points: 11 });
    expect(baselineOf(places(12))).toEqual({ status: 'provisional', indexes: places(12), points: 12 });
    expect(baselineOf(places(19))).toEqual({ status: 'provisional', indexes: places(19), points: 19 });
    expect(baselineOf(places(20))).toEqual({ status: 'frozen', indexes: places(20), points: 20 });
  });

  it('keeps to its first twenty points for ever', () => {
    expect(baselineOf(places(50))).toEqual({ status: 'frozen', indexes: places(20), points: 50 });
  });
});
