import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { QuestionDetail, QuestionJson } from '#contract/endpoints/match-questions.ts';
import { advisoryOf, giveAdvisories, giveRegister, orvado, pumpRows, zentrix } from '#test/support/matching-files.ts';
import { runCli } from '#test/support/run-cli.ts';
import { startTestNode, type TestNode } from '#test/support/test-node.ts';

let node: TestNode;
let folder: string;
let environment: Record<string, string>;
beforeAll(async () => {
  node = await startTestNode();
  environment = { CYBERMETRICS_URL: await node.listen(), CYBERMETRICS_TOKEN: node.localToken };
  folder = mkdtempSync(join(tmpdir(), 'cybermetrics-matches-'));
  await giveRegister(node, pumpRows);
  await giveAdvisories(node, [advisoryOf('TM-1', [orvado]), advisoryOf('KV-1', [zentrix])]);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await node.stop();
});
function run(...words: string[]) {
  node.turnClock(1_000);
  return runCli(words, { environment, workingFolder: folder });
}
const inDutch = (...words: string[]) => runCli(words, { environment: { ...environment, LANG: 'nl_NL.UTF-8' }, workingFolder: folder });
async function questions(...words: string[]): Promise<readonly QuestionJson[]> {
  return (JSON.parse((await run('matches', 'list', '--json', ...words)).out) as { items: QuestionJson[] }).items;
}

test('what people answered is a book that is listed, narrowed and exported', async () => {
  const [question] = await questions('--search', 'zentrix');
  await run('decide', question?.id.slice(0, 6) ?? '', 'unsure', '--reason', 'the type plate is gone');
  const listed = await run('matches', 'answers');
  expect(listed.out).toMatch(/^unsure +\d{4}-\d\d-\d\d .+ owner of the node +Kelvoria Zentrix ZM70 .+ the type plate is gone/m);
  expect(listed.err).toContain('1 of 1; people disagree on 0');
  expect(JSON.parse((await run('matches', 'answers', '--answer', 'denied', '--json')).out)).toMatchObject({ items: [], total: 0 });
  expect((await inDutch('matches', 'answers')).out).toContain('onzeker');
  const [answer] = (JSON.parse((await run('matches', 'answers', '--json')).out) as { items: { id: string }[] }).items;
  expect((await run('matches', 'undo', answer?.id ?? '')).code).toBe(0);
  expect((await run('matches', 'answers', '--withdrawn')).out).toContain('taken back by owner of the node');
});

test('names go out to others and come in from them', async () => {
  const [question] = await questions('--search', 'orvado');
  const decided = JSON.parse((await run('decide', question?.id ?? '', 'confirmed', '--json')).out) as { decisionId: string };
  const exported = await run('aliases', 'export');
  expect(JSON.parse(exported.out)).toMatchObject({ version: 1, aliases: [{ deviceKey: 'tarnmed/orvadoip450', answer: 'same' }] });
  await run('matches', 'undo', decided.decisionId);
  writeFileSync(join(folder, 'names.json'), exported.out);
  expect((await run('aliases', 'import', 'names.json')).err).toContain('--list');
  expect((await run('aliases', 'import', 'names.json', '--list', 'West')).out).toBe('1 taken over, 0 that were there are gone\n');
  expect((await run('aliases', 'list')).out).toMatch(/^tarnmed\/orvadoip450 .+ same \(West\) +–/m);
  expect((await run('aliases', 'remove', 'West')).code).toBe(0);
  expect((await run('aliases', 'remove', 'West')).err).toContain('No list of names is called so.');
  await node.work();
});

