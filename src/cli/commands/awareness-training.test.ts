/** Trainings on the command line: nothing asked, asked, read, counted, asked no longer. */
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
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-trainings-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url, token: node.localToken, pid: 1 }));
  const made = await node.ask(node.localToken, 'POST', '/awareness/key', { passphrase: 'een lange wachtzin', minutes: 60 });
  expect(made.status).toBe(201);
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli(['awareness', 'training', ...words, '--home', join(folder, 'home')], { workingFolder: folder });

test('asks, counts and prints with counts and hidden groups', async () => {
  expect((await run('show')).out).toContain('No course is asked of anybody yet');
  const people = Array.from({ length: 40 }, (_, place) => `p${place}@noord.example,${place < 28 ? 'Ward' : 'Lab'},nurse,2020-01-01`);
  await node.importFile({ name: 'people.csv', bytes: Buffer.from(['email,department,role_group,start_on', ...people].join('\n')) });
  const done = Array.from({ length: 30 }, (_, place) => `p${place}@noord.example,Safe mail,2026-02-01`);
  await node.importFile({ name: 'done.csv', bytes: Buffer.from(['email,course,completed on', ...done].join('\n')) });
  const asked = await run('require', 'Safe mail', '--from', '2026-01-01');
  expect([asked.code, asked.out]).toEqual([0, expect.stringMatching(/Safe mail +everybody +12 months/)]);
  const counted = await run('publish', '2026-03');
  expect(counted.out).toMatch(
    /everybody: published\nrole groups with a high risk: nothing is asked\nwho began.*: held back: 0 people are new/,
  );
  const shown = await run('show');
  expect(shown.out).toMatch(/2026-03 +everybody +75\.0 % \(.+; 30\/40\)/);
  expect(shown.out).toMatch(/By group, everybody, 2026-03:/);
  expect((await run('publish', '2026-03')).out).toContain('everybody: published before, for this month or a later one');
  expect((JSON.parse((await run('show', '--json')).out) as { counts: unknown[] }).counts).toHaveLength(1);
});

test('refuses a month that is none, months out of bounds, and a switch that is none', async () => {
  for (const words of [
    ['publish', '2126-01'],
    ['require', 'Mail', '--months', '61'],
    ['require', 'Mail', '--high-risk'],
    ['automatic', 'maybe'],
  ])
    expect((await run(...words)).code, words.join(' ')).not.toBe(0);
});

test('discards a course by its name, once it is said twice; the month that counted it stays', async () => {
  expect((await run('discard', 'Nobody knows it', '--yes')).code).not.toBe(0);
  expect((await run('discard', 'safe  MAIL')).code).not.toBe(0);
  const done = await run('discard', 'safe  MAIL', '--yes');
  expect([done.code, done.out]).toEqual([0, expect.stringMatching(/2026-03 +everybody +75\.0 %/)]);
});

test('counts by itself on demand, and ends what is asked', async () => {
  expect((await run('automatic', 'on')).out).toContain('Each month is counted by itself.');
  expect((await run('show')).out).toContain('Each month is counted by itself, since');
  expect((await run('automatic', 'off')).out).toContain('when somebody asks');
  const { requirements } = JSON.parse((await run('show', '--json')).out) as { requirements: { id: string }[] };
  const ended = await run('end', requirements[0]?.id ?? '');
  expect([ended.code, ended.out]).toEqual([0, expect.stringMatching(/2026-01-01 +2026-04-01/)]);
  expect((await run('end', requirements[0]?.id ?? '')).code).not.toBe(0);
});
