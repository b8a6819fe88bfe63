/** Names of flaws on the command line: said of two findings, split again, listed and withdrawn. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { qualysTable } from '../../../test/support/flaw-files.ts';
import { nessusFile, ward } from '../../../test/support/report-files.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
beforeAll(async () => {
  node = await startTestNode();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-names-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
  const rows = [{ qid: 38628, severity: 3, title: 'TLS 1.0' }] as const;
  await writeFile(
    join(folder, '1.nessus'),
    nessusFile([{ ...ward, startedAt: '2026-02-10T11:00:00Z', items: [{ plugin: 104743, severity: 2 }] }]),
  );
  await writeFile(join(folder, '2.csv'), qualysTable({ ip: ward.ip, fqdn: ward.fqdn ?? '' }, rows));
  expect((await run('import', '1.nessus')).code).toBe(0);
  expect((await run('import', '2.csv', '--observed-at', '2026-02-11')).code).toBe(0);
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const json = async (...words: string[]) => JSON.parse((await run(...words, '--json')).out) as Record<string, unknown>;
const open = async () =>
  ((await json('findings', 'list')) as { items: { id: string; aliases: string | null; scannerCount: number }[] }).items;

test('two checks are one flaw once that is said, until it is withdrawn', async () => {
  expect(await open()).toHaveLength(2);
  const said = await run('findings', 'same', 'qualys:38628', 'nessus:104743', '--reason', 'beide TLS 1.0');
  expect(said).toMatchObject({ code: 0, err: '' });
  const id = /^reaches 1 assets\nundo with: cybermetrics flaws withdraw (\S+)\n$/.exec(said.out)?.[1] ?? '';
  const [one, ...others] = await open();
  expect(others).toEqual([]);
  expect(one).toMatchObject({ aliases: 'qualys:38628', scannerCount: 2 });
  expect((await run('findings', 'show', one?.id ?? '')).out).toContain('saidAs qualys:38628');
  const split = await json('findings', 'split', one?.id ?? '', '--scanner', 'qualys', '--reason', 'toch iets anders');
  expect(await open()).toHaveLength(2);
  const listed = (await run('flaws', 'list')).out;
  expect(listed).toMatch(/same +qualys:38628 = nessus:104743 +everywhere .*beide TLS 1\.0/);
  expect(listed).toMatch(/apart +qualys ≠ nessus:104743 +asset ws-0412 .*toch iets anders/);
  expect(await json('flaws', 'withdraw', String(split['id']))).toMatchObject({ assets: 1, waiting: 0 });
  expect(await open()).toHaveLength(1);
  expect((await run('flaws', 'withdraw', id)).code).toBe(0);
  expect(await open()).toHaveLength(2);
  expect(await run('flaws', 'withdraw', id)).toMatchObject({ code: 2, out: '' });
});

test.each([
  ['without a reason', ['findings', 'same', 'nessus:104743', 'qualys:38628'], 2],
  ['a name of nothing', ['findings', 'same', 'nessus:104743', 'CVE-1999-0001', '--reason', 'x'], 5],
  ['a place that is none', ['findings', 'split', 'x', '--scanner', 'nessus', '--reason', 'x', '--on', 'moon'], 2],
  ['a finding of nobody', ['findings', 'split', 'x', '--scanner', 'nessus', '--reason', 'x'], 5],
])('%s is refused', async (_what, words, code) => {
  expect(await run(...words)).toMatchObject({ code, out: '' });
});
