/**
 * The queue: graphile-worker's tables in our own PostgreSQL. Jobs carry ids only. Jobs may run twice (after a crash):
 * each task asks the database what is left to do.
 */
import { Logger, makeWorkerUtils, type TaskSpec } from 'graphile-worker';
import { Pool } from 'pg';
import type { Logger as PinoLogger } from 'pino';
import type { AdvisorySourceId } from '#core/advisories/sources.ts';
import type { Id, OrganisationId } from '#core/kernel/id.ts';
import { millisecondsOf, type Instant } from '#core/kernel/time.ts';

/** Begins the name in pg_stat_activity: a worker that lives has a connection under such a name. */
const workerNamePrefix = 'cybermetrics jobs ';

/** @param id of this worker, unlike any other's. */
export function workerName(id: string): string {
  return workerNamePrefix + id;
}

export interface ImportJob {
  readonly organisationId: OrganisationId;
  readonly importId: string;
}
export interface MeasureJob {
  readonly organisationId: OrganisationId;
}
export interface AlertsJob {
  readonly organisationId: OrganisationId;
}
export interface DeliveryJob {
  readonly organisationId: OrganisationId;
  readonly ruleId: string;
  readonly deliveryId: string;
}

export interface SourceJob {
  readonly sourceId: AdvisorySourceId;
  /** A file that was handed in, deleted once it was read; null: from the publisher. */
  readonly file: { readonly path: string; readonly name: string } | null;
  /** Whatever is held. */
  readonly replace: boolean;
  /** Nobody asked for it: it is left where the source was switched off meanwhile. */
  readonly isScheduled?: boolean;
}
export interface ProviderJob {
  readonly providerId: string;
  /** When the sync began that this goes on with; null: it begins with this. */
  readonly beganAt: Instant | null;
  /** As of sources. */
  readonly isScheduled?: boolean;
}
export interface LayJob {
  readonly organisationId: OrganisationId;
}

export interface MatchJob {
  readonly organisationId: OrganisationId;
}
export interface PublishJob {
  readonly organisationId: OrganisationId;
  readonly campaignId: Id;
}

export const taskNames = {
  import: 'import',
  measure: 'measure',
  nightly: 'nightly',
  alerts: 'alerts',
  deliver: 'deliver',
  source: 'source',
  provider: 'provider',
  lay: 'lay',
  match: 'match',
  fetch: 'fetch',
  publish: 'publish',
} as const;

export interface Queue {
  enqueueImport(job: ImportJob): Promise<void>;
  enqueueMeasuring(job: MeasureJob): Promise<void>;
  enqueueAlerts(job: AlertsJob): Promise<void>;
  enqueueDelivery(job: DeliveryJob, at: Instant): Promise<void>;
  enqueueSource(job: SourceJob): Promise<void>;
  enqueueProvider(job: ProviderJob): Promise<void>;
  /** What sources list is laid over the flaws of an organisation, in line with its imports. */
  enqueueSourcesLaid(job: LayJob): Promise<void>;
  /** Devices and advisories of an organisation are laid beside each other, in line with its imports. */
  enqueueMatching(job: MatchJob): Promise<void>;
  /** A phishing test is counted and published, in line with the imports that bring its events. */
  enqueuePublication(job: PublishJob): Promise<void>;
  counts(): Promise<{ waiting: number; running: number; failed: number }>;
  end(): Promise<void>;
}

/** The library expects dates as `Date`, so it gets a pool of its own, without our type parsers. */
export function queuePool(url: string, applicationName: string, connectionsMax: number): Pool {
  return new Pool({ connectionString: url, application_name: applicationName, max: connectionsMax });
}

// Measuring waits a moment after the last import, so that ten files handed in together are measured once.
const measuringDelayMs = 1_500;
const matchingDelayMs = 2_000;

