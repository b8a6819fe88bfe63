/** Real mails, end to end in the node: read, corrected, sent by a desk, counted once a month, frozen, forgotten; under a new key too. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportMonthDetail } from '#contract/endpoints/mail-reports.ts';
import { signedHeaders } from '../alerts/webhook-signature.ts';
import { instantFromMilliseconds } from '#core/kernel/time.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { forgetReports } from './publish-reports.ts';

const passphrase = 'een lange wachtzin voor de proef';
const departments = [
  ['Kliniek', 40],
  ['Lab', 30],
  ['Kapel', 4],
] as const;
const people = departments.flatMap(([department, size]) =>
  Array.from({ length: size }, (_, place) => ({ mail: `${department}${place}@noord.example`.toLowerCase(), department })),
);
const population = [
  'e-mail;afdeling;functiegroep;in_dienst',
  ...people.map(({ mail, department }) => `${mail};${department};arts;2020-01-01`),
].join('\n');

let node: TestNode;
let owner: Client;
beforeAll(async () => {
  node = await startTestNode();
  owner = new Client({ connectionString: node.fresh.ownerUrl });
  await owner.connect();
  expect((await ask('POST', '/awareness/key', { passphrase, minutes: 600 })).status).toBe(201);
  await bring('mensen.csv', population);
});
afterAll(async () => {
  await owner.end();
  await node.stop();
});

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const bring = (name: string, text: string) => node.importFile({ name, bytes: Buffer.from(text) });
const json = async <T>(response: Response) => (await response.json()) as T;
const month = async (which: string) => json<ReportMonthDetail>(await ask('GET', `/awareness/reports/${which}`));
const publish = async (which: string) => (await ask('POST', `/awareness/reports/${which}/publication`)).status;
const table = (rows: readonly string[]) => ['Report ID,Reporter,Reported at,Threat ID,Verdict,Decided at', ...rows].join('\n');
const verdicts = async () =>
  (
    await owner.query<{ verdict: string | null; count: number }>(
      'select verdict, count(*)::int as count from mail_report group by 1 order by 1',
    )
  ).rows;

/** Twelve true reports of the clinic by twelve people, one of spam, one benign, one of a test, one that waits. */
const october = [
  ...Array.from(
    { length: 12 },
    (_, place) => `R${place},kliniek${place}@noord.example,2026-01-05T09:${10 + place}:00Z,T1,phish,2026-01-05T10:00:00Z`,
  ),
  'R20,lab1@noord.example,2026-01-06T09:00:00Z,,spam,2026-01-06T09:20:00Z',
  'R21,lab2@noord.example,2026-01-06T09:00:00Z,,clean,2026-01-06T09:20:00Z',
  'R22,lab3@noord.example,2026-01-06T09:00:00Z,,simulation,2026-01-06T09:20:00Z',
  'R23,lab4@noord.example,2026-01-07T09:00:00Z,,,',
];

