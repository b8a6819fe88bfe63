/** Trainings, end to end in the node: asked, read, counted once a month, held back where few are new, frozen, forgotten. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PartOutcomeJson, TrainingJson } from '#contract/endpoints/training.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { forgetTrainings, publishDueTraining } from './publish-training.ts';

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
const roleOf = (place: number) => (place % 2 === 0 ? 'arts' : 'analist');
const populationHead = 'e-mail;afdeling;functiegroep;in_dienst';
const rowsOfAll = people.map(({ mail, department, place }) => `${mail};${department};${roleOf(place)};2020-01-01`);
const population = (...more: readonly string[]) => Buffer.from([populationHead, ...rowsOfAll, ...more].join('\n'));
const trainings = (...rows: readonly string[]) => Buffer.from(['e-mail;cursus;afgerond op;status', ...rows].join('\n'));
/** Everybody but every fifth. */
const mailRows = people.filter(({ place }) => place % 5 !== 0).map(({ mail }) => `${mail};Veilig mailen;2026-02-10;Voltooid`);

let node: TestNode;
let owner: Client;
beforeAll(async () => {
  node = await startTestNode();
  owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
  expect((await ask('POST', '/awareness/key', { passphrase, minutes: 1_440 })).status).toBe(201);
});
afterAll(async () => {
  await owner.end();
  await node.stop();
});

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const state = async () => (await (await ask('GET', '/awareness/training')).json()) as TrainingJson;
const require = async (body: object) => expect((await ask('PUT', '/awareness/training/requirements', body)).status).toBe(200);
async function publish(month: string): Promise<Record<string, string>> {
  const answer = await ask('POST', '/awareness/training/publications', { month });
  expect(answer.status).toBe(200);
  const { outcomes } = (await answer.json()) as { outcomes: PartOutcomeJson[] };
  return Object.fromEntries(outcomes.map(({ part, kind, newPeople }) => [part, newPeople === null ? kind : `${kind} ${newPeople}`]));
}
const turnDays = async (days: number) => {
  node.turnClock(days * 86_400_000);
  await ask('POST', '/awareness/key/unlock', { passphrase, minutes: 1_440 });
};
const countOf = async (month: string, part = 'everybody') => (await state()).counts.find((one) => one.month === month && one.part === part);

