import { describe, expect, test } from 'vitest';
import { endpoints } from '#contract/registry.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { createClient } from './client.ts';
import type { FetchInit, FetchResponse } from './client-types.ts';

interface Sent {
  readonly url: string;
  readonly init: FetchInit;
}

function clientAnswering(answers: readonly Response[], csrf?: string) {
  const sent: Sent[] = [];
  let next = 0;
  const client = createClient({
    baseUrl: 'http://node.test',
    token: 'secret',
    csrf: () => csrf,
    fetch: async (url, init): Promise<FetchResponse> => {
      sent.push({ url, init });
      const answer = answers[next];
      next += 1;
      if (answer === undefined) throw new TypeError('fetch failed');
      return answer;
    },
  });
  return { client, sent };
}

const page = (names: readonly string[], after: string | null) =>
  Response.json({ items: names.map((id) => ({ id })), next: after, total: { count: 3, exact: true }, asOf: '2026-11-22' });

describe('createClient', () => {
  test('every endpoint of the registry is a method', () => {
    const { client } = clientAnswering([]);
    const tree = client as unknown as Record<string, Record<string, unknown>>;
    for (const { id } of endpoints) {
      const [resource, name] = id.split('.') as [string, string];
      expect(typeof tree[resource]?.[name], id).toBe('function');
    }
  });

  test('query, parameters and token go where the endpoint says, absent values nowhere', async () => {
    const { client, sent } = clientAnswering([page(['a'], null), Response.json({})]);
    await client.assets.list({ query: { filter: 'eq(name,"é & b")', sort: undefined } });
    await client.assets.get({ params: { id: 'a/b' } });
    expect(sent[0]?.url).toBe('http://node.test/api/v1/assets?filter=eq(name%2C%22%C3%A9%20%26%20b%22)');
    expect(sent[0]?.init.headers['authorization']).toBe('Bearer secret');
    expect(sent[1]?.url).toBe('http://node.test/api/v1/assets/a%2Fb');
  });

  test('a change carries the csrf token and a JSON body, a read does not', async () => {
    const { client, sent } = clientAnswering([Response.json({ items: [] }), Response.json({})], 'c1');
    await client.people.list();
    await client.people.update({ params: { id: 'p' }, body: { disabled: true } });
    expect(sent[0]?.init.headers['x-csrf-token']).toBeUndefined();
    expect(sent[1]?.init.headers['x-csrf-token']).toBe('c1');
    expect(sent[1]?.init).toMatchObject({ method: 'PATCH', body: '{"disabled":true}' });
  });

  test('bytes are handed on as they are', async () => {
    const { client, sent } = clientAnswering([Response.json({})]);
    const body = new Uint8Array([1, 2]);
    await client.imports.create({ query: { file: 'a.csv' }, body });
    expect(sent[0]?.init.body).toBe(body);
    expect(sent[0]?.init.headers['content-type']).toBe('application/octet-stream');
  });

  test('all() reads every page with the cursor of the page before', async () => {
    const { client, sent } = clientAnswering([page(['a', 'b'], 'cur sor'), page(['c'], null)]);
    const ids: string[] = [];
    for await (const item of client.assets.list.all({ query: { limit: 2 } })) ids.push(item.id);
    expect(ids).toEqual(['a', 'b', 'c']);
    expect(sent[1]?.url).toContain('after=cur%20sor');
  });

  test('a file comes piece by piece, and one that breaks off is told', async () => {
    const pieces = [new Uint8Array([1, 2]), new Uint8Array([3])];
    const body = (isWhole: boolean) =>
      new ReadableStream<Uint8Array>({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece);
          if (isWhole) controller.close();
        },
        pull(controller) {
          if (!isWhole) controller.error(new Error('connection reset'));
        },
      });
    const refused = Response.json({ code: 'filter-too-broad', detail: 'Too many rows.' }, { status: 422 });
    const { client, sent } = clientAnswering([new Response(body(true)), new Response(body(false)), refused]);
    const read = async () => {
      const bytes: number[] = [];
      for await (const piece of client.exports.records({ params: { list: 'assets' }, query: { format: 'csv' } })) bytes.push(...piece);
      return bytes;
    };
    expect(await read()).toEqual([1, 2, 3]);
    expect(sent[0]?.url).toContain('/exports/assets?format=csv');
    await expect(read()).rejects.toMatchObject({ code: 'node-unreachable' });
    await expect(read()).rejects.toMatchObject({ code: 'filter-too-broad' });
  });

  test('a problem document is thrown as the Problem it was', async () => {
    const document = { code: 'filter-invalid', detail: 'at character 4', data: { position: 3 }, requestId: 'r1' };
    const { client } = clientAnswering([Response.json(document, { status: 400 })]);
    const thrown = await client.assets.list().catch((cause: unknown) => cause);
    expect(isProblem(thrown) && thrown.code).toBe('filter-invalid');
    expect(isProblem(thrown) && thrown.data).toEqual({ position: 3, requestId: 'r1' });
  });

  test('an answer of a proxy and a node that is away are Problems too', async () => {
    const { client } = clientAnswering([new Response('<h1>Bad gateway</h1>', { status: 502 })]);
    for (let time = 0; time < 2; time += 1) {
      const thrown = await client.assets.list().catch((cause: unknown) => cause);
      expect(isProblem(thrown) && thrown.code).toBe('node-unreachable');
    }
  });

  test('events arrive one by one, also when a chunk cuts a character in two', async () => {
    const bytes = new TextEncoder().encode('data: {"file":"é"}\n\n: still here\n\ndata: {"file":\ndata: "b"}\n\ndata: {"cut');
    const body = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const { client } = clientAnswering([new Response(body)]);
    const files: string[] = [];
    for await (const report of client.imports.events({ params: { id: 'i' } })) files.push(report.file);
    expect(files).toEqual(['é', 'b']);
  });
});