export async function openQueue(url: string, log: PinoLogger): Promise<Queue> {
  const pool = queuePool(url, 'cybermetrics queue', 2);
  pool.on('error', (error) => log.warn({ err: error }, 'a connection of the queue was lost'));
  const utilities = await makeWorkerUtils({ pgPool: pool, logger: queueLogger(log) });
  await utilities.migrate();
  const add = (
    task: string,
    payload: ImportJob | MeasureJob | AlertsJob | DeliveryJob | SourceJob | ProviderJob | LayJob | PublishJob,
    spec: TaskSpec,
  ) => utilities.addJob(task, payload, spec).then(() => undefined);
  return {
    enqueueImport: (job) =>
      add(taskNames.import, job, { jobKey: `import:${job.importId}`, queueName: `records:${job.organisationId}`, maxAttempts: 3 }),
    enqueueMeasuring: (job) =>
      add(taskNames.measure, job, {
        jobKey: `measure:${job.organisationId}`,
        queueName: `records:${job.organisationId}`,
        runAt: new Date(Date.now() + measuringDelayMs),
        maxAttempts: 5,
      }),
    // Behind the imports and measurings that wait: what many files bring is told at once.
    enqueueAlerts: (job) =>
      add(taskNames.alerts, job, { jobKey: `alerts:${job.organisationId}`, queueName: `records:${job.organisationId}`, maxAttempts: 3 }),
    // One after another for each rule: a receiver that is slow keeps nobody else waiting, and gets things in their order.
    enqueueDelivery: (job, at) =>
      add(taskNames.deliver, job, {
        jobKey: `deliver:${job.deliveryId}`,
        queueName: `deliver:${job.ruleId}`,
        runAt: new Date(millisecondsOf(at)),
        maxAttempts: 5,
      }),
    // A file that was handed in is a job of its own; asking the publisher twice is asking once.
    enqueueSource: (job) =>
      add(taskNames.source, job, {
        ...(job.file === null ? { jobKey: `source:${job.sourceId}` } : {}),
        queueName: 'sources',
        maxAttempts: 2,
      }),
    // One provider after another: each asks for as much as the machine has to give beside imports.
    enqueueProvider: (job) =>
      add(taskNames.provider, job, { jobKey: `provider:${job.providerId}`, queueName: 'providers', maxAttempts: 5 }),
    enqueueSourcesLaid: (job) =>
      add(taskNames.lay, job, { jobKey: `lay:${job.organisationId}`, queueName: `records:${job.organisationId}`, maxAttempts: 3 }),
    // Advisories come in many requests, and files together: they are matched once, behind what measures them.
    enqueueMatching: (job) =>
      add(taskNames.match, job, {
        jobKey: `match:${job.organisationId}`,
        queueName: `records:${job.organisationId}`,
        runAt: new Date(Date.now() + matchingDelayMs),
        maxAttempts: 3,
      }),
    enqueuePublication: (job) =>
      add(taskNames.publish, job, { jobKey: `publish:${job.campaignId}`, queueName: `records:${job.organisationId}`, maxAttempts: 3 }),
    counts: async () => {
      const { rows } = await pool.query<{ waiting: string; running: string; failed: string }>(`
        select count(*) filter (where locked_at is null and attempts < max_attempts) as waiting,
          count(*) filter (where locked_at is not null) as running,
          count(*) filter (where locked_at is null and attempts >= max_attempts) as failed
        from graphile_worker.jobs`);
      const row = rows[0];
      return { waiting: Number(row?.waiting ?? 0), running: Number(row?.running ?? 0), failed: Number(row?.failed ?? 0) };
    },
    end: async () => {
      await utilities.release();
      await pool.end();
    },
  };
}

/**
 * Frees the jobs that a killed process held, which the library would do after four hours. Not while another worker is
 * alive (several hosts, one database), or seems so: the server notices a lost connection only when its statement ends.
 * @param own what this worker is called in pg_stat_activity, and the library's ids of it. @returns false: ask again later.
 */
export async function unlockAbandoned(pool: Pool, own: { readonly name: string; readonly ids: readonly string[] }): Promise<boolean> {
  const { rows } = await pool.query<{ alive: string }>(
    `select count(*) as alive from pg_stat_activity
     where starts_with(application_name, $1) and application_name <> $2 and datname = current_database()`,
    [workerNamePrefix, own.name],
  );
  if (Number(rows[0]?.alive ?? 0) > 0) return false;
  await pool.query(
    `select graphile_worker.force_unlock_workers(array(
      select locked_by from graphile_worker._private_jobs where locked_by <> all ($1::text[])
      union select locked_by from graphile_worker._private_job_queues where locked_by <> all ($1::text[])))`,
    [own.ids],
  );
  return true;
}

/** The library's chatter goes to our log, one level down. */
export function queueLogger(log: PinoLogger): Logger {
  return new Logger(() => (libraryLevel, message) => {
    const level: string = libraryLevel;
    if (level === 'error') log.error({ message }, 'queue error');
    else if (level === 'warning') log.warn({ message }, 'queue warning');
    else log.debug({ message }, 'queue');
  });
}
