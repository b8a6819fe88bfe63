/** A phishing test that somebody ends while it is counted: it is published and stays, or it is gone and no figure stands of it. */
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { wholeTable } from '#core/awareness/placed-table.ts';
import { publish } from '#core/disclosure/publish.ts';
import type { Id } from '#core/kernel/id.ts';
import { savePublishedCampaign } from '#store/awareness/campaigns.ts';
import { withOrganisation } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { publishCampaign } from './publish-campaign.ts';

const passphrase = 'een lange wachtzin voor de proef';
const people = Array.from({ length: 30 }, (_, place) => `p${place}@noord.example`);

let node: TestNode;
let owner: Client;
let other: Client;
beforeAll(async () => {
  node = await startTestNode();
  [owner, other] = [0, 1].map(() => new Client({ connectionString: node.fresh.ownerUrl })) as [Client, Client];
  for (const client of [owner, other]) await client.connect();
  expect((await ask('POST', '/awareness/key', { passphrase, minutes: 1_440 })).status).toBe(201);
  await handInTests('Eerste', 'Tweede', 'Derde');
});
beforeEach(() => other.query('begin'));
afterEach(() => other.query('rollback'));
afterAll(async () => {
  for (const client of [owner, other]) await client.end();
  await node.stop();
});

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const handIn = async (name: string, lines: readonly string[]) =>
  expect((await node.importFile({ name, bytes: Buffer.from(lines.join('\n')) })).refused, name).toBe(0);
async function handInTests(...names: readonly string[]): Promise<void> {
  await handIn('mensen.csv', ['e-mail;afdeling;functiegroep;in_dienst', ...people.map((mail) => `${mail};Kliniek;arts;2020-01-01`)]);
  for (const [place, name] of names.entries()) {
    const events = people.map((mail) => `${name},${mail},delivered,2026-03-0${place + 2}T09:00:00Z`);
    await handIn(`${name}.csv`, ['campaign,recipient,event,at', ...events]);
  }
}
async function idOf(name: string): Promise<Id> {
  const { rows } = await owner.query<{ id: Id }>('select id from campaign where name = $1', [name]);
  const [row] = rows;
  if (row === undefined) throw new Error(`no test is called ${name}`);
  return row.id;
}
const publishedIds = async () =>
  (await owner.query<{ key: string }>(`select key from publication where subject = 'phishing'`)).rows.map(({ key }) => key);
const isStanding = async (id: Id) =>
  (await owner.query('select from campaign where id = $1 and published_at is not null', [id])).rowCount === 1;

/** Until so many of this database wait for a lock, or `work` has ended. */
async function untilWaiting(count: number, work: Promise<unknown>): Promise<void> {
  let hasEnded = false;
  const end = () => void (hasEnded = true);
  void work.then(end, end);
  await expect
    .poll(
      async () => {
        const { rowCount } = await owner.query(
          `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        );
        return hasEnded || rowCount === count;
      },
      { timeout: 20_000, interval: 20 },
    )
    .toBe(true);
}

/** Counts a test up to where its figures are written, lets somebody end it there, and goes on. */
async function endWhileCounted(name: string, end: () => Promise<Response>): Promise<{ readonly id: Id; readonly status: number }> {
  const id = await idOf(name);
  await owner.query('update campaign set asked_at = $2 where id = $1', [id, node.context.clock.now()]);
  await other.query('lock table publication in share mode');
  const counting = publishCampaign(node.context, node.fresh.organisationId, id);
  await untilWaiting(1, counting);
  const ending = end();
  await untilWaiting(2, ending);
  await other.query('commit');
  const [, { status }] = await Promise.all([counting, ending]);
  return { id, status };
}

test('discarded before its row is held, it is not published', async () => {
  const id = await idOf('Eerste');
  await owner.query('update campaign set asked_at = $2 where id = $1', [id, node.context.clock.now()]);
  await other.query('select from campaign where id = $1 for update', [id]);
  const counting = publishCampaign(node.context, node.fresh.organisationId, id);
  await untilWaiting(1, counting);
  await other.query('delete from campaign_event where campaign_id = $1', [id]);
  await other.query('delete from campaign where id = $1', [id]);
  await other.query('commit');
  expect(await counting).toBe(false);
  expect(await publishedIds()).toEqual([]);
});

test('discarded while it is counted, it is published and stays', async () => {
  const { id, status } = await endWhileCounted('Tweede', async () => ask('DELETE', `/awareness/campaigns/${await idOf('Tweede')}`));
  expect([status, await publishedIds(), await isStanding(id)]).toEqual([409, [id], true]);
});

test('the key begun anew while it is counted, it is published and stays', async () => {
  const before = await publishedIds();
  const { id, status } = await endWhileCounted('Derde', () => ask('POST', '/awareness/key/anew', { passphrase, ends: people.length }));
  expect([status, await publishedIds(), await isStanding(id)]).toEqual([200, expect.arrayContaining([...before, id]), true]);
  expect((await owner.query('select from campaign_event')).rowCount).toBe(0);
});

test('discarded while the key begins anew, each lets the other end', async () => {
  expect((await ask('POST', '/awareness/key/unlock', { passphrase, minutes: 1_440 })).status).toBe(200);
  await handInTests('Vierde');
  const id = await idOf('Vierde');
  await other.query('select from campaign where id = $1 for update', [id]);
  const beginning = ask('POST', '/awareness/key/anew', { passphrase, ends: people.length });
  await untilWaiting(1, beginning);
  expect((await other.query('delete from campaign_event where campaign_id = $1', [id])).rowCount).toBe(people.length);
  await other.query('delete from campaign where id = $1', [id]);
  await other.query('commit');
  expect((await beginning).status).toBe(200);
});

test('no figures are written of one that is not there', async () => {
  const before = await publishedIds();
  const id = node.context.newId();
  const table = wholeTable<never>({ people: [], measures: [], holds: () => false });
  const publication = publish({ period: { subject: 'phishing', key: id }, groupYear: 2026, publishedAt: node.context.clock.now(), table });
  const save = withOrganisation(node.context.database, node.fresh.organisationId, (scope) =>
    savePublishedCampaign(scope, id, publication, {}),
  );
  await expect(save).rejects.toThrow('a phishing test that is there');
  expect(await publishedIds()).toEqual(before);
});
