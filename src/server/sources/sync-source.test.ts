/** Sources from file and network into the tables, over the flaws of organisations, and out of the API. */
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SourcesJson } from '#contract/endpoints/sources.ts';
import { nessusFile, ward } from '#test/support/report-files.ts';
import { startTestNode, type TestNode } from '#test/support/test-node.ts';
import type { Queue } from '../jobs/queue.ts';
import { httpClient } from './http-client.ts';
import { takeSource } from './source-tasks.ts';

const day = 86_400_000;
const entry = (cveID: string, dueDate = '2026-01-04', knownRansomwareCampaignUse = 'Unknown') => ({
  cveID,
  vendorProject: 'Maker',
  product: 'Monitor',
  vulnerabilityName: 'Monitor lets anybody in',
  dateAdded: '2026-01-01',
  dueDate,
  requiredAction: 'Update.',
  knownRansomwareCampaignUse,
});
const kev = (on: string, vulnerabilities: readonly object[]) =>
  JSON.stringify({
    catalogVersion: on.replaceAll('-', '.'),
    dateReleased: `${on}T12:00:00Z`,
    count: vulnerabilities.length,
    vulnerabilities,
  });
const epss = (model: string, on: string, scores: Readonly<Record<string, number>>) =>
  `#model_version:${model},score_date:${on}T12:00:00Z\ncve,epss,percentile\n${Object.entries(scores)
    .map(([cve, score]) => `${cve},${score},0.5\n`)
    .join('')}`;

