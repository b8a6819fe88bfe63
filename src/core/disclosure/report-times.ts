/**
 * Times of people through the one door: of the whole organisation only, at fixed marks and in whole minutes. A time is somebody's: the
 * median of a few reports is the minute one of them pressed the button. So medians need ten of them, and the first report, which is
 * one person's and a figure about the house, needs thirty people who could have been it.
 */
import type { SurvivalCurve } from '../statistics/survival.ts';
import { openAfter } from '../statistics/survival.ts';
import type { Interval } from '../statistics/wilson.ts';
import { fewestPeople } from './count-table.ts';
import type { Disclosed } from './publish.ts';
import { disclose } from './publish.ts';

/** Marks of the curve, in minutes: five minutes to three days. */
export const curveMarks = [5, 15, 30, 60, 240, 480, 1_440, 4_320] as const;
const fewestForFirst = 30;

export interface ReportTimeFigures {
  /** Whole minutes, rounded up; null: nobody, no time known, or too few people. */
  readonly firstMinutes: number | null;
  readonly medianMinutes: number | null;
  readonly ninetiethMinutes: number | null;
  /** Share that had reported by then, of those followed so far; beyond what was followed there is no mark. */
  readonly curve: readonly { readonly minutes: number; readonly share: number; readonly interval: Interval | null }[];
  /** How many reports have a known time. */
  readonly timed: number | null;
}

export type DisclosedTimes = Disclosed<ReportTimeFigures>;

export function discloseTimes(
  delivered: number,
  times: {
    readonly firstMinutes: number | null;
    readonly medianMinutes: number | null;
    readonly ninetiethMinutes: number | null;
    readonly curve: SurvivalCurve | null;
    readonly timed: number;
  },
): DisclosedTimes {
  const { curve, timed } = times;
  const whole = (minutes: number | null) => (minutes === null ? null : Math.ceil(minutes));
  const isEnough = delivered >= fewestPeople && timed >= fewestPeople;
  return disclose({
    firstMinutes: delivered >= fewestForFirst ? whole(times.firstMinutes) : null,
    medianMinutes: isEnough ? whole(times.medianMinutes) : null,
    ninetiethMinutes: isEnough ? whole(times.ninetiethMinutes) : null,
    timed: delivered >= fewestPeople ? timed : null,
    curve:
      curve === null || !isEnough
        ? []
        : curveMarks.flatMap((minutes) => {
            const open = openAfter(curve, minutes);
            if (open === null) return [];
            const interval = open.interval === null ? null : { lower: 1 - open.interval.upper, upper: 1 - open.interval.lower };
            return [{ minutes, share: 1 - open.open, interval }];
          }),
  });
}
