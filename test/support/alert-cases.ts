/** Cases of the endpoints of alerts (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

// Port 9 of this machine takes nothing: what is sent there is unreachable at once.
const to = { by: 'webhook', url: 'https://127.0.0.1:9/hooks' };
const rule = { name: 'Kritiek en nieuw', language: 'nl', what: { on: 'filter', kind: 'finding', filter: 'eq(severity,critical)' }, to };
const nobody = '018f0000-0000-7000-8000-000000000000';

async function ruleId({ node }: World): Promise<string> {
  const response = await node.ask(node.localToken, 'POST', '/alerts', rule);
  invariant(response.status === 201, 'the rule is made');
  return ((await response.json()) as { rule: { id: string } }).rule.id;
}
const none = { own: (answer: unknown) => expect(answer).toEqual({ items: [] }) };

export const alertCases = {
  'alerts.list': {
    works: async (world) => {
      await ruleId(world);
      return {};
    },
    stranger: none,
  },
  'alerts.add': {
    works: () => ({ body: { ...rule, what: { on: 'signal', metricId: 'VUL-02', verdict: 'worsening' } } }),
    bad: {
      'a name of white space': { body: { ...rule, name: ' ' } },
      'a language of nobody': { body: { ...rule, language: 'fr' } },
      'a filter that cannot be read': { body: { ...rule, what: { ...rule.what, filter: 'and(' } } },
      'a filter on no field': { body: { ...rule, what: { ...rule.what, filter: 'eq(nosuch,1)' } } },
      'a kind that is not watched': { body: { ...rule, what: { ...rule.what, kind: 'import' } } },
      'no metric of ours': { body: { ...rule, what: { on: 'signal', metricId: 'XYZ-99', verdict: 'worsening' } } },
      'a verdict that is none': { body: { ...rule, what: { on: 'signal', metricId: 'VUL-02', verdict: 'worse' } } },
      'an address that is none': { body: { ...rule, to: { by: 'webhook', url: 'nowhere' } } },
      'an address of a cloud’s own': { body: { ...rule, to: { by: 'webhook', url: 'http://169.254.169.254/latest' } } },
      'an address with a password': { body: { ...rule, to: { by: 'webhook', url: 'https://a:b@host.example/' } } },
      'mail to no address': { body: { ...rule, to: { by: 'mail', addresses: [] } } },
      'mail with a header in it': { body: { ...rule, to: { by: 'mail', addresses: ['a@example.org\r\nBcc: b@example.org'] } } },
      'mail from a node that sends none': { body: { ...rule, to: { by: 'mail', addresses: ['a@example.org'] } } },
    },
    stranger: 'public',
  },
  'alerts.switch': {
    works: async (world) => ({ params: { id: await ruleId(world) }, body: { isOn: false } }),
    bad: { 'a rule of nobody': { params: { id: nobody }, body: { isOn: true } } },
    stranger: 'not-found',
  },
  'alerts.remove': {
    works: async (world) => ({ params: { id: await ruleId(world) } }),
    bad: { 'a rule of nobody': { params: { id: nobody } } },
    stranger: 'not-found',
  },
  'alerts.test': {
    works: async (world) => ({ params: { id: await ruleId(world) } }),
    bad: { 'a rule of nobody': { params: { id: nobody } } },
    stranger: 'not-found',
  },
  'alerts.rotateSecret': {
    works: async (world) => ({ params: { id: await ruleId(world) } }),
    bad: { 'a rule of nobody': { params: { id: nobody } } },
    stranger: 'not-found',
  },
  'alerts.deliveries': {
    works: () => ({ query: { limit: '5' } }),
    bad: { 'a rule of nobody': { query: { rule: nobody } }, 'no limit': { query: { limit: '0' } } },
    stranger: none,
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
