/** The main thread's side of the worker: starts it, hands jobs to the queue, asks for measuring, and stops it. */
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { Problem } from '#core/kernel/problem.ts';
import type { JobGate, MeasuringOutcome } from '../server-context.ts';
import { openQueue } from './queue.ts';
import type { FromWorker, ToWorker, WorkerData } from './thread-messages.ts';

export interface WorkerThread extends JobGate {
  /** Until then accepted files wait. */
  begin(): void;
  stop(): Promise<void>;
}

/** Imports stop between two chunks; a measuring that is longer than this is cut off, and its transaction undone by the database. */
const stopWithinMs = 5_000;

interface Waiting {
  readonly resolve: (outcome: MeasuringOutcome) => void;
  readonly reject: (cause: unknown) => void;
}

/** @param onLost the thread died: nothing would be imported any more, so the process should end and be started again. */
export async function startWorkerThread(data: WorkerData, log: Logger, onLost: (cause: Error) => void): Promise<WorkerThread> {
  const queue = await openQueue(data.databaseUrl, log);
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), {
    workerData: data,
    // Imports make many short-lived objects; a larger nursery halves the time spent collecting them.
    resourceLimits: { maxYoungGenerationSizeMb: 128 },
  });
  const waiting = new Map<number, Waiting>();
  const send = (message: ToWorker) => worker.postMessage(message);
  // Kept from the start: a thread that has died already would never say so again.
  const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
  let requestId = 0;
  let isStopping = false;

  try {
    await untilStarted(worker);
  } catch (cause) {
    await queue.end();
    throw cause;
  }
  worker.on('message', (message: FromWorker) => settle(waiting, message));
  const lost = (cause: Error) => {
    for (const { reject } of waiting.values()) reject(cause);
    waiting.clear();
    if (!isStopping) onLost(cause);
  };
  worker.on('error', lost);
  worker.on('exit', (code) => lost(new Error(`the worker thread ended with ${code}`)));

  return {
    enqueueImport: (organisationId, importId) => queue.enqueueImport({ organisationId, importId }),
    enqueueMeasuring: (organisationId) => queue.enqueueMeasuring({ organisationId }),
    measure: (organisationId, fromOn) =>
      new Promise<MeasuringOutcome>((resolve, reject) => {
        requestId += 1;
        waiting.set(requestId, { resolve, reject });
        send({ kind: 'measure', requestId, organisationId, fromOn });
      }),
    counts: () => queue.counts(),
    begin: () => send({ kind: 'begin' }),
    stop: async () => {
      isStopping = true;
      send({ kind: 'stop' });
      const late = setTimeout(() => void worker.terminate(), stopWithinMs);
      await ended;
      clearTimeout(late);
      await queue.end();
    },
  };
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
