/**
 * Fetching by itself: looks every few minutes which sources are due and puts them in the line of the worker, one behind another. What was
 * switched off meanwhile is not fetched any more.
 */
import { fetchAfter, firstFetchAt } from '#core/advisories/fetch-schedule.ts';
import { isAdvisorySourceId, type AdvisorySourceId } from '#core/advisories/sources.ts';
import type { Clock, RandomBytes } from '#core/kernel/time.ts';
import type { Database } from '#store/database.ts';
import { noteFetched, planFetch, readFetchPlans, type FetchPlan } from '#store/sources/fetch-plans.ts';
import type { Queue } from '../jobs/queue.ts';

export interface ScheduleWork {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly urls: Readonly<Record<AdvisorySourceId, string>>;
}

/** @returns the sources that were put in line */
export async function fetchDueSources(
  work: ScheduleWork & { readonly queue: Pick<Queue, 'enqueueSource' | 'enqueueProvider'> },
): Promise<string[]> {
  const { database, clock, queue } = work;
  const now = clock.now();
  const due: string[] = [];
  for (const { id, everyHours: hours, nextAt, failures, triedAt } of await readFetchPlans(database, work.urls)) {
    if (hours === null) continue;
    if (nextAt === null) {
      await planFetch(database, id, firstFetchAt(now, { triedAt, hours, failures, chance: chanceOf(work) }));
      continue;
    }
    if (nextAt > now) continue;
    // Until it has ended, which plans anew: it may wait in line for long, and what breaks off comes again.
    await planFetch(database, id, fetchAfter(now, { hours, failures, chance: chanceOf(work) }));
    if (isAdvisorySourceId(id)) await queue.enqueueSource({ sourceId: id, file: null, replace: false, isScheduled: true });
    else await queue.enqueueProvider({ providerId: id, beganAt: null, isScheduled: true });
    due.push(id);
  }
  return due;
}

/** Whether a fetch that nobody asked for is still to be made. */
export async function isStillScheduled(work: Pick<ScheduleWork, 'database' | 'urls'>, id: string): Promise<boolean> {
  const plan = await planOf(work, id);
  return plan !== undefined && plan.everyHours !== null;
}

/** After every attempt by the network, also one that somebody asked for. */
export async function planNext(work: ScheduleWork, id: string, { hasFailed }: { readonly hasFailed: boolean }): Promise<void> {
  const plan = await planOf(work, id);
  if (plan === undefined) return;
  const { everyHours: hours } = plan;
  const failures = hasFailed ? plan.failures + 1 : 0;
  const nextAt = hours === null ? null : fetchAfter(work.clock.now(), { hours, failures, chance: chanceOf(work) });
  await noteFetched(work.database, id, { failures, nextAt });
}

async function planOf({ database, urls }: Pick<ScheduleWork, 'database' | 'urls'>, id: string): Promise<FetchPlan | undefined> {
  const [plan] = await readFetchPlans(database, urls, id);
  return plan;
}

function chanceOf({ random }: Pick<ScheduleWork, 'random'>): number {
  const [high = 0, low = 0] = random(2);
  return (high * 256 + low) / 65_536;
}
