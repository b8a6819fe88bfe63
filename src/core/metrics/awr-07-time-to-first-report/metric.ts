/** AWR-07: how long until the first report, the clock of containment. A headline. One person’s minute, but of the house: told from thirty recipients on. */
import { defineMetric } from '../define-metric.ts';
import { ofPhishingTests } from '../people-metrics.ts';
import { deliveredPopulation, hardnessDecides, publishedGap, wholeHouseGap } from '../people-words.ts';

export const timeToFirstReport = defineMetric({
  id: 'AWR-07',
  version: '1.0.0',
  title: {
    en: 'Time to first report',
    nl: 'Tijd tot de eerste melding',
  },
  question: {
    en: 'How many minutes passed between the first delivery of a phishing test and the first report of it?',
    nl: 'Hoeveel minuten verstreken tussen de eerste bezorging van een phishingtest en de eerste melding?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council', 'board'],
  decision: {
    en: 'When it grows: look at how a report reaches the desk, also at night, and how fast the desk can withdraw a mail.',
    nl: 'Als het groeit: kijk hoe een melding de servicedesk bereikt, ook ’s nachts, en hoe snel die een mail kan terughalen.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'earliest report − first delivery, in whole minutes, rounded up',
    nl: 'vroegste melding − eerste bezorging, in hele minuten, naar boven afgerond',
  },
  population: deliveredPopulation,
  ...ofPhishingTests,
  benchmarkable: { is: false, reason: hardnessDecides },
  target: null,
  goalposts: {
    leftOut: {
      en: 'No worst time can be argued for: a minute and an hour matter in another way for each attack.',
      nl: 'Voor een slechtste tijd bestaat geen onderbouwing: een minuut en een uur betekenen bij elke aanval iets anders.',
    },
  },
  referenceValues: [],
  gamingRisks: [
    {
      how: {
        en: 'sending at an hour at which everybody reads mail',
        nl: 'versturen op een uur dat iedereen mail leest',
      },
      signal: {
        en: 'tests begin at the same hour of the day',
        nl: 'tests beginnen op hetzelfde uur van de dag',
      },
      counterMetric: null,
    },
    {
      how: {
        en: 'a desk that knows of the test reports it first',
        nl: 'een servicedesk die van de test weet, meldt hem als eerste',
      },
      signal: {
        en: 'the first report is far faster than the others',
        nl: 'de eerste melding is veel sneller dan de andere',
      },
      counterMetric: 'AWR-08',
    },
  ],
  obligations: ['nis2-21-2-g'],
  knownGaps: [
    {
      en: 'Nobody reported is no time, and stands as no value: read it beside the report rate, which is nought then',
      nl: 'Niemand meldde is geen tijd, en staat er als geen waarde: lees het naast het meldpercentage, dat dan nul is',
    },
    { en: 'Of several tests on one day the slowest counts', nl: 'Van meerdere tests op één dag telt de traagste' },
    publishedGap,
    wholeHouseGap,
  ],

  lifecycle: 'specified',
  measures: [
    {
      name: 'first',
      title: {
        en: 'To the first report',
        nl: 'Tot de eerste melding',
      },
      kind: 'duration',
      unit: 'minutes',
      direction: 'down',
      headline: true,
      published: {
        subject: 'phishing',
        numerator: null,
        denominator: null,
        reasons: ['total-hidden', 'nobody-reported', 'times-unknown', 'times-few'],
      },
      scopes: ['organisation'],
      chart: { form: 'whole-period' },
      whenEmpty: 'not-applicable',
    },
  ],
});
