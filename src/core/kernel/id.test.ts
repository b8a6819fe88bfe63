import { expect, it } from 'vitest';
import { drawnAhead, idMaker, isId } from './id.ts';
import { instantFromMilliseconds } from './time.ts';

/** Bytes that count on, so that a byte handed out twice shows. */
function countingBytes(): { random: (count: number) => Uint8Array; asked: () => number } {
  let next = 0;
  let times = 0;
  return {
    random: (count) => {
      times += 1;
      return Uint8Array.from({ length: count }, () => next++ % 251);
    },
    asked: () => times,
  };
}

it('bytes drawn ahead are handed out each once and in order, and rarely asked for', () => {
  const { random, asked } = countingBytes();
  const draw = drawnAhead(random);
  const drawn = Array.from({ length: 512 }, () => [...draw(16)]).flat();
  expect(drawn).toEqual(Array.from({ length: 512 * 16 }, (_, index) => index % 251));
  expect(asked()).toBe(1);
  expect(draw(16)).toHaveLength(16);
  expect(asked()).toBe(2);
});

it('ids made in one millisecond, and after a clock that went back, order as they were made', () => {
  const times = [5_000, 5_000, 5_001, 4_000, 5_002];
  let index = 0;
  const newId = idMaker({ now: () => instantFromMilliseconds(times[index++] ?? 6_000) }, drawnAhead(countingBytes().random));
  const ids = Array.from({ length: 8 }, newId);
  expect(ids.every(isId)).toBe(true);
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(ids).size).toBe(8);
});
