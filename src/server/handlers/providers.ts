/** Handlers of CSAF providers. Asking them, and checking what they give, is the worker's. */
import { findMetadata, guessLimits } from '#advisory-sources/csaf-provider/find-metadata.ts';
import { nameProvider, onlyAllowed } from '#advisory-sources/csaf-provider/provider-address.ts';
import { sayIn } from '#contract/dutch/say-in.ts';
import { notableDocumentsMax, type ProviderJson } from '#contract/endpoints/providers.ts';
import { ageInDays, sourceStanding } from '#core/advisories/sources.ts';
import { isProblem, Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { readNotableDocuments } from '#store/sources/csaf-documents.ts';
import { addProvider, readProviders, removeProvider, type ProviderReach, type ProviderState } from '#store/sources/csaf-providers.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { languageOf } from '../http/language.ts';
import type { ServerContext } from '../server-context.ts';
import { fetchPlans } from './sources.ts';
import { findReach, reachFor } from '../sources/provider-reach.ts';

export const providerHandlers: Pick<
  Handlers,
  'providers.list' | 'providers.get' | 'providers.add' | 'providers.remove' | 'providers.sync'
> = {
  'providers.list': async ({ context, request }) => {
    const states = await readProviders(context.database.pool);
    const plans = await fetchPlans(context);
    return {
      items: states.map((state) => ({ ...wireOf(state, context, request), fetch: plans(state.id) })),
      staleAfterDays: context.staleLimits.csaf,
    };
  },

  'providers.get': async ({ context, params: { id }, request }) => {
    const state = await known(context, id);
    const notable = await readNotableDocuments(context.database.pool, id, notableDocumentsMax);
    const language = languageOf(request);
    return {
      ...wireOf(state, context, request),
      fetch: (await fetchPlans(context))(id),
      notable: notable.map(({ problem, brokenRules, ...document }) => ({
        ...document,
        brokenRules: [...brokenRules],
        problem: problem === null ? null : { ...problem, detail: sayIn(language, problem.detail) },
      })),
    };
  },

  'providers.add': async ({ context, body: { provider, keep = false } }) => {
    const { id, asked } = nameProvider(provider, context.plainHosts);
    const reach = await findReach(asked);
    const [known] = await readProviders(context.database.pool, id);
    // Whoever names an address with a slip of the pen is told so, and no source stands there that never gives anything.
    if (known === undefined && !keep) await requireMetadata(context, asked, reach);
    await addProvider(context.database, { id, asked, reach, at: context.clock.now() });
    return ask(context, id);
  },

  'providers.remove': async ({ context, params: { id } }) => {
    if (!(await removeProvider(context.database, id))) throw unknown(id);
    return null;
  },

  'providers.sync': async ({ context, params: { id } }) => {
    await known(context, id);
    return ask(context, id);
  },
};

/** @throws Problem that says why they cannot be read */
async function requireMetadata({ http, plainHosts }: ServerContext, asked: string, reach: ProviderReach): Promise<void> {
  try {
    await findMetadata(onlyAllowed(http(reachFor(reach, asked)), plainHosts), asked, guessLimits);
  } catch (cause) {
    if (!isProblem(cause)) throw cause;
    const detail = `Nothing was added, since the metadata of this provider cannot be read: ${cause.message} To add it all the same, use --keep (keep: true).`;
    throw new Problem(cause.code, detail, cause.data, cause);
  }
}

async function ask({ clock, jobs }: ServerContext, id: string): Promise<{ id: string; askedAt: Instant }> {
  const askedAt = clock.now();
  await jobs.enqueueProvider(id);
  return { id, askedAt };
}

async function known({ database }: ServerContext, id: string): Promise<ProviderState> {
  const [state] = await readProviders(database.pool, id);
  if (state === undefined) throw unknown(id);
  return state;
}

function unknown(id: string): Problem {
  return new Problem('not-found', 'The node knows no such provider; add it first.', { id });
}

function wireOf(
  { problem, documents, ...state }: ProviderState,
  { clock, staleLimits }: ServerContext,
  request: Request,
): Omit<ProviderJson, 'fetch'> {
  const ageDays = state.asOf === null ? null : ageInDays(state.asOf, clock.now());
  return {
    ...state,
    documents: { ...documents },
    ageDays,
    isStale: sourceStanding('csaf', ageDays, staleLimits) === 'stale',
    problem: problem === null ? null : { ...problem, detail: sayIn(languageOf(request), problem.detail) },
  };
}
