/** AWR-01: who has done what is asked of everybody. Never a headline: it says that a course was finished, not that anybody sees through a mail. */
import { defineMetric } from '../define-metric.ts';
import { ofTrainings } from '../people-metrics.ts';
import { notHeadline, publishedGap, wholeHouseGap } from '../people-words.ts';

export const trainingCoverage = defineMetric({
  id: 'AWR-01',
  version: '1.0.0',
  title: { en: 'Training coverage', nl: 'Trainingsdekking' },
  question: {
    en: 'What share of the people who work here has done the courses that are asked of everybody, and still in time?',
    nl: 'Welk deel van de mensen die hier werken heeft de cursussen gedaan die van iedereen gevraagd zijn, en nog op tijd?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it falls: see whether groups could not get to the course, before asking people again.',
    nl: 'Als het daalt: kijk of groepen niet aan de cursus toekwamen, voordat mensen opnieuw gevraagd worden.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'people with a valid completion of every course asked of everybody / people who work here',
    nl: 'mensen met een geldige afronding van elke cursus die van iedereen gevraagd is / mensen die hier werken',
  },
  population: {
    en: 'people of the population file on the last day of the month; temporary staff, agency staff and volunteers count',
    nl: 'mensen van het populatiebestand op de laatste dag van de maand; tijdelijke krachten, uitzendkrachten en vrijwilligers tellen mee',
  },
  ...ofTrainings,
  knownGaps: [
    {
      en: 'A month in which fewer than ten people are new is held back',
      nl: 'Een maand waarin minder dan tien mensen nieuw zijn wordt aangehouden',
    },
    publishedGap,
    wholeHouseGap,
  ],
  notVital: notHeadline,
  lifecycle: 'specified',
  measures: [
    {
      name: 'trained',
      title: { en: 'Trained', nl: 'Getraind' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'training',
        numerator: { en: 'people with a valid completion of all of them', nl: 'mensen met een geldige afronding van alle' },
        denominator: {
          en: 'people who work here on the last day of the month',
          nl: 'mensen die hier werken op de laatste dag van de maand',
        },
        reasons: ['total-hidden', 'nothing-counted'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
