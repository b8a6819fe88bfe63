/** The real client against servers of this machine: proxies, limits and where it does not go. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchFile } from '#advisory-sources/http/fetch-file.ts';
import { httpClient, noProxySettings } from './http-client.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(answer: RequestListener): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** Passes on plain requests, and tunnels; says which it was asked for. */
async function startProxy(asked: string[]): Promise<string> {
  const { server, port } = await serve((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.end('by the proxy');
  });
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    const [host = '', to = ''] = (request.url ?? '').split(':');
    const onward = connect(Number(to), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    socket.on('error', () => onward.destroy());
  });
  return `http://127.0.0.1:${port}`;
}

const nothingHeld = { etag: null, lastModified: null };
const textOf = async (url: string, client: ReturnType<typeof httpClient>) => {
  const file = await fetchFile(client, url, nothingHeld);
  return file.kind === 'fetched' ? Buffer.from(file.bytes).toString() : '';
};

describe('httpClient', () => {
  test('asks the proxy for what is not excepted, and goes straight to what is', async () => {
    const { port } = await serve((_, response) => response.end('straight'));
    const asked: string[] = [];
    const proxy = await startProxy(asked);
    const through = httpClient('0', undefined, { proxy: { ...noProxySettings, httpProxy: proxy } });
    expect(await textOf('http://provider.test/file.json', through)).toBe('by the proxy');
    expect(asked).toEqual(['GET http://provider.test/file.json']);
    const excepted = httpClient('0', undefined, { proxy: { ...noProxySettings, httpProxy: proxy, noProxy: '127.0.0.1' } });
    expect(await textOf(`http://127.0.0.1:${port}/`, excepted)).toBe('straight');
    expect(asked).toHaveLength(1);
  });

  test('what is asked for under TLS goes through a tunnel of the proxy', async () => {
    const asked: string[] = [];
    const proxy = await startProxy(asked);
    const client = httpClient('0', undefined, { proxy: { ...noProxySettings, httpsProxy: proxy } });
    await expect(fetchFile(client, 'https://127.0.0.1:65499/x', nothingHeld)).rejects.toMatchObject({ code: 'source-unreachable' });
    expect(asked).toEqual(['CONNECT 127.0.0.1:65499']);
  });

  test('without a proxy named, the environment of the process has none either', async () => {
    const { port } = await serve((_, response) => response.end('straight'));
    const before = process.env['HTTP_PROXY'];
    process.env['HTTP_PROXY'] = 'http://127.0.0.1:9';
    try {
      expect(await textOf(`http://127.0.0.1:${port}/`, httpClient('0'))).toBe('straight');
    } finally {
      if (before === undefined) delete process.env['HTTP_PROXY'];
      else process.env['HTTP_PROXY'] = before;
    }
  });

  test('a source in public is not asked at this machine, and its proxy is not at its own', async () => {
    const asked: string[] = [];
    const proxy = { ...noProxySettings, httpProxy: await startProxy(asked) };
    const client = httpClient('0', undefined, { proxy, reach: 'public' });
    await expect(fetchFile(client, 'http://localhost:1234/', nothingHeld)).rejects.toThrow('an address that is not fetched');
    expect(asked).toEqual([]);
  });

  test('a body that drips is given up at the limit of time, and a file without end at that of bytes', async () => {
    const { port } = await serve((request, response) => {
      response.writeHead(200);
      const more = setInterval(() => response.write(request.url === '/drips' ? '.' : Buffer.alloc(64 * 1024)), 5);
      response.on('close', () => clearInterval(more));
    });
    const client = httpClient('0', undefined, { answerWithinMs: 150 });
    await expect(fetchFile(client, `http://127.0.0.1:${port}/drips`, nothingHeld)).rejects.toMatchObject({ code: 'file-truncated' });
    const limits = { bytesMax: 256 * 1024, redirectsMax: 1, attemptsMax: 1, waitMaxMs: 0 };
    await expect(fetchFile(httpClient('0'), `http://127.0.0.1:${port}/endless`, nothingHeld, limits)).rejects.toMatchObject({
      code: 'file-too-large',
    });
  });

  test.each([
    ['http://169.254.169.254/latest', 'house'],
    ['https://[fe80::1]/', 'house'],
    ['https://127.0.0.1/', 'public'],
    ['https://10.1.2.3/', 'public'],
    ['https://localhost:65499/', 'public'],
  ] as const)('%s is not fetched with a reach of %s', async (url, reach) => {
    await expect(fetchFile(httpClient('0', undefined, { reach }), url, nothingHeld)).rejects.toThrow('an address that is not fetched');
  });
});

function certificate(): { readonly key: string; readonly cert: string } | null {
  const folder = mkdtempSync(join(tmpdir(), 'cybermetrics-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-nodes', '-subj', '/CN=provider.test', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  try {
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    console.warn('fetching over TLS is not tested: there is no openssl here to make a certificate with');
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('over TLS', () => {
  const tls = certificate();

  test.skipIf(tls === null)(
    'straight and through a tunnel of the proxy, only from whom somebody vouches for, and never on to http',
    async () => {
      const { key = '', cert = '' } = tls ?? {};
      const server = createSecureServer({ key, cert }, (request, response) => {
        if (request.url === '/out') response.writeHead(302, { location: 'http://127.0.0.1:65499/plain' }).end();
        else response.end('under TLS');
      });
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo;
      const url = `https://127.0.0.1:${port}`;
      expect(await textOf(`${url}/`, httpClient('0', undefined, { trusted: cert }))).toBe('under TLS');
      await expect(textOf(`${url}/`, httpClient('0'))).rejects.toMatchObject({ code: 'source-unreachable' });
      await expect(textOf(`${url}/out`, httpClient('0', undefined, { trusted: cert }))).rejects.toThrow(
        'redirects to an address that is not fetched',
      );
      const asked: string[] = [];
      const proxy = { ...noProxySettings, httpsProxy: await startProxy(asked) };
      expect(await textOf(`${url}/`, httpClient('0', undefined, { trusted: cert, proxy }))).toBe('under TLS');
      expect(asked).toEqual([`CONNECT 127.0.0.1:${port}`]);
    },
  );
});

test('a connection that the other side ended while it rested is opened anew, once', async () => {
  let closings = 1;
  const { port } = await serve((request, response) => {
    if (closings > 0) {
      closings -= 1;
      request.socket.destroy();
    } else response.end('here');
  });
  const read = async () => (await httpClient('test').get(`http://127.0.0.1:${port}/`, {})).status;
  expect(await read()).toBe(200);
  closings = 2;
  await expect(read()).rejects.toThrow('fetch failed');
});
