/**
 * The worker role: imports and measuring, taken from the queue one after another per organisation. Runs in a thread of
 * the server process, so that HTTP always answers; tests run it in their own thread.
 */
import { EventEmitter } from 'node:events';
import { run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Logger } from 'pino';
import type { StaleLimits } from '#core/advisories/sources.ts';
import type { NewId, OrganisationId } from '#core/kernel/id.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { addDays, dayOf, type Clock, type Day, type RandomBytes } from '#core/kernel/time.ts';
import { listAskedCampaigns } from '#store/awareness/campaigns.ts';
import { openDatabase } from '#store/database.ts';
import type { MembershipOutcome } from '#store/dependencies/membership.ts';
import { endDecisions, hasDueDecisions } from '#store/finding-work/decide-findings.ts';
import { abandonImport, getImport, listUnfinishedImports } from '#store/imports.ts';
import { askMeasuring } from '#store/measuring/pending.ts';
import { newestMeasuredDay } from '#store/measuring/read-series.ts';
import { listTenants } from '#store/organisations.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { deleteExpired } from '#store/sign-in.ts';
import { runAlerts, tidyAlerts, type AlertWork } from '../alerts/alert-tasks.ts';
import type { MailServer } from '../alerts/send-mail.ts';
import { foldWaiting } from '../imports/fold-waiting.ts';
import { forgetOldEvents, publishCampaign } from '../awareness/publish-campaign.ts';
import { forgetReports } from '../awareness/publish-reports.ts';
import { forgetTrainings, publishDueTraining } from '../awareness/publish-training.ts';
import { closeOverdueRounds, forgetReadSheets, mixOpenRounds } from '../questionnaires/rounds.ts';
import { sweepSealKeys } from '../questionnaires/sweep-seal-keys.ts';
import { forgetEndedSpool } from '../awareness/forget-spools.ts';
import { uploadPath } from '../imports/accept-upload.ts';
import { endInPart, runImport, type RunImportOptions } from '../imports/run-import.ts';
import { runComponentMatching } from '../matching/run-component-matching.ts';
import { runMatching } from '../matching/run-matching.ts';
import { runMeasuring } from '../measuring/run-measuring.ts';
import { makeDueReports } from '../reports/scheduled-reports.ts';
import type { MeasuringOutcome } from '../server-context.ts';
import type { Reach } from '../sources/http-client.ts';
import { fetchDueSources } from '../sources/fetch-schedule.ts';
import { laySourcesOver, takeSource, type SourceTasks } from '../sources/source-tasks.ts';
import { usualProviderLimits, type ProviderLimits } from '../sources/provider-limits.ts';
import {
  openQueue,
  queueLogger,
  queuePool,
  taskNames,
  unlockAbandoned,
  workerName,
  type ImportJob,
  type LayJob,
  type MatchJob,
  type MeasureJob,
  type ProviderJob,
  type PublishJob,
  type SourceJob,
} from './queue.ts';

const unlockEveryMs = 2_000;
/** After its last job a worker that has imported, matched or measured for long rests. */
const restAfterMs = 30_000;
/** Of a large register: what it holds meanwhile is worth giving back. */
const longMeasuringMs = 2_000;

export interface WorkerOptions {
  readonly databaseUrl: string;
  readonly uploadsPath: string;
  readonly keysPath: string;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Logger;
  readonly random: RandomBytes;
  /** Where browsers reach the node: links in alerts. Asked only when jobs may begin. */
  readonly nodeUrl: () => string;
  /** Null: this node sends no mail. */
  readonly mail: MailServer | null;
  /** Where the public sources are, and the network they are fetched by. */
  readonly urls: SourceTasks['urls'];
  /** From which age a source is stale, and what leans on it with it. */
  readonly staleLimits: StaleLimits;
  readonly httpUntil: (stopping: AbortSignal, reach: Reach) => SourceTasks['http'];
  /** How CSAF providers are asked; absent: as usual. */
  readonly providerLimits?: ProviderLimits;
  /** Jobs wait for this: as root no upload is read. Absent: they begin at once. */
  readonly mayBegin?: Promise<void>;
  /** Told once, when files were imported or advisories matched, and then nothing came for a while. */
  readonly onRest?: () => void;
  readonly restAfterMs?: number;
  /** Takes over from a worker that rests: nothing is left to be measured. */
  readonly isReplacement?: boolean;
}

