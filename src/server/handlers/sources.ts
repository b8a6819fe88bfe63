/** Handlers of the public sources. Fetching and reading is the worker's. */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sayIn } from '#contract/dutch/say-in.ts';
import type { SourceJson, SourcesJson } from '#contract/endpoints/sources.ts';
import { usualLimits } from '#advisory-sources/http/fetch-file.ts';
import { advisorySources, ageInDays, sourceStanding } from '#core/advisories/sources.ts';
import { Problem } from '#core/kernel/problem.ts';
import { readFetchPlans, setFetchHours } from '#store/sources/fetch-plans.ts';
import { readCoverage, readSources, type SourceState } from '#store/sources/sources.ts';
import { readingOrganisation } from '#store/scope.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { languageOf } from '../http/language.ts';
import type { ServerContext } from '../server-context.ts';
import { leanedSources } from '../sources/leaned-sources.ts';

export const sourceHandlers: Pick<Handlers, 'sources.list' | 'sources.sync' | 'sources.handIn' | 'sources.schedule'> = {
  'sources.list': ({ context, principal, request }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope): Promise<SourcesJson> => {
      const now = context.clock.now();
      const language = languageOf(request);
      const { staleLimits } = context;
      const plans = await fetchPlans(context);
      const items = (await readSources(scope.client)).map(({ problem, ...state }) => {
        const ageDays = state.asOf === null ? null : ageInDays(state.asOf, now);
        return {
          ...withoutMarks(state),
          ...advisorySources[state.id],
          url: context.sourceUrls[state.id],
          ageDays,
          isStale: sourceStanding(state.id, ageDays, staleLimits) === 'stale',
          staleAfterDays: staleLimits[state.id],
          problem: problem === null ? null : { ...problem, detail: sayIn(language, problem.detail) },
          fetch: plans(state.id),
        };
      });
      return { items, leaned: await leanedSources(scope.client, context), coverage: await readCoverage(scope) };
    }),

  'sources.schedule': async ({ context, params: { id }, body: { everyHours } }) => {
    if (!(await setFetchHours(context.database, id, everyHours)))
      throw new Problem('not-found', 'The node knows no such source; kev, epss and the providers that were added are there.', { id });
    return (await fetchPlans(context))(id);
  },

  'sources.sync': async ({ context, params, query }) => {
    const askedAt = context.clock.now();
    await context.jobs.enqueueSource({ sourceId: params.id, file: null, replace: query.replace === 'true' });
    return { askedAt };
  },

  'sources.handIn': async ({ context, params, query, request }) => {
    const path = join(context.uploadsPath, `source-${context.newId()}`);
    try {
      const bytes = await store(request, path, context);
      if (bytes === 0) throw new Problem('file-empty', 'The file has no bytes; export it again.');
    } catch (cause) {
      await rm(path, { force: true });
      throw cause;
    }
    const askedAt = context.clock.now();
    await context.jobs.enqueueSource({ sourceId: params.id, file: { path, name: query.file }, replace: query.replace === 'true' });
    return { askedAt };
  },
};

/** By the id of a source or a provider. */
export async function fetchPlans({ database, sourceUrls }: ServerContext): Promise<(id: string) => SourceJson['fetch']> {
  const plans = new Map((await readFetchPlans(database, sourceUrls)).map((plan) => [plan.id, plan]));
  return (id) => {
    const { everyHours = null, isUsual = true, nextAt = null, failures = 0 } = plans.get(id) ?? {};
    return { everyHours, isUsual, nextAt, failures };
  };
}

/** What was held is told; how the publisher marks it is its own affair. */
function withoutMarks({ id, edition, datedAt, asOf, entries, origin, takenAt, triedAt }: Omit<SourceState, 'problem'>) {
  return { id, edition, datedAt, asOf, entries, origin, takenAt, triedAt };
}

async function store(request: Request, path: string, { uploadBytesMax }: ServerContext): Promise<number> {
  const bytesMax = Math.min(uploadBytesMax, usualLimits.bytesMax);
  let bytes = 0;
  const counted = async function* () {
    if (request.body === null) return;
    for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > bytesMax)
        throw new Problem('file-too-large', `The file is over ${bytesMax} bytes, which no source is; what is held stays.`);
      yield chunk;
    }
  };
  await pipeline(Readable.from(counted()), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return bytes;
}
