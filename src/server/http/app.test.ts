import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { makeLog } from '../log.ts';
import { contentSecurityPolicy } from './security-headers.ts';
import type { StaticFiles } from './static-files.ts';

const page = (text: string, type: string, isHashed = false) => ({
  body: new TextEncoder().encode(text),
  gzipped: null,
  type,
  etag: `"${text.length}"`,
  isHashed,
});
const files: StaticFiles = new Map([
  ['/index.html', page('<!doctype html><title>Cybermetrics</title>', 'text/html; charset=utf-8')],
  ['/assets/index-a1b2c3d4.js', page('export {};', 'text/javascript; charset=utf-8', true)],
]);

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode({ files });
});
afterAll(() => node.stop());

const bearer = () => ({ authorization: `Bearer ${node.localToken}` });

describe('security headers', () => {
  test.each([
    '/',
    '/healthz',
    '/readyz',
    '/api/openapi.json',
    '/api/v1/session',
    '/api/v1/nosuch',
    '/nosuch.txt',
    '/api/v1/assets/%E0%A4%A',
  ])('stand on the answer of %s, whatever it is', async (path) => {
    const { headers } = await node.fetch(path);
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('the policy lets no script, style or connection of another origin in', () => {
    const rules = new Map(contentSecurityPolicy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
    expect(rules.get('default-src')).toEqual(["'none'"]);
    expect(rules.get('script-src')).toEqual(["'self'"]);
    expect(rules.get('style-src-elem')).toEqual(["'self'"]);
    expect(rules.get('style-src-attr')).toEqual(["'unsafe-inline'"]);
    expect(rules.get('connect-src')).toEqual(["'self'"]);
    expect(rules.get('frame-ancestors')).toEqual(["'none'"]);
  });
});

describe('pages', () => {
  test('a path without a file is the page that finds its own way', async () => {
    for (const path of ['/', '/assets', '/metrics/VUL-05', '/link/abc']) {
      const response = await node.fetch(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toContain('<title>Cybermetrics</title>');
    }
  });

  test('a file with a hash in its name is kept for good, and not sent twice', async () => {
    const response = await node.fetch('/assets/index-a1b2c3d4.js');
    expect(response.headers.get('cache-control')).toContain('immutable');
    const etag = response.headers.get('etag') ?? '';
    const again = await node.fetch('/assets/index-a1b2c3d4.js', { headers: { 'if-none-match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('a file that is not there is 404, also when its path climbs', async () => {
    for (const path of ['/nosuch.js', '/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json']) {
      expect((await node.fetch(path)).status).toBe(404);
    }
  });

  test('HEAD answers as GET does, without a body', async () => {
    for (const path of ['/', '/healthz', '/api/openapi.json', '/api/v1/status', '/api/v1/assets', '/assets/index-a1b2c3d4.js']) {
      const get = await node.fetch(path, { headers: bearer() });
      const head = await node.fetch(path, { method: 'HEAD', headers: bearer() });
      expect([head.status, await head.text()]).toEqual([get.status, '']);
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
    }
  });
});

describe('problems', () => {
  const problem = async (path: string, init: RequestInit = {}) => {
    const response = await node.fetch(path, init);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const document = (await response.json()) as Record<string, unknown>;
    expect(document['status']).toBe(response.status);
    expect(document['requestId']).toBe(response.headers.get('x-request-id'));
    return document;
  };

  test('a path or method of the API that is not there is a problem', async () => {
    expect(await problem('/api/v1/nosuch')).toMatchObject({ status: 404, code: 'not-found', type: 'urn:cybermetrics:problem:not-found' });
    expect(await problem('/api')).toMatchObject({ status: 404 });
    expect(await problem('/api/v2/assets')).toMatchObject({ status: 404 });
    expect(await problem('/api/v1/assets', { method: 'DELETE', headers: bearer() })).toMatchObject({ status: 404 });
    expect(await problem('/api/v1/assets/%E0%A4%A', { headers: bearer() })).toMatchObject({ status: 404 });
  });

  test.each([
    ['nl', 'Aanmelden is nodig'],
    ['nl-NL,nl;q=0.9,en;q=0.8', 'Aanmelden is nodig'],
    ['en;q=0.5, nl;q=0.7', 'Aanmelden is nodig'],
    ['de-NL, en;q=0.5', 'Sign-in is needed'],
    ['en-GB, nl;q=0.9', 'Sign-in is needed'],
    ['*', 'Sign-in is needed'],
    ['', 'Sign-in is needed'],
  ])('speak the language asked for by accept-language "%s"', async (language, title) => {
    expect(await problem('/api/v1/session', { headers: { 'accept-language': language } })).toMatchObject({ title });
  });

  test('the detail is said in the language asked for, with its values', async () => {
    const headers = { ...bearer(), 'accept-language': 'nl' };
    const filter = await problem('/api/v1/assets?filter=eq(clas,medical)', { headers });
    expect(filter['detail']).toMatch(/^‘asset’ heeft dit veld niet, bij teken 4; daar staat "clas"\. Daar hoort: .*class/);
    expect(await problem('/api/v1/views/nosuch', { headers, method: 'DELETE' })).toMatchObject({ detail: 'Deze weergave is er niet.' });
    expect(await problem('/api/v1/views/nosuch', { headers: bearer(), method: 'DELETE' })).toMatchObject({
      detail: 'There is no such view.',
    });
  });

  test('a filter that cannot be read says where, and what may stand there', async () => {
    const document = await problem('/api/v1/assets?filter=eq(clas,medical)', { headers: bearer() });
    expect(document).toMatchObject({ status: 400, code: 'filter-invalid', data: { position: 3 } });
    expect((document['data'] as { expected: string[] }).expected).toContain('class');
  });

  test('a parameter given twice is refused: which one counts would be a guess', async () => {
    expect(await problem('/api/v1/assets?limit=1&limit=2', { headers: bearer() })).toMatchObject({ status: 400, code: 'request-invalid' });
  });

  test('a body that is no JSON, not said to be, or too large is refused', async () => {
    const post = (body: BodyInit, type = 'application/json') =>
      problem('/api/v1/tokens', { method: 'POST', body, headers: { ...bearer(), 'content-type': type } });
    expect(await post('{')).toMatchObject({ status: 400 });
    expect(await post('{"name":"a"}', 'text/plain')).toMatchObject({ status: 400 });
    expect(await post('name=a', 'application/x-www-form-urlencoded')).toMatchObject({ status: 400 });
    expect(await post(`{"name":"${'a'.repeat(1_000_001)}"}`)).toMatchObject({ status: 400 });
    expect(await post(Buffer.from('{"name":"caf\u00e9"}', 'latin1'))).toMatchObject({ status: 400 });
  });

  test('a body that is no JSON is told by its place and never quoted: it may hold a passphrase', async () => {
    const post = (body: BodyInit) =>
      problem('/api/v1/awareness/key', { method: 'POST', body, headers: { ...bearer(), 'content-type': 'application/json' } });
    for (const body of [
      'geheim',
      '{"passphrase": geheim}',
      '["geheim at position 77777",,]',
      '{"passphrase": "geheim", x}',
      '{"a":"geheim',
    ])
      expect(JSON.stringify(await post(body))).not.toMatch(/geheim|77777/);
    expect(await post('{"passphrase": "geheim", x}')).toMatchObject({
      status: 400,
      detail: 'The body is no valid JSON: it goes wrong at character 26.',
    });
    expect(await post('geheim')).toMatchObject({ status: 400, detail: 'The body is no valid JSON.' });
    expect(await post(Buffer.from('{"name":"caf\u00e9"}', 'latin1'))).toMatchObject({ detail: 'The body is no valid UTF-8.' });
  });

  test('a bug of ours is told without its text, under an id that the log has', async () => {
    const lines: string[] = [];
    const broken = await startTestNode({ log: makeLog({ level: 'info', destination: { write: (line) => void lines.push(line) } }) });
    Object.assign(broken.context.jobs, { counts: () => Promise.reject(new TypeError('the queue of secret.example')) });
    const response = await broken.ask(broken.localToken, 'GET', '/status');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).not.toMatch(/secret|TypeError|\.ts/);
    const { requestId } = JSON.parse(text) as { requestId: string };
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ requestId, msg: 'request failed', err: { message: 'the queue of secret.example' } });
    await broken.stop();
  });

  test('a database that is away is told as that, without its address', async () => {
    const broken = await startTestNode();
    await broken.fresh.database.pool.end();
    const response = await broken.ask(broken.localToken, 'GET', '/assets');
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(text)).toMatchObject({ code: 'database-unavailable', data: {} });
    await broken.fresh.drop();
  });
});

describe('readiness', () => {
  test('until it is ready a node says so, and answers nothing but its state', async () => {
    node.setReady(false);
    expect((await node.fetch('/healthz')).status).toBe(200);
    expect((await node.fetch('/readyz')).status).toBe(503);
    expect((await node.ask(node.localToken, 'GET', '/status')).status).toBe(200);
    const refused = await node.ask(node.localToken, 'GET', '/assets');
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([503, 'node-not-ready']);
    expect((await node.fetch('/api/v1/assets')).status).toBe(401);
    node.setReady(true);
    expect((await node.fetch('/readyz')).status).toBe(200);
    expect((await node.ask(node.localToken, 'GET', '/assets')).status).toBe(200);
  });
});

describe('limits', () => {
  test('a runaway script is told how long to wait, and only it', async () => {
    const statuses = new Set<number>();
    const sendFrom = (address: string) => node.fetch('/api/v1/session', { address });
    for (let request = 0; request < 3_000; request += 1) statuses.add((await sendFrom('10.5.0.1')).status);
    expect([...statuses]).toEqual([401]);
    const refused = await sendFrom('10.5.0.1');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await sendFrom('10.5.0.2')).status).toBe(401);
    node.turnClock(60_000);
    expect((await sendFrom('10.5.0.1')).status).toBe(401);
  });
});
