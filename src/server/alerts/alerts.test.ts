/** Alerts from the file that brings something new to the receiver that is told, with a clock turned by hand. */
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AlertDeliveryJson, AlertRuleJson } from '#contract/endpoints/alerts.ts';
import type { MetricSummary } from '#contract/endpoints/metrics.ts';
import type { AlertMessage } from '#core/alerts/message.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { waitingDeliveries } from '#store/alerts/deliveries.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { startTestNode, type TestNode } from '../../../test/support/test-node.ts';
import { signaturesBy, startWebhookReceiver, type WebhookReceiver } from '../../../test/support/webhook-receiver.ts';
import { deliverAlert } from './deliver.ts';
import { lookAtAlerts } from './look-at-alerts.ts';
import { postWebhook, type WebhookRequest } from './post-webhook.ts';

let node: TestNode;
let receiver: WebhookReceiver;
let logged: string[];
beforeEach(async () => {
  logged = [];
  node = await startTestNode({ log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }) });
  receiver = await startWebhookReceiver();
});
afterEach(async () => {
  await receiver.stop();
  await node.stop();
});

const ask = (method: string, path: string, body?: unknown, token = node.localToken) => node.ask(token, method, path, body);

async function add(changes: Record<string, unknown> = {}): Promise<{ rule: AlertRuleJson; secret: string }> {
  const what = { on: 'filter', kind: 'asset', filter: 'eq(class,medical)' };
  const body = { name: 'New equipment', language: 'en', what, to: { by: 'webhook', url: receiver.url }, ...changes };
  const response = await ask('POST', '/alerts', body);
  expect(response.status, await response.clone().text()).toBe(201);
  return (await response.json()) as { rule: AlertRuleJson; secret: string };
}

async function deliveries(): Promise<AlertDeliveryJson[]> {
  return ((await (await ask('GET', '/alerts/deliveries')).json()) as { items: AlertDeliveryJson[] }).items;
}

const look = () => {
  const { database, clock, newId, publicUrl } = node.context;
  return lookAtAlerts({ database, clock, newId, nodeUrl: publicUrl() }, node.fresh.organisationId);
};
const deliver = (id: Id) => deliverAlert(node.context, node.fresh.organisationId, id);
function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  invariant(first !== undefined, 'there is one');
  return first;
}
/** What the worker does after an import. */
async function lookAndSend(): Promise<number> {
  const ids = await look();
  for (const id of ids) await deliver(id);
  return ids.length;
}

const register = (names: readonly string[], observedAt = '2026-03-01') =>
  node.importFile(
    {
      name: 'register.csv',
      bytes: new TextEncoder().encode(
        ['Name;Vendor;Model;Serial number;Category', ...names.map((name) => `${name};Halden;HA-20;SN-${name};medical device`)].join('\n'),
      ),
    },
    `&observedAt=${observedAt}`,
  );
const message = (index: number) => JSON.parse(receiver.received[index]?.body ?? 'null') as AlertMessage;

