/**
 * Limits how often somebody may try: a fixed window per key, in memory of this process. It guards sign-in and
 * one-time links against guessing, and the API against a runaway script; it is no defence against a flood.
 */
import { Problem } from '#core/kernel/problem.ts';

export interface RateLimit {
  readonly requestsMax: number;
  readonly windowSeconds: number;
}

export interface RateLimiter {
  /** Throws `rate-limited` with the seconds to wait. */
  take(key: string): void;
  /**
   * As `take`, but what succeeds is given back: a hospital behind one address may sign in as often as it likes. Taken
   * before the work, so that many guesses at the same moment count too.
   */
  countFailures<T>(key: string, work: () => Promise<T>, isFailure: (cause: unknown) => boolean): Promise<T>;
}

interface Window {
  readonly startedMs: number;
  count: number;
}

/** Above so many keys, those whose window is over are forgotten. */
const keysMax = 10_000;

export function rateLimiter(limit: RateLimit, nowMs: () => number): RateLimiter {
  let windows = new Map<string, Window>();
  const windowMs = limit.windowSeconds * 1000;
  const isOver = (window: Window, now: number) => now - window.startedMs >= windowMs;

  const take = (key: string): Window => {
    const now = nowMs();
    if (windows.size > keysMax) windows = new Map([...windows].filter(([, window]) => !isOver(window, now)));
    let window = windows.get(key);
    if (window === undefined || isOver(window, now)) windows.set(key, (window = { startedMs: now, count: 0 }));
    if (window.count >= limit.requestsMax) {
      const retryAfterSeconds = Math.ceil((window.startedMs + windowMs - now) / 1000);
      throw new Problem('rate-limited', `At most ${limit.requestsMax} in ${limit.windowSeconds} seconds.`, { retryAfterSeconds });
    }
    window.count += 1;
    return window;
  };

  return {
    take: (key) => void take(key),
    async countFailures(key, work, isFailure) {
      const window = take(key);
      let hasFailed = false;
      try {
        return await work();
      } catch (cause) {
        hasFailed = isFailure(cause);
        throw cause;
      } finally {
        if (!hasFailed) window.count -= 1;
      }
    },
  };
}
