/** Mapping profiles on the command line: from one node to a file and back, and importing with one. */
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
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-profiles-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });

test('a ready profile is shown, changed in a file, saved, used by its name and deleted', async () => {
  const shown = await run('profiles', 'show', 'Snipe-IT');
  expect(shown.code).toBe(0);
  expect(shown.err).toContain('https://');
  const profile = { ...(JSON.parse(shown.out) as object), name: 'Werkplekken Oost', fixed: { department: 'ICT' } };
  await writeFile(join(folder, 'profile.json'), JSON.stringify(profile));
  expect(await run('profiles', 'save', 'profile.json')).toMatchObject({ code: 0, out: 'werkplekken-oost: Werkplekken Oost, version 1\n' });
  await writeFile(join(folder, 'profile.json'), JSON.stringify({ ...profile, partial: true }));
  expect((await run('profiles', 'save', 'profile.json')).out).toBe('werkplekken-oost: Werkplekken Oost, version 2\n');
  expect((await run('profiles', 'list')).out).toMatch(/werkplekken-oost +Werkplekken Oost +saved +\d+ +2/);

  await writeFile(join(folder, 'assets.csv'), 'Asset Tag,Serial,Category\nA-1,SN-1,Laptop\n');
  const imported = await run('import', 'assets.csv', '--profile', 'werkplekken oost', '--json');
  expect([imported.code, JSON.parse(imported.out)]).toMatchObject([0, { status: 'complete', stored: 1 }]);
  const { items } = (await (await node.ask(node.localToken, 'GET', '/assets')).json()) as { items: object[] };
  expect(items).toMatchObject([{ assetTag: 'A-1', department: 'ICT', class: 'workstation' }]);

  expect((await run('profiles', 'delete', 'Werkplekken Oost')).code).toBe(0);
  expect((await run('profiles', 'show', 'Werkplekken Oost')).code).toBe(5);
});

test.each([
  ['that is no JSON', '{', /is no valid JSON/],
  ['that is no profile', '{"name": "a"}', /columns: /],
  [
    'with a field that does not exist',
    '{"name":"a","columns":[{"header":"b","field":"serialNumbr"}]}',
    /columns\[0\]\.field: there is no field "serialNumbr".* serialNumber/,
  ],
])('a file %s is refused at its place, and exits 2', async (_what, text, message) => {
  await writeFile(join(folder, 'wrong.json'), text);
  const said = await run('profiles', 'save', 'wrong.json');
  expect([said.code, said.out]).toEqual([2, '']);
  expect(said.err).toMatch(message);
});

test('a profile that nobody knows is named with the nearest, and no file is handed in', async () => {
  const shown = await run('profiles', 'show', 'netbx');
  expect([shown.code, shown.err]).toEqual([5, expect.stringContaining('netbox')]);
  await writeFile(join(folder, 'other.csv'), 'Naam\nx\n');
  expect((await run('import', 'other.csv', '--profile', 'nosuch')).code).toBe(5);
  const { total } = (await (await node.ask(node.localToken, 'GET', '/imports?filter=eq(file,other.csv)')).json()) as {
    total: { count: number };
  };
  expect(total.count).toBe(0);
});
