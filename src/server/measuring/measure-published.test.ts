/** Phishing tests in the catalogue: published once, they are figures of the whole house, in every place where figures are told, and nothing finer. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CampaignDetail } from '#contract/endpoints/campaigns.ts';
import type { MetricView, Overview } from '#contract/endpoints/metrics.ts';
import type { ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import { isPublished, publishedMeasures } from '#core/metrics/define-metric.ts';
import { metrics } from '#core/metrics/registry.ts';
import { readCsv, readParquet, readXlsx } from '../../../test/support/read-table.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

const passphrase = 'een lange wachtzin voor de proef';
const departments = ['Kliniek', 'Lab', 'Apotheek'] as const;
const people = departments.flatMap((department, place) =>
  Array.from({ length: 30 + place }, (_, number) => ({ mail: `${department}${number}@noord.example`.toLowerCase(), department, number })),
);
const population = [
  'e-mail;afdeling;functiegroep;in_dienst',
  ...people.map(({ mail, department }) => `${mail};${department};arts;2020-01-01`),
];

/** Every fifth clicks, every fourth reports after eleven minutes or more. */
function events(campaign: string, day: string, to: readonly { readonly mail: string; readonly number: number }[] = people): string {
  const at = (minute: number, second = 0) => `${day}T09:${String(minute).padStart(2, '0')}:${String(second).padStart(2, '0')}Z`;
  const rows = to.flatMap(({ mail, number }) => [
    `${mail},delivered,${at(0)},,`,
    ...(number % 5 === 0 ? [`${mail},clicked,${at(3, number)},192.0.2.${number},Mozilla/5.0`] : []),
    ...(number % 4 === 1 ? [`${mail},reported,${at(10 + number)},,`] : []),
  ]);
  return ['campaign,recipient,event,at,ip,user_agent', ...rows.map((row) => `${campaign},${row}`)].join('\n');
}

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await node.importFile('csv/dutch-register.csv', '&observedAt=2026-03-01');
  expect((await ask('POST', '/awareness/key', { passphrase, minutes: 600 })).status).toBe(201);
  await node.importFile({ name: 'mensen.csv', bytes: Buffer.from(population.join('\n')) });
});
afterAll(() => node.stop());

const ask = (method: string, path: string, body?: unknown) => node.ask(node.localToken, method, path, body);
const json = async <T>(path: string) => (await (await ask('GET', path)).json()) as T;
const view = (id: string) => json<MetricView>(`/metrics/${id}`);
const bytesOf = async (path: string) =>
  new Uint8Array(await (await node.fetch(`/api/v1${path}`, { headers: { authorization: `Bearer ${node.localToken}` } })).arrayBuffer());
async function publish(name: string): Promise<string> {
  const { items } = await json<{ items: CampaignDetail[] }>('/awareness/campaigns');
  const id = items.find((one) => one.name === name)?.id ?? expect.fail(`${name} is held`);
  expect((await ask('POST', `/awareness/campaigns/${id}/publication`)).status).toBe(202);
  await node.work();
  return id;
}
const measureOf = (metric: MetricView, name: string) => metric.measures.find(({ measure }) => measure === name) ?? expect.fail(name);
const published = metrics.filter(isPublished);

describe('before anything is published', () => {
  test('no metric about people has a day, and the index is of the other domains', async () => {
    for (const { id } of published) for (const { series } of (await view(id)).measures) expect(series).toEqual([]);
    const index = await json<ResilienceIndex>('/index');
    expect(index.coverage.domainsOf).toBe(3);
    expect(index.domains.find(({ domain }) => domain === 'AWR')).toMatchObject({ weight: 0, index: null });
    expect(index.domains.find(({ domain }) => domain === 'AWR')?.missing?.en).toContain('no figure about people');
  });
});

