/** CSAF providers by command: added, synced, shown and removed, against a provider of this machine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { validateCsafDocument } from '#advisory-sources/csaf/validate-document.ts';
import { csafDocument, sha512, startProvider, type TestProvider } from '#test/support/csaf-provider.ts';
import { runCli } from '#test/support/run-cli.ts';
import { startTestNode, type TestNode } from '#test/support/test-node.ts';

let node: TestNode;
let provider: TestProvider;
let environment: Record<string, string>;
let id: string;
const documents = [1, 2].map((number) => ({ path: `2026/mm-2026-0${number}.json`, updated: `2026-01-0${number}T00:00:00Z` }));
beforeAll(async () => {
  // Loading the rules takes seconds, and the node of this test has no thread of its own for it.
  await validateCsafDocument(JSON.parse(csafDocument('MM-2026-00')));
  provider = await startProvider();
  await provider.offer(documents.map((one, index) => (index === 1 ? { ...one, hash: sha512('another') } : one)));
  node = await startTestNode();
  environment = { CYBERMETRICS_URL: await node.listen(), CYBERMETRICS_TOKEN: node.localToken };
  id = `csaf:${new URL(provider.url).host}`;
}, 180_000);
afterAll(async () => {
  await node.stop();
  await provider.stop();
});
/** Nothing is asked twice in one moment. */
const run = (...words: string[]) => {
  node.turnClock(1_000);
  return runCli(words, { environment });
};

test('what is no provider is refused, and so is one that gives nothing, unless it is to be kept', async () => {
  expect((await run('sources', 'add', 'the maker')).err).toContain('A provider is named by its domain');
  const refused = await run('sources', 'add', 'http://127.0.0.1:65499/provider-metadata.json');
  expect(refused.code).toBe(7);
  expect(refused.err).toMatch(/Nothing was added, since the metadata of this provider cannot be read: http.+ gave no file: .+ use --keep/);
  expect(JSON.parse((await run('sources', 'status', '--json')).out)).toMatchObject({ providers: [] });
  const nowhere = await run('sources', 'add', 'http://127.0.0.1:65499/provider-metadata.json', '--keep');
  expect(nowhere.code).toBe(7);
  expect(nowhere.out).toMatch(/csaf:127\.0\.0\.1:65499: .+ gave no file/);
  expect((await run('sources', 'remove', 'csaf:127.0.0.1:65499')).code).toBe(0);
});

test('one that is added is asked at once; its status tells what failed and why', async () => {
  const added = await run('sources', 'add', provider.metadataUrl);
  expect(added.err).toBe('');
  expect(added.out).toMatch(new RegExp(`^${id} +2 +1 +0 +1 +0 +2026-01-01 00:00 UTC +0 days `, 'm'));
  expect(added.code).toBe(0);
  const status = await run('sources', 'status', id);
  expect(status.out).toContain('publisher: Maker of monitors; role: csaf_trusted_provider');
  expect(status.out).toMatch(/^failed {2}http.+mm-2026-02\.json {2}The document has another hash than/m);
});

test('how often it is asked by itself is told and set', async () => {
  expect((await run('sources', 'status')).out).toMatch(new RegExp(`^${id} .+ (soon|UTC) \\(every day\\)$`, 'm'));
  expect((await run('sources', 'schedule', id, '6h')).out).toContain('(every 6 h)');
  expect((await run('sources', 'schedule', id, 'off')).out.trim()).toBe(`${id}: only when asked`);
  expect((await run('sources', 'schedule', 'kev', '2d')).out).toContain('(every 2 days)');
  expect((await run('sources', 'schedule', 'kev', 'usual')).out).toContain('only when asked');
  expect((await run('sources', 'schedule', 'kev', 'often')).err).toContain('often is no time between two fetches');
  expect((await run('sources', 'schedule', 'csaf:nobody.example', '6h')).err).toContain('The node knows no such source');
});

test('a sync without a name asks the providers too; with its name only it', async () => {
  await provider.offer(documents);
  const all = await run('sources', 'sync', '--json');
  const answer = JSON.parse(all.out) as { items: unknown[]; providers: { id: string; documents: object }[] };
  expect(answer.items).toHaveLength(2);
  expect(answer.providers).toMatchObject([{ id, documents: { held: 2, failed: 0 } }]);
  const one = await run('sources', 'sync', id);
  expect(one).toMatchObject({ code: 0 });
  expect(one.out).not.toMatch(/^kev/m);
  expect((await run('sources', 'sync', 'csaf:nobody.example')).err).toContain('The node knows no such provider');
  expect((await run('sources', 'sync', id, '--from', '.')).err).toContain('advisories sync');
});

test('one that is removed is in no list any more', async () => {
  expect((await run('sources', 'status')).out).toContain(id);
  expect((await run('sources', 'remove', id)).out).toContain('its advisories stay');
  expect((await run('sources', 'status')).out).not.toContain(id);
  expect(JSON.parse((await run('sources', 'status', '--json')).out)).toMatchObject({ providers: [] });
});
