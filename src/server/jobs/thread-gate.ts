/** The main thread's side of the worker: starts it, hands jobs to the queue, asks for measuring, and stops it. */
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { Problem } from '#core/kernel/problem.ts';
import type { JobGate, MeasuringOutcome } from '../server-context.ts';
import { openQueue } from './queue.ts';
import type { FromWorker, ToWorker, WorkerData } from './thread-messages.ts';

export interface WorkerThread extends JobGate {
  /** Until then accepted files wait. @param nodeUrl where browsers reach the node */
  begin(nodeUrl: string): void;
  stop(): Promise<void>;
}

/** Imports stop between two chunks; a measuring that is longer than this is cut off, and its transaction undone by the database. */
const stopWithinMs = 5_000;

const startAttempts = 6;
const startAgainMs = 2_000;

interface Waiting {
  readonly resolve: (outcome: MeasuringOutcome) => void;
  readonly reject: (cause: unknown) => void;
}

interface RunningThread {
  readonly worker: Worker;
  /** Kept from the start: a thread that has died already would never say so again. */
  readonly ended: Promise<void>;
}

type Queue = Awaited<ReturnType<typeof openQueue>>;

/** @param onLost the thread died: nothing would be imported any more, so the process should end and be started again. */
export async function startWorkerThread(
  data: Omit<WorkerData, 'isReplacement'>,
  log: Logger,
  onLost: (cause: Error) => void,
): Promise<WorkerThread> {
  const queue = await openQueue(data.databaseUrl, log);
  const waiting = new Map<number, Waiting>();
  let requestId = 0;
  let begun: Extract<ToWorker, { kind: 'begin' }> | null = null;
  let isStopping = false;
  let isReplacing = false;

  const lost = (cause: Error) => {
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
    if (!isStopping) onLost(cause);
  };
  const start = async (isReplacement: boolean): Promise<RunningThread> => {
    const thread = await startThread({ ...data, isReplacement });
    thread.worker.on('message', (message: FromWorker) => (message.kind === 'rests' ? replace() : settle(waiting, message)));
    thread.worker.on('error', lost);
    thread.worker.on('exit', (code) => {
      if (!isReplacing) lost(new Error(`the worker thread ended with ${code}`));
    });
    if (begun !== null) send(thread, begun);
    return thread;
  };
  // A thread that has read much keeps the memory of it; a fresh one has none. What is asked meanwhile waits for the fresh one.
  const replace = () => {
    if (data.losesFiles || isStopping || isReplacing || waiting.size > 0) return;
    isReplacing = true;
    current = current.then(async (old) => {
      await stopThread(old);
      isReplacing = false;
      return patiently(() => start(true), log);
    });
    current.catch((cause: unknown) => lost(cause instanceof Error ? cause : new Error(String(cause))));
  };

  let current: Promise<RunningThread>;
  try {
    current = Promise.resolve(await start(false));
  } catch (cause) {
    await queue.end();
    throw cause;
  }
  return {
    ...doorsOf(queue),
    measure: async (organisationId, fromOn) => {
      const thread = await current;
      return new Promise<MeasuringOutcome>((resolve, reject) => {
        requestId += 1;
        waiting.set(requestId, { resolve, reject });
        send(thread, { kind: 'measure', requestId, organisationId, fromOn });
      });
    },
    begin: (nodeUrl) => {
      const message: ToWorker = { kind: 'begin', nodeUrl };
      begun = message;
      void current.then((thread) => send(thread, message));
    },
    stop: async () => {
      isStopping = true;
      await current.then(stopThread, () => undefined);
      await queue.end();
    },
  };
}

/** What is handed over without waiting for it: the queue keeps it, whichever thread runs. */
function doorsOf(queue: Queue): Omit<JobGate, 'measure'> {
  return {
    enqueueImport: (organisationId, importId) => queue.enqueueImport({ organisationId, importId }),
    enqueueSource: (asked) => queue.enqueueSource(asked),
    enqueueProvider: (providerId) => queue.enqueueProvider({ providerId, beganAt: null }),
    enqueueMeasuring: (organisationId) => queue.enqueueMeasuring({ organisationId }),
    enqueueMatching: (organisationId) => queue.enqueueMatching({ organisationId }),
    enqueuePublication: (organisationId, campaignId) => queue.enqueuePublication({ organisationId, campaignId }),
    counts: () => queue.counts(),
  };
}

function send({ worker }: RunningThread, message: ToWorker): void {
  worker.postMessage(message);
}

async function startThread(workerData: WorkerData): Promise<RunningThread> {
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), {
    workerData,
    // Imports make many short-lived objects; a larger nursery halves the time spent collecting them.
    resourceLimits: { maxYoungGenerationSizeMb: 128 },
  });
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  await untilStarted(worker);
  return { worker, ended };
}

/** The database may be away for a moment: a node whose thread only rested does not end for that. */
async function patiently<T>(start: () => Promise<T>, log: Logger): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (cause) {
      if (attempt === startAttempts) throw cause;
      log.warn({ err: cause, attempt }, 'a fresh worker thread could not start yet');
      await setTimeout(startAgainMs * attempt);
    }
  }
}

async function stopThread(thread: RunningThread): Promise<void> {
  send(thread, { kind: 'stop' });
  const late = new AbortController();
  void setTimeout(stopWithinMs, undefined, { signal: late.signal }).then(
    () => thread.worker.terminate(),
    () => undefined,
  );
  await thread.ended;
  late.abort();
}

function untilStarted(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) => reject(cause);
    const end = (code: number) => reject(new Error(`the worker thread ended with ${code} before it had started`));
    worker.once('error', fail);
    worker.once('exit', end);
    worker.once('message', () => {
      worker.off('error', fail);
      worker.off('exit', end);
      resolve();
    });
  });
}

function settle(waiting: Map<number, Waiting>, message: FromWorker): void {
  if (message.kind !== 'measured' && message.kind !== 'failed') return;
  const request = waiting.get(message.requestId);
  waiting.delete(message.requestId);
  if (request === undefined) return;
  if (message.kind === 'measured') request.resolve(message.outcome);
  else if (message.problem !== null) request.reject(new Problem(message.problem.code, message.problem.detail, message.problem.data));
  else request.reject(new Error(message.message));
}
