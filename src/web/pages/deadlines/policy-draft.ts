/** The list of policies while it is being changed: order is precedence, so most changes are moves. Pure. */
import type { SlaPolicyJson } from '#contract/endpoints/sla.ts';

export interface PolicyDraft {
  readonly name: string;
  /** RQL over findings. */
  readonly filter: string;
  readonly days: number;
}

export function draftOf(policies: readonly SlaPolicyJson[]): readonly PolicyDraft[] {
  return policies.filter((policy) => policy.validTo === null).map(({ name, filter, days }) => ({ name, filter, days }));
}

/** The open findings that get their days from this policy: those it finds and none before it does. */
export function heldBy(draft: readonly PolicyDraft[], index: number): string {
  const own = draft[index]?.filter ?? '';
  const before = draft.slice(0, index).map((policy) => `not(${policy.filter})`);
  return `and(${['eq(state,open)', own, ...before].join(',')})`;
}