describe('trainings', () => {
  test('are read once, however often a file comes; nothing names anybody', async () => {
    expect(await node.importFile({ name: 'mensen.csv', bytes: population() })).toMatchObject({ importer: 'population', stored: 86 });
    const rows = [...mailRows, `${people[0]?.mail};Veilig mailen;;Bezig`, `${people[5]?.mail};Veilig mailen;;Voltooid`];
    const first = await node.importFile({ name: 'leren.csv', bytes: trainings(...rows) });
    expect(first).toMatchObject({ importer: 'training', read: mailRows.length + 2, stored: mailRows.length, refused: 1 });
    const again = await node.importFile({ name: 'leren-2.csv', bytes: trainings(...rows.toReversed()) });
    expect(again).toMatchObject({ stored: 0 });
    const kept = await owner.query<{ kept: string }>('select training_completion::text as kept from training_completion');
    expect(kept.rowCount).toBe(mailRows.length);
    expect(kept.rows.filter(({ kept: row }) => /noord|@/.test(row))).toEqual([]);
  });

  test('are not counted while nobody asks for a course, and not for a month that runs', async () => {
    expect(await publish('2026-03')).toMatchObject({
      everybody: 'nothing-asked',
      'high-risk': 'nothing-asked',
      ambassadors: 'nothing-asked',
    });
    expect((await ask('POST', '/awareness/training/publications', { month: '2026-04' })).status).toBe(400);
    expect((await state()).counts).toEqual([]);
  });

  test('are published by groups with small ones hidden, and count those whose completion holds on the last day', async () => {
    await require({ course: 'VEILIG MAILEN', fromOn: '2026-01-01' });
    expect(await publish('2026-03')).toMatchObject({ everybody: 'published', 'high-risk': 'nothing-asked', starters: 'held 0' });
    const { counts, tables } = await state();
    expect(counts).toMatchObject([{ part: 'everybody', month: '2026-03', on: '2026-03-31', fromOn: '2025-04-01', hasGroups: true }]);
    expect(counts[0]?.trained).toMatchObject({ numerator: mailRows.length, denominator: 86 });
    const groups = tables[0]?.groups.map(({ name }) => name) ?? [];
    // The chapel's four are merged with the pharmacy's twelve.
    expect(groups).toEqual(expect.arrayContaining(['Apotheek, Kapel', 'Kliniek', 'Lab']));
    const cells = tables[0]?.cells ?? [];
    expect(
      cells.filter(({ hidden, people: count }) => hidden === null && (count ?? 0) > 0).every(({ people: count }) => (count ?? 0) >= 10),
    ).toBe(true);
    expect(cells.filter(({ hidden }) => hidden !== null).every(({ people: count, trained }) => count === null && trained === null)).toBe(
      true,
    );
  });

  test('stand as they are: asked again, a later file and the database change nothing', async () => {
    const before = await countOf('2026-03');
    await node.importFile({ name: 'nakomer.csv', bytes: trainings(`${people[0]?.mail};Veilig mailen;2026-03-02;Voltooid`) });
    expect(await publish('2026-03')).toMatchObject({ everybody: 'stands' });
    expect(await countOf('2026-03')).toEqual(before);
    await expect(owner.query(`delete from publication where subject = 'training'`)).rejects.toThrow('frozen');
  });

  test('of the next month are held back while fewer than ten people are new: the difference would be about them', async () => {
    await turnDays(30);
    const three = [1, 2, 3].map((nr) => `nieuw${nr}@noord.example;Kliniek;arts;2026-04-02`);
    await node.importFile({ name: 'mei.csv', bytes: population(...three) }, '&observedAt=2026-04-30');
    expect(await publish('2026-04')).toMatchObject({ everybody: 'held 3' });
    expect(await countOf('2026-04')).toBeUndefined();
    const more = Array.from({ length: 12 }, (_, nr) => `nieuw${nr + 1}@noord.example;Kliniek;arts;2026-04-02`);
    await node.importFile({ name: 'mei-2.csv', bytes: population(...more) }, '&observedAt=2026-04-30');
    expect(await publish('2026-04')).toMatchObject({ everybody: 'published' });
    // Of the whole house alone: the groups of March are too near.
    expect(await countOf('2026-04')).toMatchObject({ hasGroups: false, trained: { denominator: 98 } });
    expect((await state()).tables.map(({ month }) => month)).toEqual(['2026-03']);
  });

  test('of those who began are counted on their thirtieth day, each once', async () => {
    await turnDays(31);
    const done = Array.from({ length: 9 }, (_, nr) => `nieuw${nr + 1}@noord.example;Veilig mailen;2026-04-${10 + nr};Voltooid`);
    const late = ['nieuw10@noord.example;Veilig mailen;2026-05-20;Voltooid'];
    await node.importFile({ name: 'nieuw.csv', bytes: trainings(...done, ...late) });
    expect(await publish('2026-05')).toMatchObject({ everybody: 'held 0', starters: 'published' });
    expect(await countOf('2026-05', 'starters')).toMatchObject({ trained: { numerator: 9, denominator: 12 }, fromOn: '2026-03-01' });
  });

  test('of role groups with a high risk are counted by what is asked of them; the same course is never asked of both', async () => {
    const doctors = people.filter(({ place }) => roleOf(place) === 'arts');
    await require({ course: 'Oplichting herkennen', roleGroup: 'Arts', isHighRisk: true, months: 24, fromOn: '2026-05-01' });
    const both = await ask('PUT', '/awareness/training/requirements', { course: 'Veilig mailen', roleGroup: 'arts' });
    expect([both.status, await both.text()]).toEqual([409, expect.stringContaining('give hidden groups away')]);
    await node.importFile({
      name: 'oplichting.csv',
      bytes: trainings(...doctors.slice(0, 20).map(({ mail }) => `${mail};Oplichting herkennen;2026-05-04;Voltooid`)),
    });
    expect(await publish('2026-05')).toMatchObject({ 'high-risk': 'published' });
    expect(await countOf('2026-05', 'high-risk')).toMatchObject({ trained: { numerator: 20, denominator: doctors.length + 12 } });
  });

  test('end where the certificate says so, and twelve months after the day otherwise', async () => {
    const { holdsOn } = await import('#core/awareness/training-coverage.ts');
    const day = (text: string) => text as Parameters<typeof holdsOn>[2];
    const of = (completedOn: string, validUntil: string | null) => ({
      completedOn: day(completedOn),
      validUntil: validUntil === null ? null : day(validUntil),
    });
    expect(holdsOn(of('2025-03-31', null), 12, day('2026-03-30'))).toBe(true);
    expect(holdsOn(of('2025-03-31', null), 12, day('2026-03-31'))).toBe(false);
    expect(holdsOn(of('2026-03-31', null), 1, day('2026-04-29'))).toBe(true);
    expect(holdsOn(of('2026-03-31', null), 1, day('2026-04-30'))).toBe(false);
    expect(holdsOn(of('2026-03-01', '2026-03-15'), 12, day('2026-03-15'))).toBe(true);
    expect(holdsOn(of('2026-03-01', '2026-03-15'), 12, day('2026-03-16'))).toBe(false);
    expect(holdsOn(of('2026-03-02', null), 12, day('2026-03-01'))).toBe(false);
  });

  test('are asked from a day on: what was asked before stays to be seen, and what ends is asked no longer', async () => {
    const id = (await state()).requirements.find(({ roleGroup }) => roleGroup === 'Arts')?.id ?? expect.fail('it is asked');
    await require({ course: 'Oplichting herkennen', roleGroup: 'Arts', isHighRisk: true, months: 12 });
    const stretches = async () =>
      (await state()).requirements
        .filter(({ roleGroup }) => roleGroup === 'Arts')
        .map(({ months, fromOn, toOn }) => [months, fromOn, toOn]);
    expect(await stretches()).toEqual([
      [12, '2026-06-01', null],
      [24, '2026-05-01', '2026-06-01'],
    ]);
    expect((await ask('DELETE', `/awareness/training/requirements/${id}`)).status).toBe(404);
    const now = (await state()).requirements.find(({ months, toOn }) => months === 12 && toOn === null);
    await turnDays(1);
    const last = (await state()).requirements.find(({ roleGroup, toOn }) => roleGroup === 'Arts' && toOn === null);
    expect(now).toBeDefined();
    expect((await ask('DELETE', `/awareness/training/requirements/${last?.id}`)).status).toBe(200);
    expect((await stretches())[0]).toEqual([12, '2026-06-01', '2026-06-02']);
  });

  test('come as statements of xAPI: the same again changes nothing, another under its id is refused, all or none', async () => {
    const headers = { authorization: `Bearer ${node.localToken}`, 'x-experience-api-version': '2.0.0' };
    const send = (body: unknown, query = '') =>
      node.fetch(`/api/v1/awareness/xapi/statements${query}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const statement = {
      id: '7F3C2B1A-0000-4000-8000-000000000001',
      actor: { mbox: `mailto:${people[10]?.mail}` },
      verb: { id: 'http://adlnet.gov/expapi/verbs/passed' },
      object: { id: 'https://leren.example/mail', definition: { name: { nl: 'Veilig mailen' } } },
      timestamp: '2026-05-05T10:00:00Z',
    };
    const count = async () => (await owner.query('select from training_completion')).rowCount ?? 0;
    const before = await count();
    const sent = await send(statement);
    expect([sent.status, sent.headers.get('x-experience-api-version'), await sent.json()]).toEqual([
      200,
      '2.0.0',
      [statement.id.toLowerCase()],
    ]);
    expect(await count()).toBe(before + 1);
    expect((await send([statement])).status).toBe(200);
    expect(await count()).toBe(before + 1);
    expect((await send({ ...statement, timestamp: '2026-05-06T10:00:00Z' })).status).toBe(409);
    const hashed = { ...statement, id: undefined, actor: { mbox_sha1sum: 'ebd31e95054c018b10727ccffd2ef2ec3a016ee9' } };
    const refused = await send([{ ...statement, id: undefined, timestamp: '2026-05-07T10:00:00Z' }, hashed]);
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { detail: expect.stringContaining('mbox_sha1sum'), data: { statement: 2 } },
    ]);
    expect(await count()).toBe(before + 1);
    const attempted = await send({ ...statement, id: undefined, verb: { id: 'http://adlnet.gov/expapi/verbs/attempted' } });
    expect([attempted.status, ((await attempted.json()) as string[]).length]).toEqual([200, 1]);
    // The same person by an account: taken of the homePage that was named, and of no other.
    const byAccount = { ...statement, actor: { account: { homePage: 'https://hr.example', name: people[10]?.mail } } };
    const named = (homePage: string) => `?accountHomePage=${encodeURIComponent(homePage)}`;
    const answers = ['', named('https://leren.example'), '?accountHomePage=', named('https://hr.example')].map((query) =>
      send(byAccount, query),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([400, 400, 400, 200]);
    expect(await count()).toBe(before + 1);
    await ask('POST', '/awareness/key/lock');
    expect((await send(statement)).status).toBe(423);
    await turnDays(0);
    const { rows } = await owner.query<{ kept: string }>('select training_statement::text as kept from training_statement');
    expect(rows).toHaveLength(1);
    expect(rows.filter(({ kept }) => /noord|7f3c2b1a/i.test(kept))).toEqual([]);
  });

  test('go with the person who is erased', async () => {
    const erased = await ask('POST', '/awareness/person/erasure', { kind: 'email', identifier: people[10]?.mail });
    expect(erased.status).toBe(200);
    expect((await owner.query('select from training_statement')).rowCount).toBe(0);
  });

  test('are counted by themselves where somebody asked for it, ten days after the month', async () => {
    const work = { database: node.context.database, clock: node.context.clock };
    expect(await publishDueTraining(work, node.fresh.organisationId)).toEqual([]);
    expect((await ask('PUT', '/awareness/training/automatic', { on: true })).status).toBe(200);
    // The second of June.
    expect(await publishDueTraining(work, node.fresh.organisationId)).toEqual([]);
    await turnDays(9);
    const done = await publishDueTraining(work, node.fresh.organisationId);
    expect(done).toContainEqual({ part: 'everybody', kind: 'held', newPeople: 0 });
    expect(await publishDueTraining(work, node.fresh.organisationId)).toEqual([]);
    expect((await ask('PUT', '/awareness/training/automatic', { on: false })).status).toBe(200);
    expect((await state()).automatic).toBeNull();
  });

  test('by groups are told again when the trainings of the first table are over', async () => {
    await turnDays(330);
    expect(await publish('2027-04')).toMatchObject({ everybody: 'published' });
    expect(await countOf('2027-04')).toMatchObject({ hasGroups: true, fromOn: '2026-05-01' });
  });

  test('are forgotten when they hold for nobody since long; what was published stays', async () => {
    const work = { database: node.context.database, clock: node.context.clock };
    const before = (await state()).counts;
    await turnDays(700);
    expect(await forgetTrainings(work, node.fresh.organisationId)).toBeGreaterThan(70);
    // What holds for twenty-four months goes a year later than what holds for twelve.
    expect((await owner.query('select from training_completion')).rowCount).toBe(19);
    await turnDays(100);
    expect(await forgetTrainings(work, node.fresh.organisationId)).toBe(19);
    expect(await forgetTrainings(work, node.fresh.organisationId)).toBe(0);
    expect((await state()).counts).toEqual(before);
  });
});

describe('ambassadors', () => {
  test('are counted by department, of those in the newest list; a house of four departments shows no count', async () => {
    const rows = ['e-mail;afdeling;ambassadeur sinds;ambassadeur tot;actief', 'kliniek0@noord.example;Kliniek;2025-01-01;;ja'];
    const report = await node.importFile({ name: 'ambassadeurs.csv', bytes: Buffer.from(rows.join('\n')) });
    expect(report).toMatchObject({ importer: 'ambassadors', stored: 1 });
    const { lastMonth } = await state();
    expect(await publish(lastMonth)).toMatchObject({ ambassadors: 'published' });
    expect((await state()).ambassadors).toMatchObject([{ month: lastMonth, units: null }]);
  });
});

describe('trainings of a course that came by mistake', () => {
  test('are discarded, on record without a number; what was published stays, and they may come again', async () => {
    const held = async () =>
      (await owner.query(`select from training_completion join training_course on id = course_id where name = 'Verkeerde cursus'`))
        .rowCount;
    const headers = { authorization: `Bearer ${node.localToken}`, 'x-experience-api-version': '2.0.0' };
    const statement = {
      id: '7f3c2b1a-0000-4000-8000-000000000002',
      actor: { mbox: `mailto:${people[11]?.mail}` },
      verb: { id: 'http://adlnet.gov/expapi/verbs/passed' },
      object: { id: 'https://leren.example/fout', definition: { name: { nl: 'Verkeerde cursus' } } },
      timestamp: '2026-05-05T10:00:00Z',
    };
    const send = () => node.fetch('/api/v1/awareness/xapi/statements', { method: 'POST', headers, body: JSON.stringify(statement) });
    const file = () => node.importFile({ name: 'fout.csv', bytes: trainings(`${people[12]?.mail};Verkeerde cursus;2026-05-01;Voltooid`) });
    await file();
    expect((await send()).status).toBe(200);
    expect(await held()).toBe(2);
    const before = await state();
    const course = before.courses.find(({ name }) => name === 'Verkeerde cursus');
    const answer = await ask('DELETE', `/awareness/training/courses/${course?.id}`);
    expect(answer.status).toBe(200);
    expect(await held()).toBe(0);
    const after = (await answer.json()) as TrainingJson;
    expect(after.courses).toEqual(before.courses.filter(({ id }) => id !== course?.id));
    expect([after.counts, after.tables]).toEqual([before.counts, before.tables]);
    const acts = await owner.query(`select rows from awareness_event where act = 'course-discarded'`);
    expect(acts.rows).toEqual([{ rows: null }]);
    expect((await ask('DELETE', `/awareness/training/courses/${course?.id}`)).status).toBe(404);
    await file();
    expect((await send()).status).toBe(200);
    expect(await held()).toBe(2);
    // Read before statements knew their course (migration 0055), it may come again all the same.
    const { rowCount } = await owner.query('update training_statement set course_id = null');
    expect(rowCount).toBe(1);
    const again = (await state()).courses.find(({ name }) => name === 'Verkeerde cursus');
    expect((await ask('DELETE', `/awareness/training/courses/${again?.id}`)).status).toBe(200);
    expect(await held()).toBe(0);
    expect((await send()).status).toBe(200);
    expect(await held()).toBe(1);
    // A course that is asked stays to be asked.
    const asked = after.courses.find(({ name }) => name === after.requirements[0]?.course);
    const { requirements, courses } = (await (await ask('DELETE', `/awareness/training/courses/${asked?.id}`)).json()) as TrainingJson;
    expect([requirements, courses.some(({ id }) => id === asked?.id)]).toEqual([after.requirements, true]);
  });
});
