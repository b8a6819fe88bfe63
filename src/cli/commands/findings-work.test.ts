/** What people do with findings, on the command line: what the last scan changed, deciding and undoing, assigning, remarks. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nessusFile, twoFlaws, ward } from '../../../test/support/report-files.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
beforeAll(async () => {
  node = await startTestNode();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-findings-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
  for (const [file, startedAt, items] of [
    ['1.nessus', '2026-02-10T11:00:00Z', twoFlaws],
    ['2.nessus', '2026-03-10T11:00:00Z', [...twoFlaws.slice(1), { plugin: 10009, severity: 3 }]],
  ] as const) {
    await writeFile(join(folder, file), nessusFile([{ ...ward, startedAt, items }]));
    expect((await run('import', file)).code).toBe(0);
  }
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const json = async (...words: string[]) => JSON.parse((await run(...words, '--json')).out) as Record<string, unknown>;
const isOpen = 'eq(state,open)';

test('what the last scan changed is counted, and each count has the filter that finds as many', async () => {
  const { items } = (await json('findings', 'changes')) as { items: Record<string, { count: number; filter: string }>[] };
  expect(items).toMatchObject([{ scanner: 'nessus', opened: { count: 1 }, reopened: { count: 0 }, closed: { count: 2 } }]);
  for (const name of ['opened', 'reopened', 'closed']) {
    const { count, filter } = items[0]?.[name] ?? { count: -1, filter: '' };
    expect(await json('findings', 'list', '--filter', filter), name).toMatchObject({ total: { count } });
  }
  expect((await run('findings', 'changes')).out).toMatch(/nessus +\S+ +2026-03-10 +2026-02-10 +1 +0 +2\n/);
  expect(await json('findings', 'changes', '--scanner', 'other')).toEqual({ items: [] });
});

test('findings are decided about, after a look at how many, and the batch is undone', async () => {
  const wish = ['--filter', isOpen, '--as', 'false-positive', '--reason', 'de versie klopt niet'];
  expect(await json('findings', 'decide', ...wish, '--dry-run')).toEqual({ batchId: null, decided: 2, unchanged: 0 });
  const batch = await json('findings', 'decide', ...wish);
  expect(batch).toMatchObject({ decided: 2, unchanged: 0 });
  const decided = () => json('findings', 'list', '--filter', 'eq(decision,false-positive)');
  expect(await decided()).toMatchObject({ total: { count: 2 } });
  expect((await run('findings', 'undo', String(batch['batchId']))).out).toBe('undone for 2 findings\n');
  expect(await decided()).toMatchObject({ total: { count: 0 } });
  expect(await run('findings', 'undo', String(batch['batchId']))).toMatchObject({ code: 2, out: '' });
  expect(await run('findings', 'undo', 'nosuch')).toMatchObject({ code: 5, out: '' });
});

test.each([
  ['without a filter', ['--as', 'reopened']],
  ['without a decision', ['--filter', isOpen]],
  ['that is none', ['--filter', isOpen, '--as', 'ignored']],
  ['until no day', ['--filter', isOpen, '--as', 'accepted', '--until', 'soon', '--reason', 'a']],
  ['without a reason', ['--filter', isOpen, '--as', 'false-positive']],
])('a decision %s is refused and exits 2', async (_what, words) => {
  expect(await run('findings', 'decide', ...words)).toMatchObject({ code: 2, out: '' });
});

test('findings are assigned and remarked on', async () => {
  expect((await run('findings', 'assign', '--filter', isOpen, '--to', 'Medische techniek', '--ticket', 'T-1')).out).toBe(
    'changed 2, already so 0\n',
  );
  const { items } = (await json('findings', 'list', '--filter', 'eq(assignee,"medische techniek")')) as {
    items: { id: string; ticket: string }[];
  };
  expect(items.map((one) => one.ticket)).toEqual(['T-1', 'T-1']);
  expect(await run('findings', 'assign', '--filter', isOpen)).toMatchObject({ code: 2 });
  const id = items[0]?.id ?? '';
  expect((await run('findings', 'comment', id, 'Leverancier gebeld.')).code).toBe(0);
  expect(await json('findings', 'show', id)).toMatchObject({ comments: [{ text: 'Leverancier gebeld.', by: null }] });
  expect((await json('views', 'list'))['items']).toEqual([]);
});
