import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '#test/support/run-cli.ts';
import { startTestNode, type TestNode } from '#test/support/test-node.ts';

const kev = (on: string) =>
  JSON.stringify({
    title: 'Catalogue',
    catalogVersion: on.replaceAll('-', '.'),
    dateReleased: `${on}T12:00:00Z`,
    count: 1,
    vulnerabilities: [
      {
        cveID: 'CVE-2026-0001',
        vendorProject: 'Maker',
        product: 'Monitor',
        vulnerabilityName: 'Monitor lets anybody in',
        dateAdded: '2026-01-01',
        dueDate: '2026-01-04',
        requiredAction: 'Update.',
        knownRansomwareCampaignUse: 'Unknown',
      },
    ],
  });
const epss = '#model_version:v1,score_date:2026-03-31T12:00:00Z\ncve,epss,percentile\nCVE-2026-0001,0.1,0.2\n';

let node: TestNode;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  node = await startTestNode();
  environment = { CYBERMETRICS_URL: await node.listen(), CYBERMETRICS_TOKEN: node.localToken };
  folder = mkdtempSync(join(tmpdir(), 'cybermetrics-mirror-'));
  writeFileSync(join(folder, 'a-newer.json'), kev('2026-03-30'));
  writeFileSync(join(folder, 'b-older.json'), kev('2026-03-01'));
  writeFileSync(join(folder, 'scores.gz'), gzipSync(epss));
  writeFileSync(join(folder, 'README.txt'), 'what this folder is');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await node.stop();
});
/** Nothing is asked twice in one moment. */
const run = (...words: string[]) => {
  node.turnClock(1_000);
  return runCli(words, { environment, workingFolder: folder });
};

test('before anything was taken, status says so', async () => {
  const said = await run('sources', 'status');
  expect(said.code).toBe(0);
  expect(said.out).toMatch(/^kev .+never taken/m);
  expect(said.out).toMatch(/^kev +– +– +– +–/m);
  expect(said.out).toContain('it is unknown how many have a score of EPSS, and it is unknown how many are in the KEV catalogue');
});

test('of a mirrored folder the newest file of each source is taken, whatever it is called', async () => {
  const said = await run('sources', 'sync', '--from', '.');
  expect(said).toMatchObject({ code: 0, err: '' });
  expect(said.out).toMatch(/^kev +2026\.03\.30 +2026-03-30 +1 +2026-03-30 12:00 UTC +1 day /m);
  expect(said.out).toMatch(/^epss +v1 +2026-03-31 +1 /m);
});

test('once a list is older than is set, both status commands say which, how old and what to do', async () => {
  node.turnClock(10 * 86_400_000);
  const said = await run('sources', 'status');
  expect(said.out).toMatch(/^kev .+11 days, stale/m);
  expect(said.out).toContain(
    'The KEV catalogue is 11 days old: what was added since is missing. Fetch a newer one (cybermetrics sources sync kev)',
  );
  expect(said.out).toContain('The EPSS scores are 10 days old');
  expect(said.out).not.toContain('Advisories were');
  const status = await runCli(['status'], { environment: { ...environment, LANG: 'nl_NL.UTF-8' } });
  expect(status.out).toContain('De KEV-lijst is 11 dagen oud');
  const { publicSources } = JSON.parse((await run('status', '--json')).out) as { publicSources: { id: string; standing: string }[] };
  expect(publicSources.map(({ id, standing }) => [id, standing])).toEqual([
    ['kev', 'stale'],
    ['epss', 'stale'],
    ['csaf', 'missing'],
  ]);
  node.turnClock(-10 * 86_400_000);
});

test('an older file is refused with what is held, and so is a source that cannot be reached; the exit code tells', async () => {
  const older = await run('sources', 'sync', '--from', 'b-older.json');
  expect(older.code).toBe(2);
  expect(older.out).toContain('kev: This copy is of 2026-03-01, and what is held is of 2026-03-30');
  const replaced = await run('sources', 'sync', '--replace', '--from', 'b-older.json');
  expect(replaced.code).toBe(0);
  expect(replaced.out).toMatch(/^kev +2026\.03\.01 /m);
  const far = await run('sources', 'sync', 'epss', '--json');
  expect(far.code).toBe(7);
  const { items } = JSON.parse(far.out) as { items: { id: string; edition: string; problem: { code: string } | null }[] };
  expect(items[1]).toMatchObject({ id: 'epss', edition: 'v1', problem: { code: 'source-unreachable' } });
});

test('what is no file of a source, and what is no source, is told before the node is asked', async () => {
  const none = await run('sources', 'sync', '--from', 'README.txt');
  expect(none.code).not.toBe(0);
  expect(none.err).toContain('holds no file of kev or epss');
  const other = await run('sources', 'sync', 'nvd');
  expect(other).toMatchObject({ code: 2 });
  expect(other.err).toContain('allowed here: kev, epss');
});
