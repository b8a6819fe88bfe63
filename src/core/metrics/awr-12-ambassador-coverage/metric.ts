/** AWR-12: departments with an ambassador. Departments are counted, not people. */
import { defineMetric } from '../define-metric.ts';
import { ofTrainings } from '../people-metrics.ts';
import { notHeadline, publishedGap, wholeHouseGap } from '../people-words.ts';

export const ambassadorCoverage = defineMetric({
  id: 'AWR-12',
  version: '1.0.0',
  title: { en: 'Ambassador coverage', nl: 'Dekking van ambassadeurs' },
  question: {
    en: 'What share of the departments has somebody who speaks for safe work?',
    nl: 'Welk deel van de afdelingen heeft iemand die zich inzet voor veilig werken?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it falls: ask who takes over, and whether an ambassador gets time for it.',
    nl: 'Als het daalt: vraag wie het overneemt, en of een ambassadeur er tijd voor krijgt.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: { en: 'departments with an active ambassador / departments', nl: 'afdelingen met een actieve ambassadeur / afdelingen' },
  population: {
    en: 'departments of the population file in which people work on the last day of the month',
    nl: 'afdelingen van het populatiebestand waarin mensen werken op de laatste dag van de maand',
  },
  ...ofTrainings,
  gamingRisks: [
    {
      how: { en: 'naming ambassadors who do nothing', nl: 'ambassadeurs noemen die niets doen' },
      signal: { en: 'coverage rises while the report rate stays', nl: 'de dekking stijgt terwijl het meldpercentage gelijk blijft' },
      counterMetric: 'AWR-05',
    },
  ],
  knownGaps: [
    {
      en: 'Which departments have none is not shown: that somebody stopped would be seen',
      nl: 'Welke afdelingen er geen hebben wordt niet getoond: dat iemand stopte zou te zien zijn',
    },
    publishedGap,
    wholeHouseGap,
  ],
  notVital: notHeadline,
  lifecycle: 'specified',
  measures: [
    {
      name: 'with-ambassador',
      title: { en: 'With an ambassador', nl: 'Met een ambassadeur' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'ambassadors',
        numerator: { en: 'departments with an active ambassador', nl: 'afdelingen met een actieve ambassadeur' },
        denominator: { en: 'departments with people of their own', nl: 'afdelingen met eigen mensen' },
        reasons: ['units-few', 'nothing-counted'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
