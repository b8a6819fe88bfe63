/** What becomes of a delivery and of each attempt at it. */

/** `waiting` for its next try; `given-up` after the last, or when its rule was switched off. */
export const deliveryStates = ['waiting', 'delivered', 'given-up'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/**
 * `mail-partly`: taken for some of the addresses; `status`: an HTTP answer that is no 2xx; `gone`: 410, the receiver wants nothing more; `address-refused`: where it leads is
 * no place to send to; `mail-not-set-up`: this node has no SMTP server to give it to.
 */
export const attemptOutcomes = [
  'delivered',
  'gone',
  'status',
  'timeout',
  'unreachable',
  'address-refused',
  'mail-partly',
  'mail-refused',
  'mail-deferred',
  'mail-not-set-up',
] as const;
export type AttemptOutcome = (typeof attemptOutcomes)[number];

export interface Attempted {
  readonly outcome: AttemptOutcome;
  /** Of HTTP or SMTP; null: there was no answer. */
  readonly status: number | null;
}

/** Trying again would end the same way. */
export function isFinal(outcome: AttemptOutcome): boolean {
  return hasArrived(outcome) || outcome === 'gone' || outcome === 'mail-refused';
}

export function hasArrived(outcome: AttemptOutcome): boolean {
  return outcome === 'delivered' || outcome === 'mail-partly';
}
