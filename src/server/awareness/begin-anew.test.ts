/** A lost passphrase, end to end in the node: another key, nothing single of before, what was published as it was, and nothing more of then. */
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import type { PartOutcomeJson } from '#contract/endpoints/training.ts';
import { tablesOfPersons } from '#store/awareness/persons.ts';
import { withOrganisation } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { publishDueTraining } from './publish-training.ts';

const lost = 'een wachtzin die niemand meer weet';
const next = 'een wachtzin die nu in de kluis ligt';
const people = Array.from({ length: 60 }, (_, place) => ({ mail: `p${place}@noord.example`, department: place < 35 ? 'Kliniek' : 'Lab' }));
const population = [
  'e-mail;afdeling;functiegroep;in_dienst',
  ...people.map(({ mail, department }) => `${mail};${department};arts;2020-01-01`),
];
const ambassadors = ['e-mail;afdeling;ambassadeur sinds;ambassadeur tot;actief', `${people[0]?.mail};Kliniek;2025-01-01;;ja`];
/** Whose thirtieth day lies before the key began anew, and after. */
const starters = ['2026-02-20', '2026-03-10'].flatMap((day, which) =>
  Array.from({ length: 12 }, (_, place) => `nieuw${which}-${place}@noord.example;Kliniek;arts;${day}`),
);
const done = ['e-mail;cursus;afgerond op', ...people.slice(0, 40).map(({ mail }) => `${mail};Veilig mailen;2026-02-10`)];
const eventsOf = (campaign: string, day: string) => [
  'campaign,recipient,event,at',
  ...people.flatMap(({ mail }, place) => [
    `${campaign},${mail},delivered,${day}T09:00:00Z`,
    ...(place % 4 === 1 ? [`${campaign},${mail},reported,${day}T09:${10 + (place % 40)}:00Z`] : []),
  ]),
];

let node: TestNode;
let owner: Client;
beforeAll(async () => {
  node = await startTestNode();
  owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
  expect((await ask('POST', '/awareness/key', { passphrase: lost, minutes: 1_440 })).status).toBe(201);
  await handIn('mensen.csv', population);
  await handIn('leren.csv', done);
  await handIn('maart.csv', eventsOf('Maart', '2026-03-03'));
  await handIn('ook-maart.csv', eventsOf('Ook maart', '2026-03-17'));
  await handIn('meldingen.csv', ['report id,reporter,reported at,verdict', `R-1,${people[0]?.mail},2026-03-05T09:00:00Z,true-positive`]);
  const delivered = ['threat id;message id;recipient;delivered at;found how', `T-1;M-1;${people[1]?.mail};2026-03-05T08:00:00Z;zap`];
  await handIn('bezorgd.csv', delivered);
  expect((await ask('PUT', '/awareness/service', { on: true })).status).toBe(200);
  expect((await ask('PUT', '/awareness/training/requirements', { course: 'Veilig mailen', fromOn: '2026-01-01' })).status).toBe(200);
  expect(await countTrainings('2026-03')).toBe('published');
  expect(await publishTest('Maart')).toBe(202);
  await node.work();
});
afterAll(async () => {
  await owner.end();
  await node.stop();
});

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const handIn = async (name: string, lines: readonly string[]) =>
  expect((await node.importFile({ name, bytes: Buffer.from(lines.join('\n')) })).refused, name).toBe(0);
const beginAnew = (ends?: number) => ask('POST', '/awareness/key/anew', { passphrase: next, ...(ends === undefined ? {} : { ends }) });
async function publishTest(name: string): Promise<number> {
  const { items } = (await (await ask('GET', '/awareness/campaigns')).json()) as { items: { id: string; name: string }[] };
  return (await ask('POST', `/awareness/campaigns/${items.find((one) => one.name === name)?.id}/publication`)).status;
}
async function countTrainings(month: string): Promise<string | undefined> {
  const answer = await ask('POST', '/awareness/training/publications', { month });
  const { outcomes } = (await answer.json()) as { outcomes: PartOutcomeJson[] };
  return outcomes.find(({ part }) => part === 'everybody')?.kind;
}
const startersCounted = async (on: string) =>
  (await owner.query(`select from training_counted where part = 'starters' and counted_on = $1`, [on])).rowCount;
const hasServiceFile = () =>
  access(join(node.context.keysPath, `awareness-${node.fresh.organisationId}`)).then(
    () => true,
    () => false,
  );
const published = async () => (await owner.query('select * from publication_cell order by subject, key, group_id, role_group_id')).rows;
async function rowsOfPersons(): Promise<number> {
  const tables = await withOrganisation(node.context.database, node.fresh.organisationId, tablesOfPersons);
  let count = 0;
  for (const { name } of tables) count += (await owner.query(`select from ${name}`)).rowCount ?? 0;
  return count;
}

