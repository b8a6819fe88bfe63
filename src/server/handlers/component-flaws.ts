/** Handlers of what is published of components. */
import { isId, type Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf } from '#core/kernel/time.ts';
import type { ComponentStatus } from '#core/matching/packages/judge-component.ts';
import { whereTold } from '#store/flaw-names/where-told.ts';
import { readFindingNames } from '#store/flaw-names/read-names.ts';
import { survivingFinding } from '#store/asset-identity/redirects.ts';
import { readBillFlaws, readComponentFlaws, readFlawInBills } from '#store/components/read-component-flaws.ts';
import { getRecord } from '#store/query/list.ts';
import { readingOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';

type ComponentFlawEndpoint = 'components.flaws' | 'sboms.flaws' | 'findings.components';

const usual: readonly ComponentStatus[] = ['affected', 'undetermined', 'not-affected'];

export const componentFlawHandlers: Pick<Handlers, ComponentFlawEndpoint> = {
  'components.flaws': (asked) => found(asked, 'component', readComponentFlaws),
  'sboms.flaws': (asked) => {
    const { status, limit, offset } = asked.query;
    const statuses = status === undefined ? usual : (status.split(',') as readonly ComponentStatus[]);
    return found(asked, 'bill of materials', (scope, id) => readBillFlaws(scope, id, { statuses, limit, offset }));
  },
  'findings.components': (asked) =>
    found(asked, 'finding', async (scope, askedId) => {
      const now = asked.context.clock.now();
      const today = dayOf(now, scope.timeZone);
      const id = await whereTold(scope, await survivingFinding(scope, askedId));
      const record = await getRecord(scope, 'finding', id, { now, today });
      if (record === null) return null;
      const { key, names } = await readFindingNames(scope, id);
      const own = [key, ...names].flatMap((name) => (name.startsWith('bill:') ? [name, name.slice('bill:'.length)] : [name]));
      return { items: await readFlawInBills(scope, { assetId: record['assetId'] as Id, names: own, today }) };
    }),
};

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
  readonly params: { readonly id: string };
}

/** @throws Problem `not-found` */
async function found<T>(
  { context, principal, params }: Asked,
  what: string,
  read: (scope: Scope, id: Id) => Promise<T | null>,
): Promise<T> {
  const { id } = params;
  const answer = await readingOrganisation(context.database, principal.organisationId, async (scope) =>
    isId(id) ? read(scope, id) : null,
  );
  if (answer === null) throw new Problem('not-found', `There is no such ${what} in this organisation.`, { id });
  return answer;
}
