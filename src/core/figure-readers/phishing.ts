/**
 * Figures of phishing tests, AWR-03 … AWR-10 (metrics.md 8.1). A figure is of the day of the first mail, and stands from then: by when
 * somebody published it says nothing of what people did. Tests of one day (several templates) are one figure: counts are added; of
 * times the slowest counts, for each of the mails had to be seen by somebody.
 *
 * AWR-09 (repeat clickers) is no figure: over windows that overlap its differences would be about single people (decision 0028).
 */
import { compareCodePoints } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import { pairedRatioInterval } from '../statistics/paired-ratio.ts';
import { differenceInterval } from '../statistics/standardisation.ts';
import type { StandingPublication } from '../disclosure/publish.ts';
import type { ReportTimeFigures } from '../disclosure/report-times.ts';
import type { CampaignFacts } from '../awareness/campaign-facts.ts';
import { adjustedClickRate, type AdjustedClickRate, type CampaignMeasure, type DifficultyCounts } from '../awareness/campaign-figures.ts';
import {
  addedUp,
  countNumbers,
  noFigure,
  peopleFigure,
  shareNumbers,
  shownTotal,
  valueNumbers,
  type FigureNumbers,
  type PeopleFigure,
} from '../metrics/people-figure.ts';
import type { FigureReader, ReaderFacts } from './figure-reader.ts';

/** Of the twelve months before a test and with it: a year holds the usual four to twelve tests, of every difficulty, in every season. */
export const adjustedWindowDays = 365;

type Tests = readonly StandingPublication[];
type ReadNumbers = (tests: Tests) => FigureNumbers;

/** By metric and measure, what the tests of a day say. */
const ofTheDay: readonly (readonly [metricId: string, measure: string, read: ReadNumbers])[] = [
  ['AWR-03', 'clicked', share('clicked')],
  ['AWR-03', 'with-unsure', share('clicked-or-unsure')],
  ['AWR-03', 'as-the-tool-counts', share('clicked-or-robot')],
  ['AWR-04', 'submitted', share('submitted')],
  ['AWR-05', 'reported', share('reported')],
  ['AWR-05', 'after-a-click', shareOfClickers],
  ['AWR-06', 'resilience', resilience],
  ['AWR-06', 'reporters', count('reported')],
  ['AWR-06', 'clickers', count('clicked')],
  ['AWR-07', 'first', minutes(({ firstMinutes }) => firstMinutes)],
  ['AWR-08', 'within-30', withinHalfAnHour],
  ['AWR-08', 'median', minutes(({ medianMinutes }) => medianMinutes)],
  ['AWR-08', 'ninetieth', minutes(({ ninetiethMinutes }) => ninetiethMinutes)],
];

export const phishingFigures: FigureReader = (published, facts) => {
  const days = byDay(published, facts);
  return days.flatMap(({ on, tests }, place): readonly PeopleFigure[] => [
    ...ofTheDay.map(([metricId, measure, read]) => peopleFigure({ metricId, measure, fromOn: on, toOn: on }, tests, read)),
    ...adjustedFigures(days.slice(0, place + 1), on, facts),
  ]);
};

interface TestDay {
  readonly on: Day;
  readonly tests: Tests;
}

function byDay(published: ReadonlyMap<string, StandingPublication>, { tests: known }: ReaderFacts): readonly TestDay[] {
  const days = new Map<Day, StandingPublication[]>();
  for (const [key, standing] of [...published].toSorted(([one], [other]) => compareCodePoints(one, other))) {
    const on = known.get(key)?.on;
    if (on !== undefined) days.set(on, [...(days.get(on) ?? []), standing]);
  }
  return [...days].map(([on, tests]) => ({ on, tests })).toSorted((one, other) => compareCodePoints(one.on, other.on));
}

function counted(tests: Tests, measure: CampaignMeasure): number | null {
  return addedUp(tests, ({ counts }) => counts[measure] ?? 0);
}

function delivered(tests: Tests): number | null {
  return addedUp(tests, ({ people }) => people);
}

function share(measure: CampaignMeasure): ReadNumbers {
  return (tests) => shareOf(counted(tests, measure), delivered(tests));
}

function shareOfClickers(tests: Tests): FigureNumbers {
  const clickers = counted(tests, 'clicked');
  return clickers === 0 ? noFigure('nobody-clicked') : shareOf(counted(tests, 'clicked-and-reported'), clickers);
}

function shareOf(numerator: number | null, denominator: number | null): FigureNumbers {
  return numerator === null || denominator === null ? noFigure('total-hidden') : shareNumbers(numerator, denominator);
}

function count(measure: CampaignMeasure): ReadNumbers {
  return (tests) => {
    const found = counted(tests, measure);
    return found === null ? noFigure('total-hidden') : countNumbers(found);
  };
}

