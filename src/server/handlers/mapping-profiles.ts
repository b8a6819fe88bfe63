/** Handlers of mapping profiles. */
import { MappingProfile, reservedSlugs, settingsOf, slugOfName } from '#core/imports/mapping-profile.ts';
import { Problem } from '#core/kernel/problem.ts';
import { deleteMappingProfile, findMappingProfile, listMappingProfiles, saveMappingProfile } from '#store/mapping-profiles.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { describeReady, describeSaved, headOf, readyProfileOf, requireFaultless, shownReadyProfiles } from '../imports/mapping-profiles.ts';

type Ids = 'profiles.list' | 'profiles.get' | 'profiles.save' | 'profiles.delete';

export const profileHandlers: Pick<Handlers, Ids> = {
  'profiles.list': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const saved = await listMappingProfiles(scope);
      return { items: [...saved.map(describeSaved), ...shownReadyProfiles(saved).map(describeReady)].map(headOf) };
    }),

  'profiles.get': ({ context, principal, params }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const saved = await findMappingProfile(scope, params.slug);
      if (saved?.slug === params.slug) return describeSaved(saved);
      const ready = readyProfileOf(params.slug);
      if (ready?.slug === params.slug) return describeReady(ready);
      throw new Problem('not-found', `There is no mapping profile ${params.slug}.`, { slug: params.slug });
    }),

  'profiles.save': ({ context, principal, params: { slug }, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const settings = settingsOf(body);
      requireFaultless(settings);
      const before = await findMappingProfile(scope, slug);
      if (before?.slug !== slug) requireNewSlug(slug, body);
      return describeSaved(
        await saveMappingProfile(scope, { slug, name: body.name, settings }, { now: context.clock.now(), by: principal.name }),
      );
    }),

  'profiles.delete': async ({ context, principal, params: { slug } }) => {
    const isGone = await withOrganisation(context.database, principal.organisationId, (scope) => deleteMappingProfile(scope, slug));
    if (!isGone) throw new Problem('not-found', `There is no saved mapping profile ${slug}.`, { slug });
    return null;
  },
};

/** One name for one thing: in the address, in the folder of the inbox and on the command line. */
function requireNewSlug(slug: string, { name }: MappingProfile): void {
  const expected = slugOfName(name);
  if (expected === '') {
    const message = 'must hold a letter or digit of the Latin alphabet, of which its address is made';
    throw new Problem('request-invalid', `name: ${message}.`, { wrong: [{ path: 'name', message }] });
  }
  if (reservedSlugs.has(expected)) {
    const message = `"${name}" is the name of a folder of the inbox; choose another one`;
    throw new Problem('request-invalid', `name: ${message}.`, { wrong: [{ path: 'name', message }] });
  }
  if (slug === expected) return;
  const message = `a new profile called "${name}" is saved at ${expected}, not at ${slug}`;
  throw new Problem('request-invalid', `slug: ${message}.`, { wrong: [{ path: 'slug', message }], expected });
}