describe('what was published', () => {
  const keys: string[] = [];
  beforeAll(async () => {
    await node.importFile({ name: 'lente.csv', bytes: Buffer.from(events('Lente', '2026-01-13')) });
    await node.importFile({ name: 'winter.csv', bytes: Buffer.from(events('Winter', '2026-03-03', people.slice(0, 60))) });
    // In the order in which nobody ran them.
    keys.push(await publish('Winter'), await publish('Lente'));
  });

  test('is one figure each, of the day of the test, carried to today', async () => {
    const report = measureOf(await view('AWR-05'), 'reported');
    const reporters = people.filter(({ number }) => number % 4 === 1).length;
    expect(report.series[0]).toMatchObject({
      day: '2026-01-13',
      numerator: reporters,
      denominator: people.length,
      state: 'measured',
      reasons: [],
    });
    expect(report.series[1]).toMatchObject({ numerator: reporters, reasons: ['figure-carried'] });
    expect(report.series.at(-1)).toMatchObject({ day: '2026-04-01', denominator: 60 });
    expect(report.chart).toMatchObject({ period: 'figure', points: [{ day: '2026-01-13' }, { day: '2026-03-03' }] });
    expect(report.verdict.kind).toBe('too-early');
    expect((await view('AWR-07')).measures[0]?.series.at(-1)?.value).toBe(11);
  });

  test('ends at its publication: no rows, no parts, and the key of each test', async () => {
    for (const { id } of published) {
      const metric = await view(id);
      expect([metric.breakdown, metric.unplaced, metric.definition.exclusions]).toEqual([[], [], []]);
      for (const { rows, entered } of metric.measures) expect([rows, entered]).toEqual([null, null]);
    }
    const [winter, spring] = keys;
    expect(measureOf(await view('AWR-03'), 'clicked').published).toMatchObject({
      subject: 'phishing',
      figures: [
        { toOn: '2026-01-13', keys: [spring] },
        { toOn: '2026-03-03', keys: [winter] },
      ],
    });
  });

  test('stays as it is when measuring runs again, and says as much in every other scope: nothing', async () => {
    const before = await view('AWR-03');
    await node.context.jobs.measure(node.fresh.organisationId, null);
    expect((await view('AWR-03')).measures.map(({ series }) => series)).toEqual(before.measures.map(({ series }) => series));
    const asked = await Promise.all(
      departments.map((department) => json<MetricView>(`/metrics/AWR-03?scopeKind=department&scopeId=${department}`)),
    );
    expect(asked.flatMap(({ measures }) => measures.flatMap(({ series }) => series))).toEqual([]);
  });

  test('is told in exports and to scrapers of the whole house alone', async () => {
    const csv = readCsv(await bytesOf('/exports/measurements?format=csv'));
    const sheet = await readXlsx(await bytesOf('/exports/measurements?format=xlsx&metric=AWR-05'));
    const parquet = (await readParquet(await bytesOf('/exports/measurements?format=parquet'))).rows;
    const ofPeople = parquet.filter(({ metric }) => String(metric).startsWith('AWR-'));
    const ofTests = published.filter((metric) => publishedMeasures(metric).some((measure) => measure.published.subject === 'phishing'));
    expect(new Set(ofPeople.map(({ metric }) => metric))).toEqual(new Set(ofTests.map(({ id }) => id)));
    expect(new Set(ofPeople.map(({ scopeKind, scopeName }) => `${String(scopeKind)} ${String(scopeName)}`))).toEqual(
      new Set(['organisation Ziekenhuis Oost']),
    );
    expect(csv.rows.filter(([metric]) => metric?.startsWith('AWR-')).length).toBe(ofPeople.length);
    expect(sheet.rows.every((row) => row[4] === 'organisation')).toBe(true);
    const text = await (await ask('GET', '/openmetrics?scopes=organisation,department,class,tier,service')).text();
    const lines = text.split('\n').filter((line) => line.includes('metric="AWR-') && line.includes('scope_kind='));
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.every((line) => line.includes('scope_kind="organisation"'))).toBe(true);
  });

  test('leads the overview with the few that are vital signs', async () => {
    const { signs } = await json<Overview>('/overview');
    const told = signs.filter(({ domain }) => domain === 'AWR').map(({ id }) => id);
    const vital = metrics.filter(({ domain, notVital }) => domain === 'AWR' && notVital === undefined);
    expect(told.toSorted()).toEqual(vital.map(({ id }) => id).toSorted());
    expect(told).toEqual(expect.arrayContaining(['AWR-05', 'AWR-07', 'AWR-10']));
    expect(told).not.toContain('AWR-03');
    expect(signs.find(({ id }) => id === 'AWR-05')).toMatchObject({ origin: 'publications', rows: null });
  });

  test('makes awareness a part of the index, missing where too few of it have a value', async () => {
    const { domains, coverage } = await json<ResilienceIndex>('/index');
    expect(coverage.domainsOf).toBe(3);
    expect(domains.find(({ domain }) => domain === 'AWR')?.weight).toBeCloseTo(1 / 3, 12);
  });

  test('counts in AWR-10 when its difficulty was scored, and says how many are left out', async () => {
    const leftOut = async () => measureOf(await view('AWR-10'), 'left-out').series.at(-1)?.value;
    expect(await leftOut()).toBe(2);
    const premise = { mimicsProcess: 0, workplaceRelevance: 0, fitsOtherEvents: 0, concernAboutNotClicking: 0, recentTraining: 0 };
    expect((await ask('PUT', `/awareness/campaigns/${keys[0]}/score`, { cues: {}, premise })).status).toBe(200);
    expect(await leftOut()).toBe(1);
    expect(measureOf(await view('AWR-10'), 'adjusted').series.at(-1)).toMatchObject({ state: 'gated', value: null });
  });
});
