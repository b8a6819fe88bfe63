/** The state of the node, for `status`, the web and a person who wonders whether it still works. */
import { sql } from 'kysely';
import type { NodeStatus } from '#contract/endpoints/access.ts';
import type { OrganisationId } from '#core/kernel/id.ts';
import { dayOf } from '#core/kernel/time.ts';
import { listUnfinishedImports } from '#store/imports.ts';
import { newestMeasuredDay } from '#store/measuring/read-series.ts';
import { readSources } from '#store/measuring/sources.ts';
import { readingOrganisation } from '#store/scope.ts';
import type { ServerContext } from './server-context.ts';
import { leanedSources } from './sources/leaned-sources.ts';

export async function readStatus(context: ServerContext, organisationId: OrganisationId): Promise<NodeStatus> {
  const now = context.clock.now();
  const records = await readingOrganisation(context.database, organisationId, async (scope) => {
    const version = await sql<{ version: string; sizeBytes: number }>`
      select current_setting('server_version') as version, pg_database_size(current_database()) as "sizeBytes"`.execute(scope.trx);
    return {
      publicSources: await leanedSources(scope.client, context),
      database: version.rows[0],
      importsOpen: (await listUnfinishedImports(scope)).length,
      measuredUpTo: await newestMeasuredDay(scope),
      sources: await readSources(scope, dayOf(now, scope.timeZone)),
    };
  });
  return {
    version: context.version,
    startedAt: context.startedAt,
    ready: context.isReady(),
    demonstration: context.demonstration,
    database: {
      version: records.database?.version ?? 'unknown',
      embedded: context.databaseEmbedded,
      sizeBytes: records.database?.sizeBytes ?? 0,
    },
    queue: await context.jobs.counts(),
    importsOpen: records.importsOpen,
    inbox: context.inbox(),
    measuredUpTo: records.measuredUpTo,
    publicSources: records.publicSources,
    sources: records.sources.map((source) => ({ ...source })),
  };
}
