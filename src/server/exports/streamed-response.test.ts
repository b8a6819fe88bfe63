import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Problem } from '#core/kernel/problem.ts';
import { streamedResponse, type Write } from './streamed-response.ts';

const log = pino({ level: 'silent' });
const headers = { 'content-type': 'text/plain' };
const kilobyte = new Uint8Array(1024).fill(65);

test('what fails before the first byte is thrown, with nothing answered', async () => {
  const refused = streamedResponse(() => Promise.reject(new Problem('filter-too-broad', 'Too much.')), { log });
  await expect(refused).rejects.toMatchObject({ code: 'filter-too-broad' });
});

test('what is written is read, in order, with the headers that the work chose', async () => {
  const response = await streamedResponse(
    async (begin) => {
      const write = begin(headers);
      for (let at = 0; at < 2_000; at += 1) await write(new Uint8Array(1024).fill(at % 256));
    },
    { log },
  );
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(bytes.length).toBe(2_000 * 1024);
  expect(bytes.every((byte, at) => byte === Math.floor(at / 1024) % 256)).toBe(true);
});

test('what fails later breaks the answer off instead of ending it', async () => {
  const response = await streamedResponse(
    async (begin) => {
      await begin(headers)(kilobyte);
      throw new Error('the database went away');
    },
    { log },
  );
  await expect(response.arrayBuffer()).rejects.toThrow('the database went away');
});

async function writeForEver(write: Write, counted: { pieces: number }): Promise<void> {
  for (;;) {
    await write(kilobyte);
    counted.pieces += 1;
  }
}

test('nothing is written far ahead of the reader, and a reader that stands still is let go of', async () => {
  const counted = { pieces: 0 };
  let ended: (cause: unknown) => void = () => undefined;
  const end = new Promise<unknown>((resolve) => (ended = resolve));
  const work = (write: Write) =>
    writeForEver(write, counted).catch((cause: unknown) => {
      ended(cause);
      throw cause;
    });
  const response = await streamedResponse((begin) => work(begin(headers)), { log, stallMs: 20 });
  expect(await end).toMatchObject({ message: 'nothing was read for 20 ms' });
  expect(counted.pieces).toBeLessThan(1_000);
  await expect(response.arrayBuffer()).rejects.toThrow('nothing was read');
});

test('a reader that goes away ends the work', async () => {
  let ended: (cause: unknown) => void = () => undefined;
  const end = new Promise<unknown>((resolve) => (ended = resolve));
  const response = await streamedResponse(
    (begin) =>
      writeForEver(begin(headers), { pieces: 0 }).catch((cause: unknown) => {
        ended(cause);
        throw cause;
      }),
    { log },
  );
  await response.body?.cancel('gone');
  expect(await end).toBeDefined();
});
