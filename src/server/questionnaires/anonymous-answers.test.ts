/**
 * Attacks on the anonymity of answers (decision 0030), by whoever reads the whole database, its log of requests and the answers of the
 * node: links and sheets cannot be joined, a ticket counts once and in its own group, and nobody is told who took part.
 */
import { Writable } from 'node:stream';
import { readdir } from 'node:fs/promises';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RoundDetail } from '#contract/endpoints/questionnaires.ts';
import { shippedPacks } from '#core/questionnaires/packs/registry.ts';
import { answerBy, blindTicket, fillIn, partsOf, takeTicket, type Post } from '../../../test/support/questionnaire-answers.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { closeOverdueRounds } from './rounds.ts';

let node: TestNode;
let owner: Client;
let logged = '';
beforeAll(async () => {
  const stream = new Writable({ write: (chunk, _encoding, done) => ((logged += String(chunk)), done()) });
  node = await startTestNode({ log: pino({ level: 'trace' }, stream) });
  owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await node.stop();
});

/** As a browser without a session. */
const post: Post = (path, body) =>
  node.fetch(`/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
const manage = async (path: string, body?: unknown, method = 'POST') =>
  (await node.ask(node.localToken, method, `/questionnaires/rounds${path}`, body)).json();

async function openRound(links: number, closesOn = '2026-04-30'): Promise<{ round: RoundDetail; links: readonly string[] }> {
  const pack = shippedPacks[0] ?? expect.fail('a pack is shipped');
  const made = (await manage('', { name: 'Proef', packId: pack.id, packVersion: pack.version, closesOn })) as RoundDetail;
  const groupId = made.groups[0]?.id ?? expect.fail('it asks a group');
  const given = (await manage(`/${made.id}/links`, { groupId, count: links })) as { links: string[] };
  return { round: (await manage(`/${made.id}/opening`)) as RoundDetail, links: given.links };
}

const tables = ['questionnaire_link', 'questionnaire_spent', 'questionnaire_sheet'] as const;
const rowsOf = async (table: (typeof tables)[number], round: string) =>
  (await owner.query<Record<string, string>>(`select * from ${table} where round_id = $1`, [round])).rows;
const columnsOf = (row: Record<string, string> | undefined) => Object.keys(row ?? expect.fail('there is a row')).toSorted();

describe('a sheet of answers', () => {
  test('has no value in common with any link or spent ticket but its round and group, and no time', async () => {
    const { round, links } = await openRound(6);
    for (const [place, link] of links.entries()) expect((await answerBy(post, link, 1 + (place % 5))).status).toBe(204);
    const link = await rowsOf('questionnaire_link', round.id);
    const spent = await rowsOf('questionnaire_spent', round.id);
    const sheet = await rowsOf('questionnaire_sheet', round.id);
    expect([link?.length, spent?.length, sheet?.length]).toEqual([6, 6, 6]);
    expect(columnsOf(link?.[0])).toEqual(['blinded_hash', 'group_id', 'link_hash', 'organisation_id', 'round_id']);
    expect(columnsOf(spent?.[0])).toEqual(['organisation_id', 'round_id', 'ticket_hash']);
    expect(columnsOf(sheet?.[0])).toEqual(['group_id', 'id', 'organisation_id', 'round_id', 'sealed']);
    const known = new Set([...(link ?? []), ...(spent ?? [])].flatMap((row) => Object.values(row)));
    for (const { id, sealed } of sheet ?? []) expect([known.has(id ?? ''), known.has(sealed ?? '')]).toEqual([false, false]);
    // Of chance alone: version 4, which holds no time.
    expect(sheet?.every(({ id }) => id?.[14] === '4')).toBe(true);
  });

  test('is sealed while the round is not published, as long as every other, and its key is no part of the database', async () => {
    const { round, links } = await openRound(2);
    await answerBy(post, links[0] ?? '', 5);
    const { groupId, ticket, signature, pack } = await takeTicket(post, links[1] ?? '');
    const first = pack.items[0]?.id ?? '';
    const answers = { [first]: fillIn(pack, 3)[first] };
    await post(`${partsOf(links[1] ?? '').path}/sheet`, { groupId, ticket, signature, answers });
    const sheets = await rowsOf('questionnaire_sheet', round.id);
    expect(new Set(sheets.map(({ sealed }) => sealed?.length)).size).toBe(1);
    expect(
      sheets.every(
        ({ sealed }) =>
          !Buffer.from(sealed ?? '', 'base64url')
            .toString('latin1')
            .includes(first),
      ),
    ).toBe(true);
    expect(await readdir(node.context.keysPath)).toContain(`questionnaire-${round.id}`);
  });

  test('cannot be told by the order in which rows were written, once the round is closed', async () => {
    const { round, links } = await openRound(12);
    for (const link of links) await answerBy(post, link, 4);
    await manage(`/${round.id}/closing`);
    const order = async () =>
      (
        await owner.query<{ id: string; writer: string }>(
          'select id, xmin::text as writer from questionnaire_sheet where round_id = $1 order by ctid',
          [round.id],
        )
      ).rows;
    const written = await order();
    expect(written).toHaveLength(12);
    expect(written.map(({ id }) => id)).toEqual(written.map(({ id }) => id).toSorted());
    expect(new Set(written.map(({ writer }) => writer)).size).toBe(1);
    for (const table of ['questionnaire_link', 'questionnaire_spent'] as const) expect(await rowsOf(table, round.id)).toEqual([]);
    const keys = await owner.query('select 1 from questionnaire_group where round_id = $1 and signing_key is not null', [round.id]);
    expect(keys.rows).toEqual([]);
  });
});

describe('a ticket', () => {
  test('counts once, and says so', async () => {
    const { round, links } = await openRound(1);
    const { path } = partsOf(links[0] ?? '');
    const { groupId, ticket, signature, pack } = await takeTicket(post, links[0] ?? '');
    const sheet = { groupId, ticket, signature, answers: fillIn(pack, 2) };
    expect((await post(`${path}/sheet`, sheet)).status).toBe(204);
    const again = await post(`${path}/sheet`, { ...sheet, answers: fillIn(pack, 5) });
    expect([again.status, await again.json()]).toEqual([409, expect.objectContaining({ data: { reason: 'spent' } })]);
    expect(await rowsOf('questionnaire_sheet', round.id)).toHaveLength(1);
  });

  test('counts once where it is handed in many times at the same moment', async () => {
    const { round, links } = await openRound(1);
    const { path } = partsOf(links[0] ?? '');
    const { groupId, ticket, signature, pack } = await takeTicket(post, links[0] ?? '');
    const sheet = { groupId, ticket, signature, answers: fillIn(pack, 2) };
    const statuses = await Promise.all(Array.from({ length: 5 }, async () => (await post(`${path}/sheet`, sheet)).status));
    expect(statuses.toSorted((one, other) => one - other)).toEqual([204, 409, 409, 409, 409]);
    expect(await rowsOf('questionnaire_sheet', round.id)).toHaveLength(1);
  });

  test('of another round is refused, and so is one whose answers do not fit, which stays good', async () => {
    const [one, other] = [await openRound(1), await openRound(1)];
    const { groupId, ticket, signature, pack } = await takeTicket(post, one.links[0] ?? '');
    const sheet = { groupId, ticket, signature, answers: fillIn(pack, 2) };
    const elsewhere = await post(`${partsOf(other.links[0] ?? '').path}/sheet`, sheet);
    expect([elsewhere.status, await elsewhere.json()]).toEqual([409, expect.objectContaining({ data: { reason: 'unsigned' } })]);
    const { path } = partsOf(one.links[0] ?? '');
    expect((await post(`${path}/sheet`, { ...sheet, answers: { nosuch: 1 } })).status).toBe(400);
    expect((await post(`${path}/sheet`, sheet)).status).toBe(204);
  });

  test('of one group counts in no other', async () => {
    await node.ask(node.localToken, 'POST', '/awareness/key', { passphrase: 'een lange wachtzin', minutes: 60 });
    const people = Array.from({ length: 40 }, (_, place) => `p${place}@noord.example;${place < 20 ? 'Kliniek' : 'Lab'};arts;2020-01-01`);
    await node.importFile({ name: 'mensen.csv', bytes: Buffer.from(['e-mail;afdeling;functiegroep;in_dienst', ...people].join('\n')) });
    const { round, links } = await openRound(1);
    expect(round.groups.map(({ name }) => name).toSorted()).toEqual(['', 'Kliniek', 'Lab']);
    const { groupId, ticket, signature, pack } = await takeTicket(post, links[0] ?? '');
    const { path } = partsOf(links[0] ?? '');
    for (const { id } of round.groups.filter((group) => group.id !== groupId)) {
      const refused = await post(`${path}/sheet`, { groupId: id, ticket, signature, answers: fillIn(pack, 1) });
      expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ data: { reason: 'unsigned' } })]);
    }
    expect((await post(`${path}/sheet`, { groupId, ticket, signature, answers: fillIn(pack, 1) })).status).toBe(204);
  });
});

describe('a link', () => {
  test('gives one ticket; the same request may be sent again, another may not', async () => {
    const { links } = await openRound(1);
    const { path, secret } = partsOf(links[0] ?? '');
    const { publicKey } = (await (await post(path, { link: secret })).json()) as { publicKey: string };
    const [first, second] = [await blindTicket(publicKey), await blindTicket(publicKey)];
    const drawn = await post(`${path}/ticket`, { link: secret, blinded: first.blinded });
    const again = await post(`${path}/ticket`, { link: secret, blinded: first.blinded });
    expect([drawn.status, again.status, await again.json()]).toEqual([200, 200, await drawn.json()]);
    const other = await post(`${path}/ticket`, { link: secret, blinded: second.blinded });
    expect([other.status, await other.json()]).toEqual([409, expect.objectContaining({ data: { reason: 'used' } })]);
  });

  test('looks the same used or not: who kept the list cannot look up who took part', async () => {
    const { links } = await openRound(2);
    await answerBy(post, links[0] ?? '', 3);
    const seen = await Promise.all(
      links.map(async (link) => {
        const answer = await post(partsOf(link).path, { link: partsOf(link).secret });
        return [answer.status, await answer.json()];
      }),
    );
    expect(seen[0]).toEqual(seen[1]);
  });

  test('that is unknown is refused with the same statements as one that was used, and with the same words wherever it is unknown', async () => {
    const { round, links } = await openRound(1);
    const { path, secret } = partsOf(links[0] ?? '');
    await answerBy(post, links[0] ?? '', 3);
    const blinded = 'A'.repeat(342);
    const count = async (work: () => Promise<unknown>) => {
      const { pool } = node.context.database;
      let statements = 0;
      const client = await pool.connect();
      const prototype = Object.getPrototypeOf(client) as { query: (...given: unknown[]) => unknown };
      client.release();
      const plain = prototype.query;
      prototype.query = function query(this: unknown, ...given: unknown[]) {
        statements += 1;
        return plain.apply(this, given);
      };
      await work().finally(() => (prototype.query = plain));
      return statements;
    };
    const used = await count(() => post(`${path}/ticket`, { link: secret, blinded }));
    const unknown = await count(() => post(`${path}/ticket`, { link: 'b'.repeat(43), blinded }));
    expect([used > 2, unknown]).toEqual([true, used]);
    const nobody = '018f0000-0000-7000-8000-000000000000';
    const words = await Promise.all(
      [path, path.replace(round.id, nobody), path.replace(node.fresh.organisationId, nobody)].map(async (where) => {
        const { detail } = (await (await post(where, { link: 'b'.repeat(43) })).json()) as { detail: string };
        return detail;
      }),
    );
    expect(new Set(words).size).toBe(1);
  });

  test('stands in no log and in no table, nor does a ticket, a signature or an answer', async () => {
    logged = '';
    const { links } = await openRound(2);
    const { path, secret } = partsOf(links[0] ?? '');
    const { groupId, ticket, signature, blinded, pack } = await takeTicket(post, links[0] ?? '');
    // Failures as well: most is logged of those.
    await post(`${path}/sheet`, { groupId, ticket, signature, answers: { 'kwikstaart-in-het-riet': 1 } });
    await post(`${path}/sheet`, { groupId, ticket, signature, answers: fillIn(pack, 2) });
    await post(`${path}/sheet`, { groupId, ticket, signature, answers: fillIn(pack, 2) });
    await post(`${path}/ticket`, { link: secret, blinded: 'A'.repeat(342) });
    const { rows } = await owner.query<{ name: string }>(`select relname::text as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'`);
    let held = '';
    for (const { name } of rows) held += JSON.stringify((await owner.query(`select t::text from "${name}" t`)).rows);
    for (const word of [secret, partsOf(links[1] ?? '').secret, ticket, signature, blinded, 'kwikstaart'])
      expect([logged.includes(word), held.includes(word)], word.slice(0, 12)).toEqual([false, false]);
    expect(logged).not.toContain('10.0.0.1');
  });
});

