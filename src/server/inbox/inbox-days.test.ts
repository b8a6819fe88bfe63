/** On which day a file of the inbox counts as observed, and which of two with the same content is a repetition. */
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ImportReport } from '#contract/endpoints/imports.ts';
import { millisecondsOf } from '#core/kernel/time.ts';
import { readingOrganisation } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { Inbox, settledMs } from './inbox.ts';

let node: TestNode;
let folder: string;
let inbox: Inbox;
beforeEach(async () => {
  node = await startTestNode();
  folder = await mkdtemp(join(tmpdir(), 'cybermetrics-inbox-'));
  inbox = new Inbox(node.context, { organisationId: node.fresh.organisationId, folder });
});
afterEach(async () => {
  await node.stop();
  await rm(folder, { recursive: true, force: true });
});

const register = 'Naam;Serienummer\nPomp 1;SN-1\nPomp 2;SN-2\n';
const put = async (path: string, content = register) => {
  await mkdir(join(folder, path, '..'), { recursive: true });
  await writeFile(join(folder, path), content);
};
/** Seen, settled and taken, ended. */
const through = async () => {
  await inbox.look();
  node.turnClock(settledMs);
  await inbox.look();
  await node.work();
  await inbox.look();
};
const report = async (path: string) => JSON.parse(await readFile(join(folder, `${path}.report.json`), 'utf8')) as ImportReport;
const imports = async () =>
  ((await (await node.ask(node.localToken, 'GET', '/imports?sort=receivedAt')).json()) as { items: ImportReport[] }).items;

describe('an export that did not change', () => {
  /** Last written on this day, at noon, as an export that a share delivers. */
  const deliver = async (path: string, day: string, content = register) => {
    await put(path, content);
    await utimes(join(folder, path), new Date(`${day}T12:00:00Z`), new Date(`${day}T12:00:00Z`));
  };
  /** Of each asset: since when the register has it, when it last said so, and until when that holds. */
  const presence = async () => {
    const { rows } = await readingOrganisation(node.context.database, node.fresh.organisationId, (scope) =>
      scope.client.query<{ from_at: string; last_at: string; to_at: string }>(
        'select from_at, last_at, to_at from presence order by asset_id',
      ),
    );
    return rows.map(({ from_at, last_at, to_at }) => [from_at, last_at, to_at].map((at) => at.slice(0, 10)));
  };

  test('counts as handed in on the day it was written, and moves the last sightings', async () => {
    await deliver('auto/register.csv', '2026-02-10');
    await through();
    expect(await presence()).toEqual([
      ['2026-02-10', '2026-02-10', 'infinity'],
      ['2026-02-10', '2026-02-10', 'infinity'],
    ]);
    await deliver('auto/register.csv', '2026-03-10');
    await through();
    expect(await report('auto/done/register (2).csv')).toMatchObject({
      status: 'complete',
      duplicateOf: null,
      observedAt: '2026-03-10T12:00:00.000Z',
      read: 2,
      stored: 0,
      unchanged: 2,
    });
    expect(await presence()).toEqual([
      ['2026-02-10', '2026-03-10', 'infinity'],
      ['2026-02-10', '2026-03-10', 'infinity'],
    ]);
  });

  test('and was written on the same day is a repetition', async () => {
    await deliver('auto/register.csv', '2026-03-10');
    await through();
    await deliver('auto/register.csv', '2026-03-10');
    await utimes(join(folder, 'auto/register.csv'), new Date('2026-03-10T15:00:00Z'), new Date('2026-03-10T15:00:00Z'));
    await through();
    expect(await report('auto/done/register (2).csv')).toMatchObject({ status: 'complete', duplicateOf: expect.any(String), read: 0 });
    expect((await imports()).map(({ duplicateOf }) => duplicateOf === null)).toEqual([true, false]);
  });

  test('and was uploaded by hand on that day is a repetition', async () => {
    await node.importFile({ name: 'register.csv', bytes: new TextEncoder().encode(register) });
    await deliver('auto/register.csv', '2026-04-01');
    await through();
    expect((await imports()).map(({ duplicateOf }) => duplicateOf === null)).toEqual([true, false]);
  });

  test('keeps the date that it names itself, and then changes nothing', async () => {
    const scan = await readFile(new URL('../../importers/nessus/fixtures/authenticated-host.nessus', import.meta.url), 'utf8');
    await deliver('auto/scan.nessus', '2026-03-20', scan);
    await through();
    const [first] = await imports();
    await deliver('auto/scan.nessus', '2026-03-25', scan);
    await through();
    expect(await imports()).toMatchObject([
      { duplicateOf: null, observedAt: first?.observedAt },
      { duplicateOf: first?.id, observedAt: first?.observedAt },
    ]);
    expect(first?.observedAt).not.toContain('2026-03-20');
  });

  test('with a time some minutes ahead, as the clock of a share may be, was written today', async () => {
    await put('auto/register.csv');
    const at = new Date(millisecondsOf(node.context.clock.now()) + 300_000);
    await utimes(join(folder, 'auto/register.csv'), at, at);
    await through();
    await through();
    expect((await imports()).map(({ observedAt }) => observedAt)).toEqual(['2026-04-01T08:00:05.000Z']);
  });

  test('with a time to come, or one of a program that knows no time, counts as observed when it is taken', async () => {
    await deliver('auto/ahead.csv', '2026-04-03', `${register}Pomp 4;SN-4\n`);
    await deliver('auto/unknown.csv', '1980-01-01', `${register}Pomp 5;SN-5\n`);
    await through();
    expect((await imports()).map(({ observedAt }) => observedAt?.slice(0, 10))).toEqual(['2026-04-01', '2026-04-01']);
  });

  test('and was set right on the same day: the later file holds', async () => {
    await deliver('auto/register.csv', '2026-03-10', 'Assetnummer;Naam;Afdeling\nA-1;Pomp 1;IC\nA-2;Pomp 2;IC\n');
    await through();
    await deliver('auto/register.csv', '2026-03-10', 'Assetnummer;Naam;Afdeling\nA-1;Pomp 1;Spoed\n');
    // An hour later.
    await utimes(join(folder, 'auto/register.csv'), new Date('2026-03-10T13:00:00Z'), new Date('2026-03-10T13:00:00Z'));
    await through();
    expect(await presence()).toEqual([
      ['2026-03-10', '2026-03-10', 'infinity'],
      ['2026-03-10', '2026-03-10', '2026-03-10'],
    ]);
  });
});
