/** A phishing test, end to end in the node: read, counted once, published with small groups hidden, frozen, scored, forgotten. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import { saveScore } from '#store/awareness/campaigns.ts';
import { withOrganisation } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

const passphrase = 'een lange wachtzin voor de proef';
const departments = [
  ['Kliniek', 40],
  ['Lab', 30],
  ['Apotheek', 12],
  ['Kapel', 4],
] as const;
const people = departments.flatMap(([department, size]) =>
  Array.from({ length: size }, (_, place) => ({ mail: `${department}${place}@noord.example`.toLowerCase(), department, place })),
);
const population = [
  'e-mail;afdeling;functiegroep;in_dienst',
  // Of the pharmacy, four are of a role of which there are enough elsewhere.
  ...people.map(
    ({ mail, department, place }) =>
      `${mail};${department};${department === 'Apotheek' ? (place < 4 ? 'arts' : 'analist') : place % 2 === 0 ? 'arts' : 'analist'};2020-01-01`,
  ),
].join('\n');

/** Every fifth clicks, every fourth reports; the gateway fetches what comes to the laboratory. */
function events(campaign: string, day: string, more: readonly string[] = []): string {
  const at = (minute: number, second = 0) => `${day}T09:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}Z`;
  const rows = people.flatMap(({ mail, department, place }) => [
    `${mail},delivered,${at(0)},,`,
    ...(department === 'Lab' ? [`${mail},clicked,${at(0, 1)},203.0.113.9,`] : []),
    ...(place % 5 === 0 ? [`${mail},clicked,${at(3, place)},192.0.2.${place},Mozilla/5.0`] : []),
    ...(place % 4 === 1 ? [`${mail},reported,${at(10 + place)},,`] : []),
  ]);
  return ['campaign,recipient,event,at,ip,user_agent', ...[...rows, ...more].map((row) => `${campaign},${row}`)].join('\n');
}

let node: TestNode;
let owner: Client;
beforeAll(async () => {
  node = await startTestNode();
  owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
  expect((await ask('POST', '/awareness/key', { passphrase, minutes: 600 })).status).toBe(201);
});
afterAll(async () => {
  await owner.end();
  await node.stop();
});

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const bytes = (text: string) => Buffer.from(text);
const all = async () =>
  (await (await ask('GET', '/awareness/campaigns')).json()) as { items: CampaignDetail[]; adjusted: { value: number | null } };
const idOf = async (name: string) => (await all()).items.find((one) => one.name === name)?.id ?? expect.fail(`${name} is held`);
const detail = async (name: string) => (await (await ask('GET', `/awareness/campaigns/${await idOf(name)}`)).json()) as CampaignDetail;
async function publish(name: string): Promise<number> {
  const { status } = await ask('POST', `/awareness/campaigns/${await idOf(name)}/publication`);
  await node.work();
  return status;
}

