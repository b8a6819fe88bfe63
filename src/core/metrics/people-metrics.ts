/** What the definitions of metrics of one source share: how often it speaks, what it costs, why it is charted as it is. */
import type { MetricDefinition } from './define-metric.ts';
import {
  comparedByWhatIsAsked,
  fewestShown,
  figureReason,
  notPlacedCounted,
  phishingCost,
  sameDayCounted,
  trainingCost,
  trainingLeftOut,
} from './people-words.ts';

/** A figure stands until the next publication: a quarter, and a month to catch up. */
const publishedQuarterly = {
  exclusions: [],
  cadenceDays: 92,
  graceDays: 31,
  chartPeriod: 'figure',
  chartPeriodReason: figureReason,
  leansOn: [],
  gates: [],
  minCellSize: fewestShown,
} as const satisfies Partial<MetricDefinition>;

export const ofPhishingTests = {
  ...publishedQuarterly,
  inclusions: [sameDayCounted, notPlacedCounted],
  costOfMeasurement: { hoursPerQuarter: 6, class: 'L', basis: phishingCost },
  automationLevel: 1,
} as const satisfies Partial<MetricDefinition>;

export const ofTrainings = {
  ...publishedQuarterly,
  inclusions: [],
  costOfMeasurement: { hoursPerQuarter: 2, class: 'L', basis: trainingCost },
  automationLevel: 2,
  benchmarkable: { is: true, reason: comparedByWhatIsAsked },
  target: null,
  goalposts: { leftOut: trainingLeftOut },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'clicking through a course without reading it', nl: 'een cursus doorklikken zonder te lezen' },
      signal: { en: 'coverage rises while the report rate stays', nl: 'de dekking stijgt terwijl het meldpercentage gelijk blijft' },
      counterMetric: 'AWR-05',
    },
  ],
  obligations: ['nis2-21-2-g'],
} as const satisfies Partial<MetricDefinition>;