export interface RunningWorker {
  /** Measures at once, after what is running now. */
  measure(organisationId: OrganisationId, fromOn: Day | null): Promise<MeasuringOutcome>;
  /** Stops between two chunks; what is left goes on at the next start. */
  stop(): Promise<void>;
}

interface Work extends WorkerOptions, AlertWork, SourceTasks {
  readonly stopping: AbortSignal;
}

export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const database = await openDatabase({
    url: options.databaseUrl,
    applicationName: 'cybermetrics worker records',
    connectionsMax: 4,
    // A job is done only when the queue says so, durably and after the work: until then it is begun again.
    isWorkRepeatable: true,
  });
  const queue = await openQueue(options.databaseUrl, options.log);
  const name = workerName(options.newId());
  const pool = queuePool(options.databaseUrl, name, 5);
  pool.on('error', (error) => options.log.warn({ err: error }, 'a connection of the worker was lost'));
  const stopping = new AbortController();
  const work: Work = { ...options, database, queue, stopping: stopping.signal, http: options.httpUntil(stopping.signal, 'house') };
  const ids: string[] = [];
  const unlocking = unlockWhenAlone(work, () => unlockAbandoned(pool, { name, ids }));
  await unlocking.first;
  await resumeImports(work, { isMeasured: options.isReplacement ?? false });
  const events: WorkerEvents = new EventEmitter();
  events.on('worker:create', ({ worker }) => void ids.push(worker.workerId));
  const growth: Growth = { has: false };
  const resting = restWhenIdle(events, growth, options);
  const common = { pgPool: pool, noHandleSignals: true, pollInterval: 2_000, logger: queueLogger(options.log) } as const;
  const crontab = `7 * * * * ${taskNames.nightly} ?fill=2h&jobKey=nightly\n4,14,24,34,44,54 * * * * ${taskNames.fetch} ?jobKey=fetch`;
  const runner: Runner = await run({ ...common, taskList: tasks(work, growth), concurrency: 1, crontab, events });
  const alerts = await runAlerts(work, common, ids, {
    // Beside the alerts: a publisher who keeps us waiting keeps no import waiting.
    [taskNames.source]: async (payload) => {
      await work.mayBegin;
      await takeSource(work, payload as SourceJob);
    },
    [taskNames.provider]: async (payload) => {
      await work.mayBegin;
      // With what checks signatures and documents: loaded by nodes that have a provider.
      const { takeProvider } = await import('../sources/provider-tasks.ts');
      const { providerLimits: limits = usualProviderLimits, httpUntil } = work;
      await takeProvider({ ...work, limits, httpFor: (reach) => httpUntil(work.stopping, reach) }, payload as ProviderJob);
    },
  });
  return {
    measure: (organisationId, fromOn) => measure(work, organisationId, fromOn),
    stop: async () => {
      stopping.abort();
      unlocking.stop();
      resting.stop();
      for (const one of [runner, alerts.runner])
        await one.stop().catch((error: unknown) => options.log.warn({ err: error }, 'the queue did not stop cleanly'));
      await pool.end();
      await queue.end();
      await database.end();
    },
  };
}

