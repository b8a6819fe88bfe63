/** Cases of the endpoints of public sources (`endpoint-cases.ts`). */
import { addProvider } from '#store/sources/csaf-providers.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const none = { 'a source that is none': { params: { id: 'nvd' } } };
const file = new TextEncoder().encode('{"catalogVersion":"2026.01.01"}');

const noProvider = { 'a provider that is none': { params: { id: 'csaf:nobody.example' } }, 'no id of one': { params: { id: 'kev' } } };

let number = 0;
async function named({ node }: World): Promise<string> {
  number += 1;
  const id = `csaf:127.0.0.1:9~${number}`;
  await addProvider(node.context.database, {
    id,
    asked: `http://127.0.0.1:9/${number}/provider-metadata.json`,
    reach: 'machine',
    at: node.context.clock.now(),
  });
  return id;
}

// What sources say is of nobody: whoever may ask sees the same, and the owner of the node alone changes it.
export const sourceCases = {
  'sources.list': { works: () => ({}), stranger: 'public' },
  'sources.sync': { works: () => ({ as: 'local', params: { id: 'kev' }, query: { replace: 'true' } }), bad: none, stranger: 'not-allowed' },
  'sources.schedule': {
    works: () => ({ as: 'local', params: { id: 'kev' }, body: { everyHours: 6 } }),
    bad: {
      'a source that is not there': { params: { id: 'nvd' }, body: { everyHours: 6 } },
      'no hours': { params: { id: 'kev' }, body: {} },
    },
    stranger: 'not-allowed',
  },
  'sources.handIn': {
    works: () => ({ as: 'local', params: { id: 'kev' }, query: { file: 'kev.json' }, body: file }),
    bad: {
      'a source that is none': { params: { id: 'nvd' }, query: { file: 'kev.json' }, body: file },
      'a file without a name': { params: { id: 'kev' }, body: file },
      'a file without bytes': { params: { id: 'kev' }, query: { file: 'kev.json' }, body: new Uint8Array() },
    },
    stranger: 'not-allowed',
  },
  'providers.list': { works: () => ({}), stranger: 'public' },
  'providers.get': { works: async (world) => ({ params: { id: await named(world) } }), bad: noProvider, stranger: 'public' },
  'providers.add': {
    works: () => ({ as: 'local', body: { provider: 'http://127.0.0.1:9/added/provider-metadata.json', keep: true } }),
    bad: {
      'an address that gives nothing': { body: { provider: 'http://127.0.0.1:9/nothing/provider-metadata.json' }, refusedWith: 503 },
      'neither a domain nor an address': { body: { provider: 'the maker' } },
      'an address without TLS': { body: { provider: 'http://maker.example/provider-metadata.json' } },
      'an address with a password': { body: { provider: 'https://me:secret@maker.example/provider-metadata.json' } },
    },
    stranger: 'not-allowed',
  },
  'providers.remove': {
    works: async (world) => ({ as: 'local', params: { id: await named(world) } }),
    bad: noProvider,
    stranger: 'not-allowed',
  },
  'providers.sync': {
    works: async (world) => ({ as: 'local', params: { id: await named(world) } }),
    bad: noProvider,
    stranger: 'not-allowed',
  },
} as const satisfies Readonly<Record<string, EndpointCase>>;