describe('reports of real mails', () => {
  test('are read once, however often they come, and a later verdict corrects an earlier one', async () => {
    expect(await bring('meldingen.csv', table(october))).toMatchObject({ importer: 'mail-reports', stored: 16, refused: 0 });
    expect(await bring('weer.csv', `${table(october)}\n`)).toMatchObject({ stored: 0 });
    const corrected = await bring('later.csv', table(['R21,lab2@noord.example,2026-01-06T09:00:00Z,,phish,2026-01-06T15:00:00Z']));
    expect(corrected).toMatchObject({ stored: 1 });
    expect(await bring('eerder.csv', table(['R21,lab2@noord.example,2026-01-06T09:00:00Z,,clean,2026-01-06T09:20:00Z']))).toMatchObject({
      stored: 0,
    });
    expect(await verdicts()).toEqual([
      { verdict: 'simulation', count: 1 },
      { verdict: 'spam', count: 1 },
      { verdict: 'true-positive', count: 13 },
      { verdict: null, count: 1 },
    ]);
  });

  test('say nothing of a month before it is published, but that a verdict is missing', async () => {
    expect(await month('2026-01')).toMatchObject({ state: 'ready', isWaiting: true, figures: null, cells: [] });
  });

  test('are laid beside the list of delivered mails, which changes nothing when it comes twice and corrects its numbers', async () => {
    const list = (copies: number) => `Threat ID,Recipients,Delivered at,Found how\nT1,${copies},2026-01-05T08:00:00Z,ZAP\n`;
    expect(await bring('lijst.csv', list(90))).toMatchObject({ importer: 'malicious-deliveries', stored: 1 });
    expect(await bring('lijst2.csv', list(120))).toMatchObject({ stored: 1 });
    expect(await bring('lijst3.csv', `${list(120)}\n`)).toMatchObject({ stored: 0 });
    const named = 'Threat ID,Recipient,Delivered at,Found how\nT2,kapel1@noord.example,2026-01-09T08:00:00Z,log search\n';
    expect(await bring('namen.csv', named)).toMatchObject({ stored: 1 });
    expect(await bring('namen2.csv', `${named}\n`)).toMatchObject({ stored: 0 });
  });

  test('are counted once: AWR-13 and AWR-14 with their counts, the grade, the time of the desk, groups with the small ones merged', async () => {
    expect(await publish('2026-01')).toBe(200);
    const january = await month('2026-01');
    expect(january).toMatchObject({
      state: 'published',
      isWaiting: false,
      figures: {
        truePositive: 13,
        spam: 1,
        benign: 0,
        undecided: 1,
        simulations: 1,
        // Twelve of T1, and one that no list knows, of 121 on the lists and that one.
        threats: { numerator: 13, denominator: 122 },
        grade: 'independent',
        deliveries: { listed: 121, reported: 12, reportsAlone: 1, found: { filter: 120, search: 1 } },
        accuracy: { numerator: 13, denominator: 14 },
        reporters: { numerator: 15, denominator: 74 },
        // 20, 20, 39, 40, 41, 42, 43, 44: the eighth of fifteen, one of which waits.
        medianMinutes: 44,
        timed: 14,
        manyUnplaced: false,
      },
    });
    expect(january.groups.map(({ name }) => name).toSorted()).toEqual(['', 'Kliniek', 'Lab, Kapel']);
    // As any other metric, from the last day of the month.
    const { rows } = await owner.query(
      `select metric_id as metric, measure, value, numerator, denominator from measurement
       where metric_id in ('AWR-13', 'AWR-14') and from_on = '2026-01-31' order by 1, 2`,
    );
    expect(rows).toEqual([
      { metric: 'AWR-13', measure: 'found-otherwise', value: 121 / 122, numerator: 121, denominator: 122 },
      { metric: 'AWR-13', measure: 'reported', value: 13 / 122, numerator: 13, denominator: 122 },
      { metric: 'AWR-14', measure: 'right', value: 13 / 14, numerator: 13, denominator: 14 },
      { metric: 'AWR-14', measure: 'verdict-median', value: 44, numerator: null, denominator: null },
    ]);
    const clinic = january.groups.find(({ name }) => name === 'Kliniek')?.id;
    expect(january.cells.find(({ groupId, roleGroupId }) => groupId === clinic && roleGroupId === null)).toMatchObject({
      people: 40,
      reported: { numerator: 12 },
      reportedThreat: { numerator: 12 },
    });
  });

  test('stay as they were published: what comes later stands in no figure, of that month or the next', async () => {
    const before = await month('2026-01');
    await bring(
      'te-laat.csv',
      table(['R90,kapel2@noord.example,2026-01-20T09:00:00Z,,phish,', 'R91,lab9@noord.example,2026-02-02T09:00:00Z,,benign,']),
    );
    expect(await publish('2026-01')).toBe(409);
    expect(await month('2026-01')).toEqual(before);
    expect(await publish('2026-02')).toBe(200);
    expect(await month('2026-02')).toMatchObject({ figures: { truePositive: 0, benign: 1, threats: null, grade: 'none' } });
    await expect(owner.query(`update publication set facts = '{}' where subject = 'reports'`)).rejects.toThrow(
      'what was published is frozen',
    );
  });

  test('of a month that is not over are not published', async () => {
    const now = node.context.clock.now();
    await bring('nu.csv', table([`R95,lab9@noord.example,${now},,benign,`]));
    expect(await publish(now.slice(0, 7))).toBe(409);
    expect(await month(now.slice(0, 7))).toMatchObject({ state: 'open' });
  });

  test('publishing is on record', async () => {
    const { events } = await json<{ events: { act: string }[] }>(await ask('GET', '/awareness'));
    expect(events.filter(({ act }) => act === 'reports-published')).toHaveLength(2);
  });
});