test('is asked by the number of persons who end: without it, and with another, everything stays as it was', async () => {
  const rows = await rowsOfPersons();
  expect(rows).toBeGreaterThan(200);
  for (const ends of [undefined, 59]) {
    const refused = await beginAnew(ends);
    expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ data: { ends: 60 } })]);
  }
  expect(await rowsOfPersons()).toBe(rows);
  expect((await ask('POST', '/awareness/key/unlock', { passphrase: lost })).status).toBe(200);
});

test('erases everything of single people and the service unlock, keeps what was published, and is on record', async () => {
  const before = await published();
  expect(before.length).toBeGreaterThan(4);
  const { key: lostKey } = (await (await ask('GET', '/awareness')).json()) as AwarenessStateJson;
  expect([lostKey?.service, await hasServiceFile()]).toEqual([expect.objectContaining({ since: expect.any(String) }), true]);
  expect((await owner.query('select from malicious_mail')).rowCount).toBe(1);
  const answer = await beginAnew(60);
  expect(answer.status).toBe(200);
  const { key, events } = (await answer.json()) as AwarenessStateJson;
  expect(key).toMatchObject({ unlockedUntil: null, service: null, generation: 2, begunAt: events[0]?.at });
  expect(events[0]).toMatchObject({ act: 'key-begun-anew', rows: 60 });
  expect(await rowsOfPersons()).toBe(0);
  expect((await owner.query('select from person')).rowCount).toBe(0);
  expect((await owner.query('select from malicious_mail')).rowCount).toBe(0);
  expect(await hasServiceFile()).toBe(false);
  expect((await owner.query('select name from campaign')).rows).toEqual([{ name: 'Maart' }]);
  expect(await published()).toEqual(before);
  expect((await ask('POST', '/awareness/key/unlock', { passphrase: lost })).status).toBe(403);
  expect((await ask('POST', '/awareness/key/unlock', { passphrase: next, minutes: 1_440 })).status).toBe(200);
});

test('nothing more of people of the time before is published, however it comes again', async () => {
  const before = await published();
  await handIn('mensen.csv', [...population, ...starters]);
  await handIn('ambassadeurs.csv', ambassadors);
  await handIn('leren.csv', done);
  await handIn('ook-maart.csv', eventsOf('Ook maart', '2026-03-17'));
  await handIn('nog-een-maart.csv', eventsOf('Nog een maart', '2026-03-03'));
  expect([await publishTest('Ook maart'), await publishTest('Nog een maart')]).toEqual([409, 409]);
  await handIn('meldingen.csv', ['report id,reporter,reported at,verdict', `R-1,${people[0]?.mail},2026-03-05T09:00:00Z,true-positive`]);
  expect((await ask('POST', '/awareness/reports/2026-03/publication')).status).toBe(409);
  // Of these months nothing was told of role groups, of who began and of ambassadors.
  const highRisk = { course: 'Medische apparaten', roleGroup: 'arts', isHighRisk: true, fromOn: '2026-01-01' };
  expect((await ask('PUT', '/awareness/training/requirements', highRisk)).status).toBe(200);
  for (const month of ['2026-02', '2026-03'])
    expect((await ask('POST', '/awareness/training/publications', { month })).status, month).toBe(409);
  // Nor by itself: on the tenth the last month is of before.
  expect((await ask('PUT', '/awareness/training/automatic', { on: true })).status).toBe(200);
  node.turnClock(10 * 86_400_000);
  expect(await publishDueTraining(node.context, node.fresh.organisationId)).toEqual([]);
  expect((await ask('PUT', '/awareness/training/automatic', { on: false })).status).toBe(200);
  expect(await published()).toEqual(before);
});

test('a test of after it is published; trainings wait until none of the last count can count', async () => {
  node.turnClock(30 * 86_400_000);
  await ask('POST', '/awareness/key/unlock', { passphrase: next, minutes: 1_440 });
  await handIn('mei.csv', eventsOf('Mei', '2026-05-05'));
  expect(await publishTest('Mei')).toBe(202);
  // Everybody is new by the record, and is not: 60 of 61 would be known by subtraction.
  expect(await countTrainings('2026-04')).toBe('held');
  expect(await startersCounted('2026-04-30')).toBe(12);
  node.turnClock(340 * 86_400_000);
  await ask('POST', '/awareness/key/unlock', { passphrase: next, minutes: 1_440 });
  expect(await countTrainings('2027-03')).toBe('published');
});
