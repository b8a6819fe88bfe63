/** Sources as the worker takes them: one at a time, in a line of its own, and then laid over the flaws of every organisation. */
import { rm } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { NewId, OrganisationId } from '#core/kernel/id.ts';
import type { RandomBytes } from '#core/kernel/time.ts';
import { listTenants } from '#store/organisations.ts';
import type { Queue } from '../jobs/queue.ts';
import { isStillScheduled, planNext } from './fetch-schedule.ts';
import { laySources, syncSource, type AskedSource, type SourceWork } from './sync-source.ts';

export interface SourceTasks extends SourceWork {
  readonly newId: NewId;
  readonly random: RandomBytes;
  readonly queue: Queue;
  readonly log: Logger;
}

export async function takeSource(work: SourceTasks, asked: AskedSource & { readonly isScheduled?: boolean }): Promise<void> {
  const { sourceId } = asked;
  if (asked.isScheduled === true && !(await isStillScheduled(work, sourceId))) return;
  const isFetched = asked.file === null;
  const outcome = await syncSource(work, asked).catch(async (cause: unknown) => {
    if (isFetched) await planNext(work, sourceId, { hasFailed: true });
    throw cause;
  });
  if (isFetched) await planNext(work, sourceId, { hasFailed: outcome.kind === 'refused' });
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
