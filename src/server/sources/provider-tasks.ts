/** CSAF providers as the worker takes them: one at a time, a run after another until everything that is listed was tried. */
import type { Logger } from 'pino';
import type { Queue } from '../jobs/queue.ts';
import { syncProvider, type AskedProvider, type ProviderWork } from './sync-provider.ts';

export interface ProviderTasks extends ProviderWork {
  readonly queue: Pick<Queue, 'enqueueProvider'>;
  readonly log: Logger;
}

export async function takeProvider(work: ProviderTasks, asked: AskedProvider): Promise<void> {
  const { providerId } = asked;
  const outcome = await syncProvider(work, asked);
  if (outcome.kind === 'refused') {
    work.log.warn({ providerId, code: outcome.problem.code, detail: outcome.problem.message }, 'a CSAF provider could not be taken');
    return;
  }
  work.log.info({ providerId, ...outcome }, 'a CSAF provider was looked at');
  // Also when the node stops: it goes on with it when it is back.
  if (outcome.kind === 'unfinished') await work.queue.enqueueProvider({ providerId, beganAt: outcome.beganAt });
}
