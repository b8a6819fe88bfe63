/** Sources fetched by themselves: what is due, when, and what switching off does. No network: a list that is not there. */
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SourceJson } from '#contract/endpoints/sources.ts';
import type { ProviderJson } from '#contract/endpoints/providers.ts';
import { startTestNode, type TestNode } from '#test/support/test-node.ts';
import { addProvider } from '#store/sources/csaf-providers.ts';
import type { Queue } from '../jobs/queue.ts';
import { fetchDueSources } from './fetch-schedule.ts';
import { httpClient, type Reach } from './http-client.ts';
import { usualProviderLimits } from './provider-limits.ts';
import { takeProvider } from './provider-tasks.ts';
import { takeSource } from './source-tasks.ts';

const hour = 3_600_000;
const id = 'csaf:127.0.0.1:9';
let node: TestNode;
const queued: { readonly id: string; readonly isScheduled: boolean | undefined }[] = [];
const queue = {
  enqueueSource: async ({ sourceId, isScheduled }) => void queued.push({ id: sourceId, isScheduled }),
  enqueueProvider: async ({ providerId, isScheduled }) => void queued.push({ id: providerId, isScheduled }),
  enqueueMatching: async () => undefined,
} as Pick<Queue, 'enqueueSource' | 'enqueueProvider' | 'enqueueMatching'>;
const asks: string[] = [];
const work = () => {
  const { database, clock, newId, sourceUrls: urls } = node.context;
  const http = httpClient('0.0.0-test');
  const counted = {
    ...http,
    get: (url: string, headers: Readonly<Record<string, string>>) => (asks.push(url), http.get(url, headers)),
    wait: async () => undefined,
  };
  return {
    ...{ database, clock, newId, urls, queue: queue as Queue, log: pino({ level: 'silent' }), http: counted },
    ...{ limits: usualProviderLimits, httpFor: (_reach: Reach) => counted, stopping: new AbortController().signal },
    // Always in the middle.
    random: () => new Uint8Array([128, 0]),
  };
};

beforeEach(async () => {
  node = await startTestNode();
  queued.length = 0;
  asks.length = 0;
  const asked = 'http://127.0.0.1:9/provider-metadata.json';
  await addProvider(node.fresh.database, { id, asked, reach: 'machine', at: node.context.clock.now() });
});
afterEach(() => node.stop());

const due = () => fetchDueSources(work());
const provider = async (): Promise<ProviderJson['fetch'] | undefined> => {
  const { items } = (await (await node.ask(node.localToken, 'GET', '/sources/providers')).json()) as { items: ProviderJson[] };
  return items[0]?.fetch;
};
const schedule = (source: string, everyHours: number | null) =>
  node.ask(node.localToken, 'PUT', `/sources/${source}/schedule`, { everyHours });

test('a provider is planned soon, put in line when its time has come, once, and planned again after it', async () => {
  expect(await provider()).toEqual({ everyHours: 24, isUsual: true, nextAt: null, failures: 0 });
  expect(await due()).toEqual([]);
  expect(await provider()).toMatchObject({ nextAt: '2026-04-01T08:10:00.000Z' });
  node.turnClock(hour / 6 - 1);
  expect(await due()).toEqual([]);
  node.turnClock(1);
  expect(await due()).toEqual([id]);
  expect(await due()).toEqual([]);
  expect(queued).toEqual([{ id, isScheduled: true }]);
});

test('what fails is asked again later and later, and is told with its failures', async () => {
  const waited: number[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await takeProvider(work(), { providerId: id, beganAt: null, isScheduled: true });
    const plan = await provider();
    waited.push((Date.parse(plan?.nextAt ?? '') - Date.parse(node.context.clock.now())) / hour);
    expect(plan?.failures).toBe(attempt + 1);
    node.turnClock(hour);
  }
  expect(waited).toEqual([1, 2, 4]);
  expect(asks).not.toEqual([]);
});

test('what was switched off is not planned, and what was in line by then asks nobody; whoever asks gets it all the same', async () => {
  expect((await schedule(id, 0)).status).toBe(200);
  expect(await provider()).toEqual({ everyHours: null, isUsual: false, nextAt: null, failures: 0 });
  await due();
  node.turnClock(48 * hour);
  expect(await due()).toEqual([]);
  await takeProvider(work(), { providerId: id, beganAt: null, isScheduled: true });
  expect(asks).toEqual([]);
  await takeProvider(work(), { providerId: id, beganAt: null });
  expect(asks).not.toEqual([]);
  expect((await provider())?.nextAt).toBeNull();
});

test('the lists are asked by themselves only when somebody sets it, and then without a copy', async () => {
  const kev = async () => {
    const { items } = (await (await node.ask(node.localToken, 'GET', '/sources')).json()) as { items: SourceJson[] };
    return items.find((one) => one.id === 'kev')?.fetch;
  };
  expect(await kev()).toEqual({ everyHours: null, isUsual: true, nextAt: null, failures: 0 });
  await takeSource(work(), { sourceId: 'kev', file: null, replace: false, isScheduled: true });
  expect(asks).toEqual([]);
  expect(await (await schedule('kev', 6)).json()).toEqual({ everyHours: 6, isUsual: false, nextAt: null, failures: 0 });
  await due();
  node.turnClock(hour);
  expect(await due()).toContain('kev');
  await takeSource(work(), { sourceId: 'kev', file: null, replace: false, isScheduled: true });
  expect(asks).toContain('http://127.0.0.1:9/kev.json');
  expect(await kev()).toMatchObject({ everyHours: 6, failures: 1 });
});

test('only the owner of the node sets it, of sources that there are', async () => {
  const analyst = await node.token({ role: 'analyst' });
  expect((await node.ask(analyst, 'PUT', '/sources/kev/schedule', { everyHours: 6 })).status).toBe(403);
  expect((await schedule('csaf:nobody.example', 6)).status).toBe(404);
  expect((await schedule('kev', 10_000)).status).toBe(400);
});
