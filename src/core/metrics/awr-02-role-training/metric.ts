/** AWR-02: who of role groups with a high risk has done what is asked of them. Never a headline, as AWR-01. */
import { defineMetric } from '../define-metric.ts';
import { ofTrainings } from '../people-metrics.ts';
import { notHeadline, publishedGap, wholeHouseGap } from '../people-words.ts';

export const roleTraining = defineMetric({
  id: 'AWR-02',
  version: '1.0.0',
  title: { en: 'Role-specific training', nl: 'Functiegerichte training' },
  question: {
    en: 'What share of the people whose work carries a high risk has done the courses that are asked of their role?',
    nl: 'Welk deel van de mensen met werk met een hoog risico heeft de cursussen gedaan die van hun functie gevraagd zijn?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it falls: plan the course with the head of that role, and look what a mistake there opens.',
    nl: 'Als het daalt: plan de cursus met de leiding van die functie, en kijk wat een fout daar opent.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'high-risk-role staff trained / high-risk-role staff',
    nl: 'getrainde mensen in functies met een hoog risico / mensen in functies met een hoog risico',
  },
  population: {
    en: 'people of role groups of which a course is asked for their high risk, on the last day of the month',
    nl: 'mensen van functiegroepen waarvan om hun hoge risico een cursus gevraagd is, op de laatste dag van de maand',
  },
  ...ofTrainings,
  knownGaps: [
    { en: 'Which role groups carry a high risk is said by people', nl: 'Welke functiegroepen een hoog risico hebben zeggen mensen' },
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
      title: { en: 'Trained for the role', nl: 'Getraind voor de functie' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'training',
        numerator: {
          en: 'people with a valid completion of all that is asked of their role',
          nl: 'mensen met een geldige afronding van alles wat van hun functie gevraagd is',
        },
        denominator: { en: 'people of these role groups', nl: 'mensen van deze functiegroepen' },
        reasons: ['total-hidden', 'nothing-counted'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
