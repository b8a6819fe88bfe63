/**
 * Figures of phishing tests, AWR-03 … AWR-10 (metrics.md 8.1), from counts that went through `core/disclosure`. A figure that cannot be
 * said is null with its reason, never 0. AWR-10 alone may be compared: how hard a mail is decides most of who clicks.
 */
import type { Instant } from '../kernel/time.ts';
import { millisecondsOf } from '../kernel/time.ts';
import { nearestRank } from '../statistics/quantile.ts';
import type { Standardised } from '../statistics/standardisation.ts';
import { standardise } from '../statistics/standardisation.ts';
import type { SurvivalCurve } from '../statistics/survival.ts';
import { survivalCurve } from '../statistics/survival.ts';
import type { Interval } from '../statistics/wilson.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import type { Difficulty } from './phish-scale.ts';
import { difficulties } from './phish-scale.ts';
import type { CampaignOutcomes, RecipientOutcome } from './recipient-outcomes.ts';
import { minutesToReport } from './recipient-outcomes.ts';

/** What is counted per cell of the cube. */
export const campaignMeasures = [
  'clicked',
  'clicked-or-unsure',
  'clicked-or-robot',
  'submitted',
  'reported',
  'clicked-and-reported',
] as const;
export type CampaignMeasure = (typeof campaignMeasures)[number];
export type CampaignCounts = Readonly<Record<CampaignMeasure, number>>;

/** Of one recipient, 0 or 1 each. */
export function holdsOf(outcome: RecipientOutcome, measure: CampaignMeasure): boolean {
  switch (measure) {
    case 'clicked':
      return outcome.clicked === 'human';
    case 'clicked-or-unsure':
      return outcome.clicked === 'human' || outcome.clicked === 'unsure';
    case 'clicked-or-robot':
      return outcome.clicked !== 'no';
    case 'submitted':
      return outcome.submitted === 'human';
    case 'reported':
      return outcome.reported;
    default:
      return outcome.reported && outcome.clicked === 'human';
  }
}

export interface Proportion {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number;
  readonly interval: Interval;
}

/** @returns null where nothing was delivered: 0 of 0 is no share */
export function proportionOf(numerator: number, denominator: number): Proportion | null {
  const interval = wilsonInterval(numerator, denominator);
  return interval === null ? null : { numerator, denominator, value: numerator / denominator, interval };
}

export interface ShareFigures {
  /** AWR-03. */
  readonly click: Proportion | null;
  /** The same with what may be a machine counted, and with all that the tool counted. */
  readonly clickWithUnsure: Proportion | null;
  readonly clickWithRobots: Proportion | null;
  /** AWR-04. */
  readonly dataEntry: Proportion | null;
  /** AWR-05. */
  readonly report: Proportion | null;
  /** AWR-06: reporters per clicker; null where nobody clicked: then the two counts say more. */
  readonly resilience: number | null;
  /** Of those who clicked, who also reported. */
  readonly reportAfterClick: Proportion | null;
}

export function shareFigures(delivered: number, counts: CampaignCounts): ShareFigures {
  return {
    click: proportionOf(counts.clicked, delivered),
    clickWithUnsure: proportionOf(counts['clicked-or-unsure'], delivered),
    clickWithRobots: proportionOf(counts['clicked-or-robot'], delivered),
    dataEntry: proportionOf(counts.submitted, delivered),
    report: proportionOf(counts.reported, delivered),
    resilience: counts.clicked === 0 ? null : counts.reported / counts.clicked,
    reportAfterClick: proportionOf(counts['clicked-and-reported'], counts.clicked),
  };
}

export interface ReportTimes {
  /** AWR-07: from the first delivery to the first report, in minutes; null where nobody reported, or no time is known. */
  readonly firstMinutes: number | null;
  /** AWR-08: over those who reported, nearest rank. */
  readonly medianMinutes: number | null;
  readonly ninetiethMinutes: number | null;
  /** Share that has not reported yet, by minutes since delivery; who never does is followed until the campaign ends. */
  readonly curve: SurvivalCurve | null;
  /** Reporters with a known time, and those of whom only the fact is known: left out of all times. */
  readonly timed: number;
  readonly untimed: number;
}

