import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { isProblem } from '#core/kernel/problem.ts';
import { headBytes, limitBytes, openFile } from './read-head.ts';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function problemOf(work: Promise<unknown>): Promise<unknown> {
  const cause = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return isProblem(cause) ? cause.code : cause;
}

const text = Buffer.from(Array.from({ length: 20_000 }, (_, row) => `regel ${row}: één\n`).join(''));

describe('openFile', () => {
  it.each([1, 700, 70_000, 10_000_000])('peeks at the head and gives the whole file, in pieces of %i bytes', async (size) => {
    const source = size === 1 ? text.subarray(0, 5_000) : text;
    const file = await openFile(pieces(source, size), 'a.txt');
    expect(file.isCompressed).toBe(false);
    expect(file.head.bytes.length).toBe(Math.min(source.length, headBytes));
    expect(file.head.text.startsWith('regel 0: één\n')).toBe(true);
    expect((await gather(file.bytes)).equals(source)).toBe(true);
  });

  it('unzips gzip by its first bytes, whatever the name', async () => {
    for (const size of [61, 999, 1_000_000]) {
      const file = await openFile(pieces(gzipSync(text), size), 'report.xml');
      expect(file.isCompressed).toBe(true);
      expect((await gather(file.bytes)).equals(text)).toBe(true);
    }
  });

  it('opens an empty file', async () => {
    const file = await openFile(pieces(Buffer.alloc(0), 1), 'empty');
    expect(file.head).toMatchObject({ text: '', name: 'empty' });
    expect((await gather(file.bytes)).length).toBe(0);
  });

  it('says that a gzip file is cut or damaged', async () => {
    const zipped = gzipSync(text);
    const cut = openFile(pieces(zipped.subarray(0, zipped.length - 20), 999), 'cut').then((file) => gather(file.bytes));
    expect(await problemOf(cut)).toBe('file-truncated');
    const damaged = Buffer.from(zipped);
    damaged.fill(0xff, 100, 200);
    expect(await problemOf(openFile(pieces(damaged, 999), 'damaged').then((file) => gather(file.bytes)))).toBe('file-malformed');
  });

  it('stops a gzip file that expands too far, by ratio and by size', async () => {
    const bomb = gzipSync(Buffer.alloc(4_000_000));
    const byRatio = { bytesMax: 1e9, ratioMax: 250, ratioFromBytes: 100_000 };
    const bySize = { bytesMax: 1e6, ratioMax: 1e9, ratioFromBytes: 0 };
    for (const limits of [byRatio, bySize]) {
      expect(await problemOf(openFile(pieces(bomb, 500), 'bomb', limits).then((file) => gather(file.bytes)))).toBe('file-expands-too-far');
    }
  });

  it('passes on what breaks the source, and closes it when reading stops early', async () => {
    const failure = new Error('disk gone');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield gzipSync(text).subarray(0, 4_000);
      throw failure;
    }
    expect(await problemOf(openFile(broken(), 'broken').then((file) => gather(file.bytes)))).toBe(failure);
    let isClosed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield Buffer.alloc(1_000, 'a');
      } finally {
        isClosed = true;
      }
    }
    for await (const chunk of (await openFile(endless(), 'endless')).bytes) {
      expect(chunk.length).toBe(1_000);
      break;
    }
    expect(isClosed).toBe(true);
  });
});

describe('limitBytes', () => {
  it('lets exactly the limit pass and not one byte more', async () => {
    expect((await gather(limitBytes(pieces(text, 1_000), text.length))).length).toBe(text.length);
    expect(await problemOf(gather(limitBytes(pieces(text, 1_000), text.length - 1)))).toBe('file-too-large');
  });
});
