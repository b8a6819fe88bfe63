/** Who was told before stays known: neither a requirement said again nor a later file of the population makes people new (decision 0031). */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PartOutcomeJson } from '#contract/endpoints/training.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { forgetTrainings } from './publish-training.ts';

const passphrase = 'een lange wachtzin voor de proef';
const staff = Array.from({ length: 40 }, (_, nr) => `mens${nr}@noord.example`);
const starters = Array.from({ length: 12 }, (_, nr) => `nieuw${nr}@noord.example`);
const population = (startOf: { readonly staff: string; readonly starters: string }) =>
  Buffer.from(
    [
      'e-mail;afdeling;functiegroep;in_dienst',
      ...staff.map((mail) => `${mail};Kliniek;arts;${startOf.staff}`),
      ...starters.map((mail) => `${mail};Kliniek;analist;${startOf.starters}`),
    ].join('\n'),
  );
const ofMarch = '&observedAt=2026-03-31';

let node: TestNode;
let owner: Client;
beforeAll(async () => {
  node = await startTestNode();
  owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
  expect((await ask('POST', '/awareness/key', { passphrase, minutes: 1_440 })).status).toBe(201);
  await node.importFile({ name: 'mensen.csv', bytes: population({ staff: '2020-01-01', starters: '2026-02-10' }) }, ofMarch);
  const done = [...staff.slice(5), ...starters.slice(2)].flatMap((mail) =>
    ['Veilig mailen', 'Oplichting herkennen'].map((course) => `${mail};${course};2026-03-01;Voltooid`),
  );
  await node.importFile({ name: 'leren.csv', bytes: Buffer.from(['e-mail;cursus;afgerond op;status', ...done].join('\n')) });
  for (const asked of [{ course: 'Veilig mailen' }, { course: 'Oplichting herkennen', roleGroup: 'arts', isHighRisk: true }])
    expect((await ask('PUT', '/awareness/training/requirements', { ...asked, fromOn: '2026-01-01' })).status).toBe(200);
});
afterAll(async () => {
  await owner.end();
  await node.stop();
});

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
async function publish(month: string): Promise<Record<string, string>> {
  const answer = await ask('POST', '/awareness/training/publications', { month });
  expect(answer.status).toBe(200);
  const { outcomes } = (await answer.json()) as { outcomes: PartOutcomeJson[] };
  return Object.fromEntries(outcomes.map(({ part, kind, newPeople }) => [part, newPeople === null ? kind : `${kind} ${newPeople}`]));
}
async function counted(): Promise<Record<string, number>> {
  const { rows } = await owner.query<{ of: string; people: number }>(
    `select part || ' ' || counted_on as of, count(*)::int as people from training_counted group by 1`,
  );
  return Object.fromEntries(rows.map(({ of, people }) => [of, people]));
}
const march = { 'everybody 2026-03-31': 52, 'high-risk 2026-03-31': 40, 'starters 2026-03-31': 12 };
const turnTo = (time: string) => node.turnClock(Date.parse(time) - Date.parse(String(node.context.clock.now())));

describe('who was counted in a published month', () => {
  test('is kept with it, of every part', async () => {
    expect(await publish('2026-03')).toMatchObject({ everybody: 'published', 'high-risk': 'published', starters: 'published' });
    expect(await counted()).toEqual(march);
  });

  test('is not changed by a requirement from a day that was published: it is refused until the day after', async () => {
    const said = { course: 'Oplichting herkennen', roleGroup: 'arts' };
    const requirements = async () => (await owner.query('select * from training_requirement order by id')).rows;
    const before = await requirements();
    for (const fromOn of ['2025-04-01', '2026-03-31']) {
      const answer = await ask('PUT', '/awareness/training/requirements', { ...said, isHighRisk: false, fromOn });
      expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('published already')]);
    }
    expect((await ask('PUT', '/awareness/training/requirements', { course: 'Veilig mailen', fromOn: '2026-03-01' })).status).toBe(409);
    expect(await requirements()).toEqual(before);
    const after = await ask('PUT', '/awareness/training/requirements', { ...said, isHighRisk: true, fromOn: '2026-04-01' });
    expect(after.status).toBe(200);
  });

  test('counts as told though by now no requirement says that it was asked of anybody on that day', async () => {
    node.turnClock(31 * 86_400_000);
    await ask('POST', '/awareness/key/unlock', { passphrase, minutes: 1_440 });
    const { rowCount } = await owner.query(`delete from training_requirement where is_high_risk and from_on < '2026-04-01'`);
    expect(rowCount).toBe(1);
    expect(await publish('2026-04')).toMatchObject({ 'high-risk': 'held 0' });
  });

  test('counts as told though another file of that day says that they began later', async () => {
    await node.importFile({ name: 'later.csv', bytes: population({ staff: '2026-04-02', starters: '2026-03-20' }) }, ofMarch);
    const { rows } = await owner.query<{ people: number }>(
      `select count(*)::int as people from person_version where valid_from_on <= '2026-03-31' and valid_to_on > '2026-03-31'`,
    );
    expect(rows).toEqual([{ people: 12 }]);
    // Of those who began, nobody is counted a second time.
    expect(await publish('2026-04')).toMatchObject({ everybody: 'held 0', 'high-risk': 'held 0', starters: 'held 0' });
    expect(await counted()).toEqual(march);
  });

  test('is shown to the person, and goes with whoever is erased', async () => {
    const person = { kind: 'email', identifier: staff[0] };
    const shown = await ask('POST', '/awareness/person', person);
    expect([shown.status, await shown.text()]).toEqual([200, expect.stringContaining('2026-03-31')]);
    expect((await ask('POST', '/awareness/person/erasure', person)).status).toBe(200);
    expect(await counted()).toEqual({ ...march, 'everybody 2026-03-31': 51, 'high-risk 2026-03-31': 39 });
  });

  test('is forgotten when no later month can reach back to it: five years and 400 days', async () => {
    const { fresh, context } = node;
    turnTo('2032-05-04T12:00:00Z');
    await forgetTrainings(context, fresh.organisationId);
    expect(Object.keys(await counted())).toHaveLength(3);
    turnTo('2032-05-05T12:00:00Z');
    expect(await forgetTrainings(context, fresh.organisationId)).toBe(51 + 39 + 12);
    expect(await counted()).toEqual({});
  });
});
