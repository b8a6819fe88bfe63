/**
 * What the half about people is written from beside its metrics: campaigns with what they changed, and which groups are hidden. All of it was
 * published before (decision 0028); texts are in the language of the report. Gathered by `server/reports/gather-people.ts`.
 */
import type { Day, Instant } from '../kernel/time.ts';
import type { Difference } from '../statistics/difference.ts';

interface SharedCount {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number;
}

interface BeforeAndAfter {
  readonly before: SharedCount;
  readonly after: SharedCount;
}

export type CampaignOutcome =
  /** Still to be judged: nothing is compared before. */
  | { readonly kind: 'running' }
  | { readonly kind: 'stopped'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string }
  | {
      readonly kind: 'known';
      readonly verdict: 'better' | 'worse' | 'not-told-apart';
      readonly verdictText: string;
      /** In shares of 1, above 0 is better; so are the two below. */
      readonly effect: Difference;
      readonly expected: number;
      /** Would have been seen four times out of five. */
      readonly detectable: number;
      readonly reached: BeforeAndAfter;
      readonly others: BeforeAndAfter;
      readonly cautions: readonly string[];
    };

export interface ReportedCampaign {
  readonly id: string;
  readonly name: string;
  /** By what it is judged: "who reports a phishing test". */
  readonly judgedBy: string;
  readonly judgedOn: { readonly fromOn: Day; readonly toOn: Day };
  readonly outcome: CampaignOutcome;
  /** When its effect was computed, once; null: it was not. */
  readonly computedAt: Instant | null;
}

/** Of one side of a published table: how many of its groups are shown, and how many are hidden for which reason. */
export interface HiddenCount {
  readonly shown: number;
  /** The reason in words, with how many are hidden for it. */
  readonly hidden: readonly { readonly code: string; readonly why: string; readonly count: number }[];
}

/** The newest publication of a subject that tells groups. */
export interface ReportedHiding {
  readonly subject: string;
  readonly key: string;
  readonly name: string;
  readonly on: Day;
  readonly groups: HiddenCount;
  /** Null: it tells none. */
  readonly roleGroups: HiddenCount | null;
  readonly publishedAt: Instant;
}

export interface ReportedPeople {
  /** Those judged in the twelve months up to the day, and those that run; the last judged first. */
  readonly campaigns: readonly ReportedCampaign[];
  /** What has to be true for an effect to be that of the campaign. */
  readonly assumptions: readonly string[];
  readonly hidden: readonly ReportedHiding[];
}
