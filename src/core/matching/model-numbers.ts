/**
 * Numbers that name a model outright: model number, GTIN, UDI-DI, stock keeping unit (CSAF 3.1.3.3). A model number of an
 * advisory may hold wildcards: `*` any characters, `?` one (CSAF 3.1.3.3.6). Letters and digits alone are compared.
 */
import type { ProductIdentifier } from '../advisories/advisory.ts';
import type { DeviceReading } from './device-names.ts';

const namingKinds: ReadonlySet<ProductIdentifier['kind']> = new Set(['model-number', 'gtin', 'udi-di', 'sku']);
const fewestLetters = 5;

/** Null where the identifier does not name a model or is too short to name one. */
export function modelPatternOf({ kind, value }: ProductIdentifier): RegExp | null {
  if (!namingKinds.has(kind)) return null;
  const letters = value
    .toLowerCase()
    .replace(/\\([*?\\])/gu, '$1')
    .replace(/[^\p{L}\p{N}*?]/gu, '');
  if (letters.replace(/[*?]/gu, '').length < fewestLetters || !/\d/.test(letters)) return null;
  return new RegExp(`^${letters.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'u');
}

/** What a pattern is filed under: itself where it is plain, otherwise its beginning up to the first wildcard. */
export function modelKeysOf(pattern: RegExp): string[] {
  const text = pattern.source.slice(1, -1);
  const at = text.indexOf('.');
  return [at < 0 ? text : `^${text.slice(0, Math.min(at, fewestLetters))}`].filter((key) => key.length >= fewestLetters);
}

/** The longest run of the device's texts that is the model number, or null. */
export function modelNumberIn(device: DeviceReading, patterns: readonly RegExp[]): string | null {
  let longest: string | null = null;
  for (const pattern of patterns) {
    for (const run of device.allRuns) {
      if (run.length >= fewestLetters && run.length > (longest?.length ?? 0) && pattern.test(run)) longest = run;
    }
  }
  return longest;
}
