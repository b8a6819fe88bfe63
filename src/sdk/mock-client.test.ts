import { describe, expect, test } from 'vitest';
import type { Endpoint } from '#contract/define-endpoint.ts';
import { ListQuery } from '#contract/records.ts';
import { endpoints } from '#contract/registry.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { createClient } from './client.ts';
import { createMockClient } from './mock-client.ts';
import { exampleOf } from './mock-examples.ts';
import { kindOfList } from './mock-records.ts';

const assets = [
  { id: 'a', name: 'Pump 1', class: 'medical', tier: 1, owner: 'Clinical physics' },
  { id: 'b', name: 'Pump 2', class: 'medical', tier: 2 },
  { id: 'c', name: 'Workstation', class: 'workstation', findings: [{ id: 'f', severity: 'critical' }] },
] as const;
const problemOf = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'no problem',
    (cause: unknown) => (isProblem(cause) ? cause.code : cause),
  );

describe('the smallest answer of an endpoint', () => {
  test.each(endpoints.map((endpoint: Endpoint) => [endpoint.id, endpoint.response] as const))('%s fits its contract', (_id, response) => {
    if (response === null) return;
    expect(response.safeParse(exampleOf(response)).error?.issues ?? []).toEqual([]);
  });
});

describe('a client without a node', () => {
  test('lists what the filter finds, in the order asked for, page by page', async () => {
    const client = createMockClient({ records: { asset: assets } });
    const names = async (query: { filter?: string; sort?: string }) => (await client.assets.list({ query })).items.map(({ name }) => name);
    expect(await names({ filter: 'eq(class,medical)', sort: '-tier' })).toEqual(['Pump 2', 'Pump 1']);
    expect(await names({ filter: 'unknown(owner)' })).toEqual(['Pump 2', 'Workstation']);
    expect(await names({ filter: 'exists(findings,eq(severity,critical))' })).toEqual(['Workstation']);
    const first = await client.assets.list({ query: { limit: 2, sort: 'name' } });
    expect(first).toMatchObject({ total: { count: 3, exact: true }, asOf: '2026-01-01' });
    const all: (string | null)[] = [];
    for await (const { name } of client.assets.list.all({ query: { limit: 2, sort: 'name' } })) all.push(name);
    expect(all).toEqual(['Pump 1', 'Pump 2', 'Workstation']);
  });

  test('counts ages to the day it was given', async () => {
    const findings = [{ id: 'f', openedAt: '2026-02-01T00:00:00.000Z' }];
    const filter = 'gt(age(openedAt),P30D)';
    const of = async (now: string) =>
      (await createMockClient({ records: { finding: findings }, now: now as Instant }).findings.list({ query: { filter } })).items.length;
    expect([await of('2026-02-20T00:00:00.000Z'), await of('2026-04-01T00:00:00.000Z')]).toEqual([0, 1]);
  });

  test('gives the record that is asked for, with every field, and not-found for another', async () => {
    const client = createMockClient({ records: { asset: assets } });
    expect((await client.assets.get({ params: { id: 'b' } })).record).toMatchObject({ name: 'Pump 2', owner: null });
    expect(await problemOf(client.assets.get({ params: { id: 'z' } }))).toBe('not-found');
  });

  test('refuses what a node refuses, with the same problem and its data', async () => {
    const client = createMockClient({ records: { asset: assets } });
    const thrown = await client.assets.list({ query: { filter: 'eq(colour,red)' } }).catch((cause: unknown) => cause);
    expect(isProblem(thrown) && [thrown.code, thrown.data['found']]).toEqual(['filter-invalid', 'colour']);
    expect(await problemOf(client.assets.list({ query: { sort: 'colour' } }))).toBe('sort-invalid');
    expect(await problemOf(client.assets.list({ query: { after: 'elsewhere' } }))).toBe('cursor-invalid');
    expect(await problemOf(client.assets.list({ query: { limit: 0 } }))).toBe('request-invalid');
    expect(await problemOf(client.people.invite({ body: { role: 'king' as 'owner' } }))).toBe('request-invalid');
    expect(client.mock.calls).toHaveLength(3);
  });

  test('an address that is no endpoint gives what a node gives', async () => {
    const { mock } = createMockClient();
    const answer = await mock.fetch('/api/v1/nosuch', { method: 'GET', headers: {} });
    expect([answer.status, await answer.json()]).toEqual([404, expect.objectContaining({ code: 'not-found', status: 404 })]);
    // The method is part of the address.
    expect((await mock.fetch('/api/v1/assets', { method: 'DELETE', headers: {} })).status).toBe(404);
  });

  test('gives the bytes that were said for a file, else an empty one', async () => {
    const client = createMockClient({ answers: { 'exports.measurements': new Uint8Array([80, 65, 82, 49]) } });
    const read = async (pieces: AsyncIterable<Uint8Array>) => {
      const bytes: number[] = [];
      for await (const piece of pieces) bytes.push(...piece);
      return bytes;
    };
    expect(await read(client.exports.measurements({ query: { format: 'parquet' } }))).toEqual([80, 65, 82, 49]);
    expect(await read(client.exports.records({ params: { list: 'assets' }, query: { format: 'csv' } }))).toEqual([]);
  });

  test('knows who asks', async () => {
    expect(await problemOf(createMockClient({ role: null }).assets.list())).toBe('not-signed-in');
    const board = createMockClient({ role: 'board' });
    expect(await problemOf(board.people.invite({ body: { role: 'analyst' } }))).toBe('not-allowed');
    await board.assets.list();
    expect(board.mock.calls.map(({ id }) => id)).toEqual(['assets.list']);
  });

  test('remembers every call as the node would read it', async () => {
    const client = createMockClient();
    await client.assets.list({ query: { filter: 'eq(name,"é & b")' } });
    await client.people.update({ params: { id: 'p/1' }, body: { disabled: true } });
    const bytes = new Uint8Array([1, 2]);
    await client.imports.create({ query: { file: 'a.csv' }, body: bytes });
    expect(client.mock.calls[0]).toMatchObject({ id: 'assets.list', query: { filter: 'eq(name,"é & b")', limit: 100 } });
    expect(client.mock.calls[1]).toMatchObject({ id: 'people.update', params: { id: 'p/1' }, body: { disabled: true } });
    expect(client.mock.calls[2]?.body).toBe(bytes);
  });

  test('answers what it was told, as long as that fits the contract', async () => {
    const answer = { items: [{ name: 'Critical', filter: 'eq(severity,critical)', days: 7 }] };
    const client = createMockClient();
    client.mock.answer('views.save', ({ body }) => ({
      id: 'v',
      ...(body as { name: string }),
      kind: 'asset',
      filter: '',
      sort: '',
      grouped: false,
      shared: false,
    }));
    expect(await client.views.save({ body: { kind: 'asset', name: 'Mine' } })).toMatchObject({ id: 'v', name: 'Mine' });
    client.mock.answer('sla.list', answer as never);
    const thrown = await client.sla.list().catch((cause: unknown) => cause);
    expect(isProblem(thrown) && [thrown.code, thrown.message]).toEqual([
      'internal',
      expect.stringContaining('sla.list does not fit the contract, at items.0'),
    ]);
  });

  test('fails as it was told, until it is told otherwise', async () => {
    const client = createMockClient();
    client.mock.fail('assets.list', new Problem('rate-limited', 'Wait 3 seconds.', { retryAfterSeconds: 3 }));
    const thrown = await client.assets.list().catch((cause: unknown) => cause);
    expect(isProblem(thrown) && [thrown.code, thrown.message, thrown.data['retryAfterSeconds']]).toEqual([
      'rate-limited',
      'Wait 3 seconds.',
      3,
    ]);
    client.mock.fail('assets.list', null);
    expect((await client.assets.list()).items).toEqual([]);
  });

  test('streams its event, and gives texts', async () => {
    const client = createMockClient();
    const seen: string[] = [];
    for await (const report of client.imports.events({ params: { id: 'i' } })) seen.push(report.status);
    expect(seen).toHaveLength(1);
    client.mock.answer('imports.issues', 'line,reason\n');
    expect(await client.imports.issues({ params: { id: 'i' } })).toBe('line,reason\n');
  });

  test('knows the records of every list that takes a filter', () => {
    const filtered = endpoints.filter(({ query }: Endpoint) => query === ListQuery).map(({ id }) => id);
    // Groups of findings are no records of a kind.
    expect(filtered.filter((id) => kindOfList(id) === undefined && id !== 'findings.listByCheck')).toEqual([]);
  });

  test('has the methods of the real client, and no others', () => {
    const shape = (client: object) => Object.entries(client).map(([resource, methods]) => [resource, Object.keys(methods as object)]);
    const { mock: _mock, ...client } = createMockClient();
    expect(shape(client)).toEqual(shape(createClient({ baseUrl: '', fetch: () => Promise.reject(new Error('not called')) })));
  });
});
