/** Cases of the endpoints of public sources (`endpoint-cases.ts`). */
import type { EndpointCase } from './endpoint-cases.ts';

const none = { 'a source that is none': { params: { id: 'nvd' } } };
const file = new TextEncoder().encode('{"catalogVersion":"2026.01.01"}');

// What sources say is of nobody: whoever may ask sees the same, and the owner of the node alone changes it.
export const sourceCases = {
  'sources.list': { works: () => ({}), stranger: 'public' },
  'sources.sync': { works: () => ({ as: 'local', params: { id: 'kev' }, query: { replace: 'true' } }), bad: none, stranger: 'not-allowed' },
  'sources.handIn': {
    works: () => ({ as: 'local', params: { id: 'kev' }, query: { file: 'kev.json' }, body: file }),
    bad: {
      'a source that is none': { params: { id: 'nvd' }, query: { file: 'kev.json' }, body: file },
      'a file without a name': { params: { id: 'kev' }, body: file },
      'a file without bytes': { params: { id: 'kev' }, query: { file: 'kev.json' }, body: new Uint8Array() },
    },
    stranger: 'not-allowed',
  },
} as const satisfies Readonly<Record<string, EndpointCase>>;
