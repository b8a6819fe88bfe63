/** Phishing tests on the command line: none, read, published, and a house too small for any figure. */
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
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-campaigns-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url, token: node.localToken, pid: 1 }));
  const made = await node.ask(node.localToken, 'POST', '/awareness/key', { passphrase: 'een lange wachtzin', minutes: 60 });
  expect(made.status).toBe(201);
});
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli([...words, '--home', join(folder, 'home')], { workingFolder: folder });
const events = (campaign: string, people: number, day = '2026-03-03') =>
  Buffer.from(
    [
      'campaign,recipient,event,at,ip,user_agent',
      ...Array.from({ length: people }, (_, place) => `${campaign},p${place}@noord.example,delivered,${day}T09:00:00Z,,`),
      ...Array.from({ length: people / 4 }, (_, place) => `${campaign},p${place}@noord.example,reported,${day}T09:1${place % 10}:00Z,,`),
      `${campaign},p1@noord.example,clicked,${day}T09:00:01Z,,`,
      `${campaign},p2@noord.example,clicked,${day}T09:04:00Z,,`,
    ].join('\n'),
  );

test('lists what was read, publishes it once and prints figures with their counts', async () => {
  expect((await run('awareness', 'campaigns')).out).toContain('No phishing test was read yet');
  await node.importFile({ name: 'lente.csv', bytes: events('Lente', 40) });
  const listed = JSON.parse((await run('awareness', 'campaigns', '--json')).out) as { items: { id: string }[] };
  const id = listed.items[0]?.id ?? expect.fail('it is listed');
  expect((await run('awareness', 'show', id)).out).toContain('Nothing is shown before it is published');
  expect((await run('awareness', 'publish', id)).code).toBe(0);
  await node.work();
  const shown = await run('awareness', 'show', id);
  expect([shown.code, shown.out]).toEqual([0, expect.stringMatching(/reported +25\.0 % \(.+; 10\/40\)\n +first report +10 min/)]);
  expect(shown.out).toMatch(/clicked +2\.5 % .+1\/40/);
  expect(shown.out).toContain('robot: 1 (before the mail was delivered, or at most 2 s after)');
  expect((await run('awareness', 'campaigns')).out).toMatch(
    /Lente +2026-03-03 +published +unscored +25\.0 % +2\.5 %\nNo click rate at equal difficulty yet/,
  );
  const again = await run('awareness', 'publish', id);
  expect([again.code, again.err]).toEqual([expect.any(Number), expect.stringContaining('was published before')]);
  expect(again.code).not.toBe(0);
  const discarded = await run('awareness', 'discard', id);
  expect([discarded.code === 0, discarded.err]).toEqual([false, expect.stringContaining('was published before')]);
});

test('discards a test that was not published', async () => {
  await node.importFile({ name: 'weg.csv', bytes: events('Weg', 12) });
  const held = async () => JSON.parse((await run('awareness', 'campaigns', '--json')).out) as { items: { id: string; name: string }[] };
  const id = (await held()).items.find(({ name }) => name === 'Weg')?.id ?? expect.fail('it is listed');
  const discarded = await run('awareness', 'discard', id);
  expect([discarded.code, discarded.out.trim()]).toEqual([0, 'Discarded with 17 events.']);
  expect((await held()).items.map(({ name }) => name)).not.toContain('Weg');
});

test('says that nothing is shown of eight people, and of nobody’s test that there is none', async () => {
  await node.importFile({ name: 'klein.csv', bytes: events('Klein', 8, '2026-03-10') });
  const listed = JSON.parse((await run('awareness', 'campaigns', '--json')).out) as { items: { id: string; name: string }[] };
  const id = listed.items.find(({ name }) => name === 'Klein')?.id ?? expect.fail('it is listed');
  await run('awareness', 'publish', id);
  await node.work();
  expect((await run('awareness', 'show', id)).out).toContain('Nothing is shown: too few people');
  expect((await run('awareness', 'show', '018f0000-0000-7000-8000-000000000000')).code).not.toBe(0);
});
