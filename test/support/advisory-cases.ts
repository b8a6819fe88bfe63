/** Cases of the endpoints of advisories (`endpoint-cases.ts`). */
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const line = (id: string, more: object = {}) =>
  JSON.stringify({
    advisory: {
      kind: 'csaf',
      documentId: id,
      revision: '1',
      title: 'Ward monitor lets anybody in',
      publisher: 'Maker',
      publishedAt: '2026-01-01T00:00:00.000Z',
      modifiedAt: '2026-01-01T00:00:00.000Z',
      notes: [],
      products: [],
      flaws: [],
      ...more,
    },
    brokenRules: [],
  });
const bytes = (text: string) => new TextEncoder().encode(text);

async function held({ node }: World): Promise<string> {
  const response = await node.ask(node.localToken, 'POST', '/advisories', bytes(line('MM-1')));
  invariant(response.status === 200, 'the advisory is taken');
  return 'MM-1';
}

// Public knowledge: whoever may ask sees the same.
export const advisoryCases = {
  'advisories.take': {
    works: () => ({ as: 'local', body: bytes(`${line('MM-2')}\n${line('MM-3')}\n`) }),
    bad: {
      'a body without a line': { body: bytes('\n') },
      'a line that is no JSON': { body: bytes('{') },
      'a line that is no advisory': { body: bytes('{"advisory":{},"brokenRules":[]}') },
      'a CVE that is none': { body: bytes(line('MM-4', { flaws: [{ cveId: 'CVE-1' }] })) },
      'text that cannot be stored': { body: bytes(line('MM-5', { title: 'a\u0000b' })) },
    },
    stranger: 'not-allowed',
  },
  'advisories.list': {
    works: () => ({ query: { search: 'ward', cve: 'CVE-2026-0001', here: 'true', limit: '5', offset: '0' } }),
    bad: {
      'a limit of 0': { query: { limit: '0' } },
      'an offset below 0': { query: { offset: '-1' } },
      'an over-long search': { query: { search: 'x'.repeat(201) } },
      'a word for here': { query: { here: 'maybe' } },
    },
    stranger: 'public',
  },
  'advisories.get': {
    works: async (world) => ({ params: { id: await held(world) } }),
    bad: { 'an advisory of nobody': { params: { id: 'NONE-1' } } },
    stranger: 'public',
  },
} as const satisfies Readonly<Record<string, EndpointCase>>;