let node: TestNode;
let server: Server;
const held = { kev: '', epss: '', etag: '"1"', asked: 0 };
beforeEach(async () => {
  Object.assign(held, { kev: '', epss: '', etag: '"1"', asked: 0 });
  server = createServer((request, response) => {
    held.asked += 1;
    if (request.headers['if-none-match'] === held.etag) response.writeHead(304).end();
    else if (request.url === '/kev.json') response.writeHead(200, { etag: held.etag }).end(held.kev);
    else response.writeHead(200, { etag: held.etag }).end(gzipSync(held.epss));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  node = await startTestNode({ sourceUrls: { kev: `${url}/kev.json`, epss: `${url}/epss.csv.gz` } });
});
afterEach(async () => {
  await node.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function handIn(id: 'kev' | 'epss', content: string | Uint8Array, name = 'mirror', more = ''): Promise<number> {
  const response = await node.ask(node.localToken, 'POST', `/sources/${id}/file?file=${name}${more}`, Buffer.from(content));
  await node.work();
  return response.status;
}
async function sync(id: 'kev' | 'epss'): Promise<void> {
  await node.ask(node.localToken, 'POST', `/sources/${id}/sync`);
  await node.work();
}
async function sources(): Promise<SourcesJson> {
  return (await node.ask(node.localToken, 'GET', '/sources')).json() as Promise<SourcesJson>;
}
const source = async (id: 'kev' | 'epss') => (await sources()).items.find((one) => one.id === id);
const scan = (at: string, cves: readonly string[]) => {
  const items = cves.map((cve, index) => ({ plugin: index + 1, severity: 3 as const, cves: [cve] }));
  return node.importFile({ name: `${at}.nessus`, bytes: Buffer.from(nessusFile([{ ...ward, startedAt: at, items }])) });
};
const grype = (at: string, score: number) => {
  const vulnerability = { id: first, severity: 'High', epss: [{ cve: first, epss: score, percentile: 0.9, date: at.slice(0, 10) }] };
  const matches = [{ vulnerability, relatedVulnerabilities: [], artifact: { name: 'inventedlib', version: '1.0', type: 'python' } }];
  const source = { type: 'image', target: { userInput: 'portal:1' } };
  const report = {
    matches,
    source,
    distro: { name: 'debian', version: '12' },
    descriptor: { name: 'grype', version: '0.90.0', timestamp: at },
  };
  return node.importFile({ name: 'grype.json', bytes: Buffer.from(JSON.stringify(report)) });
};
async function findings(): Promise<Record<string, unknown>[]> {
  const answer = (await (await node.ask(node.localToken, 'GET', '/findings?sort=cveId')).json()) as { items: Record<string, unknown>[] };
  return answer.items.map(({ cveId, epss, epssFrom, kev, kevFrom, kevDueOn, ransomware }) => ({
    cveId,
    epss,
    epssFrom,
    kev,
    kevFrom,
    kevDueOn,
    ransomware,
  }));
}
async function deleteTenant(organisationId: string): Promise<void> {
  const owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
  await owner.query('delete from tenant where organisation_id = $1', [organisationId]);
  await owner.end();
}
const rows = async (sql: string) => (await node.fresh.database.pool.query<Record<string, unknown>>(sql)).rows;
const [first, second] = ['CVE-2026-0001', 'CVE-2026-0002'];

describe('the KEV catalogue', () => {
  test('says of findings that are there, and of those that come after it, by when they are to be mended', async () => {
    await scan('2026-01-01T11:00:00Z', [first]);
    expect(await handIn('kev', kev('2026-01-02', [entry(first, '2026-01-05', 'Known'), entry(second)]))).toBe(202);
    await scan('2026-01-03T11:00:00Z', [first, second, 'CVE-2026-0003']);
    expect(await findings()).toMatchObject([
      { cveId: first, kev: true, kevFrom: 'catalogue', kevDueOn: '2026-01-05', ransomware: true },
      { cveId: second, kev: true, kevDueOn: '2026-01-04', ransomware: false },
      // The list was made before it was met: it does not say that nobody exploits it.
      { cveId: 'CVE-2026-0003', kev: null, kevFrom: null, kevDueOn: null, ransomware: null },
    ]);
    expect((await sources()).coverage).toEqual({ cves: 3, scored: 0, exploited: 2 });
  });

  test('what a list of that day or later does not name is not exploited; of what was met after it, it says nothing', async () => {
    const third = 'CVE-2026-0003';
    const said = async () => (await findings()).find(({ cveId }) => cveId === third);
    await handIn('kev', kev('2026-01-02', [entry(first)]));
    await scan('2026-01-04T11:00:00Z', [third]);
    expect(await said()).toMatchObject({ kev: null, kevFrom: null });
    await handIn('kev', kev('2026-01-03', [entry(first)]));
    expect(await said()).toMatchObject({ kev: null, kevFrom: null });
    // An older file that comes later knew it on the day of the list: said without a scan of today.
    await scan('2026-01-03T18:00:00Z', [third]);
    expect(await said()).toMatchObject({ kev: false, kevFrom: 'catalogue' });
    await scan('2026-01-09T11:00:00Z', [third]);
    expect(await said()).toMatchObject({ kev: false });
    await scan('2026-01-10T11:00:00Z', [second]);
    await handIn('kev', kev('2026-01-10', [entry(first)]));
    expect(await findings()).toMatchObject([
      { cveId: second, kev: false, kevFrom: 'catalogue' },
      { cveId: third, kev: false },
    ]);
  });

  test('what is withdrawn is kept as withdrawn and lists nothing, and counts again when it comes back', async () => {
    await scan('2026-01-01T11:00:00Z', [first]);
    const many = Array.from({ length: 19 }, (_, index) => entry(`CVE-2025-${1000 + index}`));
    await handIn('kev', kev('2026-01-02', [entry(first), ...many]));
    await handIn('kev', kev('2026-01-03', many));
    expect(await findings()).toMatchObject([{ kev: false, kevDueOn: null }]);
    expect(await rows(`select withdrawn_in from kev_entry where cve_id = '${first}'`)).toEqual([{ withdrawn_in: '2026.01.03' }]);
    await handIn('kev', kev('2026-01-04', [entry(first), ...many]));
    expect(await findings()).toMatchObject([{ kev: true, kevDueOn: '2026-01-04' }]);
  });

  test('half a catalogue, an older one and one that lost a fifth are refused, and what is held stays', async () => {
    const whole = kev(
      '2026-01-03',
      Array.from({ length: 20 }, (_, index) => entry(`CVE-2025-${1000 + index}`)),
    );
    await handIn('kev', whole);
    const before = await rows('select * from kev_entry order by cve_id');
    for (const [bad, code] of [
      [whole.slice(0, 900), 'file-truncated'],
      [
        kev(
          '2026-01-02',
          Array.from({ length: 20 }, (_, index) => entry(`CVE-2025-${2000 + index}`)),
        ),
        'conflict',
      ],
      [
        kev(
          '2026-01-04',
          Array.from({ length: 16 }, (_, index) => entry(`CVE-2025-${1000 + index}`)),
        ),
        'file-truncated',
      ],
      [gzipSync(whole).subarray(0, 60), 'file-truncated'],
      ['<html>', 'file-truncated'],
    ] as const) {
      await handIn('kev', bad);
      expect(await source('kev')).toMatchObject({ edition: '2026.01.03', entries: 20, problem: { code } });
      expect(await rows('select * from kev_entry order by cve_id')).toEqual(before);
    }
    await handIn('kev', whole);
    expect((await source('kev'))?.problem).toBeNull();
  });

  test('a deadline whose policy asks about it is another for findings that are there already', async () => {
    const items = [
      { filter: 'eq(kev,true)', days: 14 },
      { filter: 'in(severity,(low,medium,high,critical))', days: 90 },
    ].map((policy, index) => ({ name: `Regel ${index}`, ...policy }));
    expect((await node.ask(node.localToken, 'PUT', '/sla-policies', { items })).status).toBe(200);
    node.turnClock(day);
    const at = node.context.clock.now();
    await scan(at, [first]);
    const due = async () => {
      const answer = (await (await node.ask(node.localToken, 'GET', '/findings')).json()) as { items: { dueOn: string }[] };
      return answer.items.map(({ dueOn }) => (Date.parse(dueOn) - Date.parse(at.slice(0, 10))) / day);
    };
    expect(await due()).toEqual([90]);
    await handIn('kev', kev('2026-01-02', [entry(first)]));
    expect(await due()).toEqual([14]);
  });
});

describe('an edition that no publisher made', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => entry(`CVE-2025-${1000 + index}`));

  test('of a day that is yet to come, or without entries, is not taken, so that real ones can be', async () => {
    for (const [bad, code] of [
      [kev('2999-01-01', many(1)), 'file-malformed'],
      [kev('2026-04-03', many(1)), 'file-malformed'],
      [kev('2026-03-30', []), 'file-truncated'],
    ] as const) {
      await handIn('kev', bad);
      expect(await source('kev')).toMatchObject({ edition: null, entries: 0, problem: { code } });
    }
    await handIn('epss', epss('v1', '2999-01-01', { [first]: 0.1 }));
    expect(await source('epss')).toMatchObject({ edition: null, problem: { code: 'file-malformed' } });
    // Clocks differ by some hours.
    await handIn('kev', kev('2026-04-01', many(1)));
    expect(await source('kev')).toMatchObject({ edition: '2026.04.01', problem: null });
    await scan('2026-04-01T07:00:00Z', [first]);
  });

  test('so large that the real ones look cut off is replaced by the owner of the node, who is told how', async () => {
    await handIn('kev', kev('2026-03-02', many(30)));
    await handIn('kev', kev('2026-03-03', many(20)));
    expect((await source('kev'))?.problem).toMatchObject({
      code: 'file-truncated',
      detail: expect.stringContaining('--replace') as string,
    });
    await handIn('kev', kev('2026-03-01', many(20)));
    expect((await source('kev'))?.problem).toMatchObject({ code: 'conflict', detail: expect.stringContaining('--replace') as string });
    await handIn('kev', kev('2026-03-01', many(20)), 'mirror', '&replace=true');
    expect(await source('kev')).toMatchObject({ edition: '2026.03.01', entries: 20, problem: null });
    held.kev = kev('2026-03-04', many(10));
    await node.ask(node.localToken, 'POST', '/sources/kev/sync?replace=true');
    await node.work();
    expect(await source('kev')).toMatchObject({ edition: '2026.03.04', entries: 10, problem: null });
    await handIn('kev', kev('2999-01-01', many(40)), 'mirror', '&replace=true');
    expect(await source('kev')).toMatchObject({ edition: '2026.03.04', problem: { code: 'file-malformed' } });
  });
});

test('what all organisations share is written by the owner of the node, or of the one organisation it has', async () => {
  const officer = await node.token({ role: 'security-officer' });
  const owner = await node.token();
  const status = async (token: string) => (await node.ask(token, 'POST', '/sources/kev/sync')).status;
  expect([await status(officer), await status(owner), await status(node.localToken)]).toEqual([403, 403, 202]);
  await node.work();
  await deleteTenant(node.fresh.otherOrganisationId);
  expect([await status(officer), await status(owner)]).toEqual([403, 202]);
});

test('a file that was handed in is kept until what is to follow is in line', async () => {
  const path = join(await mkdtemp(join(tmpdir(), 'cybermetrics-source-')), 'source-1');
  await writeFile(path, kev('2026-03-01', [entry(first)]));
  const { database } = node.fresh;
  const laid: unknown[] = [];
  const queue = (enqueueSourcesLaid: Queue['enqueueSourcesLaid']) => ({ enqueueSourcesLaid }) as Queue;
  const { clock, newId, sourceUrls: urls } = node.context;
  const { random } = node.context;
  const work = { database, clock, newId, random, urls, http: httpClient('0.0.0-test'), log: pino({ enabled: false }) };
  const asked = { sourceId: 'kev', file: { path, name: 'kev.json' }, replace: false } as const;
  const broken = queue(() => Promise.reject(new Error('the database is gone')));
  await expect(takeSource({ ...work, queue: broken }, asked)).rejects.toThrow('the database is gone');
  await expect(access(path)).resolves.toBeUndefined();
  await takeSource({ ...work, queue: queue(async (job) => void laid.push(job)) }, asked);
  expect(laid).toHaveLength(2);
  await expect(access(path)).rejects.toThrow('ENOENT');
  await rm(dirname(path), { recursive: true });
});

describe('EPSS', () => {
  test('gives scores to findings, keeps the one before within a model, and forgets it across models', async () => {
    await scan('2026-01-01T11:00:00Z', [first, second]);
    await handIn('epss', gzipSync(epss('v1', '2026-01-02', { [first]: 0.1, [second]: 0.2 })));
    expect(await findings()).toMatchObject([{ epss: 0.1, epssFrom: 'catalogue' }, { epss: 0.2 }]);
    await handIn('epss', epss('v1', '2026-01-03', { [first]: 0.3, [second]: 0.2 }));
    const before = () => rows('select cve_id, score, score_before from epss_score order by cve_id');
    expect(await before()).toEqual([
      { cve_id: first, score: 0.3, score_before: 0.1 },
      { cve_id: second, score: 0.2, score_before: null },
    ]);
    await handIn('epss', epss('v2', '2026-01-04', { [first]: 0.6, [second]: 0.2 }));
    expect(await before()).toEqual([
      { cve_id: first, score: 0.6, score_before: null },
      { cve_id: second, score: 0.2, score_before: null },
    ]);
    expect(await source('epss')).toMatchObject({ edition: 'v2', entries: 2 });
  });

  test('of scanner and catalogue the newest word counts, and it is told whose it is', async () => {
    const said = async () => (await findings()).map(({ epss: score, epssFrom }) => [score, epssFrom]);
    await grype('2026-01-03T11:00:00Z', 0.9);
    expect(await said()).toEqual([[0.9, 'scanner']]);
    await handIn('epss', epss('v1', '2026-01-02', { [first]: 0.2 }));
    expect(await said()).toEqual([[0.9, 'scanner']]);
    await handIn('epss', epss('v1', '2026-01-04', { [first]: 0.4 }));
    expect(await said()).toEqual([[0.4, 'catalogue']]);
    await grype('2026-01-05T11:00:00Z', 0.8);
    expect(await said()).toEqual([[0.8, 'scanner']]);
    await handIn('epss', epss('v1', '2026-01-06', { 'CVE-2026-0009': 0.5 }));
    // What the model does not score, only the scanner speaks of.
    expect(await said()).toEqual([[0.8, 'scanner']]);
  });

  test('the same file again writes no row', async () => {
    const file = epss('v1', '2026-01-02', { [first]: 0.1 });
    await handIn('epss', file);
    const before = await rows('select xmin::text, * from epss_score');
    await handIn('epss', file);
    // The same scores in other bytes.
    await handIn('epss', gzipSync(file));
    expect(await rows('select xmin::text, * from epss_score')).toEqual(before);
  });
});

describe('from the network', () => {
  test('is asked with the mark of what is held, and 304 makes it fresh without reading anything', async () => {
    held.kev = kev('2026-03-01', [entry(first)]);
    await sync('kev');
    const taken = await source('kev');
    expect(taken).toMatchObject({ edition: '2026.03.01', entries: 1, isStale: false, ageDays: 0 });
    node.turnClock(8 * day);
    expect(await source('kev')).toMatchObject({ isStale: true, ageDays: 8 });
    held.kev = 'what is not read';
    await sync('kev');
    expect(await source('kev')).toMatchObject({ edition: '2026.03.01', isStale: false, takenAt: taken?.takenAt, problem: null });
    expect(held.asked).toBe(2);
  });

  test('a file is as old as it says it is, and is asked for whole from the publisher afterwards', async () => {
    await handIn('kev', kev('2025-12-01', [entry(first)]), 'kev.json');
    expect(await source('kev')).toMatchObject({ origin: 'kev.json', asOf: '2025-12-01T12:00:00.000Z', isStale: true });
    held.kev = kev('2025-12-02', [entry(first)]);
    await sync('kev');
    expect(await source('kev')).toMatchObject({ edition: '2025.12.02', isStale: false });
  });

  test('an answer that is no catalogue is told in the language of the reader, and what is held stays', async () => {
    held.kev = '<html>Access denied</html>';
    await sync('kev');
    expect((await source('kev'))?.problem?.detail).toBe('The KEV catalogue is cut off or damaged; what is held stays. Fetch it again.');
    const dutch = await node.fetch('/api/v1/sources', { headers: { authorization: `Bearer ${node.localToken}`, 'accept-language': 'nl' } });
    expect(((await dutch.json()) as SourcesJson).items[0]?.problem?.detail).toContain('KEV-lijst');
  });
});
