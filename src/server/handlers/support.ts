/** Handlers of ends of support. What a word changes is worked out by the worker, before it measures again. */
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, parseDay, type Day } from '#core/kernel/time.ts';
import { withinOverallLimit } from '#store/query/time-limit.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { stateSupport, withdrawSupport, type ChangeSupportOptions } from '#store/support/change-support.ts';
import { readForecast, readSupportDetail } from '#store/support/read-support.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { namesOf } from './finding-work.ts';
import { listOf } from './records.ts';

type SupportEndpoint = 'support.list' | 'support.get' | 'support.state' | 'support.withdraw' | 'support.forecast';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

/** The store types a record as its fields by name, the contract field by field; the endpoint tests hold them equal. */
const onTheWire = (stored: unknown) => stored as never;

export const supportHandlers: Pick<Handlers, SupportEndpoint> = {
  'support.list': (asked) => listOf('support-cycle', asked),

  'support.get': async ({ context, principal, params }) => {
    const detail = await readingOrganisation(context.database, principal.organisationId, (scope) =>
      readSupportDetail(scope, params.id, momentOf(scope, context)),
    );
    if (detail === null) throw new Problem('not-found', 'There is no such support cycle in this organisation.', { id: params.id });
    const names = await namesOf(
      { context, principal },
      detail.statements.flatMap(({ statedBy }) => statedBy ?? []),
    );
    return onTheWire({ ...detail, statements: detail.statements.map((one) => ({ ...one, statedBy: names(one.statedBy) })) });
  },

  'support.state': (asked) => {
    const { product, cycle, endOn, extendedEndOn = null } = asked.body;
    return change(asked, (scope, options) =>
      stateSupport(scope, { product, cycle, endOn: day(endOn), extendedEndOn: day(extendedEndOn) }, options),
    );
  },

  'support.withdraw': (asked) =>
    change(asked, async (scope, options) => {
      const { id } = asked.params;
      if (!isId(id)) throw new Problem('not-found', 'There is no such support cycle stated by this organisation.', { id });
      return { id, ...(await withdrawSupport(scope, id, options)) };
    }),

  'support.forecast': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) =>
      withinOverallLimit(scope, async () => onTheWire(await readForecast(scope, momentOf(scope, context)))),
    ),
};

async function change<T>({ context, principal }: Asked, work: (scope: Scope, options: ChangeSupportOptions) => Promise<T>): Promise<T> {
  const options = { now: context.clock.now(), by: principal.name, newId: context.newId };
  const answer = await withOrganisation(context.database, principal.organisationId, (scope) => work(scope, options));
  await context.jobs.enqueueMeasuring(principal.organisationId);
  return answer;
}

function momentOf(scope: Scope, { clock }: ServerContext) {
  const now = clock.now();
  return { now, today: dayOf(now, scope.timeZone) };
}

/** The contract has looked at its form. */
function day(text: string | null): Day | null {
  return text === null ? null : (parseDay(text) ?? null);
}
