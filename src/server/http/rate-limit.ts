/**
 * Limits how often somebody may try: a fixed window per key, in memory of this process. It guards sign-in and
 * one-time links against guessing, and the API against a runaway script; it is no defence against a flood.
 */
import { Problem } from '#core/kernel/problem.ts';

export interface RateLimit {
  readonly requestsMax: number;
  readonly windowSeconds: number;
}

export function rateLimiter(limit: RateLimit, nowMs: () => number): { take(key: string): void } {
  let windows = new Map<string, { startedMs: number; count: number }>();
  const windowMs = limit.windowSeconds * 1000;
  return {
    /** Throws `rate-limited` with the seconds to wait. */
    take(key) {
      const now = nowMs();
      if (windows.size > 10_000) windows = new Map([...windows].filter(([, window]) => now - window.startedMs < windowMs));
      const window = windows.get(key);
      if (window === undefined || now - window.startedMs >= windowMs) {
        windows.set(key, { startedMs: now, count: 1 });
        return;
      }
      window.count += 1;
      if (window.count > limit.requestsMax) {
        const retryAfterSeconds = Math.ceil((window.startedMs + windowMs - now) / 1000);
        throw new Problem('rate-limited', `At most ${limit.requestsMax} in ${limit.windowSeconds} seconds.`, { retryAfterSeconds });
      }
    },
  };
}
