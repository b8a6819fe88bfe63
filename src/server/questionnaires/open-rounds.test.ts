/** What a round that is open, or was, leaves behind for whoever reads the machine: order of rows, keys, numbers of links (decision 0030). */
import { readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '#core/kernel/id.ts';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import { answerBy, blindTicket, fillIn, partsOf, takeTicket, type Post } from '../../../test/support/questionnaire-answers.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { linksMost } from './people-of-groups.ts';
import { mixOpenRounds } from './rounds.ts';
import { makeSealKey } from './seal-sheet.ts';
import { sweepSealKeys } from './sweep-seal-keys.ts';

let node: TestNode;
let owner: Client;
beforeAll(async () => {
  node = await startTestNode();
  owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await node.stop();
});

const post: Post = (path, body) =>
  node.fetch(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const manage = (path: string, body?: unknown, method = 'POST') => node.ask(node.localToken, method, `/questionnaires/rounds${path}`, body);

async function openRound(count: number): Promise<{ readonly id: Id; readonly links: readonly string[] }> {
  const pack = shippedPacks[0] ?? expect.fail('a pack is shipped');
  const asked = { name: 'Proef', packId: pack.id, packVersion: pack.version, closesOn: '2026-04-30' };
  const made = (await (await manage('', asked)).json()) as RoundDetail;
  const groupId = made.groups[0]?.id;
  const { links } = (await (await manage(`/${made.id}/links`, { groupId, count })).json()) as { links: string[] };
  await manage(`/${made.id}/opening`);
  return { id: made.id as Id, links };
}

test('an hour later neither place nor writer of a row tells which link was used, or which sheet came, after which other', async () => {
  const { id, links } = await openRound(14);
  for (const link of links.slice(0, 10)) await answerBy(post, link, 4);
  const rowsOf = async (table: string, column: string) =>
    (
      await owner.query<{ row: string; writer: string; value: string }>(
        `select t::text as row, xmin::text as writer, ${column}::text as value from ${table} t where round_id = $1 order by ctid`,
        [id],
      )
    ).rows;
  const tables = { questionnaire_link: 'link_hash', questionnaire_spent: 'ticket_hash', questionnaire_sheet: 'id' };
  const all = async () => {
    const found = [];
    for (const [table, column] of Object.entries(tables)) found.push(await rowsOf(table, column));
    return found;
  };
  const before = await all();
  await mixOpenRounds(node.context, node.fresh.organisationId);
  const after = await all();
  for (const [place, rows] of before.entries()) {
    const mixed = after[place] ?? [];
    expect(new Set(rows.map(({ writer }) => writer)).size).toBeGreaterThan(9);
    expect(new Set(mixed.map(({ writer }) => writer)).size).toBe(1);
    // One of 3,628,800 orders of ten is the one before.
    expect(mixed.map(({ value }) => value)).not.toEqual(rows.map(({ value }) => value));
    expect(mixed.map(({ row }) => row).toSorted()).toEqual(rows.map(({ row }) => row).toSorted());
  }
  expect((await answerBy(post, links[13] ?? '', 2)).status).toBe(204);
});

test('a group gets no more links than a few beyond its people', async () => {
  expect([10, 49, 50, 100, 1_000].map(linksMost)).toEqual([15, 54, 55, 110, 1_100]);
  await node.ask(node.localToken, 'POST', '/awareness/key', { passphrase: 'een lange wachtzin', minutes: 60 });
  const people = Array.from({ length: 40 }, (_, place) => `p${place}@noord.example;${place < 20 ? 'Kliniek' : 'Lab'};arts;2020-01-01`);
  await node.importFile({ name: 'mensen.csv', bytes: Buffer.from(['e-mail;afdeling;functiegroep;in_dienst', ...people].join('\n')) });
  const { id } = await openRound(1);
  const round = (await (await manage(`/${id}`, undefined, 'GET')).json()) as RoundDetail;
  const lab = round.groups.find(({ name }) => name === 'Lab') ?? expect.fail('it asks the laboratory');
  expect([lab.people, round.groups.find(({ name }) => name === '')?.people]).toEqual([20, null]);
  const more = async (count: number) => (await manage(`/${id}/links`, { groupId: lab.id, count })).status;
  expect([await more(26 - lab.invited), await more(25 - lab.invited), await more(1)]).toEqual([409, 201, 409]);
});

test('a key file that a killed node left goes within the hour; that of a round which still needs it stays', async () => {
  const { id: open } = await openRound(1);
  const { id: over } = await openRound(1);
  const gone = node.context.newId();
  const young = node.context.newId();
  await manage(`/${over}/closing`);
  await manage(`/${over}/publication`);
  // As if killed between the commit and the removal.
  for (const id of [over, gone, young]) await makeSealKey(node.context, id);
  const now = Date.parse(node.context.clock.now()) / 1_000;
  const path = (id: string) => join(node.context.keysPath, `questionnaire-${id}`);
  for (const id of [open, over, gone]) await utimes(path(id), now - 7_200, now - 7_200);
  await utimes(path(young), now, now);
  expect(await sweepSealKeys(node.context)).toBe(2);
  const left = await readdir(node.context.keysPath);
  expect([open, young, over, gone].map((id) => left.includes(`questionnaire-${id}`))).toEqual([true, true, false, false]);
});

test('whoever is asked is told whom to tell when the key file is gone, the officer what to do', async () => {
  const { id, links } = await openRound(2);
  const { path, secret } = partsOf(links[0] ?? '');
  const { publicKey } = (await (await post(path, { link: secret })).json()) as { publicKey: string };
  const drawn = await takeTicket(post, links[1] ?? '');
  await rm(join(node.context.keysPath, `questionnaire-${id}`));
  const { groupId, ticket, signature, pack } = drawn;
  const refused = [
    await post(`${path}/ticket`, { link: secret, blinded: (await blindTicket(publicKey)).blinded }),
    await post(`${path}/sheet`, { groupId, ticket, signature, answers: fillIn(pack, 3) }),
  ];
  for (const answer of refused) {
    const { detail } = (await answer.json()) as { detail: string };
    expect([answer.status, detail]).toEqual([409, expect.stringContaining('Tell whoever sent you the link')]);
    expect(detail).not.toContain('discard');
  }
  await manage(`/${id}/closing`);
  const { detail } = (await (await manage(`/${id}/publication`)).json()) as { detail: string };
  expect(detail).toContain('discard the round');
});

test('whoever is asked gets the languages that the round asks in and no others; the questionnaire of the round keeps all of its texts', async () => {
  const pack = shippedPacks[0] ?? expect.fail('a pack is shipped');
  const asked = { name: 'Alleen Nederlands', packId: pack.id, packVersion: pack.version, closesOn: '2026-04-30', languages: ['nl'] };
  const made = (await (await manage('', asked)).json()) as RoundDetail;
  expect([made.languages, made.pack.title]).toEqual([['nl'], pack.title]);
  const { links } = (await (await manage(`/${made.id}/links`, { groupId: made.groups[0]?.id, count: 1 })).json()) as { links: string[] };
  await manage(`/${made.id}/opening`);
  const { path, secret } = partsOf(links[0] ?? '');
  const shown = (await (await post(path, { link: secret })).json()) as { pack: typeof pack };
  expect([shown.pack.languages, shown.pack.title]).toEqual([['nl'], { nl: pack.title['nl'] }]);
  expect(JSON.stringify(shown.pack)).not.toContain(pack.consent['en']);
  expect((await answerBy(post, links[0] ?? '', 4)).status).toBe(204);
});
