/** Reports of a real node: made, kept, made again, made by themselves. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClosingTimesJson } from '#contract/endpoints/closing-times.ts';
import type { ReportEntry } from '#contract/endpoints/reports.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import type { ReportEdition } from '#core/reports/report-document.ts';
import { readOrganisation } from '#store/organisations.ts';
import { addReport } from '#store/reports/archive.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { gatherClosing } from './gather-closing.ts';
import { digestOf, makeReport, requirePeriod } from './make-report.ts';
import { makeDueReports } from './scheduled-reports.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await node.importFile('csv/dutch-register.csv', '&observedAt=2026-02-20');
  await node.importFile('nessus/authenticated-host.nessus');
  await node.context.jobs.measure(node.fresh.organisationId, null);
});
afterAll(() => node.stop());

const ask = async <T>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> => {
  const response = await node.ask(node.localToken, method, path, body);
  expect(response.status, path).toBeLessThan(300);
  return (await response.json()) as T;
};
type Made = ReportEntry & { isNew: boolean };
const make = (body: unknown) => ask<Made>('POST', '/reports', body);
const editionOf = (id: string) => ask<ReportEdition>('GET', `/reports/${id}`);

test('without a period it is of the month that is over', async () => {
  const made = await make({ language: 'en' });
  expect(made).toMatchObject({ period: '2026-03', day: '2026-03-31', revision: 1, isNew: true, changeCount: 0 });
});

test('what it keeps is what its digest was made of, and measured figures name files, revision and moment', async () => {
  const edition = await editionOf((await make({ language: 'nl', period: '2026-03' })).id);
  expect(digestOf(edition.document)).toBe(edition.digest);
  const measured = edition.document.register.filter(({ origin }) => origin === 'measurement');
  expect(measured.length).toBeGreaterThan(0);
  for (const row of measured) {
    expect(row.revision, row.key).toBeGreaterThanOrEqual(1);
    expect(row.computedAt, row.key).toMatch(/Z$/);
    expect(row.sources.length, row.key).toBeGreaterThan(0);
  }
  expect(edition.document.sources.map(({ file }) => file)).toContain('dutch-register.csv');
});

test('a running month is of today, and says that it is not over', async () => {
  const edition = await editionOf((await make({ period: '2026-04' })).id);
  expect(edition.document).toMatchObject({ day: '2026-04-01', isRunning: true });
});

test('before anything was measured it says so, and no figure of the catalogue reads nought', async () => {
  const { document } = await editionOf((await make({ period: '2025-12' })).id);
  expect(document.page.signs).toEqual([]);
  expect(document.page.unknown.map(({ why }) => why)).toEqual(['nothing was measured']);
});

test('how long findings stay open is what the page says of the same day, and of a month that is over as it was at its end', async () => {
  const running = (await editionOf((await make({ language: 'en', period: '2026-04' })).id)).document;
  const shown = await ask<ClosingTimesJson>('GET', '/findings/closing-times?by=severity');
  expect(shown.curves[0]?.prevalent).toBeGreaterThan(0);
  const told = (key: string) => running.register.find((row) => row.key === `closing ${key} 2026-04-01`);
  for (const { group, prevalent, filter } of shown.curves) {
    const row = told(`${group ?? 'all'} left-out`);
    expect(row, filter).toMatchObject({ numerator: prevalent, fromOn: '2025-04-01' });
    expect(filter).toContain(row?.note);
  }
  expect(running.closing?.groups.length).toBe(shown.curves.length);
  const before = (await editionOf((await make({ period: '2025-11' })).id)).document;
  expect(before.closing).toBeNull();
});

test('where the curve of closing times takes too long it is not known, and the rest of the report is read on in the same moment', async () => {
  const { database, organisationId } = node.fresh;
  const now = node.context.clock.now();
  const day = dayOf(now, 'Europe/Amsterdam');
  const gather = (scope: Scope, limitMs: number) => gatherClosing(scope, { day, now, today: day, limitMs });
  await withOrganisation(database, organisationId, async (other) => {
    await sql`lock table finding_version in access exclusive mode`.execute(other.trx);
    await readingOrganisation(database, organisationId, async (scope) => {
      expect(await gather(scope, 50)).toBe('too-slow');
      // The transaction goes on, without the limit of what was stopped.
      const { rows } = await sql<{ limit: string }>`select current_setting('statement_timeout') as "limit"`.execute(scope.trx);
      expect(rows).not.toEqual([{ limit: '50ms' }]);
      expect((await readOrganisation(scope)).name).not.toBe('');
    });
  });
  await readingOrganisation(database, organisationId, async (scope) => expect(await gather(scope, 5_000)).toHaveProperty('groups'));
});

test('made again on another day, when other things are to be done next, a month that is over has no other revision', async () => {
  const { database, organisationId } = { database: node.fresh.database, organisationId: node.fresh.organisationId };
  const { newId } = node.context;
  const wish = { language: 'nl', period: requirePeriod('2025-Q4'), madeBy: 'A. Tester' } as const;
  const on = (now: string) => makeReport({ database, organisationId, now: now as Instant, newId }, wish);
  const first = await on('2026-04-01T09:00:00.000Z');
  const later = await on('2026-05-20T09:00:00.000Z');
  expect(first.isNew).toBe(true);
  expect(later).toMatchObject({ isNew: false, edition: { id: first.edition.id, revision: 1 } });
});

describe('of the same period', () => {
  test('the same figures are the same revision; other figures are the next, which names them; the first stays as it was', async () => {
    const first = await make({ period: '2026-02' });
    expect(await make({ period: '2026-02' })).toEqual({ ...first, isNew: false });
    const kept = await editionOf(first.id);
    // Somebody hands in more of that month, and its days are measured again.
    const row = 'Assetnummer;Naam;Afdeling\nNEW-1;Extra apparaat;Radiologie\n';
    await node.importFile({ name: 'more.csv', bytes: new TextEncoder().encode(row) }, '&observedAt=2026-02-21&source=CMDB');
    await node.context.jobs.measure(node.fresh.organisationId, '2026-02-01' as never);
    const second = await make({ period: '2026-02' });
    expect(second).toMatchObject({ revision: 2, isNew: true });
    expect(second.changeCount).toBeGreaterThan(0);
    const { changes, document } = await editionOf(second.id);
    for (const { key, mark, after } of changes.filter((change) => change.after !== null)) {
      const shown = document.register.find((one) => one.key === key);
      expect([shown?.mark, after?.startsWith(shown?.printed[0] ?? 'no such row')], key).toEqual([mark, true]);
    }
    expect(await editionOf(first.id)).toEqual(kept);
    const { items } = await ask<{ items: ReportEntry[] }>('GET', '/reports');
    expect(items.filter(({ period }) => period === '2026-02').map(({ revision }) => revision)).toEqual([2, 1]);
  });
});

test('HTML comes with a policy under which its own style sheet counts and nothing runs', async () => {
  const { id } = await make({ period: '2026-03', language: 'nl' });
  const response = await node.ask(node.localToken, 'GET', `/reports/${id}/html`);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(response.headers.get('content-disposition')).toMatch(/^inline; filename="cyber-report-2026-03-r\d-nl.html"$/);
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src-elem 'sha256-[^']+';/);
  expect(await response.text()).toMatch(/^<!doctype html><html lang="nl">/);
});

test('it keeps the name its maker had, and one that kept an account is read with the name of that account', async () => {
  const { id } = await node.account();
  const { database, organisationId } = { database: node.fresh.database, organisationId: node.fresh.organisationId };
  const { clock, newId } = node.context;
  const wish = { language: 'nl', period: requirePeriod('2026-01'), madeBy: `account:${id}` } as const;
  const { edition } = await makeReport({ database, organisationId, now: clock.now(), newId }, wish);
  expect(edition.madeBy).toBe('The owner');
  const older = { ...edition, id: newId(), revision: 2, madeBy: `account:${id}` };
  await withOrganisation(database, organisationId, (scope) => addReport(scope, older));
  const { items } = await ask<{ items: ReportEntry[] }>('GET', '/reports');
  expect(items.filter(({ period }) => period === '2026-01').map(({ madeBy }) => madeBy)).toEqual(['The owner', 'The owner']);
  for (const report of [edition.id, older.id]) {
    const html = await (await node.ask(node.localToken, 'GET', `/reports/${report}/html`)).text();
    expect(html).toContain('The owner');
    expect(html).not.toContain('account:');
  }
});

describe('a schedule', () => {
  const work = (now: string) =>
    makeDueReports({
      database: node.fresh.database,
      organisationId: node.fresh.organisationId,
      now: now as Instant,
      newId: node.context.newId,
    });
  const scheduled = async () => {
    const { items } = await ask<{ items: ReportEntry[] }>('GET', '/reports');
    return items.filter(({ madeBy }) => madeBy === null).map(({ period, language }) => `${period} ${language}`);
  };

  test('makes what falls due once in each language, nothing before its day, and nothing that was due before it was set', async () => {
    const set = await ask('PUT', '/reports/schedule', { schedule: { every: 'quarter', onDay: 3, languages: ['nl', 'en'] } });
    expect(set).toMatchObject({
      schedule: { every: 'quarter', onDay: 3, languages: ['nl', 'en'] },
      next: { period: '2026-Q1', on: '2026-04-03' },
    });
    expect(await work('2026-04-02T20:00:00.000Z')).toBe(0);
    expect(await work('2026-04-03T20:00:00.000Z')).toBe(2);
    expect(await work('2026-04-03T21:00:00.000Z')).toBe(0);
    expect((await scheduled()).toSorted()).toEqual(['2026-Q1 en', '2026-Q1 nl']);
    // The next quarter is not measured to its end yet.
    expect(await work('2026-07-04T20:00:00.000Z')).toBe(0);
  });

  test('that is taken away makes nothing', async () => {
    expect(await ask('PUT', '/reports/schedule', { schedule: null })).toEqual({ schedule: null, next: null });
    expect(await work('2026-07-20T20:00:00.000Z')).toBe(0);
  });
});

test('no report of another organisation is seen, also by a statement that forgets to ask', async () => {
  await make({ period: '2026-03' });
  const count = await withOrganisation(node.fresh.database, node.fresh.otherOrganisationId, async (scope) => {
    const { rows } = await scope.client.query<{ count: number }>('select count(*)::int as count from report');
    return rows[0]?.count;
  });
  expect(count).toBe(0);
});
