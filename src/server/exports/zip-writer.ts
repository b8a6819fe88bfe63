/**
 * A ZIP archive written from front to back: each part deflated as it comes, its size and checksum told after it. For archives
 * below 4 GiB whose parts are ours. Followed: APPNOTE.TXT 6.3 (4.3.7, 4.3.9, 4.3.12, 4.3.16). Reading: `importers/xlsx/zip.ts`.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';
import { invariant } from '#core/kernel/invariant.ts';
import type { Write } from './streamed-response.ts';

interface WrittenPart {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
}

/** Sizes stand after the part (bit 3); names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflated = 8;
/** 1 January 1980: the same rows give the same bytes. */
const dosDate = 0x0021;
const bytesMax = 0xffff_ffff;

export class ZipWriter {
  private readonly write: Write;
  private readonly parts: WrittenPart[] = [];
  private offset = 0;

  constructor(write: Write) {
    this.write = write;
  }

  async part(path: string, texts: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const name = Buffer.from(path);
    const offset = this.offset;
    const counted = { crc: 0, bytes: 0, packedBytes: 0 };
    await this.put(Buffer.concat([fields([0x04034b50, 4], ...shared({ name, crc: 0, packedBytes: 0, bytes: 0 })), name]));
    await pipeline(
      Readable.from(texts, { objectMode: true }),
      async function* (source: AsyncIterable<string>) {
        for await (const text of source) {
          const bytes = Buffer.from(text);
          counted.crc = crc32(bytes, counted.crc);
          counted.bytes += bytes.length;
          yield bytes;
        }
      },
      createDeflateRaw(),
      async (packed: AsyncIterable<Buffer>) => {
        for await (const piece of packed) {
          counted.packedBytes += piece.length;
          await this.put(piece);
        }
      },
    );
    invariant(counted.bytes <= bytesMax, 'a part is below 4 GiB: the rows of a workbook are limited');
    const { crc, packedBytes, bytes } = counted;
    await this.put(fields([0x08074b50, 4], [crc, 4], [packedBytes, 4], [bytes, 4]));
    this.parts.push({ name, offset, crc, packedBytes, bytes });
  }

  async end(): Promise<void> {
    const start = this.offset;
    for (const part of this.parts) {
      const entry = fields([0x02014b50, 4], [20, 2], ...shared(part), [0, 2], [0, 2], [0, 2], [0, 4], [part.offset, 4]);
      await this.put(Buffer.concat([entry, part.name]));
    }
    const count = this.parts.length;
    const size = this.offset - start;
    await this.put(fields([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [start, 4], [0, 2]));
  }

  private async put(bytes: Buffer): Promise<void> {
    this.offset += bytes.length;
    invariant(this.offset <= bytesMax, 'an archive is below 4 GiB: the rows of a workbook are limited');
    await this.write(bytes);
  }
}

type Member = readonly [value: number, bytes: 2 | 4];

/** What the local header and the directory say in the same order: from the version needed to the length of extra fields. */
function shared({ name, crc, packedBytes, bytes }: Omit<WrittenPart, 'offset'>): readonly Member[] {
  return [
    [20, 2],
    [flags, 2],
    [deflated, 2],
    [0, 2],
    [dosDate, 2],
    [crc, 4],
    [packedBytes, 4],
    [bytes, 4],
    [name.length, 2],
    [0, 2],
  ];
}

function fields(...members: readonly Member[]): Buffer {
  const buffer = Buffer.alloc(members.reduce((sum, [, bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [value, bytes] of members) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}
