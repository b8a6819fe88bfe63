/**
 * AWR-17 (metrics.md 8.1): the effect of each behaviour campaign, of the last of the days that were judged, in the direction that is
 * better. How it is worked out is in `core/awareness/behaviour`.
 */
import type { BehaviourFacts } from '../awareness/behaviour/behaviour-publication.ts';
import type { StandingPublication } from '../disclosure/publish.ts';
import { noFigure, peopleFigure, valueNumbers, type FigureNumbers, type PeopleFigure } from '../metrics/people-figure.ts';
import type { FigureReader } from './figure-reader.ts';

/** A share of 1 in percentage points. */
const points = 100;

export const behaviourFigures: FigureReader = (published) => {
  const byLastDay = new Map<string, StandingPublication[]>();
  for (const standing of published.values()) {
    const { toOn } = factsOf(standing).after;
    byLastDay.set(toOn, [...(byLastDay.get(toOn) ?? []), standing]);
  }
  return [...byLastDay.values()].flatMap((given): PeopleFigure[] => {
    const [first] = given;
    if (first === undefined) return [];
    const fromOn = given.map((one) => factsOf(one).after.fromOn).reduce((earliest, day) => (day < earliest ? day : earliest));
    return [peopleFigure({ metricId: 'AWR-17', measure: 'effect', fromOn, toOn: factsOf(first).after.toOn }, given, effectNumbers)];
  });
};

function effectNumbers(given: readonly StandingPublication[]): FigureNumbers {
  const [standing] = given;
  if (standing === undefined || given.length > 1) return noFigure('campaigns-several');
  const { effect, unknown } = factsOf(standing);
  if (effect === null) return noFigure(unknown === 'hidden-cell' ? 'cell-hidden' : 'effect-unknown');
  const { lower, upper } = effect.interval;
  return valueNumbers(effect.estimate * points, { lower: lower * points, upper: upper * points });
}

function factsOf({ facts }: StandingPublication): BehaviourFacts {
  return facts as BehaviourFacts;
}
