import { expect, it } from 'vitest';
import { seededBytes } from './seeded-bytes.ts';

it('seeded bytes are the same for the same seed, however many are asked for at once', () => {
  const one = seededBytes(7);
  expect([...one(3), ...one(5)]).toEqual([...seededBytes(7)(8)]);
  expect([...seededBytes(8)(8)]).not.toEqual([...seededBytes(7)(8)]);
});

it('seeded bytes are the words of xorshift, most significant byte first', () => {
  // State 1: 1 ^ 1<<13 = 8193, >>>17 leaves it, ^ 8193<<5 = 270369 = 0x00042021.
  expect([...seededBytes(1)(4)]).toEqual([0x00, 0x04, 0x20, 0x21]);
});

it('seeded bytes are spread evenly over many', () => {
  const bytes = seededBytes(20_261_122)(40_000);
  const mean = bytes.reduce((sum, byte) => sum + byte, 0) / bytes.length;
  expect(Math.abs(mean - 127.5)).toBeLessThan(2);
  expect(new Set(bytes).size).toBe(256);
});

it('a seed is a whole number above 0', () => {
  for (const seed of [0, -1, 1.5, 2 ** 32]) expect(() => seededBytes(seed)).toThrow('a seed is');
});
