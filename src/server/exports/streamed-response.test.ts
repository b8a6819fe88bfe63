import { Hono } from 'hono';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { Problem } from '#core/kernel/problem.ts';
import { breakOff } from '../http/app.ts';
import { listen } from '../http/listen.ts';
import { streamedResponse, type Write } from './streamed-response.ts';

const log = pino({ level: 'silent' });
const options = { log, breakOff: () => false };
const headers = { 'content-type': 'text/plain' };
const kilobyte = new Uint8Array(1024).fill(65);

test('what fails before the first byte is thrown, with nothing answered', async () => {
  const refused = streamedResponse(() => Promise.reject(new Problem('filter-too-broad', 'Too much.')), options);
  await expect(refused).rejects.toMatchObject({ code: 'filter-too-broad' });
});

test('what is written is read, in order, with the headers that the work chose', async () => {
  const response = await streamedResponse(async (begin) => {
    const write = begin(headers);
    for (let at = 0; at < 2_000; at += 1) await write(new Uint8Array(1024).fill(at % 256));
  }, options);
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect(response.headers.get('content-type')).toBe('text/plain');
  expect(bytes.length).toBe(2_000 * 1024);
  expect(bytes.every((byte, at) => byte === Math.floor(at / 1024) % 256)).toBe(true);
});

test('what fails later breaks the answer off instead of ending it', async () => {
  const response = await streamedResponse(async (begin) => {
    await begin(headers)(kilobyte);
    throw new Error('the database went away');
  }, options);
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
  const response = await streamedResponse((begin) => work(begin(headers)), { ...options, stallMs: 20 });
  expect(await end).toMatchObject({ message: 'the reader takes too long' });
  expect(counted.pieces).toBeLessThan(1_000);
  await expect(response.arrayBuffer()).rejects.toThrow('the reader takes too long');
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
    options,
  );
  await response.body?.cancel('gone');
  expect(await end).toBeDefined();
});

test('a reader that reads on, but too slowly for the whole, is let go of', async () => {
  const response = await streamedResponse((begin) => writeForEver(begin(headers), { pieces: 0 }), {
    ...options,
    stallMs: 10_000,
    wholeMs: 200,
  });
  const reader = response.body?.getReader();
  const readSlowly = async () => {
    for (;;) {
      await reader?.read();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await expect(readSlowly()).rejects.toThrow('the reader takes too long');
});

describe('over a real connection', () => {
  const serve = async (work: (write: Write) => Promise<void>) =>
    listen({
      app: () =>
        new Hono().get('/file', (c) => streamedResponse((begin) => work(begin(headers)), { log, breakOff: () => breakOff(c.env) })),
      host: '127.0.0.1',
      port: 0,
      tls: null,
      trustedProxies: [],
    });

  test('a file that failed half way is no whole file to the client', async () => {
    const node = await serve(async (write) => {
      await write(kilobyte);
      throw new Error('the database went away');
    });
    await expect(fetch(`${node.url}/file`).then((response) => response.arrayBuffer())).rejects.toThrow();
    await node.close();
  });

  test('a client that goes away half way ends the work', async () => {
    let ended: (cause: unknown) => void = () => undefined;
    const end = new Promise<unknown>((resolve) => (ended = resolve));
    const node = await serve((write) =>
      writeForEver(write, { pieces: 0 }).catch((cause: unknown) => {
        ended('ended');
        throw cause;
      }),
    );
    const gone = new AbortController();
    const response = await fetch(`${node.url}/file`, { signal: gone.signal });
    await response.body?.getReader().read();
    gone.abort();
    expect(await end).toBe('ended');
    await node.close();
  });
});
