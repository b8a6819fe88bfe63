/** Which assets are the same, on the command line: doubles, merging, splitting, keeping apart, the list and taking back. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nmapFile, registerFile } from '../../../test/support/report-files.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
let ids: { echo: string; host: string };
beforeAll(async () => {
  node = await startTestNode();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-identity-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
  const echo = { 'Asset tag': 'PC-1', Name: 'Echo', 'Host name': 'echo12', 'MAC address': '00:1b:21:00:00:0a' };
  await writeFile(join(folder, 'ultimo.csv'), registerFile([echo]));
  const seen = { ip: '10.20.1.9', fqdn: 'echo12', mac: '00:1b:21:00:00:0b', openPorts: [80] };
  await writeFile(join(folder, 'nmap.xml'), nmapFile('2026-03-10T12:00:00Z', [seen]));
  expect((await run('import', 'ultimo.csv', '--source', 'ultimo', '--observed-at', '2026-03-01')).code).toBe(0);
  expect((await run('import', 'nmap.xml')).code).toBe(0);
  const { items } = (await json('assets', 'list')) as { items: { id: string; name: string }[] };
  const idOf = (name: string) => items.find((one) => one.name === name)?.id ?? '';
  ids = { echo: idOf('Echo'), host: idOf('echo12') };
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const json = async (...words: string[]) => JSON.parse((await run(...words, '--json')).out) as Record<string, unknown>;
const count = async () => ((await json('assets', 'list')) as { total: { count: number } }).total.count;

test('a possible double is merged after a look, the old id answers, and the decision is listed and withdrawn', async () => {
  expect((await run('assets', 'doubles')).out).toContain('Not joined with Echo, which shares host name echo12');
  expect((await run('assets', 'merge', ids.echo, ids.host, '--dry-run')).out).toMatch(
    /^would be one asset: Echo .* and echo12 .*\n.*\nthey disagree: mac /,
  );
  expect(await count()).toBe(2);
  const merged = await run('assets', 'merge', ids.echo, ids.host, '--reason', 'moederbord vervangen');
  expect(merged.out).toMatch(/^now one asset: Echo \(/);
  const decisionId = /identity withdraw (\S+)/.exec(merged.out)?.[1] ?? '';
  expect(await count()).toBe(1);
  expect(await json('assets', 'show', ids.host)).toMatchObject({ record: { id: ids.echo, sourceCount: 2 } });
  expect((await run('assets', 'doubles')).out).toBe('no possible doubles\n');
  expect((await run('identity', 'list')).out).toMatch(/one asset: Echo and echo12\n {2}this node: moederbord vervangen\n/);
  expect((await run('identity', 'withdraw', decisionId)).out).toBe('two assets again: Echo and echo12\n');
  expect(await count()).toBe(2);
  expect((await run('identity', 'list')).out).toContain('withdrawn on ');
  expect(await run('identity', 'withdraw', decisionId)).toMatchObject({ code: 2, out: '' });
});

test('two are kept apart, and merging them is refused until that is withdrawn', async () => {
  const { decisionId } = await json('assets', 'differ', ids.echo, ids.host, '--reason', 'de oude staat in opslag');
  expect(await run('assets', 'merge', ids.echo, ids.host, '--reason', 'x')).toMatchObject({ code: 2, out: '' });
  expect((await run('identity', 'withdraw', String(decisionId))).out).toBe('may be joined again: Echo and echo12\n');
});

test('what a source says is split off, whole or by its words', async () => {
  const merged = await json('assets', 'merge', ids.echo, ids.host, '--reason', 'x');
  await run('identity', 'withdraw', String(merged['decisionId']));
  const twin = { 'Asset tag': '44', Name: 'Echo 12', 'MAC address': '00:1b:21:00:00:0a' };
  await writeFile(join(folder, 'topdesk.csv'), registerFile([twin]));
  expect((await run('import', 'topdesk.csv', '--source', 'topdesk', '--observed-at', '2026-03-05')).code).toBe(0);
  expect(await count()).toBe(2);
  const words = (await run('assets', 'words', ids.echo)).out;
  const claim = /^topdesk +(\S+)/m.exec(words)?.[1] ?? '';
  const tried = await json('assets', 'split', ids.echo, '--words', `topdesk=${claim}`, '--dry-run');
  expect(tried).toMatchObject({ decisionId: null, other: null });
  const split = await json('assets', 'split', ids.echo, '--source', 'topdesk', '--reason', 'een ander apparaat');
  expect(await count()).toBe(3);
  expect((await run('identity', 'withdraw', String(split['decisionId']))).out).toMatch(/^one asset again: /);
  expect(await count()).toBe(2);
});

test.each([
  ['without a reason', ['assets', 'merge', 'a', 'b']],
  ['without a part', ['assets', 'split', 'a', '--reason', 'x']],
  ['with words that are none', ['assets', 'split', 'a', '--words', 'nmap', '--reason', 'x']],
])('is refused %s', async (_what, words) => {
  expect(await run(...words)).toMatchObject({ code: 2, out: '' });
});
