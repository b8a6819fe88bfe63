/** Handlers of the names of flaws. A statement is one transaction; measuring of the days it touched is queued after. */
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { listFlawStatements, type FindingNames, type StoredFlawStatement } from '#store/flaw-names/read-names.ts';
import { stateApart, stateSame, withdrawStatement } from '#store/flaw-names/state-names.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

export const flawHandlers: Pick<Handlers, 'flaws.list' | 'flaws.same' | 'flaws.apart' | 'flaws.withdraw'> = {
  'flaws.list': async (asked) => {
    const { context, principal } = asked;
    const items = await readingOrganisation(context.database, principal.organisationId, listFlawStatements);
    return { items: await describeStatements(asked, items) };
  },

  'flaws.same': (asked) => stating(asked, (scope, saying) => stateSame(scope, asked.body, { ...saying, reason: asked.body.reason })),

  'flaws.apart': (asked) => {
    const { id } = asked.params;
    if (!isId(id)) throw new Problem('not-found', 'There is no such finding in this organisation.', { id });
    const { scanner, checkId = null, extent, reason } = asked.body;
    return stating(asked, (scope, saying) => stateApart(scope, { findingId: id, scanner, nativeId: checkId, extent, reason, ...saying }));
  },

  'flaws.withdraw': (asked) => {
    const { id } = asked.params;
    if (!isId(id)) throw new Problem('not-found', 'Nobody said this of flaws in this organisation.', { id });
    return stating(asked, (scope, saying) => withdrawStatement(scope, id, saying));
  },
};

async function stating<T>(
  { context, principal }: Asked,
  work: (scope: Scope, saying: { by: string; now: ReturnType<ServerContext['clock']['now']>; newId: ServerContext['newId'] }) => Promise<T>,
): Promise<T> {
  const saying = { by: principal.name, now: context.clock.now(), newId: context.newId };
  const said = await withOrganisation(context.database, principal.organisationId, (scope) => work(scope, saying));
  await context.jobs.enqueueMeasuring(principal.organisationId);
  return said;
}

async function describeStatements(asked: Asked, statements: readonly StoredFlawStatement[]) {
  const names = await namesOf(
    asked,
    statements.flatMap((one) => [one.statedBy, ...(one.withdrawnBy === null ? [] : [one.withdrawnBy])]),
  );
  return statements.map(({ statedBy, withdrawnBy, ...one }) => ({ ...one, by: names(statedBy), withdrawnBy: names(withdrawnBy) }));
}

/** With the names of those who said something. */
export async function describeFlaw(asked: Asked, { statements, names, seenBy, elsewhere, ...flaw }: FindingNames) {
  return {
    ...flaw,
    names: [...names],
    elsewhere: [...elsewhere],
    seenBy: seenBy.map(({ links, ...one }) => ({ ...one, links: [...links] })),
    statements: await describeStatements(asked, statements),
  };
}