/** AWR-06: undefined where nobody clicked (metrics.md 4.3); the two counts are measures of their own. */
function resilience(tests: Tests): FigureNumbers {
  const [reporters, clickers, both] = [counted(tests, 'reported'), counted(tests, 'clicked'), counted(tests, 'clicked-and-reported')];
  if (reporters === null || clickers === null || both === null) return noFigure('total-hidden');
  if (clickers === 0) return noFigure('nobody-clicked');
  const interval = pairedRatioInterval({ first: reporters, second: clickers, both });
  return { numerator: reporters, denominator: clickers, value: reporters / clickers, interval, reasons: [] };
}

function timesOf({ facts }: StandingPublication): ReportTimeFigures | null {
  return (facts as CampaignFacts).counted?.times ?? null;
}

/** The slowest of the tests of the day; where one of them has no time, there is none of the day. */
function minutes(of: (times: ReportTimeFigures) => number | null): ReadNumbers {
  return (tests) => {
    const shown = tests.filter((test) => shownTotal(test) !== null);
    if (shown.length === 0) return noFigure('total-hidden');
    const found = shown.map((test) => {
      const times = timesOf(test);
      return times === null ? null : of(times);
    });
    const silent = shown.filter((_, place) => found[place] === null);
    return silent.length > 0 ? noFigure(whyNoTime(silent)) : valueNumbers(Math.max(...found.map((minute) => minute ?? 0)));
  };
}

function whyNoTime(silent: Tests): 'nobody-reported' | 'times-unknown' | 'times-few' {
  if (silent.some((test) => counted([test], 'reported') === 0)) return 'nobody-reported';
  return silent.some((test) => timesOf(test)?.timed === 0) ? 'times-unknown' : 'times-few';
}

/** AWR-08: off the curve of each test, weighed by its deliveries; an interval only where there is one curve. */
function withinHalfAnHour(tests: Tests): FigureNumbers {
  const shown = tests.flatMap((test) => {
    const total = shownTotal(test);
    return total === null ? [] : [{ people: total.people, test, mark: timesOf(test)?.curve.find((one) => one.minutes === 30) }];
  });
  if (shown.length === 0) return noFigure('total-hidden');
  const silent = shown.flatMap(({ test, mark }) => (mark === undefined ? [test] : []));
  if (silent.length > 0) return noFigure(whyNoTime(silent));
  const people = shown.reduce((sum, one) => sum + one.people, 0);
  const value = shown.reduce((sum, one) => sum + one.people * (one.mark?.share ?? 0), 0) / people;
  return valueNumbers(value, shown.length === 1 ? (shown[0]?.mark?.interval ?? null) : null);
}

/** AWR-10 of the twelve months up to a day, how it changed against the twelve before, and how many tests are left out of it. */
function adjustedFigures(days: readonly TestDay[], on: Day, { tests: known }: ReaderFacts): readonly PeopleFigure[] {
  const [fromOn, beforeOn] = [addDays(on, 1 - adjustedWindowDays), addDays(on, 1 - 2 * adjustedWindowDays)];
  const within = (from: Day, to: Day) => days.filter((one) => one.on >= from && one.on <= to).flatMap(({ tests }) => tests);
  const [now, before] = [within(fromOn, on), within(beforeOn, addDays(fromOn, -1))];
  const difficultyOf = ({ publication }: StandingPublication) => known.get(publication.period.key)?.difficulty ?? null;
  const adjusted = (tests: Tests) => adjustedClickRate(tests.flatMap((test) => difficultyCounts(test, difficultyOf(test))));
  const place = { metricId: 'AWR-10', fromOn, toOn: on } as const;
  return [
    peopleFigure({ ...place, measure: 'adjusted' }, now, (tests) => adjustedNumbers(adjusted(tests))),
    peopleFigure({ ...place, measure: 'change', fromOn: beforeOn }, [...before, ...now], (tests) =>
      changeNumbers(adjusted(tests.slice(0, before.length)), adjusted(tests.slice(before.length))),
    ),
    peopleFigure({ ...place, measure: 'left-out' }, now, (tests) =>
      countNumbers(tests.filter((test) => difficultyOf(test) === null).length),
    ),
  ];
}

function difficultyCounts(test: StandingPublication, difficulty: DifficultyCounts['difficulty'] | null): readonly DifficultyCounts[] {
  const total = shownTotal(test);
  return total === null || difficulty === null ? [] : [{ difficulty, delivered: total.people, clicked: total.counts['clicked'] ?? 0 }];
}

function adjustedNumbers(found: AdjustedClickRate): FigureNumbers {
  if (found.kind === 'too-few') return noFigure('deliveries-few');
  const { lower, upper } = found.interval;
  return valueNumbers(found.value, { lower: Math.max(0, lower), upper: Math.min(1, upper) });
}

function changeNumbers(before: AdjustedClickRate, now: AdjustedClickRate): FigureNumbers {
  if (before.kind === 'too-few' || now.kind === 'too-few') return noFigure('deliveries-few');
  const { lower, upper } = differenceInterval(now, before);
  return valueNumbers(100 * (now.value - before.value), { lower: 100 * lower, upper: 100 * upper });
}
