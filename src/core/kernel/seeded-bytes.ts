/**
 * Bytes that look like chance and are the same on every machine, for the ports that ask for chance where the answer must not change
 * between two readings. Not for secrets: whoever knows the seed knows the bytes.
 * Xorshift with 32 bits (G. Marsaglia, "Xorshift RNGs", Journal of Statistical Software 8(14), 2003), each word as four bytes.
 */
import { invariant } from './invariant.ts';
import type { RandomBytes } from './time.ts';

/** @param seed a whole number above 0 and below 2 ** 32 */
export function seededBytes(seed: number): RandomBytes {
  invariant(Number.isInteger(seed) && seed > 0 && seed < 2 ** 32, `a seed is a whole number above 0, got ${seed}`);
  let state = seed;
  let left = 0;
  return (count) => {
    const bytes = new Uint8Array(count);
    for (let place = 0; place < count; place += 1) {
      if (left === 0) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        left = 4;
      }
      left -= 1;
      bytes[place] = (state >>> (8 * left)) & 0xff;
    }
    return bytes;
  };
}
