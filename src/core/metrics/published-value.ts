/**
 * What a measure that is read from publications says on each day. A figure stands from the last day of what it is of, is carried until
 * the next, and is stale after cadence and grace; a chart has one point per figure. Not here: how a figure is read from a publication
 * (`core/figure-readers`), and how it is kept (`server/measuring/measure-published.ts`).
 */
import { invariant } from '../kernel/invariant.ts';
import type { Day } from '../kernel/time.ts';
import type { PeopleFigure } from './people-figure.ts';
import { carriedStretches, type CarriedStretch, type Rhythm } from './carried-value.ts';
import type { DailyValue } from './chart-model.ts';
import { figureReasons, type FigureReasonText } from './figure-reasons.ts';
import type { Measurement, ReasonCode } from './measurement.ts';

export function publishedMeasurement({ value, numerator, denominator, interval, reasons }: PeopleFigure): Measurement {
  if (value !== null) {
    const standing = reasons.some((reason) => effectOf(reason) === 'warned') ? 'warned' : 'ok';
    return { state: 'measured', standing, value, numerator, denominator, interval, reasons };
  }
  const reason = reasons.map(effectOf).find((effect) => effect !== 'warned' && effect !== 'told');
  invariant(reason !== undefined, 'a figure without a value says why');
  return { state: 'not-measured', reason, reasons };
}

function effectOf(reason: keyof typeof figureReasons): FigureReasonText['effect'] {
  return figureReasons[reason].effect;
}

const unpublished: Measurement = { state: 'not-measured', reason: 'no-data', reasons: [] };

/**
 * Day by day from the first figure to `today`, equal days together; none before anything was published.
 * @param figures of one measure; no two stand from one day
 */
export function publishedStretches(rhythm: Rhythm, figures: readonly PeopleFigure[], today: Day): readonly CarriedStretch[] {
  const days = figures.map(({ toOn }) => toOn).toSorted();
  invariant(new Set(days).size === days.length, 'a measure has one figure a day: the reader puts together what falls on one');
  const [from] = days;
  if (from === undefined || from > today) return [];
  const stated = figures.map((figure) => ({ on: figure.toOn, measurement: publishedMeasurement(figure) }));
  return carriedStretches(stated, { ...rhythm, before: unpublished, carried: 'figure-carried', stale: 'figure-stale' }, { from, today });
}

const notOwn: ReadonlySet<ReasonCode> = new Set(['figure-carried', 'figure-stale']);

/** The days of a series as a chart takes them: those that have a figure of their own, with a value or without. */
export function figureDays(days: readonly DailyValue[]): readonly DailyValue[] {
  return days.filter(({ measurement }) => !measurement.reasons.some((reason) => notOwn.has(reason)));
}
