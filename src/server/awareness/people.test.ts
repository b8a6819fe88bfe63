/** People, end to end in the node: locked, unlocked, imported, repeated, left, renewed, shown and erased. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AwarenessStateJson } from '#contract/endpoints/awareness.ts';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

const passphrase = 'een lange wachtzin voor de proef';
const header = 'personeelsnummer;e-mail;afdeling;functiegroep;contract;in_dienst;uit_dienst';
const file = (...rows: string[]) => ({ name: 'population.csv', bytes: Buffer.from([header, ...rows, ''].join('\r\n')) });
const anna = '100001;anna@noord.example;Zorg / Intensive care;verpleegkundige;vast;01-02-2019;';
const bram = '100002;bram@noord.example;Zorg / Spoedeisende hulp;arts;zzp;15-03-2021;';
const carla = '100003;carla@noord.example;Facilitair;vrijwilliger;vrijwilliger;2024-01-01;';

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

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const unlock = () => ask('POST', '/awareness/key/unlock', { passphrase });
const nextDay = async () => {
  node.turnClock(86_400_000);
  expect((await unlock()).status).toBe(200);
};
const versions = async () => {
  const { rows } = await owner.query<{ said: string }>(
    `select concat_ws(' | ', unit.name, role_group, contract, valid_from_on, valid_to_on) as said from person_version version
     left join population_unit unit on unit.id = version.unit_id order by 1`,
  );
  return rows.map(({ said }) => said);
};

describe('people', () => {
  test('are refused while there is no key and while it is locked, and nothing is kept', async () => {
    const refused = await ask('POST', '/imports?file=mensen.csv', file(anna).bytes);
    expect(refused.status).toBe(423);
    expect(await refused.json()).toMatchObject({ code: 'awareness-key-locked' });
    expect((await ask('POST', '/awareness/key', { passphrase })).status).toBe(201);
    const locked = await ask('POST', '/imports?file=mensen.csv', file(anna).bytes);
    expect(await locked.json()).toMatchObject({ code: 'awareness-key-locked', status: 423 });
    expect(await readdir(node.context.uploadsPath)).toEqual([]);
    const { rows } = await owner.query('select from import_run');
    expect(rows).toEqual([]);
  });

  test('are not let in by a wrong passphrase', async () => {
    const wrong = await ask('POST', '/awareness/key/unlock', { passphrase: 'iets anders dan dat' });
    expect(await wrong.json()).toMatchObject({ code: 'passphrase-wrong' });
    expect(await (await ask('GET', '/awareness')).json()).toMatchObject({
      key: { unlockedUntil: null },
      events: [{ act: 'key-refused' }, {}],
    });
  });

  test('are taken while the key is unlocked, with what the file says of each', async () => {
    expect((await unlock()).status).toBe(200);
    const report = await node.importFile(file(anna, bram, carla));
    expect(report).toMatchObject({
      importer: 'population',
      status: 'complete',
      read: 3,
      stored: 3,
      refused: 0,
      file: 'population 2026-04-01',
    });
    expect(await versions()).toEqual([
      'Facilitair | vrijwilliger | volunteer | 2024-01-01 | infinity',
      'Intensive care | verpleegkundige | permanent | 2019-02-01 | infinity',
      'Spoedeisende hulp | arts | self-employed | 2021-03-15 | infinity',
    ]);
    expect(await readdir(node.context.uploadsPath)).toEqual([]);
  });

  test('do not change when the same file comes twice, in whatever order of the columns', async () => {
    const again = await node.importFile(file(anna, bram, carla));
    expect(again.duplicateOf).not.toBeNull();
    await nextDay();
    const other = [
      'e-mail,personeelsnummer,afdeling,functiegroep,contract,in_dienst',
      ...[anna, bram, carla].map((row) => {
        const [number, mail, ...rest] = row.split(';');
        return [mail, number, ...rest.slice(0, 4)].join(',');
      }),
    ];
    const reordered: ImportReport = await node.importFile({ name: 'anders.csv', bytes: Buffer.from(other.join('\n')) });
    expect(reordered).toMatchObject({ duplicateOf: again.duplicateOf });
    expect(await versions()).toHaveLength(3);
  });

  test('have left when a whole file does not name them, and not when a row of it was refused', async () => {
    await nextDay();
    const broken = await node.importFile(file(anna, carla, ';;Zorg;arts;vast;;'));
    expect(broken).toMatchObject({ refused: 1, unchanged: 2 });
    expect(broken.issues.map(({ code }) => code)).toEqual(['person-missing', 'population-not-whole']);
    expect((await versions()).filter((one) => !one.endsWith('infinity'))).toEqual([]);
    await nextDay();
    expect(await node.importFile(file(anna, carla))).toMatchObject({ unchanged: 2, stored: 0 });
    expect((await versions()).filter((one) => !one.endsWith('infinity'))).toEqual([
      'Spoedeisende hulp | arts | self-employed | 2021-03-15 | 2026-04-04',
    ]);
  });

  test('keep what is known of them under a new key, and are forgotten when the file does not name them', async () => {
    const before = await owner.query<{ pseudonym: string }>('select pseudonym from person_identifier');
    const renew = (bytes: Uint8Array, query = '') => ask('POST', `/awareness/key/rotation${query}`, bytes);
    // Too few, and none with an address: neither is done before its number is said.
    expect(await (await renew(file(anna, carla).bytes)).json()).toMatchObject({
      code: 'conflict',
      data: { known: 2, forgotten: 1, withoutMail: 0, forgets: 1 },
    });
    const noMail = ['personeelsnummer;afdeling;functiegroep', '100001;Zorg;arts', '100002;Zorg;arts', '100003;Zorg;arts'].join('\n');
    expect(await (await renew(Buffer.from(noMail), '?forgets=1')).json()).toMatchObject({
      code: 'conflict',
      data: { known: 3, forgotten: 0, withoutMail: 3, forgets: 3 },
    });
    expect((await owner.query('select pseudonym from person_identifier')).rows).toEqual(before.rows);
    const renewed = await renew(file(anna, carla).bytes, '?forgets=1');
    expect(await renewed.json()).toMatchObject({ known: 2, forgotten: 1, withoutMail: 0, state: { key: { generation: 2 } } });
    const after = await owner.query<{ pseudonym: string }>('select pseudonym from person_identifier');
    expect(after.rows).toHaveLength(4);
    const old = new Set(before.rows.map(({ pseudonym }) => pseudonym));
    expect(after.rows.filter(({ pseudonym }) => old.has(pseudonym))).toEqual([]);
    expect(await versions()).toHaveLength(3);
    await nextDay();
    expect(await node.importFile(file(anna, carla))).toMatchObject({ unchanged: 2, stored: 0 });
    await ask('POST', '/awareness/key/lock');
    expect((await unlock()).status).toBe(200);
  });

  test('are out of reach of whoever knows an earlier passphrase, also after the key is renewed', async () => {
    const next = 'de wachtzin die niemand van vroeger kent';
    const change = (said: string, to: string) => ask('PUT', '/awareness/key/passphrase', { passphrase: said, next: to });
    expect((await change('iets anders dan dat', next)).status).toBe(403);
    const changed = (await (await change(passphrase, next)).json()) as AwarenessStateJson;
    expect(changed.key).toMatchObject({ generation: 2, unlockedUntil: expect.any(String) });
    expect(changed.events.slice(0, 2).map(({ act }) => act)).toEqual(['passphrase-changed', 'key-refused']);
    expect(await (await unlock()).json()).toMatchObject({ code: 'passphrase-wrong' });
    const renewed = await ask('POST', '/awareness/key/rotation', file(anna, carla).bytes);
    expect(await renewed.json()).toMatchObject({ known: 2, forgotten: 0, state: { key: { generation: 3 } } });
    await ask('POST', '/awareness/key/lock');
    expect(await (await unlock()).json()).toMatchObject({ code: 'passphrase-wrong' });
    expect((await ask('POST', '/awareness/key/unlock', { passphrase: next })).status).toBe(200);
    expect((await change(next, passphrase)).status).toBe(200);
  });

  test('may see what is kept of them, and have it erased', async () => {
    const asked = { kind: 'email', identifier: ' ANNA@noord.example ' };
    const shown = (await (await ask('POST', '/awareness/person', asked)).json()) as { kept: { table: string }[] };
    expect(shown.kept.map(({ table }) => table).toSorted()).toEqual(['person_identifier', 'person_statement', 'person_version']);
    expect(JSON.stringify(shown)).not.toMatch(/anna|100001/i);
    const erased = await ask('POST', '/awareness/person/erasure', { kind: 'employee', identifier: '100001' });
    expect(((await erased.json()) as { rows: number }).rows).toBeGreaterThan(3);
    expect((await ask('POST', '/awareness/person', asked)).status).toBe(404);
    const state = (await (await ask('GET', '/awareness')).json()) as { events: { act: string; rows: number | null }[] };
    expect(state.events.slice(0, 3)).toMatchObject([{ act: 'person-shown', rows: 0 }, { act: 'person-erased' }, { act: 'person-shown' }]);
  });

  test('are taken without a person where the service may unlock, and no longer when it may not', async () => {
    expect((await ask('PUT', '/awareness/service', { on: true })).status).toBe(200);
    await ask('POST', '/awareness/key/lock');
    node.turnClock(86_400_000);
    expect(await node.importFile(file(bram, carla))).toMatchObject({ status: 'complete', stored: 1 });
    for (const path of ['/awareness/person', '/awareness/person/erasure'])
      expect(await (await ask('POST', path, { kind: 'employee', identifier: '100003' })).json()).toMatchObject({
        code: 'awareness-key-locked',
        detail: expect.stringContaining('needs the passphrase'),
      });
    expect((await ask('PUT', '/awareness/service', { on: true })).status).toBe(423);
    const renewed = await ask('POST', '/awareness/key/rotation', file(carla).bytes);
    expect(await renewed.json()).toMatchObject({ code: 'awareness-key-locked' });
    const state = (await (await ask('PUT', '/awareness/service', { on: false })).json()) as { key: object; events: { act: string }[] };
    expect(state.key).toMatchObject({ service: null });
    expect(state.events.map(({ act }) => act)).toContain('service-unlocked');
    expect(await readdir(node.context.keysPath)).toEqual([]);
    expect((await ask('POST', '/imports?file=x.csv', file(carla).bytes)).status).toBe(423);
  });

  test('are looked up only so often in one day, by all together, and the counts hide nothing', async () => {
    await nextDay();
    const officer = await node.token({ role: 'awareness-officer' });
    const look = (token: string) => node.ask(token, 'POST', '/awareness/person', { kind: 'employee', identifier: '999999' });
    const answers = await Promise.all(Array.from({ length: 23 }, (_, place) => look(place % 2 === 0 ? officer : node.localToken)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([...Array<number>(20).fill(404), 429, 429, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toMatchObject({ code: 'rate-limited', detail: expect.stringContaining('20 people today') });
    // Fourteen hours are left of the day in Amsterdam. Erasing has a number of its own.
    expect(Number(refused?.headers.get('retry-after'))).toBe(14 * 3_600);
    expect((await ask('POST', '/awareness/person/erasure', { kind: 'employee', identifier: '999999' })).status).toBe(404);
    const { actDays } = (await (await ask('GET', '/awareness')).json()) as AwarenessStateJson;
    const today = actDays.filter(({ on }) => on === actDays[0]?.on);
    expect(today.filter(({ act }) => act === 'person-shown').reduce((sum, { count }) => sum + count, 0)).toBe(20);
    expect(today.filter(({ act }) => act === 'person-shown').map(({ saidBy }) => saidBy.split(':')[0])).toEqual(['local', 'token']);
    expect(actDays).toContainEqual({ act: 'key-refused', on: '2026-04-01', saidBy: 'local', count: 1 });
    await nextDay();
    expect((await look(node.localToken)).status).toBe(404);
  });

  test('are not guessed for by many passphrases at once, and whoever guesses keeps nobody else out', async () => {
    await nextDay();
    const officer = await node.token({ role: 'awareness-officer' });
    const guess = (place: number) => node.ask(officer, 'POST', '/awareness/key/unlock', { passphrase: `geraden wachtzin ${place}` });
    const codes = await Promise.all(
      Array.from({ length: 13 }, async (_, place) => ((await (await guess(place)).json()) as { code: string }).code),
    );
    expect(codes.toSorted()).toEqual([...Array<string>(10).fill('passphrase-wrong'), ...Array<string>(3).fill('rate-limited')]);
    expect((await unlock()).status).toBe(200);
    await owner.query(
      `insert into awareness_event (organisation_id, id, at, act, said_by)
       select $1, gen_random_uuid(), $2, 'key-refused', 'token:' || place from generate_series(1, 90) place`,
      [node.fresh.organisationId, node.context.clock.now()],
    );
    expect((await unlock()).status).toBe(429);
    node.turnClock(901_000);
    expect((await unlock()).status).toBe(200);
  });

  test('are taken by the service only while its file opens the key, and a conflict leaves the file that does', async () => {
    await nextDay();
    const usable = async () => ((await (await ask('GET', '/awareness')).json()) as AwarenessStateJson).key?.service?.usable;
    const path = join(node.context.keysPath, `awareness-${node.fresh.organisationId}`);
    expect((await ask('PUT', '/awareness/service', { on: true })).status).toBe(200);
    const placed = await readFile(path);
    await owner.query('begin');
    await owner.query(`select pg_advisory_xact_lock(hashtextextended('awareness-key:' || $1::text, 0))`, [node.fresh.organisationId]);
    const again = ask('PUT', '/awareness/service', { on: true });
    await vi.waitFor(async () => {
      const { rows } = await owner.query(
        `select from pg_locks where locktype = 'advisory' and not granted
           and database = (select oid from pg_database where datname = current_database())`,
      );
      expect(rows).toHaveLength(1);
    });
    await owner.query('update awareness_key set generation = generation + 1 where organisation_id = $1', [node.fresh.organisationId]);
    await owner.query('commit');
    expect((await again).status).toBe(409);
    await owner.query('update awareness_key set generation = generation - 1 where organisation_id = $1', [node.fresh.organisationId]);
    expect([await readFile(path), await usable(), await readdir(node.context.keysPath)]).toEqual([placed, true, [basename(path)]]);
    await writeFile(path, Buffer.alloc(32, 7));
    expect(await usable()).toBe(false);
    await ask('POST', '/awareness/key/lock');
    expect((await ask('POST', '/imports?file=x.csv', file(carla).bytes)).status).toBe(423);
    expect((await ask('PUT', '/awareness/service', { on: false })).status).toBe(200);
  });

  test('are the key holder’s alone', async () => {
    const analyst = await node.token({ role: 'analyst' });
    for (const [method, path, body] of [
      ['POST', '/awareness/key/unlock', { passphrase }],
      ['PUT', '/awareness/service', { on: true }],
      ['POST', '/awareness/person', { kind: 'employee', identifier: '100003' }],
    ] as const)
      expect((await node.ask(analyst, method, path, body)).status).toBe(403);
    const officer = await node.token({ role: 'awareness-officer' });
    expect((await node.ask(officer, 'POST', '/awareness/key/unlock', { passphrase })).status).toBe(200);
  });
});
