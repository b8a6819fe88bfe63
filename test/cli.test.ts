/** The program as a tester meets it: processes, signals, exit codes, and what stands on which stream. Runs dist/. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import type { ListPage } from '#contract/records.ts';
import { runProcess, serveProcess, startProcess, type NodeProcess } from './support/node-process.ts';
import { repositoryFolder } from './support/repository.ts';
import { fixturePath } from './support/test-node.ts';

// Each command is a process that starts by reading the program; on a busy machine that takes seconds.
vi.setConfig({ testTimeout: 120_000 });

/** Short: PostgreSQL's socket lies in it. */
let folder: string;
let home: string;
let node: NodeProcess;
beforeAll(async () => {
  folder = await mkdtemp('/tmp/cybermetrics-cli-');
  home = join(folder, 'home');
  node = await serveProcess(home);
});
afterAll(async () => {
  node.process.child.kill('SIGKILL');
  await node.process.ended;
  const pid = await postgresPid();
  if (pid !== null && isAlive(pid)) process.kill(pid, 'SIGINT');
  if (pid !== null) await until(async () => !isAlive(pid));
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runProcess([...words, '--home', home]);
const lines = <T>(text: string) =>
  text
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);

async function until(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('did not come about in a minute');
    await pause(50);
  }
}

async function postgresPid(): Promise<number | null> {
  const text = await readFile(join(home, 'postgres/data/postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : Number(text.split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A scan of so many items on hosts of twenty each; every one becomes a finding. */
async function scanFile(name: string, items: number): Promise<string> {
  const hosts: string[] = [];
  for (let host = 0; host < items / 20; host += 1) {
    const address = `10.${name.length}.${Math.floor(host / 256)}.${host % 256}`;
    const found = Array.from({ length: 20 }, (_, index) => {
      const id = 50_000 + index;
      return `<ReportItem port="443" svc_name="www" protocol="tcp" severity="${1 + (index % 4)}" pluginID="${id}" pluginName="Invented ${id}" pluginFamily="General"><risk_factor>High</risk_factor></ReportItem>`;
    });
    const tags = `<HostProperties><tag name="host-ip">${address}</tag><tag name="host-fqdn">${name}-${host}.example</tag><tag name="HOST_START_TIMESTAMP">1773140400</tag><tag name="HOST_END_TIMESTAMP">1773144000</tag></HostProperties>`;
    hosts.push(`<ReportHost name="${address}">${tags}${found.join('')}</ReportHost>`);
  }
  const path = join(folder, `${name}.nessus`);
  await writeFile(
    path,
    `<?xml version="1.0" ?><NessusClientData_v2><Report name="${name}">${hosts.join('\n')}</Report></NessusClientData_v2>`,
  );
  return path;
}

async function importsOf(name: string): Promise<readonly ImportReport[]> {
  const { token, url } = JSON.parse(await readFile(join(home, 'run/node.json'), 'utf8')) as { token: string; url: string };
  const response = await fetch(`${url}/api/v1/imports?filter=eq(file,"${name}")`, { headers: { authorization: `Bearer ${token}` } });
  return ((await response.json()) as ListPage<ImportReport>).items;
}

describe('a node that runs', () => {
  test('has told its real address, and the link of the first administrator', async () => {
    const [told] = lines<{ url: string; administratorLink: string }>(node.process.out());
    expect(told?.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    expect(told?.administratorLink).toMatch(new RegExp(`^${told?.url}/link/[\\w-]{43}$`));
    expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
  });

  test('answers its own command line without a token, and a remote one with', async () => {
    const status = await run('status', '--json');
    expect([status.code, status.err]).toEqual([0, '']);
    expect(JSON.parse(status.out)).toMatchObject({ ready: true, database: { embedded: true } });
    const made = await run('token', 'create', '--scopes', 'read');
    const remote = { CYBERMETRICS_URL: node.url, CYBERMETRICS_TOKEN: made.out.trim() };
    expect((await runProcess(['assets', 'list', '--json'], remote)).code).toBe(0);
    expect((await runProcess(['import', fixturePath('csv/dutch-register.csv')], remote)).code).toBe(6);
    expect((await runProcess(['status'], { CYBERMETRICS_HOME: home })).code).toBe(0);
  });

  test('is the only one in its home', async () => {
    const second = await run('serve', '--port', '0');
    expect([second.code, second.out]).toEqual([2, '']);
    expect(second.err).toContain('already runs');
    expect((await fetch(`${node.url}/readyz`)).status).toBe(200);
  });
});

describe('commands', () => {
  test('import: one line per file, the highest exit code, problems on stderr', async () => {
    const files = [
      'csv/dutch-register.csv',
      'nessus/authenticated-host.nessus',
      'nmap/ports-of-two-hosts.xml',
      'nessus/entity-bomb.nessus',
    ];
    const said = await run('import', ...files.map(fixturePath), '--observed-at', '2026-03-01', '--json');
    expect(said.code).toBe(4);
    const reports = lines<ImportReport>(said.out);
    expect(reports.map(({ importer, status }) => [importer, status])).toEqual([
      ['csv', 'complete'],
      ['nessus', 'complete'],
      ['nmap', 'complete'],
      ['nessus', 'rejected'],
    ]);
    for (const { read, stored, merged, unchanged, refused } of reports) expect(stored + merged + unchanged + refused).toBe(read);
    expect(lines<{ code: string }>(said.err).map(({ code }) => code)).toEqual(['file-entities-refused']);
  });

  test('each kind of failure has its exit code, and says nothing on stdout', async () => {
    const said = await Promise.all([
      run('assets', 'list', '--filter', 'eq(clas,medical)', '--json'),
      run('assets', 'show', '018f0000-0000-7000-8000-000000000000', '--json'),
      run('metrics', 'show', 'XYZ-01', '--json'),
      run('nosuch', '--json'),
      run('assets', 'list', '--nosuch', '--json'),
      runProcess(['status', '--home', join(folder, 'nobody'), '--json']),
      runProcess(['serve', '--home', join(folder, 'open'), '--host', '0.0.0.0', '--port', '0', '--json']),
    ]);
    expect(said.map(({ code }) => code)).toEqual([2, 5, 5, 2, 2, 7, 2]);
    expect(said.map(({ out }) => out).join('')).toBe('');
    expect(said.map(({ err }) => lines<{ code: string }>(err).map(({ code }) => code))).toEqual([
      ['filter-invalid'],
      ['not-found'],
      ['metric-not-found'],
      ['usage-invalid'],
      ['usage-invalid'],
      ['node-unreachable'],
      ['listen-refused'],
    ]);
    expect(existsSync(join(folder, 'open'))).toBe(false);
  });

  test('a reader that goes away after the first line is no failure', async () => {
    const command = `"${process.execPath}" "${join(repositoryFolder, 'dist/main.js')}" assets list --all --home "${home}" | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await promisify(execFile)('bash', ['-c', command]);
    expect(stdout).toMatch(/^id .*\n0\n$/);
    expect(stderr).not.toContain('EPIPE');
  });
});

describe('signals', () => {
  test('a command that waits ends with 130 when it is interrupted, and the import goes on', async () => {
    const path = await scanFile('interrupted', 6_000);
    const waiting = startProcess(['import', path, '--home', home, '--json']);
    await until(async () => (await importsOf('interrupted.nessus')).length === 1);
    waiting.child.kill('SIGINT');
    expect(await waiting.ended).toEqual({ code: 130, out: '', err: '' });
    await until(async () => (await importsOf('interrupted.nessus'))[0]?.status === 'complete');
    expect((await importsOf('interrupted.nessus'))[0]).toMatchObject({ read: 6_000, stored: 6_000, refused: 0 });
  });

  test('a node that is killed in the middle of an import loses nothing', async () => {
    const accepted = await run('import', await scanFile('killed', 12_000), '--no-wait', '--json');
    expect(accepted.code).toBe(0);
    expect(lines<ImportReport>(accepted.out)).toMatchObject([{ file: 'killed.nessus', status: 'accepted' }]);
    await until(async () => {
      const [report] = await importsOf('killed.nessus');
      return report?.status === 'running' && report.read > 0;
    });
    await node.kill('SIGKILL');
    const away = await run('status', '--json');
    expect([away.code, away.out]).toEqual([7, '']);
    node = await serveProcess(home);
    await until(async () => (await importsOf('killed.nessus'))[0]?.status === 'complete');
    expect((await importsOf('killed.nessus'))[0]).toMatchObject({ read: 12_000, stored: 12_000, merged: 0, unchanged: 0, refused: 0 });
    const hosts = await run('assets', 'list', '--filter', 'startsWith(hostName,"killed-")', '--limit', '1', '--json');
    expect((JSON.parse(hosts.out) as ListPage<unknown>).total).toEqual({ count: 600, exact: true });
    const again = await run('import', join(folder, 'killed.nessus'), '--json');
    expect(lines<ImportReport>(again.out)[0]?.duplicateOf).not.toBeNull();
  });

  test('SIGTERM stops a node with its database, exit 0', async () => {
    const pid = await postgresPid();
    expect(pid !== null && isAlive(pid)).toBe(true);
    const ended = await node.kill('SIGTERM');
    expect([ended.code, ended.err]).toEqual([0, '']);
    expect(pid !== null && isAlive(pid)).toBe(false);
    expect(existsSync(join(home, 'run/node.json'))).toBe(false);
    expect((await run('status')).code).toBe(7);
  });

  test('a node whose database dies ends with exit 7 instead of answering nothing for ever', async () => {
    node = await serveProcess(home);
    const pid = await postgresPid();
    expect(pid).not.toBeNull();
    process.kill(pid ?? 0, 'SIGKILL');
    const ended = await node.process.ended;
    expect(ended.code).toBe(7);
    expect(lines<{ code?: string }>(ended.err).at(-1)?.code).toBe('database-unavailable');
  });
});