test('questions are listed for people, in two languages, and for programs', async () => {
  const [first] = await questions();
  const listed = await run('matches', 'list');
  expect(listed.code).toBe(0);
  expect(listed.out).toMatch(
    new RegExp(
      `^${first?.id ?? ''} +\\d+ % +(likely|check) +open +4 +2 +Tarnmed Orvado IP450 +Tarnmed Orvado IP450 Infusion Pump +CVSS 8\\.8`,
      'm',
    ),
  );
  expect(listed.out).toMatch(/Zentrix.*all versions/);
  expect(listed.err).toContain('2 questions, 2 open; 1 rest on “all versions” alone');
  expect((await inDutch('matches', 'list')).out).toMatch(/^vraag +kans +match +antwoord +middelen +geraakt +apparaat/);
  expect((await questions('--all-versions')).map(({ device }) => device.model)).toEqual(['Zentrix ZM70']);
  expect(await run('matches', 'list', '--limit', '0')).toMatchObject({ code: 2 });
  expect(await run('matches', 'list', '--band', 'sure')).toMatchObject({ code: 2 });
});

test('one is shown with its versions, assets and reasons', async () => {
  const [first] = await questions('--search', 'orvado');
  const shown = await run('matches', 'show', first?.id ?? '');
  expect(shown.out).toContain('TM-1  Tarnmed Orvado IP450 Infusion Pump lets anybody in');
  expect(shown.out).toContain('named versions: <3.4 (known-affected)');
  expect(shown.out).toContain('3.2: affected  Pump bed 1, Pump bed 2');
  expect(shown.out).toContain('no version: to find out  Pump bed 4');
  expect(shown.out).toContain('CVE-2026-11111 CVSS 8.8');
  expect(shown.out).toContain('advised (vendor_fix): Update to the version after it.');
  expect((await inDutch('matches', 'show', first?.id ?? '')).out).toContain('3.6: erbuiten  Pump bed 3');
  expect(await run('matches', 'show', 'nothing')).toMatchObject({ code: 5 });
});

test('an answer takes effect at once, and is taken back', async () => {
  const [first] = await questions('--search', 'orvado');
  const id = first?.id ?? '';
  const decided = await run('decide', id, 'denied', '--reason', 'another model');
  expect(decided.code).toBe(0);
  expect(decided.out).toMatch(/denied {2}owner of the node, .*: another model/);
  const answer = /matches undo ([0-9a-f-]{36})/.exec(decided.err)?.[1] ?? '';
  expect(await questions('--search', 'orvado')).toEqual([]);
  expect(await questions('--answer', 'denied')).toHaveLength(1);
  expect((await run('matches', 'undo', answer)).out).toContain('[taken back 2026-04-01');
  expect(await questions('--search', 'orvado')).toHaveLength(1);
  expect(await run('matches', 'undo', answer)).toMatchObject({ code: expect.any(Number) as number, out: '' });
  expect(await run('decide', id, 'perhaps')).toMatchObject({ code: 2 });
});

test('an answer about a version finds its clause, and says which versions there are', async () => {
  const [first] = await questions('--search', 'orvado');
  const id = first?.id ?? '';
  const wrong = await run('decide', id, 'not-affected', '--version', '9.9', '--json');
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('3.6');
  const decided = await run('decide', id, 'not-affected', '--version', '3.2', '--json');
  const { question } = JSON.parse(decided.out) as { question: QuestionDetail };
  expect(question.assets).toMatchObject({ affected: 0 });
  expect(question.decisions[0]).toMatchObject({ kind: 'version', clauseText: '<3.4', deviceVersion: '3.2' });
});

test('the book goes out as a file and comes in again; matching is asked for, and its state told', async () => {
  const book = await run('matches', 'export');
  expect(
    book.out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind),
  ).toEqual(['version']);
  writeFileSync(join(folder, 'book.ndjson'), `${book.out}no answer\n`);
  expect(await run('matches', 'import', 'book.ndjson')).toMatchObject({ code: 3, out: '0 taken over, 1 known already, 1 refused\n' });
  expect((await run('matches', 'run')).out).toContain('Matching waits in line');
  await node.work();
  expect(JSON.parse((await run('matches', 'status', '--json')).out)).toMatchObject({
    running: false,
    documents: 2,
    notMatchable: 1,
    quality: { answered: 0, brierScore: null },
  });
});
