/**
 * Alerts as the worker does them, looks and deliveries in a line of their own: neither a slow filter nor a receiver that
 * does not answer keeps an import waiting.
 */
import { EventEmitter } from 'node:events';
import { run, type Runner, type RunnerOptions, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';
import type { Id, NewId, OrganisationId } from '#core/kernel/id.ts';
import { addMilliseconds, type Clock, type RandomBytes } from '#core/kernel/time.ts';
import { forgetDeliveries, hasForgotten, waitingDeliveries } from '#store/alerts/deliveries.ts';
import type { Database } from '#store/database.ts';
import { listTenants } from '#store/organisations.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { taskNames, type AlertsJob, type DeliveryJob, type Queue } from '../jobs/queue.ts';
import { deliverAlert } from './deliver.ts';
import type { MailServer } from './send-mail.ts';
import { lookAtAlerts } from './look-at-alerts.ts';

export interface AlertWork {
  readonly database: Database;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly random: RandomBytes;
  readonly nodeUrl: () => string;
  readonly mail: MailServer | null;
  readonly log: Logger;
  readonly mayBegin?: Promise<void>;
}

const keptMs = 90 * 86_400_000;
const testKeptMs = 3_600_000;
/** One place more is there for what takes long (`others`). */
const deliveriesAtOnce = 3;

/** What is new becomes deliveries; what waits, also from before a crash, is handed to the queue. */
async function lookForAlerts(work: AlertWork, organisationId: OrganisationId): Promise<void> {
  await work.mayBegin;
  const { database, clock, newId, nodeUrl } = work;
  const onFailed = (err: unknown, ruleId: Id) => work.log.error({ err, ruleId }, 'an alert rule could not be looked at');
  const made = await lookAtAlerts({ database, clock, newId, nodeUrl: nodeUrl(), onFailed }, organisationId);
  if (made.length > 0) work.log.info({ deliveries: made.length }, 'alerts have something to tell');
  await queueWaiting(work, organisationId);
}

async function queueWaiting({ database, queue }: AlertWork, organisationId: OrganisationId): Promise<void> {
  const waiting = await readingOrganisation(database, organisationId, waitingDeliveries);
  for (const { nextTryAt, ...job } of waiting) await queue.enqueueDelivery({ organisationId, ...job }, nextTryAt);
}

/** At the start: what a killed node was about to send. */
async function resumeDeliveries(work: AlertWork): Promise<void> {
  for (const { organisationId } of await listTenants(work.database)) await queueWaiting(work, organisationId);
}

/** Every hour: what was told three months ago is forgotten. */
export async function tidyAlerts({ database, clock }: AlertWork, organisationId: OrganisationId): Promise<void> {
  const now = clock.now();
  const limits = { toldBefore: addMilliseconds(now, -keptMs), testedBefore: addMilliseconds(now, -testKeptMs) };
  if (!(await readingOrganisation(database, organisationId, (scope) => hasForgotten(scope, limits)))) return;
  await withOrganisation(database, organisationId, (scope) => forgetDeliveries(scope, limits));
}

/**
 * @param ids of this process's workers: the library's ids of these are added
 * @param others tasks that wait for the network too
 */
export async function runAlerts(
  work: AlertWork,
  options: RunnerOptions,
  ids: string[],
  others: TaskList,
): Promise<{ readonly runner: Runner }> {
  await resumeDeliveries(work);
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:create', ({ worker }) => void ids.push(worker.workerId));
  const deliver = async (payload: unknown) => {
    await work.mayBegin;
    await deliverOne(work, payload as DeliveryJob);
  };
  const look = (payload: unknown) => lookForAlerts(work, (payload as AlertsJob).organisationId);
  const taskList = { ...others, [taskNames.alerts]: look, [taskNames.deliver]: deliver };
  return { runner: await run({ ...options, taskList, concurrency: deliveriesAtOnce + 1, events }) };
}

async function deliverOne(work: AlertWork, { organisationId, ruleId, deliveryId }: DeliveryJob): Promise<void> {
  const told = await deliverAlert(work, organisationId, deliveryId as Id);
  if (told === null) return;
  const { outcome, status, attempt, state, nextTryAt } = told;
  // Never where to: an address may be a secret.
  work.log.info({ deliveryId, ruleId, outcome, status, attempt, state }, 'an alert was sent');
  if (nextTryAt !== null) await work.queue.enqueueDelivery({ organisationId, ruleId, deliveryId }, nextTryAt);
}
