/**
 * What is said of a campaign as a whole beside its cells, once it is published: what bounced, which events were set aside by which rule,
 * and when reports came. Nothing of it is said where the total itself is hidden.
 */
import type { DisclosedTimes } from '../disclosure/report-times.ts';
import type { RuleCount } from './classify-events.ts';

export interface CampaignFacts {
  /** Until when events were counted. */
  readonly endedAt: string;
  /** Null throughout: too few people. */
  readonly counted: {
    readonly bounced: number;
    readonly quarantined: number;
    /** Clicks and entries of data as the tool gave them. */
    readonly events: number;
    readonly rules: readonly RuleCount[];
    /** Clicks of which no rule of time could be asked. */
    readonly untimed: number;
    readonly times: DisclosedTimes;
  } | null;
}
