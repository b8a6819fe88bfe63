/** Entering values and the life of a metric on the command line. */
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
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-entries-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url: await node.listen(), token: node.localToken, pid: 1 }));
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const march = ['--period', '2026-03-01..2026-03-31', '--evidence', 'Report of the test', '--reference', 'Z-12'];

test('a value is entered, said to be there already, corrected, withdrawn, and listed with all of it', async () => {
  const entered = await run('metrics', 'enter', 'vul-16', '70/80', ...march);
  expect(entered).toMatchObject({ code: 0 });
  const id = /entered as (\S+)/.exec(entered.out)?.[1] ?? '';
  expect((await run('metrics', 'enter', 'VUL-16', '70/80', ...march)).out).toBe(`this was entered before as ${id}\n`);
  expect((await run('metrics', 'show', 'VUL-16')).out).toContain('entered by people: metrics entries VUL-16');
  const correction = ['--evidence', 'Report of the test', '--reason', 'Two were counted as failed'];
  expect((await run('metrics', 'correct', id, '72/80', ...correction)).code).toBe(0);
  expect((await run('metrics', 'withdraw', id, '--reason', 'Of another hospital')).code).toBe(0);
  expect((await run('metrics', 'entries', 'VUL-16')).out).toBe(
    [
      `${id}  2026-03-01..2026-03-31  compliant (withdrawn)`,
      '  72/80  withdrawn by this node, 2026-04-01: Of another hospital',
      '    evidence: Report of the test',
      '  72/80  corrected by this node, 2026-04-01: Two were counted as failed',
      '    evidence: Report of the test',
      '  70/80  entered by this node, 2026-04-01',
      '    evidence: Report of the test, Z-12',
      '',
    ].join('\n'),
  );
});

test('days are entered as days, of a measure by its name', async () => {
  expect((await run('metrics', 'enter', 'VUL-06', '41.5d', '--measure', 'latency-p90', ...march)).code).toBe(0);
  const { out } = await run('metrics', 'entries', 'VUL-06', '--json');
  expect(JSON.parse(out)).toMatchObject({ items: [{ measure: 'latency-p90', revisions: [{ days: 41.5, numerator: null }] }] });
});

test('a percentage alone, no evidence and no period are not understood', async () => {
  const percentage = await run('metrics', 'enter', 'VUL-16', '95%', ...march);
  expect(percentage).toMatchObject({ code: 2, out: '' });
  expect(percentage.err).toContain('a percentage alone says nothing');
  expect(await run('metrics', 'enter', 'VUL-16', '70/80', '--period', '2026-03-01..2026-03-31')).toMatchObject({ code: 2, out: '' });
  expect(await run('metrics', 'enter', 'VUL-16', '70/80', '--evidence', 'x')).toMatchObject({ code: 2, out: '' });
  const share = await run('metrics', 'enter', 'VUL-16', '70', ...march);
  expect(share.code).toBe(2);
  expect(share.err).toContain('A percentage alone says nothing');
});

test('the life of a metric is told with what its next step asks, and a step is taken or refused', async () => {
  const before = (await run('metrics', 'lifecycle', 'ast-14')).out;
  expect(before).toContain('AST-14: specified (shipped specified)\n');
  expect(before).toContain('  ✓ cost-estimated: the cost of measurement is estimated\n');
  expect(before).toContain('  ? tools-listed: it is known which tools can supply the inputs – name the tools that can supply the inputs\n');
  const refused = await run('metrics', 'lifecycle', 'AST-14', '--to', 'consultation', '--reason', 'r', '--say', 'tools-listed=OpenKAT');
  expect(refused.code).toBe(2);
  expect(refused.err).toContain('audience and decision were reviewed');
  const said = 'audience-reviewed=CISO, 20 March; tools-listed=OpenKAT';
  const taken = await run('metrics', 'lifecycle', 'AST-14', '--to', 'consultation', '--reason', 'To be shared', '--say', said);
  expect(taken).toMatchObject({ code: 0 });
  expect(taken.out).toContain('2026-04-01  specified → consultation: To be shared  (this node)\n  audience-reviewed: CISO, 20 March\n');
  expect((await run('metrics', 'list')).out).toMatch(/AST-14.*in consultation/);
  expect(await run('metrics', 'lifecycle', 'AST-14', '--to', 'nowhere', '--reason', 'r')).toMatchObject({ code: 2, out: '' });
});
