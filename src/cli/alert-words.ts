/** Alert rules and what became of their deliveries, in the words of the command line. */
import type { AlertDeliveryJson, AlertRuleJson } from '#contract/endpoints/alerts.ts';
import type { AlertFault } from '#core/alerts/alert.ts';

export const alertFaultWords: Readonly<Record<AlertFault, string>> = {
  'filter-invalid': 'its filter cannot be read any more',
  'filter-too-broad': 'its filter takes too long',
  'too-many-records': 'more than 100 000 records pass its filter',
  'metric-gone': 'its metric is gone',
  'receiver-gone': 'the receiver answered 410, it wants nothing more',
};

export function whatWords(what: AlertRuleJson['what']): string {
  return what.on === 'filter' ? `new ${what.kind}s: ${what.filter === '' ? 'all' : what.filter}` : `${what.metricId} ${what.verdict}`;
}

export function toWords(to: AlertRuleJson['to']): string {
  return to.by === 'webhook' ? to.url : to.addresses.join(', ');
}

/** `delivered (204)`, `waiting for 2026-03-01T08:04:00.000Z after timeout` */
export function deliveryWords({ state, nextTryAt, attempts }: AlertDeliveryJson): string {
  const last = attempts.at(-1);
  const outcome = last === undefined ? null : `${last.outcome}${last.status === null ? '' : ` ${last.status}`}`;
  if (state === 'delivered') return `delivered${last?.status == null ? '' : ` (${last.status})`}`;
  const after = outcome === null ? '' : ` after ${outcome} (attempt ${attempts.length})`;
  return state === 'waiting' ? `waiting for ${nextTryAt ?? ''}${after}` : `given up${after}`;
}
