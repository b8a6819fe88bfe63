import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Day } from '#core/kernel/time.ts';
import { addDays } from '#core/kernel/time.ts';
import { correctionsOf, countingStretches, type StoredStretch } from './stretches.ts';

const first = '2026-01-01' as Day;
const day = (place: number) => addDays(first, place);
const whole = { from: day(-1), to: day(30) };

/** Lengths and words, from a first day on without gaps. */
const runs = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('a', 'b', 'c')), { minLength: 1, maxLength: 8 });
const measuring = fc.record({ start: fc.integer({ min: 0, max: 8 }), runs });

function measuredFrom({ start, runs: parts }: { readonly start: number; readonly runs: readonly (readonly [number, string])[] }) {
  let place = start;
  return parts.map(([length, says]) => {
    const from = place;
    place = Math.min(place + length, 29);
    return { from: day(from), to: day(Math.max(from, place - 1)), says };
  });
}

/** What the table holds after these rows were written. */
function written(stored: readonly StoredStretch[], measured: ReturnType<typeof measuredFrom>) {
  const { added, prolonged, days } = correctionsOf(stored, measured);
  const kept = stored.map((one) => ({ ...one, to: prolonged.find((other) => other.stored === one)?.to ?? one.to }));
  return { stored: [...kept, ...added.map(({ from, to, revision, measured: { says } }) => ({ from, to, revision, says }))], days };
}

const saidOn = (stored: readonly StoredStretch[]) => countingStretches(stored, whole).map((one) => one?.says);

describe('stretches of days', () => {
  it('after any measurings each day says what the last one that covered it said, and the same again writes nothing', () => {
    fc.assert(
      fc.property(fc.array(measuring, { minLength: 1, maxLength: 6 }), (measurings) => {
        let stored: readonly StoredStretch[] = [];
        const expected = new Map<Day, string>();
        for (const one of measurings) {
          const measured = measuredFrom(one).filter(({ from }, index, all) => index === 0 || from > (all[index - 1]?.to ?? from));
          stored = written(stored, measured).stored;
          for (const { from, to, says } of measured) for (let on = from; on <= to; on = addDays(on, 1)) expected.set(on, says);
          expect(written(stored, measured).days).toBe(0);
        }
        expect(saidOn(stored)).toEqual(saidOn(stored).map((_, place) => expected.get(addDays(whole.from, place))));
        // No two rows share a key.
        expect(new Set(stored.map(({ from, revision }) => `${from} ${revision}`)).size).toBe(stored.length);
      }),
    );
  });

  it('a value that stays the same night after night stays one row', () => {
    let stored: readonly StoredStretch[] = [];
    for (let night = 0; night < 20; night += 1) {
      const result = written(stored, [{ from: day(Math.max(0, night - 1)), to: day(night), says: 'a' }]);
      expect(result.days).toBe(1);
      ({ stored } = result);
    }
    expect(stored).toEqual([{ from: day(0), to: day(19), revision: 1, says: 'a' }]);
  });

  it('a corrected day inside a stretch is a row of a higher revision, and its neighbours stay as they were', () => {
    const before = [{ from: day(0), to: day(9), revision: 1, says: 'a' }];
    const { added, prolonged, days } = correctionsOf(before, [
      { from: day(0), to: day(3), says: 'a' },
      { from: day(4), to: day(4), says: 'b' },
      { from: day(5), to: day(9), says: 'a' },
    ]);
    expect(added.map(({ from, to, revision }) => ({ from, to, revision }))).toEqual([{ from: day(4), to: day(4), revision: 2 }]);
    expect([prolonged, days]).toEqual([[], 1]);
  });

  it('a row that was corrected at its end is not prolonged under the correction', () => {
    const before = [
      { from: day(0), to: day(4), revision: 1, says: 'a' },
      { from: day(4), to: day(4), revision: 2, says: 'b' },
    ];
    const { stored } = written(before, [{ from: day(5), to: day(6), says: 'a' }]);
    expect(saidOn(stored).slice(1, 8)).toEqual(['a', 'a', 'a', 'a', 'b', 'a', 'a']);
  });
});
