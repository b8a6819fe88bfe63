/** Behaviour campaigns on the command line: planned from a file, started, closed, concluded, stopped, discarded. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inventPlan, publishHospital, type PublishedHospital } from '../../../test/support/published-hospital.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
let hospital: PublishedHospital;
beforeAll(async () => {
  node = await startTestNode();
  const url = await node.listen();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-behaviour-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url, token: node.localToken, pid: 1 }));
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli(['awareness', 'behaviour', ...words, '--home', join(folder, 'home')], { workingFolder: folder });
async function write(plan: unknown): Promise<string> {
  await writeFile(join(folder, 'plan.json'), JSON.stringify(plan));
  return 'plan.json';
}
async function made(name: string): Promise<string> {
  const found = await run('new', await write(inventPlan(hospital, name)));
  expect(found.code, found.err).toBe(0);
  return found.out.split('\n')[0] ?? '';
}

test('says that there is nothing yet, then lists the groups that can be read', async () => {
  expect((await run('list')).out).toContain('No behaviour campaign yet');
  expect((await run('groups')).out).toContain('No phishing test was published yet');
  hospital = await publishHospital(node, [
    { name: 'Winter', daysFromNow: -80, hasEffect: false },
    { name: 'Lente', daysFromNow: -20, hasEffect: false },
  ]);
  expect((await run('groups')).out).toMatch(/group-03 +2026 +Afdeling 4 +2 of 2/);
});

test('a plan in a file is made, with what it could show; one that is none is named', async () => {
  const found = await run('new', await write(inventPlan(hospital)));
  expect([found.code, found.out]).toEqual([
    0,
    expect.stringMatching(/An effect of 10\.0 points would be seen in \d+ of 100 such campaigns\./),
  ]);
  expect(found.out).toMatch(/Seen four times out of five: \d+\.\d points or more/);
  const wrong = await run('new', await write({ ...inventPlan(hospital), expectedEffect: 7 }));
  expect([wrong.code === 0, wrong.err]).toEqual([false, expect.stringContaining('expectedEffect')]);
  expect((await run('new', 'nothing.json')).err).toContain('cannot be read');
});

test('is started, closed when its days are over, and concluded', async () => {
  const id = await made('Knop');
  expect((await run('start', id)).out).toContain('Frozen since 2026-04-01');
  expect((await run('close', id)).err).toContain('not over');
  node.turnClock(90 * 86_400_000);
  await hospital.publishTest({ name: 'Mei', daysFromNow: 40, hasEffect: true });
  const closed = await run('close', id);
  expect([closed.code, closed.out]).toEqual([
    0,
    expect.stringMatching(/Compared with the others: between \d+\.\d and \d+\.\d points more/),
  ]);
  expect(closed.out).toContain('It is the effect of the campaign if:');
  expect(closed.out).toContain('How hard the mails were is not settled');
  const concluded = await run('conclude', id, '--decision', 'adopt', '--text', 'Overal.');
  expect(concluded.out).toContain('kept and spread. Overal.');
  expect((await run('conclude', id, '--decision', 'perhaps', '--text', 'x')).err).toContain('none of adopt, adapt, abandon');
  expect((await run('list')).out).toMatch(/Knop +ended .+between \d+\.\d and \d+\.\d points more/);
  expect(JSON.parse((await run('show', id, '--json')).out)).toMatchObject({ state: 'ended', effect: { kind: 'known', verdict: 'better' } });
});

test('is stopped with a reason, and a plan that did not start is discarded', async () => {
  const now = { ...hospital, today: node.context.clock.now().slice(0, 10) as PublishedHospital['today'] };
  const later = await run('new', await write(inventPlan(now, 'Later')));
  const id = later.out.split('\n')[0] ?? '';
  expect((await run('start', id)).code).toBe(0);
  expect((await run('stop', id, '--reason', 'De knop is vervangen.')).out).toContain('Stopped: De knop is vervangen.');
  expect((await run('stop', id)).code).not.toBe(0);
  expect((await run('discard', id)).err).toContain('frozen');
  const draft = await made('Weg');
  expect((await run('discard', draft)).out.trim()).toBe('Discarded: Weg');
  expect((await run('show', draft)).code).not.toBe(0);
});
