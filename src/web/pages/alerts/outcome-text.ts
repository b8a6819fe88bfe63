/** A delivery in words: whether it arrived, and if not why, and when it is tried again. */
import type { AlertDeliveryJson } from '#contract/endpoints/alerts.ts';
import type { App } from '../../app/context.tsx';

/** What became of a delivery, and why it did not arrive. */
export function outcomeText({ state, attempts, nextTryAt }: AlertDeliveryJson, { m, f }: Pick<App, 'm' | 'f'>) {
  const last = attempts.at(-1);
  const parts = [
    last === undefined || last.outcome === 'delivered' ? null : m.alerts.outcomes[last.outcome],
    last === undefined || last.status === null ? null : String(last.status),
    last === undefined ? null : m.alerts.tried(last.number, f.instant(last.triedAt)),
    nextTryAt === null || last === undefined ? null : m.alerts.next(f.instant(nextTryAt)),
  ].filter((part) => part !== null);
  return { state: m.alerts.states[state], detail: parts.length === 0 ? null : parts.join(' · ') };
}
