/** Providers from a server of this machine into the tables, killed and gone on with, and out of the API. */
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import type { HttpPort } from '#advisory-sources/http/fetch-file.ts';
import type { ProviderDetailJson, ProviderJson } from '#contract/endpoints/providers.ts';
import { csafDocument, sha512, startProvider, type TestProvider } from '#test/support/csaf-provider.ts';
import { startTestNode, type TestNode } from '#test/support/test-node.ts';
import { httpClient, type Reach } from './http-client.ts';
import { addProvider } from '#store/sources/csaf-providers.ts';
import { usualProviderLimits } from './provider-limits.ts';
import { takeProvider } from './provider-tasks.ts';
import { syncProvider, type ProviderWork } from './sync-provider.ts';

let node: TestNode;
let provider: TestProvider;
let id: string;
// On a busy machine loading the rules takes longer than a test may.
beforeAll(async () => void (await validateCsafDocument({ document: { csaf_version: '2.0' } })), 180_000);
beforeEach(async () => {
  provider = await startProvider();
  node = await startTestNode();
  id = `csaf:${new URL(provider.url).host}`;
});
afterEach(async () => {
  await node.stop();
  await provider.stop();
});

const day = (number: number) => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;
const offered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `2026/mm-2026-0${index + 1}.json`, updated: day(index + 1) }));
const documentsAsked = () => provider.asked.filter((path) => /^\/csaf\/2026\/.*\.json$/.test(path)).map((path) => path.slice(-15, -5));

async function add(): Promise<void> {
  const response = await node.ask(node.localToken, 'POST', '/sources/providers', { provider: provider.metadataUrl });
  expect([response.status, await response.json()]).toEqual([201, { id, askedAt: node.context.clock.now() }]);
  await node.work();
}
/** A minute later, as whoever asks again would. */
async function sync(): Promise<void> {
  node.turnClock(60_000);
  provider.asked.length = 0;
  const response = await node.ask(node.localToken, 'POST', `/sources/providers/${encodeURIComponent(id)}/sync`);
  expect(response.status).toBe(202);
  await node.work();
}
async function state(): Promise<ProviderJson | undefined> {
  const answer = (await (await node.ask(node.localToken, 'GET', '/sources/providers')).json()) as { items: ProviderJson[] };
  return answer.items[0];
}
async function detail(): Promise<ProviderDetailJson> {
  return (await node.ask(node.localToken, 'GET', `/sources/providers/${encodeURIComponent(id)}`)).json() as Promise<ProviderDetailJson>;
}
async function advisories(): Promise<string[]> {
  const answer = (await (await node.ask(node.localToken, 'GET', '/advisories')).json()) as {
    items: { documentId: string; brokenRules: string[] }[];
  };
  return answer.items.map(({ documentId, brokenRules }) => [documentId, ...brokenRules].join(' ')).toSorted();
}

