/** What a provider may not do to what is held, and what is not lost of what it lists. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import type { ProviderDetailJson } from '#contract/endpoints/providers.ts';
import { csafDocument, startProvider, type TestProvider } from '#test/support/csaf-provider.ts';
import { startTestNode, type TestNode } from '#test/support/test-node.ts';

let node: TestNode;
let provider: TestProvider;
let other: TestProvider | undefined;
// On a busy machine loading the rules takes longer than a test may.
beforeAll(async () => void (await validateCsafDocument({ document: { csaf_version: '2.0' } })), 180_000);
beforeEach(async () => {
  provider = await startProvider();
  node = await startTestNode();
});
afterEach(async () => {
  await node.stop();
  await provider.stop();
  await other?.stop();
  other = undefined;
});

const day = (number: number) => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000Z`;
const offered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ path: `2026/mm-2026-0${index + 1}.json`, updated: day(index + 1) }));
const idOf = ({ url }: TestProvider) => `csaf:${new URL(url).host}`;
const documentsAsked = () => provider.asked.filter((path) => /^\/csaf\/2026\/.*\.json$/.test(path)).map((path) => path.slice(-15, -5));
const titled = (id: string, title: string, at: string) =>
  csafDocument(id, (document) => {
    Object.assign(document, { title });
    document.tracking['current_release_date'] = at;
    document.tracking['initial_release_date'] = at;
    document.tracking['revision_history'] = [{ date: at, number: document.tracking['version'], summary: 'Made' }];
  });

async function add(one: TestProvider): Promise<void> {
  expect((await node.ask(node.localToken, 'POST', '/sources/providers', { provider: one.metadataUrl })).status).toBe(201);
  await node.work();
}
async function sync(one: TestProvider = provider): Promise<void> {
  node.turnClock(60_000);
  one.asked.length = 0;
  expect((await node.ask(node.localToken, 'POST', `/sources/providers/${encodeURIComponent(idOf(one))}/sync`)).status).toBe(202);
  await node.work();
}
async function detail(one: TestProvider = provider): Promise<ProviderDetailJson> {
  const response = await node.ask(node.localToken, 'GET', `/sources/providers/${encodeURIComponent(idOf(one))}`);
  return response.json() as Promise<ProviderDetailJson>;
}
async function titles(): Promise<string[]> {
  const answer = (await (await node.ask(node.localToken, 'GET', '/advisories')).json()) as { items: { title: string }[] };
  return answer.items.map(({ title }) => title);
}

describe('a document that is held', () => {
  const [first] = offered(1);
  if (first === undefined) throw new Error('one');
  const offer = (one: TestProvider, title: string, at: string, metadata = {}) =>
    one.offer([{ ...first, updated: at, content: titled('MM-2026-01', title, at) }], 'rolie', metadata);
  const stranger = { publisher: { category: 'vendor', name: 'Somebody else', namespace: 'https://else.example' } };

  test('is not replaced by a provider that is not its publisher, whether another gave it or a person', async () => {
    await offer(provider, 'Right', day(1));
    await add(provider);
    other = await startProvider();
    await offer(other, 'Wrong', day(9), stranger);
    await add(other);
    expect(await titles()).toEqual(['Right']);
    expect((await detail(other)).notable).toMatchObject([{ state: 'failed', problem: { code: 'proof-invalid' } }]);
    expect((await detail(other)).notable[0]?.problem?.detail).toContain('which this provider is not');
    // As a person would who has the file.
    await node.fresh.database.pool.query('update advisory set source_id = null');
    await sync(other);
    expect(await titles()).toEqual(['Right']);
    await offer(provider, 'Right again', day(11));
    await sync();
    expect(await titles()).toEqual(['Right again']);
  });

  test('is not replaced by one of the same name with another namespace; what a provider gave itself it may change', async () => {
    await offer(provider, 'First', day(1), stranger);
    await add(provider);
    await offer(provider, 'Second', day(2), stranger);
    await sync();
    expect(await titles()).toEqual(['Second']);
    other = await startProvider();
    await offer(other, 'Wrong', day(9), {
      publisher: { category: 'vendor', name: 'Maker of monitors', namespace: 'https://else.example' },
    });
    await add(other);
    expect(await titles()).toEqual(['Second']);
  });
});

describe('what is listed', () => {
  test('without a moment is asked for in each sync, if it changed', async () => {
    const [first, second] = offered(2);
    if (first === undefined || second === undefined) throw new Error('two');
    const withoutMoments = () => provider.otherwise.set('/csaf/changes.csv', (_, response) => void response.writeHead(404).end());
    withoutMoments();
    await provider.offer([first, second], 'directory');
    await add(provider);
    expect((await titles()).length).toBe(2);
    await sync();
    // Unchanged ones cost one request each: neither hash nor signature is asked for.
    expect(provider.asked.filter((path) => path.startsWith('/csaf/2026/')).toSorted()).toEqual(
      [first, second].map(({ path }) => `/csaf/${path}`),
    );
    expect((await detail()).documents).toMatchObject({ held: 2, failed: 0, waiting: 0 });
    await provider.offer([first, { ...second, content: titled('MM-2026-02', 'Changed', day(20)) }], 'directory');
    await sync();
    expect(await titles()).toContain('Changed');
  });

  test('in two feeds stays while one of them has it, and waits again only when one says something newer', async () => {
    const [first, second] = offered(2);
    if (first === undefined || second === undefined) throw new Error('two');
    const feeds = (urls: string[]) => ({
      distributions: [{ rolie: { feeds: urls.map((name) => ({ url: `${provider.url}/csaf/${name}`, tlp_label: 'WHITE' })) } }],
    });
    const feedOf = (moments: Record<string, string>) =>
      JSON.stringify({
        feed: { entry: Object.entries(moments).map(([path, updated]) => ({ updated, content: { src: `${provider.url}/csaf/${path}` } })) },
      });
    const both = feeds(['a.json', 'b.json']);
    await provider.offer([first, second], 'rolie', both);
    const put = (a: Record<string, string>, b: Record<string, string>) => {
      provider.put('/csaf/a.json', feedOf(a), { etag: '' });
      provider.put('/csaf/b.json', feedOf(b));
    };
    // Feed a gives no mark, so it is read whole each time.
    put({ [first.path]: day(1), [second.path]: day(2) }, { [first.path]: day(3) });
    await add(provider);
    for (let times = 0; times < 2; times += 1) {
      await sync();
      expect(documentsAsked()).toEqual([]);
    }
    put({ [second.path]: day(2) }, { [first.path]: day(3) });
    await sync();
    expect((await detail()).documents).toMatchObject({ listed: 2, held: 2 });
    put({ [first.path]: day(1), [second.path]: day(2) }, { [first.path]: day(3) });
    await sync();
    await provider.offer([first, second], 'rolie', feeds(['b.json']));
    provider.put('/csaf/b.json', feedOf({ [first.path]: day(3) }));
    await sync();
    expect((await detail()).documents).toMatchObject({ listed: 1, held: 1 });
    expect(documentsAsked()).toEqual([]);
  });
});

describe('proofs', () => {
  test('that are missing where they need not be are counted', async () => {
    const [first, second] = offered(2);
    if (first === undefined || second === undefined) throw new Error('two');
    await provider.offer([first, { ...second, signature: null }], 'rolie', { role: 'csaf_provider' });
    await add(provider);
    expect((await detail()).documents).toMatchObject({ held: 2, unproven: 1 });
  });

  test('by a key that cannot be had stop a trusted provider; of another only what is signed fails', async () => {
    const [first, second] = offered(2);
    if (first === undefined || second === undefined) throw new Error('two');
    const noKey = () => provider.otherwise.set('/key.asc', (_, response) => void response.writeHead(404).end());
    noKey();
    await provider.offer([first, { ...second, signature: null }], 'rolie', { role: 'csaf_provider' });
    await add(provider);
    expect(await detail()).toMatchObject({ problem: null, documents: { held: 1, failed: 1 } });
    await provider.offer([first, second]);
    await sync();
    expect(await detail()).toMatchObject({ problem: { code: 'source-unreachable' } });
  });
});