describe('a mail desk that sends its reports', () => {
  const one = { id: 'W-1', reporter: 'Lab7@noord.example', reportedAt: '2026-03-03T10:00:00+01:00', threatId: 'T9' };

  test('is answered with what changed, and the same again changes nothing', async () => {
    const send = async (body: unknown) => json<{ received: number; changed: number }>(await ask('POST', '/awareness/reports', body));
    expect(await send({ reports: [one] })).toEqual({ received: 1, changed: 1 });
    expect(await send({ reports: [one, { ...one, id: 'W-2' }] })).toEqual({ received: 2, changed: 1 });
    expect(await send({ reports: [{ ...one, verdict: 'true-positive', decidedAt: '2026-03-03T10:30:00+01:00' }] })).toEqual({
      received: 1,
      changed: 1,
    });
    // A file that names the same report says the same of it.
    const again = await bring('w.csv', table(['W-1,lab7@noord.example,2026-03-03T09:00:00Z,T9,phish,2026-03-03T09:30:00Z']));
    expect(again).toMatchObject({ stored: 0 });
  });

  test('is refused while the key is locked, and taken when the service may unlock it', async () => {
    await ask('POST', '/awareness/key/lock');
    expect((await ask('POST', '/awareness/reports', { reports: [one] })).status).toBe(423);
    expect((await ask('POST', '/awareness/key/unlock', { passphrase, minutes: 600 })).status).toBe(200);
    expect((await ask('PUT', '/awareness/service', { on: true })).status).toBe(200);
    await ask('POST', '/awareness/key/lock');
    expect((await ask('POST', '/awareness/reports', { reports: [one] })).status).toBe(200);
    await ask('PUT', '/awareness/service', { on: false });
    expect((await ask('POST', '/awareness/key/unlock', { passphrase, minutes: 600 })).status).toBe(200);
  });

  test('must sign where a secret was made: nothing, a stranger’s, another body and an old one are refused', async () => {
    const { secret } = await json<{ secret: string }>(await ask('POST', '/awareness/reports/signing'));
    const text = JSON.stringify({ reports: [one] });
    const now = node.context.clock.now();
    const sent = async (headers: Record<string, string>, body = text) =>
      (
        await node.fetch('/api/v1/awareness/reports', {
          method: 'POST',
          body,
          headers: { authorization: `Bearer ${node.localToken}`, 'content-type': 'application/json', ...headers },
        })
      ).status;
    const by = (own: string, at = now) => signedHeaders('msg_1', at, text, { secret: own, former: null });
    expect(await sent({})).toBe(403);
    expect(await sent(by(`whsec_${btoa('another secret of thirty-two byte')}`))).toBe(403);
    expect(await sent(by(secret), `${text} `)).toBe(403);
    expect(await sent(by(secret, instantFromMilliseconds(Date.parse(now) - 301_000)))).toBe(403);
    expect(await sent(by(secret))).toBe(200);
    const renewed = await json<{ secret: string }>(await ask('POST', '/awareness/reports/signing'));
    expect(await Promise.all([secret, renewed.secret].map((own) => sent(by(own))))).toEqual([200, 200]);
    expect((await ask('DELETE', '/awareness/reports/signing')).status).toBe(204);
    expect(await sent({})).toBe(200);
  });
});

describe('under a new key', () => {
  test('the same file changes nothing: reports are known by person and moment, delivered mails by theirs', async () => {
    const before = await owner.query('select count(*) from mail_report');
    const mailsBefore = await owner.query('select count(*) from malicious_mail');
    const rotated = await node.fetch('/api/v1/awareness/key/rotation', {
      method: 'POST',
      body: population,
      headers: { authorization: `Bearer ${node.localToken}` },
    });
    expect(rotated.status, await rotated.text()).toBe(200);
    expect(await bring('meldingen.csv', table(october))).toMatchObject({ stored: 0, refused: 0 });
    expect(await bring('lijst.csv', 'Threat ID,Recipients,Delivered at,Found how\nT1,120,2026-01-05T08:00:00Z,ZAP\n')).toMatchObject({
      stored: 0,
    });
    expect((await owner.query('select count(*) from mail_report')).rows).toEqual(before.rows);
    expect((await owner.query('select count(*) from malicious_mail')).rows).toEqual(mailsBefore.rows);
  });
});

describe('in the end', () => {
  test('reports of one person go with the person', async () => {
    const asked = { kind: 'email', identifier: 'kliniek3@noord.example' };
    expect(await json(await ask('POST', '/awareness/person', asked))).toMatchObject({
      kept: expect.arrayContaining([expect.objectContaining({ table: 'mail_report' })]) as unknown,
    });
    expect((await ask('POST', '/awareness/person/erasure', asked)).status).toBe(200);
    expect((await month('2026-01')).figures?.truePositive).toBe(13);
  });

  test('whole months go after 400 days, published or not; what was published stays', async () => {
    const work = { database: node.context.database, clock: { now: () => instantFromMilliseconds(Date.parse('2027-02-10T09:00:00Z')) } };
    const { organisationId } = node.fresh;
    expect(await forgetReports(work, organisationId)).toBe(0);
    const later = { ...work, clock: { now: () => instantFromMilliseconds(Date.parse('2027-03-10T09:00:00Z')) } };
    expect(await forgetReports(later, organisationId)).toBeGreaterThan(15);
    expect((await owner.query(`select count(*)::int as count from mail_report where reported_at < '2026-02-01'`)).rows).toEqual([
      { count: 0 },
    ]);
    expect((await month('2026-01')).figures?.truePositive).toBe(13);
  });
});