describe('a phishing test', () => {
  test('is read with its people, and says nothing before it is published', async () => {
    expect(await node.importFile({ name: 'mensen.csv', bytes: bytes(population) })).toMatchObject({ importer: 'population', stored: 86 });
    const report = await node.importFile({ name: 'lente.csv', bytes: bytes(events('Lente', '2026-03-03')) });
    expect(report).toMatchObject({ importer: 'phishing-events', status: 'complete', refused: 0, read: report.stored });
    expect(await detail('Lente')).toMatchObject({ state: 'collecting', figures: null, cells: [], events: null, rules: [], curve: [] });
  });

  test('changes nothing when a file comes twice', async () => {
    const again = await node.importFile({ name: 'weer.csv', bytes: bytes(`${events('Lente', '2026-03-03')}\n`) });
    expect(again.stored).toBe(0);
  });

  test('changes nothing when a later file has its events in another order, or its places and links by a new key', async () => {
    const at = '2026-03-05T09:00:10Z';
    const clicks = [1, 2, 3].map((link) => `Volgorde,anna@noord.example,clicked,${at},203.0.113.${link},https://a.example/${link}`);
    const file = (rows: readonly string[]) => bytes(['campaign,recipient,event,at,ip,link', ...rows].join('\n'));
    const later = 'Volgorde,bert@noord.example,clicked,2026-03-05T09:30:00Z,192.0.2.1,https://a.example/3';
    expect(await node.importFile({ name: 'eerst.csv', bytes: file([...clicks, later]) })).toMatchObject({ stored: 4 });
    expect(await node.importFile({ name: 'omgekeerd.csv', bytes: file([later, ...clicks.toReversed()]) })).toMatchObject({ stored: 0 });
    const held = 'select link, count(*)::int from campaign_event where link is not null group by link';
    expect((await owner.query<{ count: number }>(held)).rows.map(({ count }) => count).toSorted((one, other) => one - other)).toEqual([
      1, 1, 2,
    ]);
    const text = clicks.map((row) => row.replace('203.0.113.', '198.51.100.').replace('a.example/', 'a.example/new/'));
    expect(await node.importFile({ name: 'sleutel.csv', bytes: file(text) })).toMatchObject({ stored: 0 });
  });

  test('is published with figures, machines apart, and groups under ten hidden with what would give them away', async () => {
    expect(await publish('Lente')).toBe(202);
    const found = await detail('Lente');
    // 8 + 6 + 3 + 1 clicked themselves; the gateway fetched for all thirty of the laboratory.
    expect(found).toMatchObject({
      state: 'published',
      events: 48,
      figures: { delivered: 86, click: { numerator: 18 }, clickWithRobots: { numerator: 42 } },
    });
    expect(found.figures?.report?.numerator).toBe(10 + 8 + 3 + 1);
    expect(found.figures?.firstMinutes).toBe(11);
    expect(found.rules.find(({ rule }) => rule === 'before-delivery')).toMatchObject({ clicks: 30, verdict: 'robot' });
    // The chapel's four are merged with the pharmacy's twelve.
    expect(found.groups.map(({ name }) => name)).toEqual(expect.arrayContaining(['Apotheek, Kapel']));
    const hidden = found.cells.filter((cell) => cell.hidden !== null);
    expect(hidden.map((cell) => cell.hidden)).toContain('too-few-people');
    expect(hidden.every(({ people: count, click, report }) => count === null && click === null && report === null)).toBe(true);
    expect(found.cells.filter((cell) => cell.hidden === null && (cell.people ?? 0) > 0).every((cell) => (cell.people ?? 0) >= 10)).toBe(
      true,
    );
  });

  test('is frozen: a later file, a second asking and the database itself change nothing', async () => {
    const before = await detail('Lente');
    await node.importFile({
      name: 'nakomer.csv',
      bytes: bytes(events('Lente', '2026-03-03', ['laat@noord.example,clicked,2026-03-03T11:00:00Z,,'])),
    });
    expect(await publish('Lente')).toBe(409);
    expect(await detail('Lente')).toEqual(before);
    await expect(owner.query('update publication_cell set people = 1')).rejects.toThrow('frozen');
    await expect(owner.query('delete from publication')).rejects.toThrow('frozen');
    await expect(owner.query('update group_plan set year = 2027')).rejects.toThrow('frozen');
  });

  test('is refused as a second publication of the same events, by the name of the first', async () => {
    await node.importFile({ name: 'tweede.csv', bytes: bytes(events('Nog eens Lente', '2026-03-03')) });
    const again = await ask('POST', `/awareness/campaigns/${await idOf('Nog eens Lente')}/publication`);
    expect([again.status, await again.text()]).toEqual([409, expect.stringContaining('“Lente”')]);
    // Also where the first export said more, or less.
    const part = events('Deel van Lente', '2026-03-03').split('\n').slice(0, 60).join('\n');
    await node.importFile({ name: 'deel.csv', bytes: bytes(part) });
    expect(await publish('Deel van Lente')).toBe(409);
    await node.importFile({ name: 'zomer.csv', bytes: bytes(events('Zomer', '2026-06-03')) });
    expect(await publish('Zomer')).toBe(202);
  });

  test('is discarded with its events and scores where it was not published, on record', async () => {
    const id = await idOf('Nog eens Lente');
    const discarded = await ask('DELETE', `/awareness/campaigns/${id}`);
    expect([discarded.status, await discarded.json()]).toEqual([200, { events: expect.any(Number) }]);
    expect((await all()).items.map(({ name }) => name)).not.toContain('Nog eens Lente');
    expect((await owner.query('select from campaign_event where campaign_id = $1', [id])).rowCount).toBe(0);
    expect((await owner.query(`select from awareness_event where act = 'campaign-discarded' and rows > 150`)).rowCount).toBe(1);
    expect((await ask('DELETE', `/awareness/campaigns/${await idOf('Lente')}`)).status).toBe(409);
  });

  test('is counted when it is asked for again after counting broke off', async () => {
    await node.importFile({ name: 'herfst.csv', bytes: bytes(events('Herfst', '2026-09-03')) });
    const askedAt = '2026-09-20T08:00:00.000Z';
    await owner.query(`update campaign set asked_at = $1, asked_by = 'iemand' where name = 'Herfst'`, [askedAt]);
    expect((await detail('Herfst')).state).toBe('counting');
    expect(await publish('Herfst')).toBe(202);
    expect(await detail('Herfst')).toMatchObject({ state: 'published', figures: { delivered: 86 } });
    const kept = await owner.query<{ facts: { endedAt: string } }>(
      `select facts from publication where subject = 'phishing' and key = (select id::text from campaign where name = 'Herfst')`,
    );
    expect(kept.rows[0]?.facts.endedAt).toBe(askedAt);
    expect(await publish('Herfst')).toBe(409);
  });

  test('of nine people is published as hidden, and nothing of it is told', async () => {
    const few = people.slice(0, 9).map(({ mail }) => `Klein,${mail},clicked,2026-03-10T09:00:00Z,,`);
    await node.importFile({ name: 'klein.csv', bytes: bytes(['campaign,recipient,event,at,ip,user_agent', ...few].join('\n')) });
    expect(await publish('Klein')).toBe(202);
    const found = await detail('Klein');
    expect(found).toMatchObject({ state: 'published', figures: null, events: null, bounced: null, rules: [], curve: [] });
    expect(found.cells.every((cell) => cell.people === null || cell.people === 0)).toBe(true);
  });

  test('is scored by two who do not see each other’s score; the rate of the year waits for every difficulty', async () => {
    const premise = { mimicsProcess: 8, workplaceRelevance: 8, fitsOtherEvents: 2, concernAboutNotClicking: 0, recentTraining: 0 } as const;
    const id = (await idOf('Lente')) as Parameters<typeof saveScore>[1];
    const path = `/awareness/campaigns/${id}`;
    const says = (saidBy: string) =>
      withOrganisation(node.context.database, node.fresh.organisationId, (scope) =>
        saveScore(scope, id, { saidBy, saidAt: node.context.clock.now(), cues: { spelling: 3, link: 1 }, premise }),
      );
    await says('somebody else');
    expect(await detail('Lente')).toMatchObject({ difficulty: { kind: 'one-scorer', difficulty: null }, scores: [], mayScore: true });
    expect((await all()).items.find((one) => one.id === id)?.difficulty).toEqual({ kind: 'one-scorer', difficulty: null, kappa: null });
    const own = await ask('PUT', `${path}/score`, { cues: { spelling: 2 }, premise });
    expect(await own.json()).toMatchObject({
      difficulty: { kind: 'agreed', difficulty: 'very' },
      scores: [
        { isOwn: true, isAfterPublication: true, cueBand: 'few', alignmentPoints: 18, alignment: 'strong', difficulty: 'very' },
        { isOwn: false },
      ],
    });
    const other = await idOf('Klein');
    for (const saidBy of ['one', 'two']) {
      await withOrganisation(node.context.database, node.fresh.organisationId, (scope) =>
        saveScore(scope, other as typeof id, { saidBy, saidAt: node.context.clock.now(), cues: {}, premise }),
      );
    }
    expect((await ask('PUT', `/awareness/campaigns/${other}/score`, { cues: {}, premise })).status).toBe(409);
    expect(await all()).toMatchObject({ adjusted: { value: null, missing: ['moderate', 'least'], counted: 1, leftOut: 2 } });
  });

  test('keeps no address, user agent or mail of anybody', async () => {
    const { rows } = await owner.query<{ kept: string }>('select campaign_event::text as kept from campaign_event');
    expect(rows.length).toBeGreaterThan(150);
    expect(rows.filter(({ kept }) => /noord|Mozilla|192\.0\.2|203\.0\.113|a\.example/.test(kept))).toEqual([]);
  });

  test('is forgotten event by event when its time is over; what was published stays', async () => {
    const { forgetOldEvents } = await import('./publish-campaign.ts');
    const before = await detail('Lente');
    const work = { database: node.context.database, clock: node.context.clock };
    expect(await forgetOldEvents(work, node.fresh.organisationId)).toBe(0);
    node.turnClock(401 * 86_400_000);
    expect(await forgetOldEvents(work, node.fresh.organisationId)).toBeGreaterThan(150);
    expect((await owner.query('select from campaign_event')).rowCount).toBe(0);
    // Nobody published it: nothing of it is left to publish.
    expect((await all()).items.map(({ name }) => name)).not.toContain('Volgorde');
    expect((await detail('Lente')).figures).toEqual(before.figures);
  });
});
