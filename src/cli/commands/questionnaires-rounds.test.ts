/** Rounds of questionnaires on the command line: each command where it works, with bad input, and by somebody who may not. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import { safeWorkInCare as pack } from '#core/questionnaires/packs/safe-work-in-care.ts';
import { answerBy, type Post } from '../../../test/support/questionnaire-answers.ts';
import { runCli } from '../../../test/support/run-cli.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
let folder: string;
let url: string;
let boardToken: string;
beforeAll(async () => {
  node = await startTestNode();
  url = await node.listen();
  boardToken = await node.token({ role: 'board' });
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-rounds-'));
  await mkdir(join(folder, 'home', 'run'), { recursive: true });
  await writeFile(join(folder, 'home', 'run', 'node.json'), JSON.stringify({ url, token: node.localToken, pid: 1 }));
  await node.ask(node.localToken, 'POST', '/awareness/key', { passphrase: 'een lange wachtzin', minutes: 60 });
  const people = Array.from({ length: 36 }, (_, place) => `p${place}@noord.example;${place < 24 ? 'Kliniek' : 'Lab'};arts;2020-01-01`);
  await node.importFile({ name: 'mensen.csv', bytes: Buffer.from(['e-mail;afdeling;functiegroep;in_dienst', ...people].join('\n')) });
}, 120_000);
afterAll(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCli(['questionnaires', ...words, '--home', join(folder, 'home')], { workingFolder: folder });
/** Of the board: it reads what was published, and changes nothing. */
const asBoard = (...words: string[]) =>
  runCli(['questionnaires', ...words, '--url', url], { workingFolder: folder, environment: { CYBERMETRICS_TOKEN: boardToken } });
