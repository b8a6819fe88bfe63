/** Real reports on the command line: none, read, published, and what a month says with its counts. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from '../../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
beforeAll(async () => {
  node = await startTestNode();
  const url = await node.listen();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-reports-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url, token: node.localToken, pid: 1 }));
  const made = await node.ask(node.localToken, 'POST', '/awareness/key', { passphrase: 'een lange wachtzin', minutes: 60 });
  expect(made.status).toBe(201);
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const reports = (month: string, people: number) =>
  [
    'Report ID,Reporter,Reported at,Threat ID,Verdict,Decided at',
    ...Array.from({ length: people }, (_, place) => {
      const verdict = place % 4 === 0 ? 'clean' : 'phish';
      return `${month}-${place},p${place}@noord.example,${month}-03T09:00:00Z,T${month},${verdict},${month}-03T09:${10 + place}:00Z`;
    }),
  ].join('\n');

test('lists months, publishes one once, and prints its figures with the counts behind them', async () => {
  expect((await run('awareness', 'reports', 'list')).out).toContain('No report was read yet');
  await node.importFile({ name: 'meldingen.csv', bytes: Buffer.from(reports('2026-01', 12)) });
  const list =
    'Threat ID,Recipients,Delivered at,Found how\nT2026-01,40,2026-01-03T08:00:00Z,ZAP\nT2,10,2026-01-09T08:00:00Z,user report\n';
  await node.importFile({ name: 'bezorgd.csv', bytes: Buffer.from(list) });
  expect((await run('awareness', 'reports', 'list')).out).toMatch(/2026-01 +not published/);
  expect((await run('awareness', 'reports', 'show', '2026-01')).out).toContain('Nothing is shown before it is published');
  const published = await run('awareness', 'reports', 'publish', '2026-01');
  expect([published.code, published.out]).toEqual([0, expect.stringMatching(/attacks reported +18\.0 % \(.+; 9\/50\)/)]);
  expect(published.out).toContain('well known');
  expect(published.out).toMatch(/40: the mail filter saw it afterwards\n +10: found because a user reported it/);
  expect(published.out).toMatch(/reports right +75\.0 % \(.+; 9\/12\) \(no mark for who reports\)/);
  expect(published.out).toContain('9 malicious, 0 spam, 3 harmless, 0 not decided; 0 of phishing tests');
  expect(published.out).toMatch(/until a verdict +15 min \(half\), 20 min \(nine in ten\)/);
  expect((await run('awareness', 'reports', 'list')).out).toMatch(/2026-01 +published +18\.0 % +independent +75\.0 % +15 min/);
  const again = await run('awareness', 'reports', 'publish', '2026-01');
  expect([again.code === 0, again.err]).toEqual([false, expect.stringContaining('were published before')]);
});

test('says that nothing is shown of eight people, and of a month of nothing that there is none', async () => {
  await node.importFile({ name: 'klein.csv', bytes: Buffer.from(reports('2025-12', 8)) });
  expect((await run('awareness', 'reports', 'publish', '2025-12')).out).toContain('Nothing is shown: fewer than ten people');
  const nothing = await run('awareness', 'reports', 'show', '2020-01');
  expect([nothing.code === 0, nothing.err]).toEqual([false, expect.stringContaining('Nothing was reported or delivered')]);
});
