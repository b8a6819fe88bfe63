import { expect } from 'vitest';
import { invariant } from '#core/kernel/invariant.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';

const profileOf = (name: string) => ({ name, columns: [{ header: 'Serienummer', field: 'serialNumber' }], fixed: { class: 'medical' } });

let profiles = 0;
async function savedProfile({ node }: World): Promise<string> {
  profiles += 1;
  const slug = `bewaard-${profiles}`;
  const response = await node.ask(node.localToken, 'PUT', `/mapping-profiles/${slug}`, profileOf(`Bewaard ${profiles}`));
  invariant(response.status === 200, 'the profile is saved');
  return slug;
}

const readyOnly = (answer: unknown) => (answer as { items: { kind: string }[] }).items.every(({ kind }) => kind === 'ready');

export const profileCases = {
  'profiles.list': {
    works: () => ({}),
    stranger: { own: (answer: unknown) => expect(readyOnly(answer)).toBe(true) },
  },
  'profiles.get': { works: async (world: World) => ({ params: { slug: await savedProfile(world) } }), stranger: 'not-found' },
  'profiles.save': {
    works: () => ({ params: { slug: 'cmms-oost' }, body: profileOf('CMMS Oost') }),
    bad: {
      'a field that is none': {
        params: { slug: 'cmms-oost' },
        body: { ...profileOf('CMMS Oost'), columns: [{ header: 'a', field: 'b' }] },
      },
      'no column': { params: { slug: 'cmms-oost' }, body: { ...profileOf('CMMS Oost'), columns: [] } },
      'a name of a folder': { params: { slug: 'refused' }, body: profileOf('Refused') },
      'a name without letters': { params: { slug: 'x' }, body: profileOf('!') },
      'another version': {
        params: { slug: 'cmms-oost' },
        body: { ...profileOf('CMMS Oost'), $schema: 'urn:cybermetrics:mapping-profile:2' },
      },
      'a header with NUL': {
        params: { slug: 'cmms-oost' },
        body: { ...profileOf('CMMS Oost'), columns: [{ header: 'a\0', field: 'name' }] },
      },
    },
    stranger: 'public',
  },
  'profiles.delete': {
    works: async (world: World) => ({ params: { slug: await savedProfile(world) } }),
    bad: { 'a ready profile': { params: { slug: 'netbox' } } },
    stranger: 'not-found',
  },
} as const satisfies Readonly<Record<string, EndpointCase>>;