const post: Post = (path, body) =>
  node.fetch(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

const asked = ['--pack', `${pack.id}@${pack.version}`, '--until', '2026-04-30'];
async function make(name: string, ...more: string[]): Promise<RoundDetail> {
  const { code, out, err } = await run('make', '--name', name, ...asked, ...more, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as RoundDetail;
}
/** What the round is now does not allow it. */
const conflict = { code: 2, out: '', err: expect.stringContaining('(conflict)') as string };
const nobody = '018f0000-0000-7000-8000-000000000000';

describe('packs', () => {
  test('lists the shipped one, keeps a version of a file, and refuses one that is none', async () => {
    expect((await run('packs')).out).toMatch(/safe-work-in-care +1\.0\.0 +shipped +25 +en, nl +Safe work in care/);
    await writeFile(join(folder, 'own.json'), JSON.stringify({ ...pack, id: 'own' }));
    const kept = await run('packs', '--keep', 'own.json');
    expect([kept.code, kept.err, kept.out]).toEqual([
      0,
      expect.stringContaining('Kept: own 1.0.0.'),
      expect.stringMatching(/own +1\.0\.0 +own /),
    ]);
    await writeFile(join(folder, 'wrong.json'), JSON.stringify({ ...pack, id: 'wrong', items: [] }));
    expect(await run('packs', '--keep', 'wrong.json')).toMatchObject({ code: 4, out: '' });
    expect((await asBoard('packs', '--keep', 'own.json')).code).toBe(6);
    expect((await asBoard('packs')).code).toBe(0);
  });
});

describe('make', () => {
  test('makes a round in the languages asked for and prints whom it asks', async () => {
    const { code, out } = await run('make', '--name', 'Lente', ...asked, '--languages', 'nl');
    expect([code, out]).toEqual([0, expect.stringMatching(/^[\da-f-]{36}\nLente: not opened, last day 2026-04-30, 0 links\n/)]);
    expect(out).toMatch(/Kliniek {2}0 links/);
    const id = out.split('\n')[0] ?? '';
    expect((JSON.parse((await run('show', id, '--json')).out) as RoundDetail).languages).toEqual(['nl']);
  });

  test.each<[string, readonly string[], number]>([
    ['no name', asked, 2],
    ['no last day', ['--name', 'A', '--pack', 'safe-work-in-care@1.0.0'], 2],
    ['a pack without its version', ['--name', 'A', '--pack', 'safe-work-in-care', '--until', '2026-04-30'], 2],
    ['a pack of nobody', ['--name', 'A', '--pack', 'nosuch@1.0.0', '--until', '2026-04-30'], 5],
    ['a last day in the past', ['--name', 'A', '--pack', 'safe-work-in-care@1.0.0', '--until', '2026-03-01'], 2],
    ['a language that the pack does not have', ['--name', 'A', ...asked, '--languages', 'nl,fr'], 2],
    ['files without the day of their last answer', ['--name', 'A', '--pack', 'safe-work-in-care@1.0.0', '--from', 'Najaar'], 2],
    [
      'files that brought nothing',
      ['--name', 'A', '--pack', 'safe-work-in-care@1.0.0', '--from', 'Najaar', '--answered-on', '2026-03-20'],
      5,
    ],
  ])('refuses %s', async (_, words, expected) => {
    const { code, out, err } = await run('make', ...words);
    expect([code, out, err === '']).toEqual([expected, '', false]);
  });

  test('is not for the board', async () => {
    expect(await asBoard('make', '--name', 'A', ...asked)).toMatchObject({ code: 6, out: '' });
  });

  test('of files says how many sheets stand in another round', async () => {
    const columns = pack.items.flatMap((item) => (item.kind === 'scale' && item.showWhen === null ? [item.id] : []));
    const lines = (count: number) =>
      ['vragenlijst;afdeling', ...Array.from({ length: count }, (_, place) => `Herfst;${place < 14 ? 'Kliniek' : 'Lab'}`)].map(
        (line, place) =>
          [line, ...columns.map((id, column) => (place === 0 ? id : String(1 + ((place + Math.floor(place / 5) * column) % 5))))].join(';'),
      );
    const bring = (count: number) => node.importFile({ name: 'antwoorden.csv', bytes: Buffer.from(lines(count).join('\n')) });
    const from = ['--from', 'Herfst', '--answered-on', '2026-03-20', '--pack', 'safe-work-in-care@1.0.0'];
    await bring(20);
    const first = await run('make', '--name', 'Herfst', ...from);
    expect([first.code, first.out]).toEqual([0, expect.stringMatching(/Herfst: closed, .*\n {2}answers: 20\n/)]);
    expect((await run('publish', first.out.split('\n')[0] ?? '')).code).toBe(0);
    await bring(34);
    const later = await run('make', '--name', 'Herfst, later', ...from);
    expect([later.code, later.out]).toEqual([
      0,
      expect.stringMatching(/\n {2}left out: 20 sheets that stand in another round\n {2}answers: 14\n/),
    ]);
  });
});

describe('a round', () => {
  test('is opened, answered, closed, published and read, and discarded no more', async () => {
    const { id } = await make('Zomer');
    const links = await run('links', id, '--group', 'Kliniek', '--count', '24');
    const given = links.out.trim().split('\n');
    expect([links.code, given.length]).toEqual([0, 24]);
    expect((await run('open', id)).out).toMatch(/^Zomer: open, .* 24 links\n {2}answers: fewer than ten\n/);
    for (const [place, link] of given.slice(0, 14).entries())
      expect((await answerBy(post, link, (item) => 1 + ((place + (item % 3) * place) % 5))).status).toBe(204);
    expect((await run('show', id)).out).toContain('  answers: 14\n');
    expect((await run('rounds')).out).toMatch(/Zomer +safe-work-in-care 1\.0\.0 +open +2026-04-30 +24 +14/);
    expect((await run('close', id)).code).toBe(0);
    const published = await run('publish', id);
    expect([published.code, published.out]).toEqual([0, expect.stringContaining('  answered: 14 of 24 (58.3 %)\n')]);
    const shown = (await asBoard('show', id)).out;
    expect(shown).toMatch(/\*\/\* +14 +\d+\.\d/);
    expect(shown).toMatch(/Lab +hidden: fewer than ten people/);
    const again = await run('publish', id);
    expect([again.code, again.out, again.err]).toEqual([2, '', expect.stringContaining('was published before')]);
    expect(await run('discard', id)).toMatchObject(conflict);
  });

  test('that fewer than ten answered tells neither answers nor scores', async () => {
    const { id } = await make('Klein');
    const [link = ''] = (await run('links', id, '--count', '3')).out.split('\n');
    await run('open', id);
    await answerBy(post, link, 4);
    await run('close', id);
    const { out } = await run('publish', id);
    expect(out).toContain('  answered: fewer than ten of 3\n  Nothing is shown: fewer than ten people answered.\n');
  });

  test('that is not published is discarded with its links and answers', async () => {
    const { id } = await make('Weg');
    expect(await run('discard', id)).toEqual({ code: 0, out: 'Discarded with fewer than ten answers.\n', err: '' });
    expect((await run('show', id)).code).toBe(5);
  });

  test('gets no links for a group it does not ask, nor more than a group has people, nor of nothing', async () => {
    const { id } = await make('Links');
    expect((await run('links', id, '--group', 'Kliniek', '--count', 'many')).code).toBe(2);
    expect((await run('links', id, '--group', 'Kliniek')).code).toBe(2);
    expect((await run('links', id, '--group', 'Directie', '--count', '1')).code).toBe(5);
    expect(await run('links', id, '--group', 'Kliniek', '--count', '500')).toMatchObject(conflict);
  });

  test('is not closed before it is opened, nor published before it is closed', async () => {
    const { id } = await make('Te vroeg');
    for (const act of ['close', 'publish']) expect(await run(act, id), act).toMatchObject(conflict);
    await run('open', id);
    for (const act of ['open', 'publish']) expect(await run(act, id), act).toMatchObject(conflict);
  });

  test.each(['show', 'open', 'close', 'publish', 'discard'])('of nobody is not there to %s', async (act) => {
    expect(await run(act, nobody)).toMatchObject({ code: 5, out: '' });
    expect((await run(act)).code).toBe(2);
  });

  test('is changed by nobody of the board', async () => {
    const { id } = await make('Van de raad');
    for (const act of ['open', 'close', 'publish', 'discard']) expect(await asBoard(act, id), act).toMatchObject({ code: 6, out: '' });
    expect(await asBoard('links', id, '--count', '1')).toMatchObject({ code: 6, out: '' });
    expect((await asBoard('rounds')).out).toMatch(/Van de raad .*not opened/);
  });
});
