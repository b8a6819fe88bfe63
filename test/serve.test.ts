/** How a node may be started: on a database of one's own, with TLS, and what it refuses. Runs dist/. */
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { emptyDatabase, type EmptyDatabase } from './support/database.ts';
import { runProcess, serveProcess, type NodeProcess } from './support/node-process.ts';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let external: EmptyDatabase;
let node: NodeProcess | undefined;
let homes = 0;
const newHome = () => join(folder, `home${(homes += 1)}`);
beforeAll(async () => {
  folder = await mkdtemp('/tmp/cybermetrics-serve-');
  // A node started as root gives it up, and must still be able to walk to its home.
  await chmod(folder, 0o711);
  external = await emptyDatabase();
});
afterEach(async () => {
  await node?.kill('SIGTERM');
  node = undefined;
});
afterAll(async () => {
  await external.drop();
  await rm(folder, { recursive: true, force: true });
});

const both = () => ({ DATABASE_URL: external.url, DATABASE_OWNER_URL: external.ownerUrl });
const refused = async (environment: Record<string, string>, ...words: string[]) => {
  const { code, out, err } = await runProcess(['serve', '--home', newHome(), '--port', '0', '--json', ...words], environment);
  expect(out).toBe('');
  return { code, problem: JSON.parse(err.trimEnd().split('\n').at(-1) ?? '') as { code: string; detail: string } };
};

describe('on a database that is there already', () => {
  test('a database that nobody migrated is refused without its owner', async () => {
    expect(await refused({ DATABASE_URL: external.url })).toMatchObject({ code: 7, problem: { code: 'database-version-unknown' } });
  });

  test('the owner migrates it, the other login works in it, and neither is told to anybody', async () => {
    const home = newHome();
    node = await serveProcess(home, both());
    const status = await runProcess(['status', '--json', '--home', home]);
    expect(JSON.parse(status.out)).toMatchObject({ ready: true, database: { embedded: false } });
    const client = new Client({ connectionString: external.ownerUrl });
    await client.connect();
    const { rows } = await client.query<{ role: string }>(
      `select distinct usename::text as role from pg_stat_activity where datname = current_database() and application_name like 'cybermetrics%'`,
    );
    await client.end();
    expect(rows).toEqual([{ role: external.runtimeRole }]);
    const ended = await node.kill('SIGTERM');
    expect([ended.code, ended.err]).toEqual([0, '']);
    expect(ended.out).not.toContain('postgresql://');
  });

  test('the owner as the login is refused: row-level security would not hold', async () => {
    expect(await refused({ DATABASE_URL: external.ownerUrl })).toMatchObject({ code: 7, problem: { code: 'database-unsafe' } });
  });

  test('a database that does not answer is told without its password', async () => {
    const away = 'postgresql://node:verysecret@127.0.0.1:9/db';
    const { code, problem } = await refused({ DATABASE_URL: away });
    expect([code, problem.code]).toEqual([7, 'database-unavailable']);
    expect(JSON.stringify(problem)).not.toContain('verysecret');
  });
});

describe('with TLS', () => {
  const openssl = (() => {
    try {
      return execFileSync('openssl', ['version'], { encoding: 'utf8' });
    } catch {
      return null;
    }
  })();
  if (openssl === null) console.warn('TLS of a node is not tested: there is no openssl here to make a certificate with');

  const files = async () => {
    const paths = { certificate: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    const subject = ['-subj', '/CN=metrics.example.org', '-days', '2'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', paths.key, '-out', paths.certificate, ...subject],
      { stdio: 'ignore' },
    );
    return paths;
  };
  const fetchOverTls = (url: string) =>
    new Promise<{ status: number | undefined; headers: Record<string, unknown> }>((resolve, reject) => {
      const asked = request(url, { rejectUnauthorized: false }, (response) => {
        response.resume().on('end', () => resolve({ status: response.statusCode, headers: response.headers }));
      });
      asked.on('error', reject).end();
    });

  test.skipIf(openssl === null)('it listens beyond this machine, and its own command line still reaches it', async () => {
    const home = newHome();
    const { certificate, key } = await files();
    node = await serveProcess(home, both(), ['--host', '0.0.0.0', '--tls-cert', certificate, '--tls-key', key]);
    expect(node.url).toMatch(/^https:\/\/0\.0\.0\.0:\d+$/);
    const answer = await fetchOverTls(`${node.url.replace('0.0.0.0', '127.0.0.1')}/readyz`);
    expect(answer.status).toBe(200);
    expect(answer.headers['strict-transport-security']).toContain('max-age=');
    await expect(fetch(`${node.url.replace('https://0.0.0.0', 'http://127.0.0.1')}/readyz`)).rejects.toThrow();
    expect((await runProcess(['status', '--home', home])).code).toBe(0);
  });

  test('files that are none are refused by name', async () => {
    const missing = await refused(both(), '--tls-cert', join(folder, 'nosuch.pem'), '--tls-key', join(folder, 'nosuch.key'));
    expect(missing).toMatchObject({ code: 2, problem: { code: 'configuration-invalid' } });
    expect(missing.problem.detail).toContain('nosuch.pem');
    await writeFile(join(folder, 'broken.pem'), 'no certificate');
    const broken = await refused(both(), '--tls-cert', join(folder, 'broken.pem'), '--tls-key', join(folder, 'broken.pem'));
    expect(broken).toMatchObject({ code: 2, problem: { code: 'configuration-invalid' } });
  });
});

test('a port that somebody else has is refused with exit 2', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  expect(await refused(both(), '--port', String(port))).toMatchObject({ code: 2, problem: { code: 'listen-refused' } });
  other.close();
});