describe('a provider', () => {
  test('is named, asked, and tells how whole it is: held, kept aside with its rules, and failed with what was wrong', async () => {
    const [first, second, third] = offered(3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three');
    const broken = csafDocument('MM-2026-02', ({ tracking }) => (tracking['revision_history'] = []));
    await provider.offer([first, { ...second, content: broken }, { ...third, hash: sha512('something else') }]);
    await add();
    expect(await state()).toMatchObject({
      id,
      publisher: 'Maker of monitors',
      role: 'csaf_trusted_provider',
      documents: { listed: 3, held: 1, aside: 1, failed: 1, waiting: 0 },
      ageDays: 0,
      isStale: false,
      takenUntil: day(2),
      workingSince: null,
      problem: null,
    });
    expect(await advisories()).toEqual(['MM-2026-01', 'MM-2026-02 schema']);
    expect((await detail()).notable).toMatchObject([
      { state: 'failed', url: `${provider.url}/csaf/${third.path}`, problem: { code: 'proof-invalid' } },
      { state: 'aside', documentId: 'MM-2026-02', brokenRules: ['schema'], problem: null },
    ]);
  });

  test('is asked only for what changed; what failed is tried again, and what is listed no more is forgotten', async () => {
    const [first, second, third] = offered(3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three');
    await provider.offer([first, second, third]);
    provider.otherwise.set(`/csaf/${second.path}`, (_, response) => void response.writeHead(404).end());
    await add();
    expect((await state())?.documents).toMatchObject({ held: 2, failed: 1 });
    provider.otherwise.clear();
    await sync();
    // The feed answered 304: nothing else was looked at again.
    expect(documentsAsked()).toEqual(['mm-2026-02']);
    expect((await state())?.documents).toMatchObject({ held: 3, failed: 0 });
    await sync();
    expect(documentsAsked()).toEqual([]);
    const changed = csafDocument('MM-2026-03', ({ tracking }) => {
      tracking['version'] = '2';
      tracking['current_release_date'] = '2026-02-01T00:00:00Z';
      tracking['revision_history'] = ['1', '2'].map((number) => ({ date: `2026-0${number}-01T00:00:00Z`, number, summary: 'Changed' }));
      tracking['initial_release_date'] = '2026-01-01T00:00:00Z';
    });
    await provider.offer([second, { ...third, updated: '2026-02-01T00:00:00Z', content: changed }]);
    await sync();
    expect(documentsAsked()).toEqual(['mm-2026-03']);
    expect(await state()).toMatchObject({ documents: { listed: 2, held: 2 }, takenUntil: '2026-02-01T00:00:00.000Z' });
    expect(await advisories()).toEqual(['MM-2026-01', 'MM-2026-02', 'MM-2026-03']);
  });

  test('by directory, and with a document handed in before as a file: it is one and the same', async () => {
    await provider.offer(offered(2), 'directory', { role: 'csaf_provider' });
    await add();
    const { items } = (await (await node.ask(node.localToken, 'GET', '/advisories')).json()) as { items: { id: string }[] };
    const full = (await (await node.ask(node.localToken, 'GET', `/advisories/${items[0]?.id}`)).json()) as { advisory: object };
    const line = new TextEncoder().encode(JSON.stringify({ advisory: full.advisory, brokenRules: [] }));
    expect(await (await node.ask(node.localToken, 'POST', '/advisories', line)).json()).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 1,
    });
    await sync();
    expect(documentsAsked()).toEqual([]);
  });

  test('that is away leaves what is held, with the reason in both languages; a second of its name is refused', async () => {
    await provider.offer(offered(2));
    await add();
    expect((await node.ask(node.localToken, 'POST', '/sources/providers', { provider: provider.metadataUrl })).status).toBe(409);
    provider.otherwise.set('/csaf/feed.json', (_, response) => void response.writeHead(200).end('{"feed":{'));
    node.turnClock(9 * 86_400_000);
    await sync();
    expect(await state()).toMatchObject({ documents: { held: 2 }, isStale: true, ageDays: 9, problem: { code: 'file-truncated' } });
    const dutch = await node.fetch('/api/v1/sources/providers', {
      headers: { authorization: `Bearer ${node.localToken}`, 'accept-language': 'nl' },
    });
    expect(await dutch.text()).toContain('is afgebroken of beschadigd; wat er was, blijft staan');
    provider.otherwise.clear();
    await sync();
    expect(await state()).toMatchObject({ isStale: false, problem: null });
  });

  test('that is removed is asked no more, and its advisories stay', async () => {
    await provider.offer(offered(2));
    await add();
    expect((await node.ask(node.localToken, 'DELETE', `/sources/providers/${encodeURIComponent(id)}`)).status).toBe(204);
    expect(await state()).toBeUndefined();
    expect(await advisories()).toEqual(['MM-2026-01', 'MM-2026-02']);
    provider.asked.length = 0;
    expect(await syncProvider(work(), { providerId: id, beganAt: null })).toEqual({ kind: 'removed', read: 0, failed: 0, changed: 0 });
    expect(provider.asked).toEqual([]);
    expect(await node.fresh.database.pool.query(`select id from advisory_source where id like 'csaf:%'`)).toMatchObject({ rowCount: 0 });
  });
});

function work(change: Partial<ProviderWork> = {}): ProviderWork {
  const { database, clock, newId } = node.context;
  const limits = { ...usualProviderLimits, requestsPerSecond: 1_000, documentsAtOnce: 1 };
  const httpFor = (reach: Reach) => httpClient('0-test', undefined, { reach });
  return { database, clock, newId, limits, httpFor, stopping: new AbortController().signal, ...change };
}

