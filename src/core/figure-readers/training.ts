/**
 * Figures of trainings, AWR-01, 01b, 02, and of ambassadors, AWR-12 (metrics.md 8.1): each of the last day of the month that was counted.
 * Of what a training does for what people do they say nothing.
 */
import type { StandingPublication } from '../disclosure/publish.ts';
import type { Day } from '../kernel/time.ts';
import { noFigure, peopleFigure, shareNumbers, shownTotal, type FigureNumbers, type PeopleFigure } from '../metrics/people-figure.ts';
import type { TrainingPart } from '../awareness/training-coverage.ts';
import type { AmbassadorFacts, TrainingFacts } from '../awareness/training-facts.ts';
import type { FigureReader } from './figure-reader.ts';

const metricOf: Readonly<Record<TrainingPart, string>> = { everybody: 'AWR-01', starters: 'AWR-01b', 'high-risk': 'AWR-02' };

export const trainingFigures: FigureReader = (published) =>
  [...published.values()].map((standing): PeopleFigure => {
    const { part, fromOn, on } = standing.facts as TrainingFacts;
    // Coverage is of its day; who began is of the days on which their thirtieth fell.
    const days: { readonly fromOn: Day; readonly toOn: Day } = { fromOn: part === 'starters' ? fromOn : on, toOn: on };
    return peopleFigure({ metricId: metricOf[part], measure: 'trained', ...days }, [standing], trainedNumbers);
  });

function trainedNumbers([standing]: readonly StandingPublication[]): FigureNumbers {
  const total = standing === undefined ? null : shownTotal(standing);
  return total === null ? noFigure('total-hidden') : shareNumbers(total.counts['trained'] ?? 0, total.people);
}

export const ambassadorFigures: FigureReader = (published) =>
  [...published.values()].map((standing): PeopleFigure => {
    const { on } = standing.facts as AmbassadorFacts;
    return peopleFigure({ metricId: 'AWR-12', measure: 'with-ambassador', fromOn: on, toOn: on }, [standing], unitNumbers);
  });

function unitNumbers([standing]: readonly StandingPublication[]): FigureNumbers {
  if (standing === undefined) return noFigure('nothing-counted');
  const { units, withOne } = standing.facts as AmbassadorFacts;
  return units === null || withOne === null ? noFigure('units-few') : shareNumbers(withOne, units);
}