describe('a round', () => {
  test('takes nothing before it is opened, after its last day, or closed', async () => {
    const pack = shippedPacks[0] ?? expect.fail('a pack is shipped');
    const asked = { name: 'Later', packId: pack.id, packVersion: pack.version, closesOn: '2026-04-02' };
    const made = (await manage('', asked)) as RoundDetail;
    const groupId = made.groups[0]?.id;
    const { links } = (await manage(`/${made.id}/links`, { groupId, count: 1 })) as { links: string[] };
    const { path, secret } = partsOf(links[0] ?? '');
    const reason = async () => ((await (await post(path, { link: secret })).json()) as { data: { reason: string } }).data.reason;
    expect(await reason()).toBe('not-begun');
    await manage(`/${made.id}/opening`);
    node.turnClock(3 * 86_400_000);
    expect(await reason()).toBe('closed');
    expect(((await manage(`/${made.id}`, undefined, 'GET')) as RoundDetail).state).toBe('over');
    expect(await closeOverdueRounds(node.context, node.fresh.organisationId)).toBe(1);
    expect(((await manage(`/${made.id}`, undefined, 'GET')) as RoundDetail).state).toBe('closed');
    expect(await reason()).toBe('closed');
  });

  test('tells nothing while it is open but how many answered, from ten on', async () => {
    const { round, links } = await openRound(11);
    const answered = async () => ((await manage(`/${round.id}`, undefined, 'GET')) as RoundDetail).answered;
    for (const link of links.slice(0, 9)) await answerBy(post, link, 2);
    expect(await answered()).toBeNull();
    await answerBy(post, links[9] ?? '', 2);
    expect(await answered()).toBe(10);
  });
});
