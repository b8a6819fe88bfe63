/** What happened, signed phases and targets on the command line. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withOrganisation } from '#store/scope.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { shiftStartsOn, writeShiftedChart } from '../../../test/support/shifted-chart.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
beforeAll(async () => {
  node = await startTestNode();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-annotations-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
  await withOrganisation(node.fresh.database, node.fresh.organisationId, (scope) =>
    writeShiftedChart(scope, { metricId: 'AST-01', measure: 'accuracy', scope: { kind: 'organisation', id: '' } }),
  );
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const said = async (...words: string[]) => /withdraw (\S+)/.exec((await run('annotations', 'add', ...words)).out)?.[1] ?? '';

test('what happened is said, listed with whom and what it is about, withdrawn, and listed as withdrawn only when asked', async () => {
  const words = ['--on', '2026-03-02..2026-03-05', '--text', 'Flood', '--kind', 'incident', '--domain', 'ast'];
  const id = await said(...words, '--special-cause', '2026-03-01..2026-03-20', '--detail', 'The cellar.');
  expect((await run('annotations', 'list', '--metric', 'AST-01')).out).toBe(
    [
      `${id}  2026-03-02..2026-03-05  incident: Flood  (AST)`,
      '  The cellar.',
      '  special cause, gives no limits: 2026-03-01..2026-03-20',
      '  this node, 2026-04-01',
      '',
    ].join('\n'),
  );
  expect((await run('annotations', 'list', '--metric', 'VUL-02')).out).toBe('nothing was said to have happened\n');
  expect((await run('annotations', 'withdraw', id)).code).toBe(0);
  expect((await run('annotations', 'list')).out).toBe('nothing was said to have happened\n');
  expect((await run('annotations', 'list', '--withdrawn')).out).toContain('withdrawn by this node, 2026-04-01');
});

test('without a day, or with a text of nothing, it is not understood', async () => {
  expect(await run('annotations', 'add', '--text', 'Flood')).toMatchObject({ code: 2, out: '' });
  expect(await run('annotations', 'add', '--on', '2026-03-02', '--text', ' ')).toMatchObject({ code: 2, out: '' });
});

test('a shift is told by the metric, signed with its cause, and taken back', async () => {
  expect((await run('metrics', 'show', 'AST-01')).out).toContain(`may be signed as a new phase: ${shiftStartsOn}`);
  const cause = await said('--on', '2025-08-05', '--text', 'Weekly comparison', '--kind', 'intervention');
  const signing = ['phases', 'sign', 'AST-01', '--cause', cause, '--reason', 'Every week from now on.', '--signature', 'J. Jansen'];
  const unsure = await run(...signing);
  expect(unsure.code).toBe(2);
  expect(unsure.err).toContain('expected to stay');
  const signed = await run(...signing, '--persists');
  const id = /phases withdraw (\S+)/.exec(signed.out)?.[1] ?? '';
  expect(signed.out).toContain(`a new phase begins on ${shiftStartsOn}`);
  const shown = await run('metrics', 'show', 'AST-01');
  expect(shown.out).toContain(`${shiftStartsOn}: J. Jansen, Every week from now on. (${id})`);
  expect(shown.out).toContain('too early to say: 8 of 12 periods');
  expect((await run(...signing, '--persists')).err).toContain('No sustained shift stands');
  expect((await run('phases', 'withdraw', id)).code).toBe(0);
  expect((await run('metrics', 'show', 'AST-01')).out).toContain('may be signed as a new phase');
});

test('a target is set in per cent or as a number, and given back', async () => {
  expect((await run('metrics', 'target', 'ast-02', '7%', '--reason', 'Agreed by the board.')).out).toBe('target 0.07\n');
  expect((await run('metrics', 'target', 'VUL-02', '120', '--reason', 'Agreed by the board.')).out).toBe('target 120\n');
  expect((await run('metrics', 'target', 'VUL-02', 'none', '--reason', 'Not yet.')).out).toBe('no target\n');
  expect((await run('metrics', 'target', 'VUL-02', 'many', '--reason', 'x')).code).toBe(2);
  expect((await run('metrics', 'target', 'VUL-02', '100')).code).toBe(2);
});
