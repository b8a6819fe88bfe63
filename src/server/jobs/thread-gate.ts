/** The main thread's side of the worker: starts it, hands jobs to the queue, asks for measuring, and stops it. */
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import { Problem } from '#core/kernel/problem.ts';
import type { JobGate, MeasuringOutcome } from '../server-context.ts';
import { openQueue } from './queue.ts';
import type { FromWorker, ToWorker, WorkerData } from './thread-messages.ts';

export interface WorkerThread extends JobGate {
  stop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (outcome: MeasuringOutcome) => void;
  readonly reject: (cause: unknown) => void;
}

/** @param onLost the thread died: nothing would be imported any more, so the process should end and be started again. */
export async function startWorkerThread(data: WorkerData, log: Logger, onLost: (cause: Error) => void): Promise<WorkerThread> {
  const queue = await openQueue(data.databaseUrl, log);
  const worker = new Worker(new URL('./worker-thread.js', import.meta.url), { workerData: data });
  const waiting = new Map<number, Waiting>();
  const send = (message: ToWorker) => worker.postMessage(message);
  let requestId = 0;
  let isStopping = false;

  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', () => {
      worker.off('error', reject);
      resolve();
    });
  });
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
    stop: async () => {
      isStopping = true;
      const ended = new Promise<void>((resolve) => void worker.once('exit', () => resolve()));
      send({ kind: 'stop' });
      await ended;
      await queue.end();
    },
  };
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
