/** Handlers of CSAF providers. Asking them, and checking what they give, is the worker's. */
import { nameProvider } from '#advisory-sources/csaf-provider/provider-address.ts';
import { sayIn } from '#contract/dutch/say-in.ts';
import { notableDocumentsMax, type ProviderJson } from '#contract/endpoints/providers.ts';
import { ageInDays, sourceStanding } from '#core/advisories/sources.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { readNotableDocuments } from '#store/sources/csaf-documents.ts';
import { addProvider, readProviders, removeProvider, type ProviderState } from '#store/sources/csaf-providers.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { languageOf } from '../http/language.ts';
import type { ServerContext } from '../server-context.ts';
import { findReach } from '../sources/provider-reach.ts';

export const providerHandlers: Pick<
  Handlers,
  'providers.list' | 'providers.get' | 'providers.add' | 'providers.remove' | 'providers.sync'
> = {
  'providers.list': async ({ context, request }) => {
    const states = await readProviders(context.database.pool);
    return { items: states.map((state) => wireOf(state, context, request)), staleAfterDays: context.staleLimits.csaf };
  },

  'providers.get': async ({ context, params: { id }, request }) => {
    const state = await known(context, id);
    const notable = await readNotableDocuments(context.database.pool, id, notableDocumentsMax);
    const language = languageOf(request);
    return {
      ...wireOf(state, context, request),
      notable: notable.map(({ problem, brokenRules, ...document }) => ({
        ...document,
        brokenRules: [...brokenRules],
        problem: problem === null ? null : { ...problem, detail: sayIn(language, problem.detail) },
      })),
    };
  },

  'providers.add': async ({ context, body: { provider } }) => {
    const { id, asked } = nameProvider(provider, context.plainHosts);
    await addProvider(context.database, { id, asked, reach: await findReach(asked), at: context.clock.now() });
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

function wireOf({ problem, documents, ...state }: ProviderState, { clock, staleLimits }: ServerContext, request: Request): ProviderJson {
  const ageDays = state.asOf === null ? null : ageInDays(state.asOf, clock.now());
  return {
    ...state,
    documents: { ...documents },
    ageDays,
    isStale: sourceStanding('csaf', ageDays, staleLimits) === 'stale',
    problem: problem === null ? null : { ...problem, detail: sayIn(languageOf(request), problem.detail) },
  };
}