/** @param endedAt until when reports were counted */
export function reportTimes({ delivered }: CampaignOutcomes, endedAt: Instant): ReportTimes {
  const minutes = delivered.flatMap((one) => minutesToReport(one) ?? []).toSorted((one, other) => one - other);
  const untimed = delivered.filter((one) => one.reported && minutesToReport(one) === null).length;
  const firstDelivery = least(delivered.flatMap(({ deliveredAt }) => deliveredAt ?? []));
  const firstReport = least(delivered.flatMap((one) => (minutesToReport(one) === null ? [] : (one.reportedAt ?? []))));
  const followed = delivered.flatMap((one) => {
    if (one.deliveredAt === null || (one.reported && minutesToReport(one) === null)) return [];
    const own = minutesToReport(one);
    const untilEnd = Math.max(0, (millisecondsOf(endedAt) - millisecondsOf(one.deliveredAt)) / 60_000);
    // A report after the end is one that had not come by then.
    const isClosed = own !== null && own <= untilEnd;
    return [{ enteredAge: 0, leftAge: isClosed ? own : untilEnd, isClosed, count: 1 }];
  });
  return {
    firstMinutes:
      firstDelivery === null || firstReport === null ? null : (millisecondsOf(firstReport) - millisecondsOf(firstDelivery)) / 60_000,
    medianMinutes: rankOf(minutes, 50),
    ninetiethMinutes: rankOf(minutes, 90),
    curve: survivalCurve(followed),
    timed: minutes.length,
    untimed,
  };
}

function rankOf(ascending: readonly number[], percent: number): number | null {
  return (
    ascending[
      nearestRank(
        ascending.map(() => 1),
        percent,
      ) ?? -1
    ] ?? null
  );
}

function least(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>((found, one) => (found === null || one < found ? one : found), null);
}

/** Weights of the mixture that figures are compared at (metrics.md 4.6); they add up to 1 and are never spread otherwise. */
export const difficultyWeights: Readonly<Record<Difficulty, number>> = { very: 0.25, moderate: 0.5, least: 0.25 };

export interface DifficultyCounts {
  readonly difficulty: Difficulty;
  readonly delivered: number;
  readonly clicked: number;
}

export type AdjustedClickRate =
  | Extract<Standardised, { kind: 'standardised' }>
  /** Difficulties with fewer than 30 deliveries in the window: the figure is not made up of the others. */
  | { readonly kind: 'too-few'; readonly difficulties: readonly Difficulty[] };

/** AWR-10 over the campaigns of a window; campaigns without a settled difficulty are not among them, and are named beside it. */
export function adjustedClickRate(campaigns: readonly DifficultyCounts[]): AdjustedClickRate {
  const strata = difficulties.map((difficulty) => {
    const own = campaigns.filter((campaign) => campaign.difficulty === difficulty);
    return {
      weight: difficultyWeights[difficulty],
      numerator: own.reduce((sum, { clicked }) => sum + clicked, 0),
      denominator: own.reduce((sum, { delivered }) => sum + delivered, 0),
    };
  });
  const found = standardise(strata);
  return found.kind === 'standardised'
    ? found
    : { kind: 'too-few', difficulties: found.strata.flatMap((place) => difficulties[place] ?? []) };
}

/** AWR-09 over the campaigns of a window: of people who were sent two tests or more, those who failed two or more. Shown nowhere (decision 0028). */
export function repeatClickers(campaigns: readonly CampaignOutcomes[]): Proportion | null {
  const tests = new Map<string, { sent: number; failed: number }>();
  for (const { delivered } of campaigns) {
    for (const { recipient, clicked } of delivered) {
      const own = tests.get(recipient) ?? { sent: 0, failed: 0 };
      tests.set(recipient, own);
      own.sent += 1;
      if (clicked === 'human') own.failed += 1;
    }
  }
  const tested = [...tests.values()].filter(({ sent }) => sent >= 2);
  return proportionOf(tested.filter(({ failed }) => failed >= 2).length, tested.length);
}