describe('a sync', () => {
  test('that is killed goes on where it was, and says until when everything was taken', async () => {
    await provider.offer(offered(5));
    const stopping = new AbortController();
    const httpFor = (): HttpPort => {
      const http = httpClient('0-test', stopping.signal);
      return {
        ...http,
        get: async (url, headers) => {
          // In the middle of the third document.
          if (url.endsWith('mm-2026-03.json.sha512')) stopping.abort();
          return http.get(url, headers);
        },
      };
    };
    await addProvider(node.fresh.database, { id, asked: provider.metadataUrl, reach: 'machine', at: node.context.clock.now() });
    const broken = await syncProvider(work({ httpFor, stopping: stopping.signal }), { providerId: id, beganAt: null });
    expect(broken).toMatchObject({ kind: 'unfinished', read: 2 });
    expect(await state()).toMatchObject({ documents: { held: 2, failed: 0, waiting: 3 }, takenUntil: day(2), asOf: null });
    provider.asked.length = 0;
    expect(await syncProvider(work(), { providerId: id, beganAt: null })).toMatchObject({ kind: 'done', read: 3, changed: 3 });
    expect(documentsAsked()).toEqual(['mm-2026-03', 'mm-2026-04', 'mm-2026-05']);
    expect(await state()).toMatchObject({ documents: { held: 5, waiting: 0 }, takenUntil: day(5), workingSince: null });
  });

  test('is done in runs of so many bytes; what failed is not tried again in the same sync', async () => {
    const documents = offered(4);
    await provider.offer(documents);
    provider.otherwise.set(`/csaf/${documents[0]?.path}`, (_, response) => void response.writeHead(404).end());
    await addProvider(node.fresh.database, { id, asked: provider.metadataUrl, reach: 'machine', at: node.context.clock.now() });
    const limits = { ...usualProviderLimits, requestsPerSecond: 1_000, documentsAtOnce: 1, runBytesMax: 1 };
    let beganAt = null;
    const kinds: string[] = [];
    for (let run = 0; run < 9 && kinds.at(-1) !== 'done'; run += 1) {
      const outcome = await syncProvider(work({ limits }), { providerId: id, beganAt });
      kinds.push(outcome.kind);
      if (outcome.kind === 'unfinished') ({ beganAt } = outcome);
      node.turnClock(1_000);
    }
    expect(kinds).toEqual([...documents.map(() => 'unfinished'), 'done']);
    expect(documentsAsked()).toEqual(['mm-2026-01', 'mm-2026-02', 'mm-2026-03', 'mm-2026-04']);
    expect((await state())?.documents).toMatchObject({ held: 3, failed: 1 });
  });

  test('in the worker goes on run after run, and asks to match when something changed, not otherwise', async () => {
    await provider.offer(offered(2));
    await addProvider(node.fresh.database, { id, asked: provider.metadataUrl, reach: 'machine', at: node.context.clock.now() });
    const queued: string[] = [];
    const queue = {
      enqueueProvider: async ({ beganAt }: { beganAt: string | null }) => void queued.push(`again ${beganAt}`),
      enqueueMatching: async ({ organisationId }: { organisationId: string }) => void queued.push(organisationId),
    };
    const limits = { ...usualProviderLimits, requestsPerSecond: 1_000, documentsAtOnce: 1, runBytesMax: 1 };
    const { random, sourceUrls: urls } = node.context;
    const tasks = { ...work({ limits }), random, urls, queue, log: pino({ level: 'silent' }) };
    const began = node.context.clock.now();
    await takeProvider(tasks, { providerId: id, beganAt: null });
    const both = [node.fresh.organisationId, node.fresh.otherOrganisationId];
    expect(new Set(queued)).toEqual(new Set([...both, `again ${began}`]));
    expect(queued).toHaveLength(3);
    await takeProvider(tasks, { providerId: id, beganAt: began });
    queued.length = 0;
    await takeProvider(tasks, { providerId: id, beganAt: began });
    expect(queued).toEqual([]);
  });
});
