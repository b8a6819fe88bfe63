/** What people enter, from the request to the metric, the exports and what stays on record. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntryJson } from '#contract/endpoints/entries.ts';
import type { MetricView, Overview } from '#contract/endpoints/metrics.ts';
import type { ReportEdition } from '#core/reports/report-document.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import { newestMeasuredDay } from '#store/measuring/read-series.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { measureEntered } from '../measuring/measure-entered.ts';

// Its clock stands at 1 April 2026, 10:00 in Amsterdam; it has neither assets nor files.
let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
});
afterAll(() => node.stop());

const ask = (method: string, path: string, body?: unknown, token = node.localToken) => node.ask(token, method, path, body);
const jsonOf = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const march = { fromOn: '2026-03-01', toOn: '2026-03-31' };
const said = { ...march, numerator: 70, denominator: 80, evidence: 'Report of the test', evidenceReference: 'Z-12' };
const enter = (id: string, body: object, token?: string) => ask('POST', `/metrics/${id}/entries`, body, token);
const entries = async (id: string) => (await jsonOf<{ items: EntryJson[] }>(await ask('GET', `/metrics/${id}/entries`))).items;
const view = async (id: string) => jsonOf<MetricView>(await ask('GET', `/metrics/${id}`));
const newest = async (id: string) => (await view(id)).measures.find(({ headline }) => headline)?.series.at(-1);

describe('what people enter', () => {
  test('is not missed before anybody began: it stands behind all others in the overview', async () => {
    const { signs } = await jsonOf<Overview>(await ask('GET', '/overview'));
    // Nor is what nobody has published of people.
    const last = signs.filter(({ origin }) => origin !== 'publications').slice(-7);
    expect(signs.slice(-5).every(({ newest }) => newest === null)).toBe(true);
    expect(last.map(({ id }) => id).toSorted()).toEqual(['AST-14', 'AWR-15', 'AWR-18', 'VUL-06', 'VUL-13', 'VUL-16', 'VUL-17']);
    for (const sign of last) expect(sign).toMatchObject({ newest: null, rows: null });
  });

  test('becomes a measurement at once, with its interval, also where there is no record at all', async () => {
    const token = await node.token({ role: 'medical-technology' });
    const done = await enter('vul-16', said, token);
    expect(done.status, await done.clone().text()).toBe(200);
    const { id } = await jsonOf<{ id: string }>(done);
    // Wilson, 70 of 80 at 95 %: worked out by hand as in examples.json.
    const last = await newest('VUL-16');
    expect(last).toMatchObject({
      day: '2026-04-01',
      state: 'measured',
      value: 0.875,
      numerator: 70,
      denominator: 80,
      reasons: ['entry-carried'],
    });
    expect([last?.lower, last?.upper].map((bound) => Number(bound?.toFixed(4)))).toEqual([0.785, 0.9307]);
    const shown = await view('VUL-16');
    expect(shown.measures[0]).toMatchObject({ rows: null, entered: { kind: 'proportion' } });
    expect(shown.measures[0]?.chart.points.map(({ day, value }) => [day, value])).toEqual([
      ['2026-03-31', 0.875],
      ['2026-04-01', null],
    ]);
    expect(shown.definition.automationLevel).toBe(0);
    expect(await entries('VUL-16')).toMatchObject([
      {
        id,
        stands: true,
        revisions: [{ revision: 1, act: 'entered', saidBy: 'token of medical-technology', saidAt: '2026-04-01T08:00:00.000Z' }],
      },
    ]);
  });

  test('the same twice changes nothing; otherwise for the same days is refused', async () => {
    const again = await enter('VUL-16', said);
    expect(await jsonOf(again)).toMatchObject({ changed: false, revision: 1 });
    for (const other of [
      { ...said, numerator: 71 },
      { ...said, evidence: 'Another report' },
      { ...said, fromOn: '2026-03-31' },
      { ...said, fromOn: '2025-12-01' },
    ]) {
      const response = await enter('VUL-16', other);
      expect(response.status).toBe(409);
      expect(await jsonOf(response)).toMatchObject({ code: 'conflict', detail: expect.stringContaining('2026-03-01 to 2026-03-31') });
    }
    expect((await entries('VUL-16')).flatMap(({ revisions }) => revisions)).toHaveLength(1);
  });

  test('two people who enter the same days at once: one is first, the other is told', async () => {
    const twice = await Promise.all([1, 2].map((numerator) => enter('VUL-17', { ...said, numerator })));
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await entries('VUL-17')).toHaveLength(1);
  });

  test('a correction is a revision with its reason, and a measurement of a higher one; what was said stays', async () => {
    const [entry] = await entries('VUL-16');
    const path = `/entries/${entry?.id ?? ''}/correct`;
    const correction = { numerator: 72, denominator: 80, evidence: 'Report of the test', reason: 'Two were counted as failed' };
    expect(await jsonOf(await ask('POST', path, correction))).toMatchObject({ changed: true, revision: 2 });
    expect(await jsonOf(await ask('POST', path, correction))).toMatchObject({ changed: false, revision: 2 });
    expect(await newest('VUL-16')).toMatchObject({ value: 0.9 });
    const [after] = await entries('VUL-16');
    expect(after?.revisions.map(({ act, numerator, reason }) => [act, numerator, reason])).toEqual([
      ['entered', 70, null],
      ['corrected', 72, 'Two were counted as failed'],
    ]);
    const percentage = await ask('POST', path, { numerator: 90, evidence: 'x', reason: 'r' });
    expect(await jsonOf(percentage)).toMatchObject({ code: 'request-invalid', detail: expect.stringContaining('percentage alone') });
  });

  test('what is withdrawn leaves no value, stays on record, and makes way for the same days', async () => {
    const [entry] = await entries('VUL-16');
    const path = `/entries/${entry?.id ?? ''}`;
    expect((await ask('POST', `${path}/withdraw`, { reason: 'Of another hospital' })).status).toBe(200);
    expect(await newest('VUL-16')).toMatchObject({ state: 'no-data', value: null, reasons: ['entry-missing'] });
    expect((await ask('POST', `${path}/withdraw`, { reason: 'again' })).status).toBe(409);
    expect((await ask('POST', `${path}/correct`, { numerator: 1, denominator: 2, evidence: 'x', reason: 'r' })).status).toBe(409);
    expect((await enter('VUL-16', said)).status).toBe(200);
    const said16 = (await entries('VUL-16')).map(({ stands, revisions }) => `${revisions.at(-1)?.act} ${stands ? 'stands' : 'is over'}`);
    expect(said16.toSorted()).toEqual(['entered stands', 'withdrawn is over']);
  });

  test('the board and auditors read it and enter nothing', async () => {
    for (const role of ['board', 'auditor'] as const) {
      const token = await node.token({ role });
      expect((await ask('GET', '/metrics/VUL-16/entries', undefined, token)).status).toBe(200);
      expect((await enter('AST-14', { ...march, numerator: 3, evidence: 'x' }, token)).status).toBe(403);
    }
    expect(await entries('AST-14')).toEqual([]);
  });

  test('counts and days are entered as such, and stand in the exports and for scrapers as all others', async () => {
    expect((await enter('AST-14', { ...march, numerator: 3, evidence: 'List of services' })).status).toBe(200);
    expect((await enter('VUL-06', { ...march, days: 12.5, evidence: 'Report' })).status).toBe(200);
    expect(await newest('AST-14')).toMatchObject({ value: 3, numerator: 3, denominator: null });
    expect(await newest('VUL-06')).toMatchObject({ value: 12.5, numerator: null });
    const csv = await (await ask('GET', '/exports/measurements?format=csv&metric=VUL-06')).text();
    expect(csv).toMatch(/VUL-06.+latency-median.+days.+2026-03-31.+measured.+12[.,]5/);
    const scraped = await (await ask('GET', '/openmetrics')).text();
    expect(scraped).toMatch(/cybermetrics_measurement\{metric="AST-14",measure="unknown-services"[^}]*\} 3\n/);
  });

  test('the register of a report says who entered it, when and with which evidence', async () => {
    const token = await node.token({ role: 'medical-technology' });
    expect((await enter('VUL-13', { ...said, fromOn: '2026-01-01' }, token)).status).toBe(200);
    const made = await ask('POST', '/reports', { language: 'en', period: '2026-03' });
    expect(made.status, await made.clone().text()).toBe(201);
    const { id } = await jsonOf<{ id: string }>(made);
    const { document } = await jsonOf<ReportEdition>(await ask('GET', `/reports/${id}`));
    const row = document.register.find(({ metric, numerator }) => metric?.id === 'VUL-13' && numerator === 70);
    expect(row).toMatchObject({
      origin: 'entered',
      day: '2026-03-31',
      sources: [],
      note: 'entered by token of medical-technology on 1 April 2026, evidence: Report of the test, Z-12',
      revision: 1,
    });
    expect(document.annex.find(({ metricId }) => metricId === 'VUL-13')?.caution).toBe(
      'entered by hand, with its evidence in the register',
    );
    const html = await (await ask('GET', `/reports/${id}/html`)).text();
    expect(html).toContain('entered by hand');
  });

  test('nobody renews it: after cadence and grace it is stale, by the calendar alone', async () => {
    const later = { today: '2026-05-16' as Day, now: '2026-05-16T08:00:00.000Z' as Instant };
    await withOrganisation(node.fresh.database, node.fresh.organisationId, (scope) => measureEntered(scope, later));
    const csv = await (await ask('GET', '/exports/measurements?format=csv&metric=VUL-06&to=2026-05-16')).text();
    expect(csv).toMatch(/2026-05-15.{0,3}[;,"]+measured/);
    expect(csv).toMatch(/2026-05-16.{0,3}[;,"]+stale/);
  });

  test('says nothing of how far the records were measured', async () => {
    expect(await readingOrganisation(node.fresh.database, node.fresh.organisationId, newestMeasuredDay)).toBeNull();
  });

  test('the other organisation sees none of it', async () => {
    const token = await node.token({ organisationId: node.fresh.otherOrganisationId });
    expect(await jsonOf(await ask('GET', '/metrics/VUL-16/entries', undefined, token))).toEqual({ items: [] });
    const [entry] = await entries('VUL-16');
    expect((await ask('POST', `/entries/${entry?.id ?? ''}/withdraw`, { reason: 'r' }, token)).status).toBe(404);
  });
});

test('a period of long ago is refused with the first day that is not, and what was withdrawn before gives no days', async () => {
  const other = node;
  node = await startTestNode();
  for (const fromOn of ['0202-01-01', '1999-12-31', '2016-03-30']) {
    const far = await enter('VUL-13', { ...said, fromOn, toOn: fromOn });
    expect(far.status).toBe(400);
    expect(await jsonOf(far)).toMatchObject({ detail: expect.stringContaining('begins on 2016-03-31 or later') });
  }
  const old = await enter('VUL-13', { ...said, fromOn: '2016-03-31', toOn: '2016-04-30' });
  expect(old.status, await old.clone().text()).toBe(200);
  const { id } = await jsonOf<{ id: string }>(old);
  expect((await enter('VUL-13', said)).status).toBe(200);
  const days = async () => (await view('VUL-13')).measures[0]?.series.length;
  expect(await days()).toBeGreaterThan(3_600);
  await ask('POST', `/entries/${id}/withdraw`, { reason: 'Of another hospital' });
  // 31 March and 1 April.
  expect(await days()).toBe(2);
  await node.stop();
  node = other;
});

test('a signal of what was entered is put on record at once, and by a run where there is no record at all', async () => {
  const other = node;
  node = await startTestNode();
  const { organisationId } = node.fresh;
  const quarters = Array.from({ length: 32 }, (_, index) => {
    const [year, month] = [2018 + Math.floor(index / 4), (index % 4) * 3];
    const on = (at: number) => new Date(at).toISOString().slice(0, 10);
    return { fromOn: on(Date.UTC(year, month, 1)), toOn: on(Date.UTC(year, month + 3, 0)), numerator: index < 20 ? 80 + (index % 2) : 30 };
  });
  for (const quarter of quarters)
    expect((await enter('VUL-17', { ...quarter, denominator: 100, evidence: 'Register of reports' })).status).toBe(200);
  const onRecord = () =>
    readingOrganisation(node.fresh.database, organisationId, async ({ client }) => {
      const { rows } = await client.query<{ metric: string }>('select metric_id as metric from signal_event');
      return rows.map(({ metric }) => metric);
    });
  const first = await onRecord();
  expect(first.length).toBeGreaterThan(0);
  expect(new Set(first)).toEqual(new Set(['VUL-17']));
  await withOrganisation(node.fresh.database, organisationId, ({ client }) => client.query('delete from signal_event'));
  node.turnClock(86_400_000);
  await node.context.jobs.measure(organisationId, null);
  expect(await readingOrganisation(node.fresh.database, organisationId, newestMeasuredDay)).toBeNull();
  expect((await onRecord()).length).toBeGreaterThan(0);
  await node.stop();
  node = other;
});
