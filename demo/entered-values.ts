/**
 * What the people of the invented hospital counted themselves, because no file gives it: of each period its two counts or one, with
 * where they read them off. The turns of the story show in them. Two metrics are left for a visitor to enter.
 */
import type { Day } from '#core/kernel/time.ts';
import { addDays, daysBetween } from '#core/kernel/time.ts';
import { nextPeriodStart, periodStartOf } from '#core/statistics/periods.ts';
import { integerOf } from './random.ts';
import { dayOfNumber, incidentDay, lastDayNumber, patchTeamDay } from './story.ts';

export interface DemoEntry {
  readonly metricId: string;
  readonly measure: string;
  readonly fromOn: Day;
  /** Inclusive. */
  readonly toOn: Day;
  /** The day it was entered. */
  readonly saidOn: Day;
  readonly numerator: number;
  readonly denominator: number | null;
  readonly evidence: { readonly text: string; readonly link: null; readonly reference: string };
}

/** How the hospital stands at the end of a period. */
interface Moment {
  /** 0 where the story begins, 1 where it ends. */
  readonly passed: number;
  readonly afterIncident: boolean;
  readonly withPatchTeam: boolean;
  /** Whole number, the same for the same period and measure. */
  readonly chance: (from: number, to: number) => number;
}

interface Counting {
  readonly metricId: string;
  readonly measure: string;
  readonly every: 'month' | 'quarter';
  readonly evidence: string;
  readonly reference: string;
  readonly count: (moment: Moment) => readonly [numerator: number, denominator: number | null];
}

const countings: readonly Counting[] = [
  {
    metricId: 'AST-14',
    measure: 'unknown-services',
    every: 'month',
    evidence: 'Report of the outside-in check, list of services compared with the register by the network team',
    reference: 'outside-in',
    count: ({ passed, afterIncident, withPatchTeam, chance }) => [
      Math.max(1, Math.round(17 - 5 * passed) + chance(-2, 2) + (afterIncident && !withPatchTeam ? 5 : 0) - (withPatchTeam ? 7 : 0)),
      null,
    ],
  },
  {
    metricId: 'VUL-16',
    measure: 'compliant',
    every: 'month',
    evidence: 'Outside checks of mail, web and encryption of all domains, read off by the web team',
    reference: 'external-checks',
    count: ({ passed, withPatchTeam, chance }) => [Math.round(171 + 26 * passed) + chance(-5, 5) + (withPatchTeam ? 24 : 0), 264],
  },
  {
    metricId: 'VUL-13',
    measure: 'exceptions-in-order',
    every: 'quarter',
    evidence: 'Minutes of the review of the register of exceptions',
    reference: 'exceptions',
    count: ({ passed, chance }) => [Math.round(21 + 13 * passed) + chance(-2, 2), 43 + chance(-3, 4)],
  },
  {
    metricId: 'AWR-15',
    measure: 'human-cause',
    every: 'quarter',
    evidence: 'Register of incidents, those closed with a cause; a mistake, a forgotten step or a click counts as human action',
    reference: 'incidents',
    count: ({ afterIncident, chance }) => [11 + chance(-3, 3), 24 + chance(-3, 4) + (afterIncident ? 4 : 0)],
  },
];

/** So many days after a period its value is there. */
const countedWithinDays = 6;

/** In the order in which they were entered. @param lastDay of the files: what would be entered on it or later is not there yet */
export function demoEntries(seed: number, lastDay: Day): readonly DemoEntry[] {
  return countings
    .flatMap((counting) => periodsOf(counting.every, lastDay).map((period) => entryOf(counting, { ...period, seed, lastDay })))
    .filter(({ saidOn }) => saidOn < lastDay)
    .toSorted((left, right) => (left.saidOn < right.saidOn ? -1 : left.saidOn > right.saidOn ? 1 : 0));
}

function entryOf(
  { metricId, measure, count, evidence, reference }: Counting,
  { fromOn, toOn, seed, lastDay }: { readonly fromOn: Day; readonly toOn: Day; readonly seed: number; readonly lastDay: Day },
): DemoEntry {
  const [numerator, denominator] = count({
    passed: daysBetween(dayOfNumber(0, lastDay), toOn) / lastDayNumber,
    afterIncident: toOn >= dayOfNumber(incidentDay, lastDay),
    withPatchTeam: toOn >= dayOfNumber(patchTeamDay, lastDay),
    chance: (from, to) => integerOf(from, to, seed, 'entered', metricId, fromOn),
  });
  const saidOn = addDays(toOn, countedWithinDays);
  return {
    ...{ metricId, measure, fromOn, toOn, saidOn, numerator, denominator },
    evidence: { text: evidence, link: null, reference: `${reference}-${toOn}.pdf` },
  };
}

/** Whole periods within the two years of the story, oldest first. */
function periodsOf(every: Counting['every'], lastDay: Day): readonly { readonly fromOn: Day; readonly toOn: Day }[] {
  const periods: { fromOn: Day; toOn: Day }[] = [];
  let fromOn = nextPeriodStart(periodStartOf(dayOfNumber(0, lastDay), every), every);
  for (let next = nextPeriodStart(fromOn, every); next <= lastDay; next = nextPeriodStart(fromOn, every)) {
    periods.push({ fromOn, toOn: addDays(next, -1) });
    fromOn = next;
  }
  return periods;
}
