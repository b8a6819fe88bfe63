/** Sources as the worker takes them: one at a time, in a line of its own, and then laid over the flaws of every organisation. */
import { rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { NewId, OrganisationId } from '#core/kernel/id.ts';
import { listTenants } from '#store/organisations.ts';
import type { Queue } from '../jobs/queue.ts';
import { laySources, syncSource, type AskedSource, type SourceWork } from './sync-source.ts';

export interface SourceTasks extends SourceWork {
  readonly newId: NewId;
  readonly queue: Queue;
  readonly log: Logger;
}

export async function takeSource(work: SourceTasks, asked: AskedSource): Promise<void> {
  const outcome = await syncSource(work, asked);
  const { sourceId } = asked;
  if (outcome.kind === 'refused') {
    work.log.warn({ sourceId, code: outcome.problem.code, detail: outcome.problem.message }, 'a source could not be taken');
  } else {
    work.log.info({ sourceId, ...outcome }, 'a source was looked at');
    for (const { organisationId } of await listTenants(work.database)) await work.queue.enqueueSourcesLaid({ organisationId });
  }
  // Last: a job that breaks off before is taken again, and needs it.
  if (asked.file !== null) await rm(asked.file.path, { force: true });
}

export async function laySourcesOver(work: SourceTasks, organisationId: OrganisationId): Promise<void> {
  if (await laySources(work, organisationId)) await work.queue.enqueueMeasuring({ organisationId });
}
