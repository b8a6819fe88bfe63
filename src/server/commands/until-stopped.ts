/** Waits until somebody stops the node (a signal), or something it cannot live without is lost. */
import { Problem } from '#core/kernel/problem.ts';

export interface Stopped {
  readonly promise: Promise<void>;
  readonly lose: (cause: Error) => void;
}

export function untilStopped(signal: AbortSignal): Stopped {
  let lose: (cause: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    lose = (cause) =>
      reject(new Problem('database-unavailable', `The node stops: ${cause.message}. Look at the log above and start it again.`, {}, cause));
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  // Nobody may be waiting yet when it happens.
  promise.catch(() => undefined);
  return { promise, lose };
}
