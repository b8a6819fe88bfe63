/** What people say happened, from the request to the page of the metric it stands beside. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnnotationJson } from '#contract/endpoints/annotations.ts';
import type { MetricView } from '#contract/endpoints/metrics.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await node.importFile('csv/dutch-register.csv', '&observedAt=2026-03-01');
  await node.context.jobs.measure(node.fresh.organisationId, null);
});
afterAll(() => node.stop());

const ask = (method: string, path: string, body?: unknown, token = node.localToken) => node.ask(token, method, path, body);
async function say(body: Record<string, unknown>, token?: string): Promise<string> {
  const response = await ask('POST', '/annotations', { kind: 'incident', fromOn: '2026-03-10', text: 'Something', ...body }, token);
  expect(response.status, await response.clone().text()).toBe(200);
  return ((await response.json()) as { id: string }).id;
}
async function list(query = ''): Promise<AnnotationJson[]> {
  return ((await (await ask('GET', `/annotations${query}`)).json()) as { items: AnnotationJson[] }).items;
}
async function beside(id: string, query = ''): Promise<string[]> {
  const view = (await (await ask('GET', `/metrics/${id}${query}`)).json()) as MetricView;
  return view.annotations.map(({ text }) => text);
}

describe('what people say happened', () => {
  test('stands beside the metrics it is about, oldest first, in the part it is about, and nowhere else', async () => {
    const ids = [
      await say({ text: 'of all', fromOn: '2026-03-12' }),
      await say({ text: 'of vulnerabilities', domain: 'VUL' }),
      await say({ text: 'of one metric', metricId: 'ast-11', fromOn: '2026-03-11' }),
      await say({ text: 'of one class', scope: { kind: 'class', id: 'medical' }, fromOn: '2026-03-13' }),
    ];
    expect(await beside('AST-11')).toEqual(['of one metric', 'of all']);
    expect(await beside('VUL-02')).toEqual(['of vulnerabilities', 'of all']);
    expect(await beside('AST-11', '?scopeKind=class&scopeId=medical')).toEqual(['of one metric', 'of all', 'of one class']);
    expect(await beside('AST-11', '?scopeKind=class&scopeId=server')).toEqual(['of one metric', 'of all']);
    for (const id of ids) await ask('POST', `/annotations/${id}/withdraw`);
    expect(await beside('AST-11')).toEqual([]);
  });

  test('a part is known by its name, and answered with it', async () => {
    const id = await say({ text: 'of a department', scope: { kind: 'department', id: 'INTENSIVE care' } });
    const found = (await list()).find((one) => one.id === id);
    expect(found?.scope).toMatchObject({ kind: 'department', id: 'intensive care' });
    await ask('POST', `/annotations/${id}/withdraw`);
  });

  test('what is withdrawn leaves the charts and the list, and stays on record with who said and who withdrew it', async () => {
    const token = await node.token({ role: 'analyst' });
    const id = await say({ text: 'a mistake' }, token);
    expect((await list()).map(({ text }) => text)).toContain('a mistake');
    expect((await ask('POST', `/annotations/${id}/withdraw`)).status).toBe(200);
    expect((await list()).map(({ text }) => text)).not.toContain('a mistake');
    const kept = (await list('?withdrawn=true')).find((one) => one.id === id);
    expect(kept).toMatchObject({ text: 'a mistake', saidBy: 'token of analyst', withdrawnAt: '2026-04-01T08:00:00.000Z' });
    const again = await ask('POST', `/annotations/${id}/withdraw`);
    expect(again.status).toBe(409);
  });

  test('the board and auditors read it and say nothing', async () => {
    for (const role of ['board', 'auditor', 'medical-technology'] as const) {
      const token = await node.token({ role });
      expect((await ask('GET', '/annotations', undefined, token)).status).toBe(200);
      expect((await ask('POST', '/annotations', { kind: 'other', fromOn: '2026-03-10', text: 'x' }, token)).status).toBe(403);
    }
  });

  test('the last day is the first one where none is said, and no day lies ahead of today in the hospital', async () => {
    const id = await say({ fromOn: '2026-04-01' });
    expect((await list()).find((one) => one.id === id)).toMatchObject({ fromOn: '2026-04-01', toOn: '2026-04-01', scope: null });
    const ahead = await ask('POST', '/annotations', { kind: 'other', fromOn: '2026-04-02', text: 'x' });
    expect(ahead.status).toBe(400);
    expect(await ahead.json()).toMatchObject({ code: 'request-invalid', detail: 'A day to come has not happened yet.' });
  });
});
