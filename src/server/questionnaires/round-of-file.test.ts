/** Answers that a file of another tool brought: a closed round is made of them once, by department, and what fits nothing is counted. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import type { Answer } from '#core/questionnaires/pack.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import { withOrganisation } from '#store/scope.ts';
import { fillIn } from '../../../test/support/questionnaire-answers.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
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

async function read(name: string, sheets: readonly { department: string | null; answers: object }[]): Promise<void> {
  await withOrganisation(node.context.database, node.fresh.organisationId, async ({ client, organisationId }) => {
    for (const { department, answers } of sheets)
      await client.query(
        `insert into questionnaire_read_sheet (organisation_id, id, name, name_folded, department, answers) values ($1, $2, $3, $4, $5, $6)`,
        [organisationId, randomUUID(), name, name.toLowerCase(), department, JSON.stringify(answers)],
      );
  });
}

const asked = { name: 'Najaar', packId: pack.id, packVersion: pack.version, answersFrom: 'najaar' };
const post = (path: string, body?: unknown) => node.ask(node.localToken, 'POST', `/questionnaires/rounds${path}`, body);

test('makes a closed round of what files brought under a name, once, and publishes it', async () => {
  await node.ask(node.localToken, 'POST', '/awareness/key', { passphrase: 'een lange wachtzin', minutes: 60 });
  const people = Array.from({ length: 60 }, (_, place) => `p${place}@noord.example;${place < 30 ? 'Kliniek' : 'Lab'};arts;2020-01-01`);
  await node.importFile({ name: 'mensen.csv', bytes: Buffer.from(['e-mail;afdeling;functiegroep;in_dienst', ...people].join('\n')) });
  const sheets = Array.from({ length: 40 }, (_, place) => ({
    department: place < 20 ? 'KLINIEK' : 'Lab',
    answers: { ...byNumber(fillIn(pack, (item) => 1 + ((place * 3 + item) % 5))), 'another-column': 7 },
  }));
  await read('Najaar', [...sheets, { department: null, answers: { 'another-column': 1 } }]);
  const listed = (await (await node.ask(node.localToken, 'GET', '/questionnaires/rounds')).json()) as { read: unknown };
  expect(listed.read).toEqual([{ name: 'Najaar', answers: 41 }]);

  const made = await post('', asked);
  const round = (await made.json()) as RoundDetail;
  expect([made.status, round.state, round.answered, round.invited, round.unfit]).toEqual([201, 'closed', 40, 0, 1]);
  const published = (await (await post(`/${round.id}/publication`)).json()) as RoundDetail;
  expect([published.results?.answered, published.results?.response]).toEqual([40, null]);
  const shown = published.results?.groups.filter(({ hidden }) => hidden === null).map(({ name, answered }) => [name, answered]);
  expect(shown).toEqual([
    ['Kliniek', 20],
    ['Lab', 20],
  ]);
  expect((await post('', asked)).status).toBe(404);
});

test('refuses a pack whose questions nothing answers, and keeps what was read', async () => {
  await read('Voorjaar', [{ department: null, answers: { 'another-column': 3 } }]);
  expect((await post('', { ...asked, answersFrom: 'Voorjaar' })).status).toBe(409);
  const listed = (await (await node.ask(node.localToken, 'GET', '/questionnaires/rounds')).json()) as { read: unknown };
  expect(listed.read).toEqual([{ name: 'Voorjaar', answers: null }]);
});
