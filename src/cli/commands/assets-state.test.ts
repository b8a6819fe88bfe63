/** What people give assets on the command line: values of all that a filter finds, with undo, and rules from a file. */
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
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-assets-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
  await writeFile(join(folder, 'assets.csv'), 'Asset Tag,Name,Department,Tier\nA-1,Pomp,IC,3\nA-2,Bed,IC,3\nA-3,Balie,ADM,\n');
  expect((await run('import', 'assets.csv')).code).toBe(0);
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const file = async (content: string) => {
  await writeFile(join(folder, 'rules.json'), content);
  return 'rules.json';
};
async function found(filter: string): Promise<number> {
  const listed = await run('assets', 'list', '--filter', filter, '--json');
  return (JSON.parse(listed.out) as { items: readonly unknown[] }).items.length;
}

test('values are told, stated and undone as a whole', async () => {
  const words = ['assets', 'state', '--filter', 'eq(department,IC)', '--set', 'tier=1', '--set', 'owner=Medische techniek = MT'];
  expect(await run(...words, '--dry-run')).toMatchObject({ code: 0, out: 'would state of 2, already so 0\n' });
  const stated = await run(...words, '--reason', 'rondgang');
  const [, batchId = ''] = /assets undo (\S+)/.exec(stated.out) ?? [];
  expect(stated.out).toContain('stated of 2, already so 0');
  const both = 'and(eq(tier,1),eq(owner,"Medische techniek = MT"))';
  expect(await found(both)).toBe(2);
  expect((await run('assets', 'state', '--filter', 'eq(name,Bed)', '--set', 'tier=')).out).toContain('stated of 1');
  expect(await found(both)).toBe(1);
  expect(await run('assets', 'undo', batchId)).toMatchObject({ code: 0, out: 'undone for 2 assets\n' });
  expect(await found(both)).toBe(0);
});

test.each([
  ['nothing', [], /Say what is stated/],
  ['a field that sources say', ['--set', 'serialNumber=1'], /write FIELD=VALUE/],
  ['a tier that is none', ['--set', 'tier=9'], /tier: /],
])('stating %s exits 2', async (_what, words, message) => {
  const said = await run('assets', 'state', '--filter', 'and()', ...words);
  expect([said.code, said.out]).toEqual([2, '']);
  expect(said.err).toMatch(message);
});

test('rules are counted, set from a file, and what lists them can be handed back', async () => {
  const rules = { items: [{ name: 'Bij de patiënt', filter: 'eq(department,IC)', facts: { tier: 1 } }] };
  const name = await file(JSON.stringify(rules));
  expect((await run('rules', 'set', name, '--dry-run')).out).toMatch(/^1 +Bij de patiënt +tier=1 +eq\(department,IC\) +2 *$/m);
  expect((await run('rules', 'list')).out).not.toContain('Bij de patiënt');
  expect((await run('rules', 'set', name)).code).toBe(0);
  expect(await found('eq(tier,1)')).toBe(2);
  const listed = await run('rules', 'list', '--json');
  expect((await run('rules', 'set', await file(listed.out))).out).toMatch(/^1 +Bij de patiënt/m);
  const refused = await run('rules', 'set', await file('{"items":[{"name":"a","filter":"exists(findings)","facts":{"tier":1}}]}'));
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('a rule cannot ask about findings');
});
