/** Handlers of what people state of assets. A change is one transaction; measuring of the days it touched is queued after. */
import { access, type Role } from '#contract/define-endpoint.ts';
import type { StatedFacts } from '#core/assets/stated-facts.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { recordKinds } from '#core/records/registry.ts';
import { stateAssets, undoStatements, type StoredStatement } from '#store/asset-work/state-assets.ts';
import { withOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { inScope, namesOf } from './finding-work.ts';

type AssetWorkEndpoint = 'assets.state' | 'assets.undoState';

export const assetWorkHandlers: Pick<Handlers, AssetWorkEndpoint> = {
  'assets.state': async ({ context, principal, body }) => {
    const { facts, reason, expectedCount, dryRun: isDryRun } = body;
    refuseSilentLeavingOut(principal, factsOf(facts), reason);
    const filter = filterOf(body);
    const now = context.clock.now();
    const batch = await inScope(isDryRun, context, principal, (scope) =>
      stateAssets(scope, {
        filter,
        expectedCount,
        now,
        today: dayOf(now, scope.timeZone),
        facts: factsOf(facts),
        reason,
        by: principal.name,
        newId: context.newId,
        isDryRun,
      }),
    );
    if (batch.batchId !== null) await context.jobs.enqueueMeasuring(principal.organisationId);
    return batch;
  },

  'assets.undoState': async ({ context, principal, params }) => {
    const { id } = params;
    if (!isId(id)) throw new Problem('not-found', 'There is no such batch of statements in this organisation.', { id });
    const { clock, newId } = context;
    const done = await withOrganisation(context.database, principal.organisationId, (scope) =>
      undoStatements(scope, id, { by: principal.name, now: clock.now(), newId }),
    );
    await context.jobs.enqueueMeasuring(principal.organisationId);
    return done;
  },
};

/** What is planned or retired leaves every figure: that is a decision, for a reason that is kept. */
function refuseSilentLeavingOut({ role }: Principal, { lifecycle }: StatedFacts, reason: string): void {
  if (lifecycle !== 'planned' && lifecycle !== 'retired') return;
  if (!(access.decide.roles as readonly Role[]).includes(role)) {
    throw new Problem('not-allowed', 'Planned and retired assets leave every figure: an owner, security officer or analyst decides that.', {
      role,
    });
  }
  if (reason.trim() === '') {
    throw new Problem('request-invalid', 'Say why: planned and retired assets leave every figure.', { wrong: [{ path: 'reason' }] });
  }
}

function filterOf({ filter, ids }: { readonly filter?: string | undefined; readonly ids?: readonly string[] | undefined }): Filter {
  if ((filter === undefined) === (ids === undefined)) {
    throw new Problem('request-invalid', 'Say which assets: either by `filter` or by `ids`.', { wrong: [{ path: 'filter' }] });
  }
  return ids === undefined ? parseFilter(filter ?? '', recordKinds.asset, recordKinds) : { op: 'in', field: 'id', values: [...ids] };
}

/** Without what is not spoken of: it would take the place of what is. */
function factsOf(facts: { readonly [F in keyof StatedFacts]: StatedFacts[F] | undefined }): StatedFacts {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

/** What people stated, with their names. */
export async function describeStatements(asked: Asked, statements: readonly StoredStatement[]) {
  const names = await namesOf(
    asked,
    statements.flatMap((one) => [one.statedBy, one.withdrawnBy ?? one.statedBy]),
  );
  return statements.map(({ statedBy, withdrawnBy, ...one }) => ({ ...one, by: names(statedBy), withdrawnBy: names(withdrawnBy) }));
}
