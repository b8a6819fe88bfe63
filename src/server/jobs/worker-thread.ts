/** Entry of the worker thread: builds its own clock, chance and log, and answers the main thread's messages. */
import { randomBytes } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { drawnAhead, idMaker, type OrganisationId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { isProblem } from '#core/kernel/problem.ts';
import { instantFromMilliseconds, type Clock, type Day } from '#core/kernel/time.ts';
import { makeLog } from '../log.ts';
import { giveMemoryBack } from '../memory-at-rest.ts';
import { loadWhatWorkerNeeds } from '../privileges.ts';
import { httpClient } from '../sources/http-client.ts';
import { usualProviderLimits } from '../sources/provider-limits.ts';
import { startWorker } from './run-worker.ts';
import type { FromWorker, ToWorker, WorkerData } from './thread-messages.ts';

const port = parentPort;
invariant(port !== null, 'runs in a worker thread');
const send = (message: FromWorker) => port.postMessage(message);
const data = workerData as WorkerData;
const clock: Clock = { now: () => instantFromMilliseconds(Date.now()) };

if (data.losesFiles) await loadWhatWorkerNeeds();
let nodeUrl = '';
let begin: () => void = () => undefined;
const mayBegin = new Promise<void>((resolve) => (begin = resolve));
const worker = await startWorker({
  databaseUrl: data.databaseUrl,
  uploadsPath: data.uploadsPath,
  keysPath: data.keysPath,
  clock,
  newId: idMaker(clock, drawnAhead(randomBytes)),
  random: randomBytes,
  nodeUrl: () => nodeUrl,
  mail: data.mail,
  urls: data.sourceUrls,
  staleLimits: data.staleLimits,
  providerLimits: { ...usualProviderLimits, requestsPerSecond: data.network.requestsPerSecond, plainHosts: data.network.plainHosts },
  httpUntil: (stopping, reach) => httpClient(data.version, stopping, { reach, proxy: data.network.proxy }),
  log: makeLog({ level: data.logLevel, fields: { thread: 'worker' } }),
  mayBegin,
  isReplacement: data.isReplacement,
  onRest: () => send({ kind: 'rests' }),
});

port.on('message', (message: ToWorker) => {
  if (message.kind === 'begin') {
    ({ nodeUrl } = message);
    begin();
    return;
  }
  if (message.kind === 'stop') {
    void worker.stop().then(() => {
      send({ kind: 'stopped' });
      port.close();
    });
    return;
  }
  worker.measure(message.organisationId as OrganisationId, message.fromOn as Day | null).then(
    (outcome) => send({ kind: 'measured', requestId: message.requestId, outcome }),
    (cause: unknown) =>
      send({
        kind: 'failed',
        requestId: message.requestId,
        problem: isProblem(cause) ? { code: cause.code, detail: cause.message, data: cause.data } : null,
        message: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
      }),
  );
});
giveMemoryBack();
send({ kind: 'started' });