/** Asks at once, then every few seconds until it was done. */
function unlockWhenAlone({ log }: Work, unlock: () => Promise<boolean>): { readonly first: Promise<void>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const ask = async () => {
    const isDone = await unlock().catch((error: unknown) => {
      log.warn({ err: error }, 'jobs of a killed node could not be freed');
      return false;
    });
    if (!isDone && !isStopped) timer = setTimeout(() => void ask(), unlockEveryMs);
  };
  return {
    first: ask(),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** What took much memory: files that were read, advisories that were matched, a long measuring. */
interface Growth {
  has: boolean;
}

function restWhenIdle(
  events: WorkerEvents,
  growth: Growth,
  { onRest, restAfterMs: afterMs = restAfterMs }: WorkerOptions,
): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  events.on('job:start', () => clearTimeout(timer));
  events.on('job:complete', ({ job }) => {
    clearTimeout(timer);
    growth.has ||= job.task_identifier === taskNames.import;
    if (growth.has && onRest !== undefined) timer = setTimeout(onRest, afterMs);
  });
  return { stop: () => clearTimeout(timer) };
}

function tasks(work: Work, growth: Growth): TaskList {
  return {
    [taskNames.import]: async (payload, { job }) => {
      await work.mayBegin;
      const { organisationId, importId } = payload as ImportJob;
      await importFile(work, { organisationId, importId }, job.attempts >= job.max_attempts);
    },
    [taskNames.measure]: async (payload) => {
      const { organisationId } = payload as MeasureJob;
      const started = performance.now();
      await measure(work, organisationId, null);
      growth.has ||= performance.now() - started > longMeasuringMs;
    },
    [taskNames.lay]: (payload) => laySourcesOver(work, (payload as LayJob).organisationId),
    [taskNames.match]: async (payload) => {
      const { organisationId } = payload as MatchJob;
      const options = { ...work, organisationId, signal: work.stopping };
      const outcome = await runMatching(options);
      growth.has ||= outcome.kind === 'matched';
      if (outcome.kind !== 'unchanged') work.log.info({ ...outcome }, 'devices and advisories were matched');
      const components = await runComponentMatching(options);
      growth.has ||= components.kind === 'matched';
      if (components.kind !== 'unchanged') work.log.info({ ...components }, 'components and advisories were matched');
      if (outcome.assetsSpokenOf + components.assetsSpokenOf > 0) await work.queue.enqueueMeasuring({ organisationId });
    },
    [taskNames.publish]: async (payload) => {
      const { organisationId, campaignId } = payload as PublishJob;
      if (await publishCampaign(work, organisationId, campaignId))
        work.log.info({ campaignId }, 'a phishing test was counted and published');
    },
    [taskNames.fetch]: async () => {
      const due = await fetchDueSources(work);
      if (due.length > 0) work.log.info({ sources: due }, 'sources are fetched by schedule');
    },
    [taskNames.nightly]: async () => {
      await deleteExpired(work.database, work.clock.now());
      await resumeImports(work, { isMeasured: false });
      for (const { organisationId } of await listTenants(work.database)) await everyHour(work, organisationId);
      await sweepSealKeys(work).catch((cause: unknown) => work.log.error({ err: cause }, 'seal keys were not swept'));
    },
  };
}

async function importFile(work: Work, { organisationId, importId }: ImportJob, isLastAttempt: boolean): Promise<void> {
  const row = await readingOrganisation(work.database, organisationId, (scope) => getImport(scope, importId));
  if (row.status !== 'accepted' && row.status !== 'running') return;
  const started = performance.now();
  const options: RunImportOptions = {
    database: work.database,
    organisationId,
    importId: row.id,
    filePath: uploadPath(work.uploadsPath, row.digest),
    clock: work.clock,
    newId: work.newId,
    signal: work.stopping,
  };
  const outcome = await runImport(options).catch(async (cause: unknown) => {
    if (isLastAttempt && !isPassing(cause)) await giveUp(work, options);
    throw cause;
  });
  const ended = await readingOrganisation(work.database, organisationId, (scope) => getImport(scope, importId));
  work.log.info(
    { importId, status: ended.status, read: ended.read, stored: ended.stored, milliseconds: Math.round(performance.now() - started) },
    'import ended',
  );
  if (outcome.earliestDayTouched !== null) await work.queue.enqueueMeasuring({ organisationId });
}

/** The world's fault, not the file's: the import goes on when it is over. */
function isPassing(cause: unknown): boolean {
  return isProblem(cause) && (cause.code === 'import-interrupted' || cause.code === 'database-unavailable');
}

/** A bug of ours must not leave whoever handed the file in waiting for ever, nor what is merged without its findings folded. */
async function giveUp(work: Work, options: RunImportOptions): Promise<void> {
  const { organisationId, importId } = options;
  const detail = 'Reading this file failed by an error of ours; the log of the node has it under the id of the import.';
  const problem = { code: 'internal', detail };
  try {
    const { earliestDayTouched } = await endInPart(options, problem);
    if (earliestDayTouched !== null) await work.queue.enqueueMeasuring({ organisationId });
  } catch (cause) {
    if (isPassing(cause)) throw cause;
    work.log.error({ err: cause, importId }, 'an import could not be folded');
    await withOrganisation(work.database, organisationId, (scope) => abandonImport(scope, importId, { problem, at: work.clock.now() }));
    await forgetEndedSpool(work.database, options);
  }
}

/** What a stopped process left behind goes on, oldest first. */
async function resumeImports(work: Work, { isMeasured }: { readonly isMeasured: boolean }): Promise<void> {
  for (const { organisationId } of await listTenants(work.database)) {
    const unfinished = await readingOrganisation(work.database, organisationId, listUnfinishedImports);
    for (const row of unfinished) await work.queue.enqueueImport({ organisationId, importId: row.id });
    const asked = await readingOrganisation(work.database, organisationId, listAskedCampaigns);
    for (const campaignId of asked) await work.queue.enqueuePublication({ organisationId, campaignId });
    if (!isMeasured) await work.queue.enqueueMeasuring({ organisationId });
  }
}

const hourlySteps = {
  forgetOldEvents,
  forgetReports,
  forgetTrainings,
  publishDueTraining,
  endDueDecisions,
  measureFinishedDays,
  tidyAlerts,
  askForAlerts,
  makeReports,
  closeOverdueRounds,
  forgetReadSheets,
  mixOpenRounds,
};

/** What fails for one organisation, or at one step, is tried again in an hour and keeps no other waiting. */
async function everyHour(work: Work, organisationId: OrganisationId): Promise<void> {
  for (const [step, take] of Object.entries(hourlySteps)) {
    try {
      await take(work, organisationId);
    } catch (cause) {
      work.log.error({ err: cause, step, organisationId }, 'a step of every hour failed');
    }
  }
}

/** Accepted risks whose last day is over are nothing but open again. Asked first: a write counts as a change. */
async function endDueDecisions(work: Work, organisationId: OrganisationId): Promise<void> {
  const now = work.clock.now();
  if (!(await readingOrganisation(work.database, organisationId, (scope) => hasDueDecisions(scope, now)))) return;
  const count = await withOrganisation(work.database, organisationId, (scope) => endDecisions(scope, { now, newId: work.newId }));
  if (count === 0) return;
  work.log.info({ findings: count }, 'decisions ended');
  await work.queue.enqueueMeasuring({ organisationId });
}

/** An organisation whose yesterday has no measurement yet is measured. Each has its own midnight. */
async function measureFinishedDays(work: Work, organisationId: OrganisationId): Promise<void> {
  const now = work.clock.now();
  const due = await readingOrganisation(work.database, organisationId, async (scope) => {
    const today = dayOf(now, scope.timeZone);
    const newest = await newestMeasuredDay(scope);
    if (newest !== null && newest >= today) return null;
    return newest === null ? today : addDays(newest, 1);
  });
  if (due === null) return;
  await withOrganisation(work.database, organisationId, (scope) => askMeasuring(scope, due, now));
  await work.queue.enqueueMeasuring({ organisationId });
}

async function askForAlerts({ queue }: Work, organisationId: OrganisationId): Promise<void> {
  await queue.enqueueAlerts({ organisationId });
}

/** Reports whose day has come, once what they are of is measured. */
async function makeReports({ database, clock, newId, log }: Work, organisationId: OrganisationId): Promise<void> {
  const made = await makeDueReports({ database, organisationId, now: clock.now(), newId });
  if (made > 0) log.info({ reports: made }, 'reports made by schedule');
}

/** One measuring at a time in this process; the runner itself takes a database lock against other hosts. */
let lastMeasuring: Promise<unknown> = Promise.resolve();

function measure(work: Work, organisationId: OrganisationId, fromOn: Day | null): Promise<MeasuringOutcome> {
  const next = lastMeasuring.then(() => measureNow(work, organisationId, fromOn));
  lastMeasuring = next.catch(() => undefined);
  return next;
}

async function measureNow(work: Work, organisationId: OrganisationId, fromOn: Day | null): Promise<MeasuringOutcome> {
  await foldWaiting({ ...work, signal: work.stopping }, organisationId);
  const now = work.clock.now();
  const today = await readingOrganisation(work.database, organisationId, async (scope) => dayOf(now, scope.timeZone));
  const result = await runMeasuring({
    database: work.database,
    organisationId,
    today,
    now,
    staleLimits: work.staleLimits,
    ...(fromOn === null ? {} : { fromDay: fromOn }),
  });
  work.log.info({ days: result.days, written: result.rows, seconds: result.seconds }, 'measured');
  warnOfUncounted(work, result.membership);
  await work.queue.enqueueAlerts({ organisationId });
  // Whatever changed the register was measured; where names and versions did not change, matching ends at once.
  await work.queue.enqueueMatching({ organisationId });
  return { fromOn: result.fromDay, days: result.days, written: result.rows };
}

function warnOfUncounted({ log }: Work, membership: MembershipOutcome | null): void {
  if (membership === null || membership.uncounted === 0) return;
  const { kind, uncounted } = membership;
  if (kind === 'stopped')
    log.warn({ uncounted }, 'the graph is too large: the assets beneath services were not worked out, figures rest on what was before');
  else log.warn({ uncounted }, 'there are more services and care processes than are counted');
}
