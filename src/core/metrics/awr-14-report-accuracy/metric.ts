/** AWR-14: how many of the reports of users the desk found to be malicious, and how soon it said so. About the desk's load, never a mark for who reports. */
import { defineMetric } from '../define-metric.ts';
import { fewestShown, figureReason, publishedGap, wholeHouseGap } from '../people-words.ts';

export const reportAccuracyMetric = defineMetric({
  id: 'AWR-14',
  version: '1.0.0',
  title: { en: 'Report accuracy', nl: 'Terechte meldingen' },
  question: {
    en: 'What share of the reported mails was malicious, and how soon did people hear so?',
    nl: 'Welk deel van de gemelde mails was kwaadaardig, en hoe snel hoorden mensen dat?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council'],
  decision: {
    en: 'When it falls: give the desk more hands or better tools, and answer faster; ask nobody to report less.',
    nl: 'Als het daalt: geef de desk meer handen of beter gereedschap, en antwoord sneller; vraag niemand minder te melden.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'efficiency',
  crefGoal: 'withstand',
  formula: {
    en: 'reports of users found to be malicious / reports of users that the desk decided',
    nl: 'meldingen van gebruikers die kwaadaardig bleken / meldingen van gebruikers die de desk beoordeelde',
  },
  population: {
    en: 'reports of real mails made in the month and decided before it was published; mails of phishing tests are none',
    nl: 'meldingen van echte mails die in de maand gedaan zijn en beoordeeld voordat hij gepubliceerd werd; mails van phishingtests horen er niet bij',
  },
  inclusions: [
    {
      rule: { en: 'spam, as reports that were not malicious', nl: 'spam, als meldingen die niet kwaadaardig waren' },
      reason: {
        en: 'The desk looks at it all the same; the page tells it apart from harmless mail.',
        nl: 'De desk kijkt er evengoed naar; de pagina houdt het apart van onschuldige mail.',
      },
    },
  ],
  exclusions: [],
  cadenceDays: 31,
  graceDays: 31,
  chartPeriod: 'figure',
  chartPeriodReason: figureReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: {
    hoursPerQuarter: 1,
    class: 'L',
    basis: {
      en: 'estimated: handing in the list of the desk, or nothing where it sends its reports, and publishing each month',
      nl: 'geschat: de lijst van de desk inleveren, of niets als hij zijn meldingen stuurt, en elke maand publiceren',
    },
  },
  automationLevel: 4,
  minCellSize: fewestShown,
  benchmarkable: {
    is: false,
    reason: {
      en: 'Hospitals get different mail and ask for different reports; a higher share may mean that people report too little.',
      nl: 'Ziekenhuizen krijgen verschillende mail en vragen om verschillende meldingen; een hoger aandeel kan betekenen dat mensen te weinig melden.',
    },
  },
  target: null,
  goalposts: {
    leftOut: {
      en: 'To score it would reward reporting less: whoever doubts and asks does what was asked.',
      nl: 'Meetellen zou minder melden belonen: wie twijfelt en het vraagt, doet wat gevraagd is.',
    },
  },
  referenceValues: [
    {
      value: 0.68,
      population: { en: 'staff of a large company, field study', nl: 'medewerkers van een groot bedrijf, veldonderzoek' },
      source: 'ETH Zürich, phishing in organisations',
      note: { en: 'not confirmed', nl: 'niet bevestigd' },
    },
  ],
  gamingRisks: [
    {
      how: { en: 'telling people off for wrong reports', nl: 'mensen aanspreken op onterechte meldingen' },
      signal: { en: 'fewer people report anything at all', nl: 'minder mensen melden nog iets' },
      counterMetric: 'AWR-13',
    },
    {
      how: { en: 'calling spam malicious', nl: 'spam kwaadaardig noemen' },
      signal: { en: 'spam falls among the verdicts as this rises', nl: 'spam daalt onder de oordelen terwijl dit stijgt' },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-b', 'nis2-21-2-g'],
  knownGaps: [
    {
      en: 'A verdict is what the desk says: nobody judges a second time, and a verdict that is corrected after publication changes nothing',
      nl: 'Een oordeel is wat de desk zegt: niemand oordeelt een tweede keer, en een oordeel dat na publicatie verbeterd wordt, verandert niets',
    },
    {
      en: 'The time is of the desk as a whole; who judged is not kept',
      nl: 'De tijd is van de desk als geheel; wie oordeelde, wordt niet bewaard',
    },
    publishedGap,
    wholeHouseGap,
  ],
  notVital: {
    en: 'It says what the desk has to look at; real-threat reporting says what people see.',
    nl: 'Het zegt wat de desk te bekijken heeft; het melden van echte aanvallen zegt wat mensen zien.',
  },
  lifecycle: 'specified',
  measures: [
    {
      name: 'right',
      title: { en: 'Found to be malicious', nl: 'Kwaadaardig gebleken' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'reports',
        numerator: { en: 'reports found to be malicious', nl: 'meldingen die kwaadaardig bleken' },
        denominator: { en: 'reports that the desk decided', nl: 'meldingen die de desk beoordeelde' },
        reasons: ['total-hidden', 'nothing-decided'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'no-data',
    },
    {
      name: 'verdict-median',
      title: { en: 'Until half of the reports had a verdict', nl: 'Tot de helft van de meldingen een oordeel had' },
      kind: 'duration',
      unit: 'minutes',
      direction: 'down',
      headline: false,
      published: { subject: 'reports', numerator: null, denominator: null, reasons: ['total-hidden', 'verdicts-few'] },
      scopes: ['organisation'],
      chart: { form: 'whole-period' },
      whenEmpty: 'no-data',
    },
  ],
});
