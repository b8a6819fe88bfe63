/** Handlers of saved views. Everybody has their own; what everybody sees is kept by those who manage the node. */
import { access } from '#contract/define-endpoint.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { parseSort } from '#core/query/sort.ts';
import { recordKinds } from '#core/records/registry.ts';
import { parseGroupSort } from '#store/query/findings-by-check.ts';
import { deleteSavedView, findSavedView, listSavedViews, saveView } from '#store/saved-views.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { authorise } from '../sign-in/principal.ts';

export const viewHandlers: Pick<Handlers, 'views.list' | 'views.save' | 'views.delete'> = {
  'views.list': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => ({
      items: await listSavedViews(scope, principal.name),
    })),

  'views.save': ({ context, principal, body }) => {
    if (body.shared) authorise(access.manage, principal);
    const kind = recordKinds[body.kind];
    if (body.filter.trim() !== '') parseFilter(body.filter, kind, recordKinds);
    if (body.sort !== '') {
      if (body.kind === 'finding' && body.grouped) parseGroupSort(body.sort);
      else parseSort(body.sort, kind);
    }
    return withOrganisation(context.database, principal.organisationId, (scope) =>
      saveView(scope, { id: context.newId(), ...body }, { by: principal.name, now: context.clock.now() }),
    );
  },

  'views.delete': async ({ context, principal, params: { id } }) => {
    await withOrganisation(context.database, principal.organisationId, async (scope) => {
      const view = isId(id) ? await findSavedView(scope, id, principal.name) : null;
      if (view === null) throw new Problem('not-found', 'There is no such view.', { id });
      if (view.shared) authorise(access.manage, principal);
      await deleteSavedView(scope, view.id);
    });
    return null;
  },
};
