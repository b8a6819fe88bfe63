/** Against a real server on this machine: what a publisher can do wrong, it does here. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { httpClient } from '#server/sources/http-client.ts';
import { fetchFile, usualLimits, type HttpPort } from './fetch-file.ts';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve)));
  server = undefined;
});

async function serve(answer: RequestListener): Promise<string> {
  const made = createServer(answer);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/file.json`;
}

/** The real client, whose waits are counted instead of waited. */
function client(): HttpPort & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    ...httpClient('0.0.0-test'),
    wait: async (milliseconds) => void waits.push(milliseconds),
    now: () => Date.parse('2026-01-02T00:00:00Z'),
    waits,
  };
}
const nothingHeld = { etag: null, lastModified: null };

describe('fetchFile', () => {
  test('gives the bytes with the marks that the next question is asked with', async () => {
    const url = await serve((_, response) =>
      response.writeHead(200, { etag: '"a"', 'last-modified': 'Fri, 02 Jan 2026 00:00:00 GMT' }).end('{"x":1}'),
    );
    const file = await fetchFile(client(), url, nothingHeld);
    expect(file).toMatchObject({ kind: 'fetched', etag: '"a"', lastModified: 'Fri, 02 Jan 2026 00:00:00 GMT' });
    expect(file.kind === 'fetched' && Buffer.from(file.bytes).toString()).toBe('{"x":1}');
  });

  test('asks with both marks, unpacked, and takes 304 as unchanged', async () => {
    const asked: unknown[] = [];
    const url = await serve((request, response) => {
      asked.push([request.headers['if-none-match'], request.headers['if-modified-since'], request.headers['accept-encoding']]);
      response.writeHead(304).end();
    });
    const held = { etag: '"a"', lastModified: 'Fri, 02 Jan 2026 00:00:00 GMT' };
    expect(await fetchFile(client(), url, held)).toEqual({ kind: 'unchanged' });
    expect(asked).toEqual([[held.etag, held.lastModified, 'identity']]);
  });

  test('304 to a question without a condition is no answer', async () => {
    const url = await serve((_, response) => response.writeHead(304).end());
    await expect(fetchFile(client(), url, nothingHeld)).rejects.toMatchObject({ code: 'source-unreachable' });
  });

  test.each([
    ['seconds', '7', 7_000],
    ['a date', 'Fri, 02 Jan 2026 00:00:09 GMT', 9_000],
    ['nothing', undefined, 1_000],
  ])('429 with %s in Retry-After waits so long and asks again', async (_, retryAfter, waitMs) => {
    let count = 0;
    const url = await serve((_request, response) => {
      count += 1;
      if (count === 1) response.writeHead(429, retryAfter === undefined ? {} : { 'retry-after': retryAfter }).end('later');
      else response.writeHead(200).end('now');
    });
    const http = client();
    expect(await fetchFile(http, url, nothingHeld)).toMatchObject({ kind: 'fetched' });
    expect(http.waits).toEqual([waitMs]);
  });

  test('nobody is waited for longer than the limit, nor asked more often', async () => {
    const far = await serve((_, response) => response.writeHead(429, { 'retry-after': '3600' }).end());
    await expect(fetchFile(client(), far, nothingHeld)).rejects.toThrow('it asks to wait 3600 seconds');
    server?.close();
    let count = 0;
    const failing = await serve((_, response) => {
      count += 1;
      response.writeHead(503).end();
    });
    const http = client();
    await expect(fetchFile(http, failing, nothingHeld)).rejects.toThrow('it answered 503');
    expect([count, http.waits]).toEqual([4, [1_000, 2_000, 4_000]]);
  });

  test('half a file is none: fewer bytes than promised, and a connection that breaks', async () => {
    const short = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(fetchFile(client(), short, nothingHeld)).rejects.toMatchObject({ code: 'file-truncated' });
    server?.close();
    const chunked = await serve((_, response) => {
      response.writeHead(200);
      response.write('half');
      setImmediate(() => response.destroy());
    });
    await expect(fetchFile(client(), chunked, nothingHeld)).rejects.toMatchObject({ code: 'file-truncated' });
  });

  test('an answer that was packed although nobody asked for it is whole', async () => {
    const packed = gzipSync('{"x":1}'.repeat(1_000));
    const url = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length }).end(packed),
    );
    const file = await fetchFile(client(), url, nothingHeld);
    expect(file.kind === 'fetched' && file.bytes.length).toBe(7_000);
  });

  test('a body without end ends at the limit, and one that says it is too large is not begun', async () => {
    let sent = 0;
    const url = await serve((_, response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    await expect(fetchFile(client(), url, nothingHeld, { ...usualLimits, bytesMax: 1_000_000 })).rejects.toMatchObject({
      code: 'file-too-large',
    });
    expect(sent).toBeLessThan(20_000_000);
    server?.closeAllConnections();
    const large = await serve((_, response) => response.writeHead(200, { 'content-length': '2000000' }).end());
    await expect(fetchFile(client(), large, nothingHeld, { ...usualLimits, bytesMax: 1_000_000 })).rejects.toMatchObject({
      code: 'file-too-large',
    });
  });

  test('a redirect is followed; a loop and a way out of http are not', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/file.json') response.writeHead(302, { location: '/there' }).end();
      else if (request.url === '/there') response.writeHead(200).end('there');
      else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    });
    expect(await fetchFile(client(), url, nothingHeld)).toMatchObject({ kind: 'fetched' });
    await expect(fetchFile(client(), url.replace('/file.json', '/loop'), nothingHeld)).rejects.toThrow('it redirects more than 5 times');
    await expect(fetchFile(client(), url.replace('/file.json', '/out'), nothingHeld)).rejects.toThrow('an address that is not fetched');
  });

  test('from an address under TLS no redirect leads out of it', async () => {
    const asked: string[] = [];
    const http: HttpPort = {
      ...client(),
      get: async (url) => {
        asked.push(url);
        return {
          status: 301,
          header: (name) => (name === 'location' ? 'http://mirror.example/x' : null),
          body: (async function* () {})(),
          discard: async () => {},
        };
      },
    };
    await expect(fetchFile(http, 'https://publisher.example/x', nothingHeld)).rejects.toMatchObject({ code: 'source-unreachable' });
    expect(asked).toEqual(['https://publisher.example/x']);
  });

  test('where nobody answers, the problem says so and what to do', async () => {
    await expect(fetchFile(client(), 'http://127.0.0.1:9/x', nothingHeld)).rejects.toThrow(
      /^http:\/\/127\.0\.0\.1:9\/x gave no file: .+hand in the file itself\.$/,
    );
  });
});
