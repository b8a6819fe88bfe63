/** The dependency graph on the command line: a table in and out, changes and their undoing, and figures of what is beneath a service. */
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
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-graph-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const json = async (...words: string[]) => JSON.parse((await run(...words, '--json')).out) as Record<string, unknown>;

test('a table is handed in, listed, shown, exported, and the export changes nothing when it is handed in', async () => {
  await writeFile(
    join(folder, 'assets.csv'),
    'Asset Tag,Serial,Category,Owner\nA-1,SN-100,Server,Team\nA-2,SN-200,Laptop,\nA-3,SN-300,Laptop,\n',
  );
  await writeFile(
    join(folder, 'chain.csv'),
    'from,from_kind,to,to_kind,criticality,tier\nRecord,system,Charting,service,essential,\nCharting,service,Theatre,care process,important,\n,,Theatre,care process,,1\nA-1,asset,Record,system,,\nNowhere,asset,Record,system,,\nX,gizmo,Record,system,,\n',
  );
  expect((await run('import', 'assets.csv')).code).toBe(0);
  expect(await json('import', 'chain.csv')).toMatchObject({ importer: 'dependencies', stored: 5, refused: 1 });
  expect((await run('graph', 'list', '--filter', 'eq(kind,system)')).out).toMatch(/Record +system/);
  const shown = await json('graph', 'show', 'system:RECORD');
  expect(shown).toMatchObject({
    processes: [{ key: 'care-process:theatre', strength: 'important', path: ['Record', 'Charting', 'Theatre'] }],
    attachments: [
      { text: 'A-1', state: 'found' },
      { text: 'Nowhere', state: 'missing' },
    ],
    assets: { count: 1 },
  });
  const exported = await run('graph', 'export');
  expect(exported.out.split('\n').map((line) => line.trim())).toContain('Charting,service,Theatre,care-process,important,,');
  await writeFile(join(folder, 'exported.csv'), exported.out);
  const before = (await json('graph', 'export'))['table'];
  expect(await json('import', 'exported.csv', '--source', 'chain')).toMatchObject({ status: 'complete', stored: 0 });
  expect((await json('graph', 'export'))['table']).toBe(before);
  expect((await run('graph', 'show', 'system:nosuch')).code).toBe(5);
});

test('a part is set with all it has at once, renamed, cut off, undone and removed', async () => {
  const set = await json(
    'graph',
    'set',
    'system:Archive',
    '--tier',
    '2',
    '--carries',
    'service:Imaging=important',
    '--rests-on',
    'base-service:Network',
    '--assets',
    'eq(class,workstation)',
  );
  expect(set).toMatchObject({ changed: 6 });
  expect(await json('graph', 'show', 'system:Archive')).toMatchObject({
    record: { tier: 2, assetCount: 2 },
    restsOn: [{ name: 'Network' }],
  });
  expect(await json('graph', 'set', 'system:archive', '--rename', 'Image archive', '--cut', 'base-service:network')).toMatchObject({
    changed: 2,
  });
  expect(await json('graph', 'set', 'system:Image archive', '--tier', '2')).toEqual({ batchId: null, changed: 0 });
  await run('graph', 'set', 'service:Empty', '--tier', '3');
  expect(await json('graph', 'show', 'service:Empty')).toMatchObject({
    assets: { count: null },
    findings: null,
    uncounted: { reason: 'waiting' },
  });
  expect((await run('graph', 'show', 'service:Empty')).out).toMatch(/text: Assets and findings beneath it are being worked out/);
  expect(await json('graph', 'undo', String(set['batchId']))).toEqual({ undone: 6 });
  expect((await run('graph', 'undo', String(set['batchId']))).code).not.toBe(0);
  expect((await run('graph', 'set', 'gizmo:Archive', '--tier', '2')).code).toBe(2);
  expect((await run('graph', 'set', 'system:Record', '--tier', '9')).code).toBe(2);
  expect((await run('graph', 'set', 'system:Record', '--assets', 'exists(findings)')).err).toContain('cannot ask about findings');
});

test('figures are told of all that is beneath a service or care process, with the filter of those very rows', async () => {
  await node.context.jobs.measure(node.fresh.organisationId, null);
  const byName = await json('metrics', 'show', 'AST-11', '--scope', 'service:theatre');
  const measures = byName['measures'] as {
    scope: object;
    series: { denominator: number; numerator: number }[];
    rows: { denominator: string };
  }[];
  expect(measures[0]?.scope).toEqual({ kind: 'service', id: 'care-process:theatre' });
  expect(measures[0]?.series.at(-1)).toMatchObject({ denominator: 1, numerator: 1 });
  const rows = await json('assets', 'list', '--filter', measures[0]?.rows.denominator ?? '');
  expect(rows['total']).toEqual({ count: 1, exact: true });
  const every = await json('metrics', 'show', 'AST-11', '--scope', 'service');
  expect((every['measures'] as { scope: { id: string } }[]).map(({ scope }) => scope.id)).toEqual(
    expect.arrayContaining(['service:charting', 'care-process:theatre']),
  );
});
