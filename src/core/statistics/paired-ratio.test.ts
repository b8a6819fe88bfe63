import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededBytes } from '../kernel/seeded-bytes.ts';
import { pairedRatioInterval } from './paired-ratio.ts';

describe('the interval of a ratio on the same people', () => {
  it('is as worked out by hand: 80 against 60, ten of them both', () => {
    // √((80 + 60 − 20) / (80 × 60)) = √0.025; e^(1.959964 × 0.158114) = 1.36323
    const found = pairedRatioInterval({ first: 80, second: 60, both: 10 });
    expect(found?.lower).toBeCloseTo(4 / 3 / 1.36323, 3);
    expect(found?.upper).toBeCloseTo((4 / 3) * 1.36323, 3);
  });

  it('has no limits where one of the two is of nobody, and no width where all did both', () => {
    expect(pairedRatioInterval({ first: 0, second: 5, both: 0 })).toBeNull();
    expect(pairedRatioInterval({ first: 5, second: 0, both: 0 })).toBeNull();
    expect(pairedRatioInterval({ first: 7, second: 7, both: 7 })).toEqual({ lower: 1, upper: 1 });
    expect(() => pairedRatioInterval({ first: 3, second: 5, both: 4 })).toThrow('did each');
  });

  it('the other way round is its inverse', () => {
    const counts = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(counts, ([first, second, share]) => {
        const both = Math.floor(Math.min(first, second) * share);
        const [one, other] = [pairedRatioInterval({ first, second, both }), pairedRatioInterval({ first: second, second: first, both })];
        expect((one?.lower ?? 0) * (other?.upper ?? 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('holds the true ratio in about 95 of 100 invented tests', () => {
    const bytes = seededBytes(20_261_123);
    const chance = () => {
      const [a = 0, b = 0, c = 0] = bytes(3);
      return (a * 65_536 + b * 256 + c) / 16_777_216;
    };
    let held = 0;
    for (let run = 0; run < 1_000; run += 1) {
      let [first, second, both] = [0, 0, 0];
      for (let person = 0; person < 300; person += 1) {
        // Whoever clicks reports less often: 20 % report, 14 % click, 2 % do both.
        const place = chance();
        const [reported, clicked] = [place < 0.2, place >= 0.18 && place < 0.32];
        first += Number(reported);
        second += Number(clicked);
        both += Number(reported && clicked);
      }
      const found = pairedRatioInterval({ first, second, both });
      if (found !== null && found.lower <= 0.2 / 0.14 && found.upper >= 0.2 / 0.14) held += 1;
    }
    expect(held).toBeGreaterThan(930);
    expect(held).toBeLessThan(975);
  });
});
