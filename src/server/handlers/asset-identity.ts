/** Handlers of decisions about identity. A change is one transaction; measuring of the days it touched is queued after. */
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { keepApart, mergeAssets, splitAsset, type DecidedIdentity, type Deciding } from '#store/asset-identity/decide-identity.ts';
import { listDoubles } from '#store/asset-identity/doubles.ts';
import { loadAsset } from '#store/asset-identity/identity-facts.ts';
import { identityOfAsset, listIdentity, wordsOfAsset, type StoredIdentity } from '#store/asset-identity/read-identity.ts';
import { withdrawIdentity } from '#store/asset-identity/withdraw-identity.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import type { ServerContext } from '../server-context.ts';
import type { Principal } from '../sign-in/principal.ts';
import { inScope, namesOf } from './finding-work.ts';

type IdentityEndpoint =
  | 'assets.merge'
  | 'assets.split'
  | 'assets.keepApart'
  | 'assets.withdrawIdentity'
  | 'assets.listIdentity'
  | 'assets.doubles'
  | 'assets.identity';

interface Asked {
  readonly context: ServerContext;
  readonly principal: Principal;
}

export const assetIdentityHandlers: Pick<Handlers, IdentityEndpoint> = {
  'assets.merge': (asked) => decide(asked, (scope, deciding) => mergeAssets(scope, asked.params.id, asked.body.otherId, deciding)),
  'assets.keepApart': (asked) => decide(asked, (scope, deciding) => keepApart(scope, asked.params.id, asked.body.otherId, deciding)),
  'assets.split': (asked) => decide(asked, (scope, deciding) => splitAsset(scope, asked.params.id, asked.body.parts, deciding)),

  'assets.withdrawIdentity': async ({ context, principal, params }) => {
    const { id } = params;
    if (!isId(id)) throw new Problem('not-found', 'There is no such decision about identity in this organisation.', { id });
    const { clock, newId } = context;
    const done = await withOrganisation(context.database, principal.organisationId, (scope) =>
      withdrawIdentity(scope, id, { by: principal.name, now: clock.now(), newId }),
    );
    await context.jobs.enqueueMeasuring(principal.organisationId);
    return done;
  },

  'assets.listIdentity': async ({ context, principal, query }) => {
    const after = query.after !== undefined && isId(query.after) ? query.after : undefined;
    const decisions = await readingOrganisation(context.database, principal.organisationId, (scope) =>
      listIdentity(scope, { limit: query.limit, after }),
    );
    return { items: await describe({ context, principal }, decisions) };
  },

  'assets.doubles': ({ context, principal, query }) =>
    readingOrganisation(context.database, principal.organisationId, (scope) => listDoubles(scope, query.limit)),

  'assets.identity': async ({ context, principal, params }) => {
    const found = await readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const { id } = await loadAsset(scope, params.id);
      return { decisions: await identityOfAsset(scope, id), words: await wordsOfAsset(scope, id) };
    });
    const words = found.words.map((one) => ({ ...one, facts: { ...one.facts } }));
    return { decisions: await describe({ context, principal }, found.decisions), words };
  },
};

interface AskedToDecide extends Asked {
  readonly body: { readonly reason: string; readonly dryRun: boolean };
}

async function decide(
  { context, principal, body }: AskedToDecide,
  work: (scope: Scope, deciding: Deciding) => Promise<DecidedIdentity>,
): Promise<Mutable<DecidedIdentity>> {
  const { reason, dryRun: isDryRun } = body;
  if (!isDryRun && reason.trim() === '')
    throw new Problem('request-invalid', 'A decision about identity needs its reason, for whoever reads it later.', {
      wrong: [{ path: 'reason' }],
    });
  const { clock, newId } = context;
  const decided = await inScope(isDryRun, context, principal, (scope) =>
    work(scope, { reason, by: principal.name, now: clock.now(), newId, isDryRun }),
  );
  if (decided.decisionId !== null) await context.jobs.enqueueMeasuring(principal.organisationId);
  return { ...decided, anchors: [...decided.anchors], disagreements: [...decided.disagreements] };
}

/** As the contract types lists. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };

/** Decisions with the names of who made them. */
async function describe(asked: Asked, decisions: readonly StoredIdentity[]) {
  const names = await namesOf(
    asked,
    decisions.flatMap((one) => [one.decidedBy, one.withdrawnBy ?? one.decidedBy]),
  );
  return decisions.map(({ decidedBy, withdrawnBy, anchors, contradictions, ...one }) => ({
    ...one,
    by: names(decidedBy),
    withdrawnBy: names(withdrawnBy),
    anchors: [...anchors],
    contradictions: contradictions.map((against) => ({
      ...against,
      values: against.values.map(({ value, sources }) => ({ value, sources: [...new Set(sources)] })),
    })),
  }));
}
