/** CSAF providers as the worker takes them: one at a time, a run after another until everything that is listed was tried. */
import type { Logger } from 'pino';
import { listTenants } from '#store/organisations.ts';
import type { Queue } from '../jobs/queue.ts';
import { isStillScheduled, planNext, type ScheduleWork } from './fetch-schedule.ts';
import { syncProvider, type AskedProvider, type ProviderWork } from './sync-provider.ts';

export interface ProviderTasks extends ProviderWork, ScheduleWork {
  readonly queue: Pick<Queue, 'enqueueProvider' | 'enqueueMatching'>;
  readonly log: Logger;
}

export async function takeProvider(work: ProviderTasks, asked: AskedProvider & { readonly isScheduled?: boolean }): Promise<void> {
  const { providerId } = asked;
  const { queue, log } = work;
  if (asked.isScheduled === true && !(await isStillScheduled(work, providerId))) return;
  const outcome = await syncProvider(work, asked).catch(async (cause: unknown) => {
    await planNext(work, providerId, { hasFailed: true });
    throw cause;
  });
  if (outcome.kind === 'done' || outcome.kind === 'refused') await planNext(work, providerId, { hasFailed: outcome.kind === 'refused' });
  if (outcome.kind === 'refused') {
    const { code, message: detail } = outcome.problem;
    log.warn({ providerId, code, detail, read: outcome.read, failed: outcome.failed }, 'a CSAF provider could not be taken whole');
  } else log.info({ providerId, ...outcome }, 'a CSAF provider was looked at');
  if (outcome.changed > 0)
    for (const { organisationId } of await listTenants(work.database)) await queue.enqueueMatching({ organisationId });
  // Also when the node stops: it goes on with it when it is back.
  if (outcome.kind === 'unfinished') await queue.enqueueProvider({ providerId, beganAt: outcome.beganAt });
}
