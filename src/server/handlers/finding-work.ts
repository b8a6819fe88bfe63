/** Handlers of what people do with findings. A change is one transaction; measuring of the days it touched is queued after. */
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, parseDay } from '#core/kernel/time.ts';
import type { Filter } from '#core/query/filter.ts';
import { parseFilter } from '#core/query/rql-parse.ts';
import { printFilter } from '#core/query/rql-print.ts';
import { recordKinds } from '#core/records/registry.ts';
import { scanChanges } from '#core/vulnerabilities/scan-changes.ts';
import { assignFindings, commentFinding } from '#store/finding-work/assign-findings.ts';
import { decideFindings, undoDecisions } from '#store/finding-work/decide-findings.ts';
import { readLastScans } from '#store/finding-work/read-changes.ts';
import type { FindingWork } from '#store/finding-work/read-work.ts';
import { countRecords } from '#store/query/list.ts';
import { withinOverallLimit } from '#store/query/time-limit.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { listPeople, listTokens } from '#store/sign-in.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';

type WorkEndpoint = 'findings.changes' | 'findings.decide' | 'findings.undoDecision' | 'findings.assign' | 'findings.comment';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

export const findingWorkHandlers: Pick<Handlers, WorkEndpoint> = {
  'findings.changes': ({ context, principal, query }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const scans = await readLastScans(scope);
      const now = context.clock.now();
      const moment = { now, today: dayOf(now, scope.timeZone) };
      const counted = async (filter: Filter) => ({
        count: await countRecords(scope, 'finding', { ...moment, filter }),
        filter: printFilter(filter),
      });
      const asked = scans.filter((one) => query.scanner === undefined || one.scanner === query.scanner);
      return withinOverallLimit(scope, async () => {
        const items = [];
        for (const { isCheckSetKnown, ...scan } of asked) {
          const { opened, reopened, closed } = scanChanges({ ...scan, isCheckSetKnown });
          items.push({ ...scan, opened: await counted(opened), reopened: await counted(reopened), closed: await counted(closed) });
        }
        return { items };
      });
    }),

  'findings.decide': async ({ context, principal, body }) => {
    const { as: act, until, reason, dryRun: isDryRun } = body;
    const batch = await inScope(isDryRun, context, principal, (scope) =>
      decideFindings(scope, {
        ...selectionOf(scope, context, body),
        act,
        untilOn: until === undefined ? null : (parseDay(until) ?? null),
        reason,
        by: principal.name,
        newId: context.newId,
        isDryRun,
      }),
    );
    if (batch.batchId !== null) await context.jobs.enqueueMeasuring(principal.organisationId);
    return batch;
  },

  'findings.undoDecision': async ({ context, principal, params }) => {
    const { id } = params;
    if (!isId(id)) throw new Problem('not-found', 'There is no such batch of decisions in this organisation.', { id });
    const undone = await withOrganisation(context.database, principal.organisationId, (scope) =>
      undoDecisions(scope, id, { by: principal.name, now: context.clock.now() }),
    );
    await context.jobs.enqueueMeasuring(principal.organisationId);
    return { undone };
  },

  'findings.assign': ({ context, principal, body }) => {
    const { assignee, ticket, dryRun: isDryRun } = body;
    if (assignee === undefined && ticket === undefined) {
      throw new Problem('request-invalid', 'Say who works on them, or the ticket.', { wrong: [{ path: 'assignee' }] });
    }
    return inScope(isDryRun, context, principal, (scope) =>
      assignFindings(scope, { ...selectionOf(scope, context, body), assignee, ticket, isDryRun }),
    );
  },

  'findings.comment': async (asked) => {
    const { context, principal, params, body } = asked;
    const { id } = params;
    const comment = { id: context.newId(), comment: body.text, by: principal.name, now: context.clock.now() };
    const isThere =
      isId(id) && (await withOrganisation(context.database, principal.organisationId, (scope) => commentFinding(scope, id, comment)));
    if (!isThere) throw new Problem('not-found', 'There is no such finding in this organisation.', { id });
    const names = await namesOf(asked, [principal.name]);
    return { id: comment.id, at: comment.now, by: names(principal.name), text: comment.comment };
  },
};

/** A dry run only counts: it writes nothing, so it is no change either. */
export function inScope<T>(
  isDryRun: boolean,
  { database }: ServerContext,
  principal: Principal,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return (isDryRun ? readingOrganisation : withOrganisation)(database, principal.organisationId, work);
}

function selectionOf(
  scope: Scope,
  { clock }: ServerContext,
  body: { readonly filter: string; readonly expectedCount?: number | undefined },
) {
  const now = clock.now();
  const filter = parseFilter(body.filter, recordKinds.finding, recordKinds);
  return { filter, expectedCount: body.expectedCount, now, today: dayOf(now, scope.timeZone) };
}

/** Records name principals; readers want names. Null: the owner of the node's folder, or somebody who is no longer known. */
export async function namesOf(
  { context, principal }: Asked,
  principals: readonly string[],
): Promise<(name: string | null) => string | null> {
  const known = new Map<string, string>();
  if (principals.some((name) => name.startsWith('account:'))) {
    for (const { id, name } of await listPeople(context.database, principal.organisationId)) known.set(`account:${id}`, name);
  }
  if (principals.some((name) => name.startsWith('token:'))) {
    for (const { id, name } of await listTokens(context.database, principal.organisationId)) known.set(`token:${id}`, name);
  }
  return (name) => (name === null ? null : (known.get(name) ?? null));
}

/** What people did, with their names. */
export async function describeWork(asked: Asked, { decisions, comments }: FindingWork) {
  const principals = [...decisions.flatMap((one) => [one.decidedBy, one.withdrawnBy ?? one.decidedBy]), ...comments.map((one) => one.by)];
  const names = await namesOf(asked, principals);
  return {
    decisions: decisions.map(({ decidedBy, withdrawnBy, ...one }) => ({ ...one, by: names(decidedBy), withdrawnBy: names(withdrawnBy) })),
    comments: comments.map((one) => ({ ...one, by: names(one.by) })),
  };
}