describe('a rule on a filter', () => {
  test('tells nothing of what was there, once what is new, and nothing when the same file comes again', async () => {
    await register(['pump-1']);
    const { rule } = await add({ what: { on: 'filter', kind: 'asset', filter: 'startsWith(name,pump)' } });
    expect(rule).toMatchObject({ isOn: true, fault: null, madeBy: null });
    expect(await lookAndSend()).toBe(0);
    await register(['pump-1', 'pump-2', 'pump-3'], '2026-03-02');
    expect(await lookAndSend()).toBe(1);
    expect(receiver.received).toHaveLength(1);
    expect(message(0)).toMatchObject({
      type: 'alert.records',
      timestamp: '2026-04-01T08:00:00.000Z',
      data: { organisation: 'Ziekenhuis Oost', rule: { id: rule.id, name: 'New equipment' }, count: 2, metric: null },
    });
    expect(message(0).data.text).toMatch(/^2 assets now match: .*pump/);
    expect(message(0).data.url).toBe('http://node.test/assets?filter=startsWith(name%2Cpump)');
    expect(
      message(0)
        .data.records.map(({ name }) => name)
        .toSorted(),
    ).toEqual(['pump-2', 'pump-3']);
    expect(message(0).data.records[0]?.url).toBe(`http://node.test/assets/${message(0).data.records[0]?.id}`);
    await register(['pump-1', 'pump-2', 'pump-3'], '2026-03-02');
    expect(await lookAndSend()).toBe(0);
    expect(receiver.received).toHaveLength(1);
  });

  test('tells again of what left the filter and came back', async () => {
    await register(['pump-1']);
    const assetId = ((await (await ask('GET', '/assets')).json()) as { items: { id: string }[] }).items[0]?.id ?? '';
    await add({ what: { on: 'filter', kind: 'asset', filter: 'eq(tier,1)' }, language: 'nl' });
    const state = async (tier: number) => {
      const response = await ask('POST', '/assets/statements', { ids: [assetId], facts: { tier } });
      expect(response.status, await response.clone().text()).toBe(200);
    };
    await state(1);
    expect(await lookAndSend()).toBe(1);
    expect(await lookAndSend()).toBe(0);
    await state(2);
    expect(await lookAndSend()).toBe(0);
    await state(1);
    expect(await lookAndSend()).toBe(1);
    expect(message(1).data).toMatchObject({ count: 1 });
    expect(message(1).data.text).toMatch(/^1 middel voldoet nu aan: /);
  });

  test('is not even asked while nothing was written on the same day', async () => {
    await register(['pump-1']);
    await add();
    const lookedAt = async () => ((await (await ask('GET', '/alerts')).json()) as { items: AlertRuleJson[] }).items[0]?.lookedAt;
    node.turnClock(3_600_000);
    await look();
    expect(await lookedAt()).toBe('2026-04-01T08:00:00.000Z');
    node.turnClock(86_400_000);
    await look();
    expect(await lookedAt()).toBe('2026-04-02T09:00:00.000Z');
  });

  test('that is switched off and on begins anew, and what waits is not sent', async () => {
    const { rule } = await add({ what: { on: 'filter', kind: 'asset', filter: '' } });
    await register(['pump-1']);
    const waiting = firstOf(await look());
    await ask('PATCH', `/alerts/${rule.id}`, { isOn: false });
    expect(await deliver(waiting)).toBeNull();
    await register(['pump-2'], '2026-03-02');
    expect(await look()).toEqual([]);
    await ask('PATCH', `/alerts/${rule.id}`, { isOn: true });
    expect(await look()).toEqual([]);
    expect(receiver.received).toEqual([]);
    expect((await deliveries())[0]).toMatchObject({ state: 'given-up', nextTryAt: null, text: 'New: 1 asset.' });
  });
});

describe('a rule on a verdict', () => {
  test('tells when it becomes the one that is watched, not what it was, and not again while it stays', async () => {
    const { rule } = await add({ what: { on: 'signal', metricId: 'vul-02', verdict: 'worsening' }, language: 'nl' });
    expect(rule.what).toEqual({ on: 'signal', metricId: 'VUL-02', verdict: 'worsening' });
    const { database, clock, newId } = node.context;
    let kind: MetricSummary['verdict']['kind'] = 'common-cause';
    const { items } = (await (await ask('GET', '/metrics')).json()) as { items: MetricSummary[] };
    const metric = firstOf(items.filter(({ id }) => id === 'VUL-02'));
    const verdict = { sinceOn: '2026-03-01', text: { en: 'getting worse', nl: 'gaat achteruit' } };
    const summaries = async () => [{ ...metric, verdict: { ...verdict, kind } }];
    const lookAt = async (becomes: typeof kind) => {
      kind = becomes;
      await withOrganisation(database, node.fresh.organisationId, async () => undefined);
      const ids = await lookAtAlerts({ database, clock, newId, nodeUrl: 'http://node.test', summaries }, node.fresh.organisationId);
      for (const id of ids) await deliver(id);
      return ids.length;
    };
    expect(await lookAt('common-cause')).toBe(0);
    expect(await lookAt('improving')).toBe(0);
    expect(await lookAt('worsening')).toBe(1);
    expect(await lookAt('worsening')).toBe(0);
    expect(await lookAt('common-cause')).toBe(0);
    expect(await lookAt('worsening')).toBe(1);
    expect(message(0)).toMatchObject({
      type: 'alert.signal',
      data: {
        count: null,
        records: [],
        url: 'http://node.test/metrics/VUL-02',
        metric: { id: 'VUL-02', verdict: 'worsening', sinceOn: '2026-03-01' },
      },
    });
    expect(message(0).data.text).toMatch(/^VUL-02 .+: gaat achteruit$/);
  });

  test('is looked at with the verdict of the metric as it is read', async () => {
    await add({ what: { on: 'signal', metricId: 'AST-11', verdict: 'worsening' } });
    await register(['pump-1']);
    await node.context.jobs.measure(node.fresh.organisationId, null);
    expect(await lookAndSend()).toBe(0);
    const { items } = (await (await ask('GET', '/alerts')).json()) as { items: AlertRuleJson[] };
    expect(items[0]).toMatchObject({ fault: null, lookedAt: '2026-04-01T08:00:00.000Z' });
  });
});

