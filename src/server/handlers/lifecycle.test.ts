/** The life of a metric, from the request to what overview, index and catalogue show. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LifecycleJson } from '#contract/endpoints/lifecycle.ts';
import type { MetricSummary, MetricView, Overview } from '#contract/endpoints/metrics.ts';
import type { ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';

let node: TestNode;
beforeAll(async () => {
  node = await startTestNode();
  await node.importFile('csv/dutch-register.csv', '&observedAt=2026-03-01');
  await node.context.jobs.measure(node.fresh.organisationId, null);
});
afterAll(() => node.stop());

const ask = (method: string, path: string, body?: unknown, token = node.localToken) => node.ask(token, method, path, body);
const get = async <T>(path: string) => (await (await ask('GET', path)).json()) as T;
const step = (id: string, body: object, token?: string) => ask('POST', `/metrics/${id}/lifecycle`, { reason: 'agreed', ...body }, token);
const consultation = {
  to: 'consultation',
  statements: [
    { guard: 'audience-reviewed', said: 'CISO, 20 March' },
    { guard: 'tools-listed', said: 'CMDB' },
  ],
};

describe('the life of a metric', () => {
  test('is shipped, and each step of the organisation is kept beside it with who, when, why and what was said', async () => {
    expect(await get<LifecycleJson>('/metrics/ast-11/lifecycle')).toMatchObject({ state: 'specified', shipped: 'specified', steps: [] });
    const token = await node.token({ role: 'analyst' });
    const done = await step('AST-11', consultation, token);
    expect(done.status, await done.clone().text()).toBe(200);
    const after = await get<LifecycleJson>('/metrics/AST-11/lifecycle');
    expect(after).toMatchObject({ state: 'consultation', shipped: 'specified' });
    expect(after.steps).toMatchObject([
      {
        from: 'specified',
        to: 'consultation',
        reason: 'agreed',
        statements: [{ guard: 'audience-reviewed', said: 'CISO, 20 March' }, { guard: 'tools-listed' }],
        saidBy: 'token of analyst',
        saidAt: '2026-04-01T08:00:00.000Z',
      },
    ]);
    const { items } = await get<{ items: MetricSummary[] }>('/metrics');
    expect(items.find(({ id }) => id === 'AST-11')?.lifecycle).toBe('consultation');
    expect((await get<MetricView>('/metrics/AST-11')).lifecycle).toBe('consultation');
  });

  test('a refusal names the guards that are not met and what to do, in the language of the reader', async () => {
    const response = await step('AST-11', { to: 'trial' });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({
      code: 'guard-unmet',
      detail: expect.stringMatching(/Not met: at least two organisations agreed\. What to do: name the two/),
      data: { unmet: [{ guard: 'organisations-agreed' }] },
    });
    const dutch = await node.fetch('/api/v1/metrics/AST-11/lifecycle', {
      method: 'POST',
      headers: { authorization: `Bearer ${node.localToken}`, 'accept-language': 'nl', 'content-type': 'application/json' },
      body: JSON.stringify({ to: 'trial', reason: 'r' }),
    });
    expect(((await dutch.json()) as { detail: string }).detail).toBe(
      'Deze stap mag nog niet. Niet voldaan: ten minste twee organisaties zijn akkoord. Wat te doen: noem de twee of meer organisaties die akkoord zijn.',
    );
    const notNext = await step('AST-11', { to: 'adopted' });
    expect(await notNext.json()).toMatchObject({
      code: 'request-invalid',
      detail: 'A metric that is consultation can become trial or specified or retired, and not adopted.',
    });
  });

  test('a collector is a source that speaks here: a register for AST-11, no scan for VUL-05, an entered value for VUL-17', async () => {
    const trial = { to: 'trial', statements: [{ guard: 'organisations-agreed', said: 'Oost and West' }] };
    for (const id of ['VUL-05', 'VUL-17']) {
      await step(id, consultation);
      expect(await (await step(id, trial)).json()).toMatchObject({ data: { unmet: [{ guard: 'collector-exists' }] } });
    }
    const entry = { fromOn: '2026-01-01', toOn: '2026-03-31', numerator: 9, denominator: 10, evidence: 'List of reports' };
    expect((await ask('POST', '/metrics/VUL-17/entries', entry)).status).toBe(200);
    expect((await step('VUL-17', trial)).status).toBe(200);
    expect((await step('AST-11', trial)).status).toBe(200);
    const adopt = { to: 'adopted', hoursPerQuarter: 1.5, statements: [{ guard: 'gaming-reviewed', said: 'None' }] };
    // The quarter was over before the trial began.
    expect(await (await step('VUL-17', adopt)).json()).toMatchObject({
      data: { unmet: [{ guard: 'trial-measured' }, { guard: 'cell-size-set' }] },
    });
  });

  test('what is retired leaves overview, index and scrapers, is measured no more, and can still be read', async () => {
    const before = await get<Overview>('/overview');
    expect(before.signs.map(({ id }) => id)).toContain('AST-01');
    expect((await step('AST-01', { to: 'retired', replacedBy: 'AST-01' })).status).toBe(409);
    expect((await step('AST-01', { to: 'retired', replacedBy: 'ast-11', reason: 'Counted by AST-11 from now on' })).status).toBe(200);
    expect((await get<Overview>('/overview')).signs.map(({ id }) => id)).not.toContain('AST-01');
    const index = await get<ResilienceIndex>('/index');
    expect(index.domains.flatMap(({ metrics }) => metrics.map(({ id }) => id))).not.toContain('AST-01');
    expect(await (await ask('GET', '/openmetrics')).text()).not.toContain('metric="AST-01"');
    const view = await get<MetricView>('/metrics/AST-01');
    expect(view.lifecycle).toBe('retired');
    expect(view.measures[0]?.series.length).toBeGreaterThan(10);
    const last = view.measures[0]?.series.at(-1)?.day;
    await node.context.jobs.measure(node.fresh.organisationId, null);
    expect((await get<MetricView>('/metrics/AST-01')).measures[0]?.series.at(-1)?.day).toBe(last);
    expect(await (await step('AST-01', { to: 'adopted' })).json()).toMatchObject({
      code: 'request-invalid',
      detail: 'A metric that is retired can become specified, and not adopted.',
    });
  });

  test('what was retired by mistake comes back with a reason, and is measured again', async () => {
    node.turnClock(2 * 86_400_000);
    const last = async () => (await get<MetricView>('/metrics/AST-01')).measures[0]?.series.at(-1)?.day;
    await node.context.jobs.measure(node.fresh.organisationId, null);
    expect(await last()).toBe('2026-04-01');
    expect((await get<LifecycleJson>('/metrics/AST-01/lifecycle')).next.map(({ to }) => to)).toEqual(['specified']);
    expect((await ask('POST', '/metrics/AST-01/lifecycle', { to: 'specified' })).status).toBe(400);
    expect((await step('AST-01', { to: 'specified', reason: 'It was another one that was meant' })).status).toBe(200);
    await node.context.jobs.measure(node.fresh.organisationId, null);
    expect(await last()).toBe('2026-04-03');
    expect((await get<Overview>('/overview')).signs.map(({ id }) => id)).toContain('AST-01');
    const { state, steps } = await get<LifecycleJson>('/metrics/AST-01/lifecycle');
    expect([state, steps.map(({ from, to }) => `${from} ${to}`)]).toEqual(['specified', ['retired specified', 'specified retired']]);
  });

  test('of a retired metric no value is entered', async () => {
    await step('AST-14', { to: 'retired' });
    const body = { fromOn: '2026-03-01', toOn: '2026-03-31', numerator: 3, evidence: 'x' };
    const refused = await ask('POST', '/metrics/AST-14/entries', body);
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      409,
      'AST-14 is retired here: no value is entered for it any more.',
    ]);
  });

  test('whoever may not decide takes no step, and another organisation goes its own way', async () => {
    for (const role of ['board', 'auditor', 'medical-technology'] as const)
      expect((await step('AST-11', { to: 'retired' }, await node.token({ role }))).status).toBe(403);
    const token = await node.token({ organisationId: node.fresh.otherOrganisationId });
    const other = (await (await ask('GET', '/metrics/AST-01/lifecycle', undefined, token)).json()) as LifecycleJson;
    expect(other).toMatchObject({ state: 'specified', steps: [] });
  });
});
