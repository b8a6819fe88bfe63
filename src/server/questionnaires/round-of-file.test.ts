/** A round of answers that a file of another tool brought, from the file to what is published. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import type { Answer } from '#core/questionnaires/pack.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import { listPublications } from '#store/awareness/publications.ts';
import { readingOrganisation } from '#store/scope.ts';
import { fillIn } from '../../../test/support/questionnaire-answers.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { forgetReadSheets } from './rounds.ts';

const day = 86_400_000;

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await node.ask(node.localToken, 'POST', '/awareness/key', { passphrase: 'een lange wachtzin', minutes: 60 });
  const people = Array.from({ length: 60 }, (_, place) => `p${place}@noord.example;${place < 30 ? 'Kliniek' : 'Lab'};arts;2020-01-01`);
  await node.importFile({ name: 'mensen.csv', bytes: Buffer.from(['e-mail;afdeling;functiegroep;in_dienst', ...people].join('\n')) });
});
afterAll(() => node.stop());

const pack = shippedPacks[0] ?? expect.fail('a pack is shipped');

/** As a file has it: of a choice the place of the option, from 1. */
function byNumber(answers: Readonly<Record<string, Answer>>): Record<string, number> {
  return Object.fromEntries(
    pack.items.flatMap((item) => {
      const answer = answers[item.id];
      if (answer === undefined) return [];
      return [[item.id, item.kind === 'scale' ? Number(answer) : 1 + item.options.findIndex(({ id }) => id === answer)] as const];
    }),
  );
}

type Sheet = readonly [department: string, answers: Readonly<Record<string, number>>];

/** As the officer hands it in: read by the importer, and merged. */
async function read(name: string, sheets: readonly Sheet[]): Promise<void> {
  const columns = [...new Set(sheets.flatMap(([, answers]) => Object.keys(answers)))];
  const lines = sheets.map(([department, answers]) => [name, department, ...columns.map((column) => answers[column] ?? '')].join(';'));
  const text = [['vragenlijst', 'afdeling', ...columns].join(';'), ...lines].join('\n');
  const report = await node.importFile({ name: 'antwoorden.csv', bytes: Buffer.from(text) });
  expect(report.status).toBe('complete');
}

/** Everybody's are different. */
const sheetsOf = (count: number): readonly Sheet[] =>
  Array.from({ length: count }, (_, place) => [
    place % 2 === 0 ? 'KLINIEK' : 'Lab',
    byNumber(fillIn(pack, (item) => 1 + (Math.floor(place / 5 ** (item % 3)) % 5))),
  ]);

const asked = { name: 'Ronde', packId: pack.id, packVersion: pack.version, answeredOn: '2026-03-20' };
const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, `/questionnaires/rounds${path}`, body);
const make = (answersFrom: string, more: object = {}) => ask('POST', '', { ...asked, answersFrom, ...more });
const detail = async (answer: Promise<Response>) => (await (await answer).json()) as RoundDetail;
const waiting = async () => ((await (await ask('GET', '')).json()) as { read: readonly { name: string; answers: number | null }[] }).read;

test('is made of what files brought under a name, dated by its last day of answering, and published by department', async () => {
  await read('Najaar', sheetsOf(40));
  expect(await waiting()).toEqual([{ name: 'Najaar', answers: 40 }]);
  const made = await make('najaar');
  const round = (await made.json()) as RoundDetail;
  expect([made.status, round.state, round.answered, round.invited, round.leftOut]).toEqual([201, 'closed', 40, 0, 0]);
  expect(await waiting()).toEqual([]);
  const published = await detail(ask('POST', `/${round.id}/publication`));
  expect([published.results?.answered, published.results?.response]).toEqual([40, null]);
  expect(published.results?.groups.filter(({ hidden }) => hidden === null).map(({ name, answered }) => [name, answered])).toEqual([
    ['Kliniek', 20],
    ['Lab', 20],
  ]);
  const facts = await readingOrganisation(node.context.database, node.fresh.organisationId, async (scope) =>
    (await listPublications(scope, { subject: 'questionnaire' })).get(round.id),
  );
  expect(facts?.facts).toMatchObject({ on: '2026-03-20' });
});

test('leaves out sheets of a published round, and is not made of fewer than ten new ones', async () => {
  await read('Najaar', sheetsOf(41));
  expect(await waiting()).toEqual([{ name: 'Najaar', answers: 41 }]);
  expect((await make('Najaar')).status).toBe(409);
  await read('Najaar', sheetsOf(55));
  const round = await detail(make('Najaar'));
  expect([round.answered, round.leftOut]).toEqual([15, 40]);
  expect((await detail(ask('GET', `/${round.id}`))).leftOut).toBe(40);
  expect((await ask('DELETE', `/${round.id}`)).status).toBe(200);
});

test('can be made again of its sheets when it was discarded', async () => {
  await read('Winter', sheetsOf(20));
  const first = await detail(make('Winter'));
  expect((await make('Winter')).status).toBe(404);
  await ask('DELETE', `/${first.id}`);
  expect(await waiting()).toContainEqual({ name: 'Winter', answers: 20 });
  expect((await detail(make('Winter'))).answered).toBe(20);
});

test('is refused with the columns that do not fit the questionnaire, and every sheet stays', async () => {
  const [first, ...others] = sheetsOf(20);
  const item = pack.items.find(({ kind }) => kind === 'scale');
  if (first === undefined || item === undefined) expect.fail('a sheet and a question');
  // A question of another questionnaire that is kept here: of none, the file itself would be refused.
  const other = { ...pack, id: 'other', items: [...pack.items, { ...item, id: 'another-1' }] };
  expect((await node.ask(node.localToken, 'POST', '/questionnaires/packs', { pack: other })).status).toBe(201);
  await read('Zomer', [[first[0], { ...first[1], 'another-1': 3, [item.id]: 9 }], ...others]);
  const refused = await make('Zomer');
  expect(refused.status).toBe(409);
  expect(await refused.json()).toMatchObject({ data: { columns: ['another-1', item.id] } });
  expect(await waiting()).toContainEqual({ name: 'Zomer', answers: 20 });
});

test('is made of no file with a column that no questionnaire here has, and nothing of its header is told', async () => {
  const text = 'vragenlijst;afdeling;anna.noord;passwords-attitude;email-behaviour;lost-a-phone\nLente;Lab;1;2;3;4';
  const refused = await node.ask(node.localToken, 'POST', '/imports?file=antwoorden.csv', Buffer.from(text));
  const told = await refused.text();
  expect([refused.status, told]).toEqual([422, expect.stringContaining('Column 3 of this file')]);
  expect(told).not.toMatch(/anna|noord/i);
  expect((await waiting()).map(({ name }) => name)).not.toContain('Lente');
});

test('is not dated in the future, nor without a day', async () => {
  expect((await make('Zomer', { answeredOn: '2026-04-02' })).status).toBe(400);
  expect((await make('Zomer', { answeredOn: undefined })).status).toBe(400);
});

test('does not find sheets any more that were read more than 30 days ago', async () => {
  const forget = () => forgetReadSheets(node.context, node.fresh.organisationId);
  node.turnClock(30 * day);
  expect(await forget()).toBe(0);
  node.turnClock(day);
  // Also those of a round that is not published: it has them sealed.
  expect(await forget()).toBeGreaterThanOrEqual(40);
  expect(await waiting()).toEqual([]);
});