describe('a webhook', () => {
  beforeEach(async () => {
    await register(['pump-1']);
  });
  const something = async () => {
    await register([`pump-${receiver.received.length + 2}`], '2026-03-05');
    return firstOf(await look());
  };

  test('is signed so that a receiver with the secret can check it, and by nobody else', async () => {
    const { secret } = await add({ what: { on: 'filter', kind: 'asset', filter: '' } });
    const id = await something();
    await deliver(id);
    const received = firstOf(receiver.received);
    expect(received.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': '1775030400' });
    expect(await signaturesBy(secret, received)).toBe(1);
    expect(await signaturesBy(`whsec_${btoa('another secret of thirty-two byte')}`, received)).toBe(0);
    expect(await signaturesBy(secret, { ...received, body: `${received.body} ` })).toBe(0);
  });

  test('is signed by the secret before as well for a day after it was changed', async () => {
    const { rule, secret } = await add({ what: { on: 'filter', kind: 'asset', filter: '' } });
    const rotated = (await (await ask('POST', `/alerts/${rule.id}/secret`)).json()) as { secret: string; formerUntil: string };
    expect(rotated.formerUntil).toBe('2026-04-02T08:00:00.000Z');
    await ask('POST', `/alerts/${rule.id}/test`);
    node.turnClock(86_400_001);
    await ask('POST', `/alerts/${rule.id}/test`);
    const known = async (index: number) => {
      const received = firstOf(receiver.received.slice(index));
      return [await signaturesBy(rotated.secret, received), await signaturesBy(secret, received)];
    };
    expect(await known(0)).toEqual([1, 1]);
    expect(await known(1)).toEqual([1, 0]);
  });

  test('that fails is tried again with the same id and body, later each time, and given up after the eighth', async () => {
    await add({ what: { on: 'filter', kind: 'asset', filter: '' } });
    receiver.answer(500, 302, 404, 429, 503, 500, 500, 500);
    const id = await something();
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      const now = Date.parse(node.context.clock.now());
      const told = await deliver(id);
      expect(told).toMatchObject({ outcome: 'status', attempt, state: attempt < 8 ? 'waiting' : 'given-up' });
      if (told?.nextTryAt == null) continue;
      delays.push((Date.parse(told.nextTryAt) - now) / 60_000);
      node.turnClock(Date.parse(told.nextTryAt) - now);
    }
    [1, 4, 16, 64, 256, 480, 480].forEach((minutes, index) => {
      expect(delays[index]).toBeGreaterThanOrEqual(minutes * 0.8);
      expect(delays[index]).toBeLessThanOrEqual(minutes * 1.2);
    });
    expect(await deliver(id)).toBeNull();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]));
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp'])).size).toBe(8);
    // No redirect was followed.
    expect(receiver.received.every(({ path }) => path === '/hooks/of-nobody-else')).toBe(true);
    expect((await deliveries())[0]).toMatchObject({ state: 'given-up', nextTryAt: null });
    expect((await deliveries())[0]?.attempts.map(({ status }) => status)).toEqual([500, 302, 404, 429, 503, 500, 500, 500]);
  });

  test('whose receiver is gone switches its rule off, and says why', async () => {
    const { rule } = await add({ what: { on: 'filter', kind: 'asset', filter: '' } });
    receiver.answer(410);
    expect(await deliver(await something())).toMatchObject({ outcome: 'gone', state: 'given-up', nextTryAt: null });
    const { items } = (await (await ask('GET', '/alerts')).json()) as { items: AlertRuleJson[] };
    expect(items.find(({ id }) => id === rule.id)).toMatchObject({ isOn: false, fault: 'receiver-gone' });
  });

  test('whose rule is switched off or taken away while it is sent is not tried again', async () => {
    const { rule } = await add({ what: { on: 'filter', kind: 'asset', filter: '' } });
    const id = await something();
    const { database, clock, random } = node.context;
    const sendWhile = (method: string, body?: object) =>
      deliverAlert(
        {
          database,
          clock,
          random,
          mail: null,
          post: async () => {
            await ask(method, `/alerts/${rule.id}`, body);
            return { outcome: 'status', status: 500 };
          },
        },
        node.fresh.organisationId,
        id,
      );
    expect(await sendWhile('PATCH', { isOn: false })).toMatchObject({ state: 'given-up', nextTryAt: null });
    expect((await deliveries())[0]).toMatchObject({ state: 'given-up', nextTryAt: null, attempts: [{ status: 500 }] });
    await withOrganisation(database, node.fresh.organisationId, ({ client }) =>
      client.query(`update alert_delivery set state = 'waiting', next_try_at = made_at`),
    );
    expect(await sendWhile('DELETE')).toMatchObject({ state: 'given-up', nextTryAt: null });
    expect(await deliveries()).toEqual([]);
  });

  test('of a node that was killed before or while it sent is sent with the same id after all', async () => {
    await add({ what: { on: 'filter', kind: 'asset', filter: '' } });
    const id = await something();
    // Killed before: it waits in the database, whatever the queue has lost.
    const { database, organisationId } = node.fresh;
    expect(await readingOrganisation(database, organisationId, waitingDeliveries)).toMatchObject([{ deliveryId: id }]);
    // Killed between sending and keeping that it was sent.
    const post = async (request: WebhookRequest) => {
      await postWebhook(request);
      throw new Error('killed');
    };
    await expect(deliverAlert({ ...node.context, post }, organisationId, id)).rejects.toThrow('killed');
    expect(await readingOrganisation(database, organisationId, waitingDeliveries)).toMatchObject([{ deliveryId: id }]);
    expect(await deliver(id)).toMatchObject({ outcome: 'delivered', attempt: 1 });
    expect(await deliver(id)).toBeNull();
    // At least once: a receiver that knows the id drops the second.
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  });

  test('has a secret that is answered once and is in no log, no list and no problem', async () => {
    const { rule, secret } = await add({ what: { on: 'filter', kind: 'asset', filter: '' } });
    const key = secret.replace('whsec_', '');
    receiver.answer(500);
    const texts = [
      await (await ask('GET', '/alerts')).text(),
      await (await ask('POST', `/alerts/${rule.id}/test`)).text(),
      await (await ask('GET', '/alerts/deliveries')).text(),
      await (await ask('PATCH', `/alerts/${rule.id}`, { isOn: false })).text(),
      await (await ask('POST', `/alerts/${rule.id}/test`, { secret })).text(),
      logged.join('\n'),
    ];
    expect(texts.filter((text) => text.includes(key))).toEqual([]);
    expect(logged.join('\n')).not.toContain('of-nobody-else');
  });

  test('is said by owners alone', async () => {
    const token = await node.token({ role: 'security-officer' });
    const what = { on: 'filter', kind: 'asset', filter: '' };
    const to = { by: 'webhook', url: receiver.url };
    const refused = await ask('POST', '/alerts', { name: 'x', language: 'en', what, to }, token);
    expect(refused.status).toBe(403);
  });
});
