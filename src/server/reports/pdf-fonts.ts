/**
 * Inter, as the pages have it, for a PDF to embed (OFL-1.1): its files by range of letters, unpacked once. The library would
 * unpack them for every PDF anew, in JavaScript, which took longer than all the rest.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import { invariant } from '#core/kernel/invariant.ts';

const subsets = ['latin', 'latin-ext', 'greek', 'cyrillic'] as const;
export type Subset = (typeof subsets)[number];

const require = createRequire(import.meta.url);
let unpacked: readonly (readonly [name: string, font: Buffer])[] | undefined;

/** By name: `latin-400`, `latin-600` and so on. */
export function fonts(): readonly (readonly [name: string, font: Buffer])[] {
  unpacked ??= subsets.flatMap((subset) =>
    [400, 600].map((weight) => {
      const file = require.resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff`);
      return [`${subset}-${weight}`, unpackWoff(readFileSync(file))] as const;
    }),
  );
  return unpacked;
}

/** The files hold these ranges; null: none of them does. */
export function subsetOf(letter: string): Subset | null {
  const code = letter.codePointAt(0) ?? 0;
  if (code <= 0xff || (code >= 0x2000 && code <= 0x206f)) return 'latin';
  if ([0x131, 0x152, 0x153, 0x20ac, 0x2122, 0x2191, 0x2193, 0x2212].includes(code)) return 'latin';
  if ((code >= 0x100 && code <= 0x24f) || (code >= 0x1e00 && code <= 0x1eff)) return 'latin-ext';
  if (code >= 0x370 && code <= 0x3ff) return 'greek';
  return code >= 0x400 && code <= 0x45f ? 'cyrillic' : null;
}

/** WOFF 1.0 (W3C 2012, 3 to 5): the tables of an OpenType font, each deflated on its own, back under the directory of one. */
function unpackWoff(woff: Buffer): Buffer {
  invariant(woff.toString('latin1', 0, 4) === 'wOFF', 'the font is a WOFF file');
  const count = woff.readUInt16BE(12);
  const entries = Array.from({ length: count }, (_, place) => {
    const at = 44 + place * 20;
    const [offset, packed, length] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
    const bytes = woff.subarray(offset, offset + packed);
    return { tag: woff.subarray(at, at + 4), sum: woff.subarray(at + 16, at + 20), table: packed < length ? inflateSync(bytes) : bytes };
  });
  const head = Buffer.alloc(12 + count * 16);
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(count, 4);
  const power = Math.floor(Math.log2(count));
  head.writeUInt16BE(2 ** power * 16, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE(count * 16 - 2 ** power * 16, 10);
  const parts: Buffer[] = [head];
  let offset = head.length;
  entries.forEach(({ tag, sum, table }, place) => {
    const at = 12 + place * 16;
    tag.copy(head, at);
    sum.copy(head, at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(table.length, at + 12);
    const padded = Buffer.alloc(Math.ceil(table.length / 4) * 4);
    table.copy(padded);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}
