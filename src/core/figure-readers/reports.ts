/**
 * Figures of real reports, AWR-13 and AWR-14 (metrics.md 8.1): one of each month that was published, standing from its last day. What is
 * known because somebody reported it marks the figure: then it looks better than it is.
 */
import type { DeliveryCounts, ReportCounts } from '../disclosure/report-counts.ts';
import type { StandingPublication } from '../disclosure/publish.ts';
import { compareCodePoints } from '../kernel/text.ts';
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import { noFigure, peopleFigure, shareNumbers, valueNumbers, type FigureNumbers } from '../metrics/people-figure.ts';
import { foundOtherwise, gradeOf, reportAccuracy, threatReporting } from '../awareness/report-figures.ts';
import type { FigureReader } from './figure-reader.ts';

const read: readonly (readonly [metricId: string, measure: string, of: (counts: ReportCounts) => FigureNumbers])[] = [
  ['AWR-13', 'reported', deliveriesOf(threatNumbers)],
  [
    'AWR-13',
    'found-otherwise',
    deliveriesOf((deliveries) => shareNumbers(foundOtherwise(deliveries), deliveries.listed + deliveries.reportsAlone)),
  ],
  ['AWR-14', 'right', accuracyNumbers],
  ['AWR-14', 'verdict-median', ({ desk }) => (desk.medianMinutes === null ? noFigure('verdicts-few') : valueNumbers(desk.medianMinutes))],
];

export const reportFigures: FigureReader = (published) =>
  [...published]
    .toSorted(([one], [other]) => compareCodePoints(one, other))
    .flatMap(([month, standing]) => {
      const fromOn = `${month}-01` as Day;
      const toOn = addDays(`${addDays(fromOn, 31).slice(0, 7)}-01` as Day, -1);
      return read.map(([metricId, measure, of]) =>
        peopleFigure({ metricId, measure, fromOn, toOn }, [standing], () => {
          const counts = countsOf(standing);
          return counts === null ? noFigure('total-hidden') : of(counts);
        }),
      );
    });

function countsOf({ facts }: StandingPublication): ReportCounts | null {
  return (facts as { readonly counted: ReportCounts | null }).counted;
}

function deliveriesOf(of: (deliveries: DeliveryCounts) => FigureNumbers): (counts: ReportCounts) => FigureNumbers {
  return ({ deliveries }) => {
    if (deliveries === null) return noFigure('copies-few');
    return deliveries.listed === 0 ? noFigure('list-missing') : of(deliveries);
  };
}

function threatNumbers(deliveries: DeliveryCounts): FigureNumbers {
  const share = threatReporting(deliveries);
  if (share === null) return noFigure('list-missing');
  const grade = gradeOf(deliveries);
  const reasons = grade === 'independent' ? [] : grade === 'mixed' ? (['known-in-part'] as const) : (['known-by-reports'] as const);
  return { ...shareNumbers(share.numerator, share.denominator), reasons };
}

function accuracyNumbers(counts: ReportCounts): FigureNumbers {
  const share = reportAccuracy(counts);
  return share === null ? noFigure('nothing-decided') : shareNumbers(share.numerator, share.denominator);
}
