/**
 * Chance that can be repeated: numbers that follow from a seed and from what they are for, never from how many were
 * drawn before. So adding a draw in one place leaves every other draw as it was. Not for secrets.
 */

/** What a draw is for: numbers and words. */
export type DrawKey = readonly (number | string)[];

/** Whole number below 2^32. FNV-1a over the key, then the finisher of MurmurHash3 so that neighbours differ everywhere. */
export function wordOf(seed: number, ...key: DrawKey): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0);
  for (const part of key) {
    if (typeof part === 'number') {
      hash = Math.imul(hash ^ (part & 0xffff), 0x01000193);
      hash = Math.imul(hash ^ (part >>> 16), 0x01000193);
    } else for (let index = 0; index < part.length; index += 1) hash = Math.imul(hash ^ part.charCodeAt(index), 0x01000193);
    hash = Math.imul(hash ^ 0x1f, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** In [0, 1). */
export function shareOf(seed: number, ...key: DrawKey): number {
  return wordOf(seed, ...key) / 0x1_0000_0000;
}

/** Whole number from `from` up to and including `to`. */
export function integerOf(from: number, to: number, seed: number, ...key: DrawKey): number {
  return from + Math.floor(shareOf(seed, ...key) * (to - from + 1));
}

/** One of a list that is not empty. */
export function oneOf<Item>(items: readonly [Item, ...Item[]], seed: number, ...key: DrawKey): Item {
  return items[Math.floor(shareOf(seed, ...key) * items.length)] ?? items[0];
}

/** Waiting time with the given half-life, memoryless: half is over after `halfLife`. */
export function waitOf(halfLife: number, seed: number, ...key: DrawKey): number {
  return (-Math.log(1 - shareOf(seed, ...key)) * halfLife) / Math.LN2;
}

/** Standard normal (Box and Muller 1958). */
export function normalOf(seed: number, ...key: DrawKey): number {
  const radius = Math.sqrt(-2 * Math.log(1 - shareOf(seed, 'radius', ...key)));
  return radius * Math.cos(2 * Math.PI * shareOf(seed, 'angle', ...key));
}
