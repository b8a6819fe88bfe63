/** The key of pseudonyms and an import of people on the command line: exit codes, and what is said. */
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
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-awareness-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url, token: node.localToken, pid: 1 }));
  await writeFile(join(folder, 'passphrase'), 'een lange wachtzin voor de proef\n');
  await writeFile(join(folder, 'wrong'), 'een heel andere wachtzin\n');
  await writeFile(join(folder, 'short'), 'kort\n');
  await writeFile(join(folder, 'number'), '100001\n');
  await writeFile(
    join(folder, 'people.csv'),
    'employee_id,email,department,role_group,contract,start_on,end_on\n100001,anna@noord.example,Ward,nurse,permanent,2020-01-01,\n',
  );
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });

test('an import of people is refused with exit code 6 while the key is locked, and taken once it is unlocked', async () => {
  const early = await run('import', 'people.csv', '--json');
  expect([early.code, early.out]).toEqual([6, '']);
  expect(JSON.parse(early.err)).toMatchObject({ code: 'awareness-key-locked', status: 423 });
  expect((await run('awareness', 'key', 'create', '--passphrase-file', 'short')).code).toBe(2);
  const made = await run('awareness', 'key', 'create', '--passphrase-file', 'passphrase');
  expect([made.code, made.out]).toEqual([0, expect.stringContaining('The key is locked.')]);
  expect((await run('awareness', 'key', 'create', '--passphrase-file', 'passphrase')).code).toBe(2);
  const locked = await run('import', 'people.csv');
  expect([locked.code, locked.err]).toEqual([6, expect.stringContaining('awareness key unlock')]);
  expect((await run('awareness', 'key', 'unlock', '--passphrase-file', 'wrong')).code).toBe(6);
  expect((await run('awareness', 'key', 'unlock', '--passphrase-file', 'passphrase', '--minutes', '0')).code).toBe(2);
  const unlocked = await run('awareness', 'key', 'unlock', '--passphrase-file', 'passphrase', '--minutes', '5');
  expect([unlocked.code, unlocked.out]).toEqual([0, expect.stringContaining('unlocked until 2026-04-01T08:05:00.000Z')]);
  const taken = await run('import', 'people.csv', '--json');
  expect(taken.code).toBe(0);
  expect(JSON.parse(taken.out)).toMatchObject({ file: 'people.csv', importer: 'population', status: 'complete', read: 1, stored: 1 });
});

test('the key is renewed, one person shown and erased, and the service switched, in words', async () => {
  expect((await run('awareness', 'key', 'rotate', 'people.csv')).out).toContain('1 persons go on under a new pseudonym, 0 cannot');
  await writeFile(join(folder, 'next'), 'de wachtzin van hierna\n');
  const next = ['awareness', 'key', 'passphrase', '--passphrase-file', 'passphrase', '--new-passphrase-file'];
  expect((await run(...next, 'short')).code).toBe(2);
  expect((await run(...next, 'next')).out).toContain('passphrase-changed');
  expect((await run('awareness', 'key', 'unlock', '--passphrase-file', 'passphrase')).code).toBe(6);
  await writeFile(join(folder, 'other.csv'), 'employee_id,department,role_group\n100009,Ward,nurse\n');
  const refused = await run('awareness', 'key', 'rotate', 'other.csv');
  expect([refused.code, refused.err]).toEqual([expect.any(Number), expect.stringContaining('--forget 1')]);
  expect((await run('awareness', 'key', 'rotate', 'other.csv', '--forget', 'all')).code).toBe(2);
  const shown = await run('awareness', 'person', 'show', '--kind', 'employee', '--identifier-file', 'number');
  expect([shown.code, shown.out]).toEqual([0, expect.stringContaining('person_version')]);
  expect((await run('awareness', 'person', 'show', '--kind', 'name', '--identifier-file', 'number')).code).toBe(2);
  const erased = await run('awareness', 'person', 'erase', '--kind', 'employee', '--identifier-file', 'number');
  expect([erased.code, erased.out]).toEqual([0, expect.stringContaining('rows erased')]);
  expect((await run('awareness', 'person', 'erase', '--kind', 'employee', '--identifier-file', 'number')).code).toBe(5);
  expect((await run('awareness', 'service', 'on')).out).toContain('can unlock it by itself');
  expect((await run('awareness', 'service', 'off')).out).toContain('No service unlock');
  expect((await run('awareness', 'key', 'lock')).out).toContain('The key is locked.');
  expect((await run('awareness', 'status')).out).toContain('person-erased');
});

test('a lost passphrase: it says first how many persons end, and begins anew when that number is said', async () => {
  await writeFile(join(folder, 'anew'), 'de wachtzin van een nieuw begin\n');
  const anew = ['awareness', 'key', 'anew', '--passphrase-file', 'anew'];
  expect((await run(...anew, '--ends', 'all')).code).toBe(2);
  const refused = await run(...anew, '--json');
  const { data } = JSON.parse(refused.err) as { data: { ends: number } };
  const done = await run(...anew, '--ends', String(data.ends));
  expect([refused.code, done.code, done.out]).toEqual([2, 0, expect.stringContaining('key-begun-anew')]);
});
