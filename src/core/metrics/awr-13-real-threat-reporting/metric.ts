/** AWR-13: of malicious mails known to be delivered, how many were reported. A headline: real beats simulated. Its denominator is graded. */
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { fewestShown, figureReason, publishedGap, wholeHouseGap } from '../people-words.ts';

export const realThreatReporting = defineMetric({
  id: 'AWR-13',
  version: '1.0.0',
  title: { en: 'Real-threat reporting', nl: 'Echte aanvallen gemeld' },
  question: {
    en: 'Of the mailboxes that a malicious mail is known to have come to, in how many was it reported?',
    nl: 'Van de postvakken waarin een kwaadaardige mail kwam, voor zover bekend: in hoeveel werd hij gemeld?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council', 'board'],
  decision: {
    en: 'When it falls: look whether the button is where people read their mail, and whether those who reported were answered.',
    nl: 'Als het daalt: kijk of de knop staat waar mensen hun mail lezen, en of wie meldde antwoord kreeg.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'mailboxes in which a malicious mail was reported / mailboxes that a malicious mail is known to have come to in the month',
    nl: 'postvakken waarin een kwaadaardige mail gemeld werd / postvakken waarin in de maand een kwaadaardige mail kwam, voor zover bekend',
  },
  population: {
    en: 'copies of malicious mails that came to lie in a mailbox in the month, by the lists of the mail desk and by true reports',
    nl: 'exemplaren van kwaadaardige mails die in de maand in een postvak kwamen, volgens de lijsten van de maildesk en terechte meldingen',
  },
  inclusions: [
    {
      rule: { en: 'reports made later of a mail of the month', nl: 'meldingen die later gedaan zijn van een mail van de maand' },
      reason: {
        en: 'A report belongs to its mail, not to the day of the button.',
        nl: 'Een melding hoort bij de mail, niet bij de dag van de knop.',
      },
    },
    {
      rule: { en: 'reported mails that stand on no list, on both sides', nl: 'gemelde mails die op geen lijst staan, aan beide kanten' },
      reason: {
        en: 'They were delivered, or nobody could have reported them.',
        nl: 'Ze zijn bezorgd, anders had niemand ze kunnen melden.',
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
    hoursPerQuarter: 3,
    class: 'L',
    basis: {
      en: 'estimated: keeping a list of delivered attacks with how each was found, handing it in, publishing each month',
      nl: 'geschat: een lijst van bezorgde aanvallen bijhouden met hoe elke gevonden is, die inleveren, elke maand publiceren',
    },
  },
  automationLevel: 3,
  minCellSize: fewestShown,
  benchmarkable: {
    is: false,
    reason: {
      en: 'Only between hospitals that know as well what was delivered: who looks less for it has the better share.',
      nl: 'Alleen tussen ziekenhuizen die even goed weten wat er bezorgd is: wie er minder naar zoekt, heeft het mooiste aandeel.',
    },
  },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'looking less for what nobody reported', nl: 'minder zoeken naar wat niemand meldde' },
      signal: {
        en: 'the share that was found otherwise than by a report falls while this rises',
        nl: 'het aandeel dat anders dan door een melding gevonden is, daalt terwijl dit stijgt',
      },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-b', 'nis2-21-2-g'],
  knownGaps: [
    {
      en: 'What nobody found and nobody reported is in no count: the denominator is what is known, and the second measure says how well',
      nl: 'Wat niemand vond en niemand meldde, telt nergens: de noemer is wat bekend is, en de tweede maat zegt hoe goed',
    },
    {
      en: 'A report by telephone counts only if the desk writes it in its list',
      nl: 'Een telefonische melding telt alleen als de desk hem in zijn lijst zet',
    },
    publishedGap,
    wholeHouseGap,
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'reported',
      title: { en: 'Reported', nl: 'Gemeld' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      published: {
        subject: 'reports',
        numerator: { en: 'mailboxes in which it was reported', nl: 'postvakken waarin hij gemeld werd' },
        denominator: {
          en: 'mailboxes that a malicious mail is known to have come to',
          nl: 'postvakken waarin een kwaadaardige mail kwam, voor zover bekend',
        },
        reasons: ['total-hidden', 'copies-few', 'list-missing', 'known-in-part', 'known-by-reports'],
      },
      scopes: ['organisation'],
      chart: { form: 'events' },
      whenEmpty: 'no-data',
    },
    {
      name: 'found-otherwise',
      title: { en: 'Known otherwise than by a report', nl: 'Anders bekend dan door een melding' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: false,
      published: {
        subject: 'reports',
        numerator: {
          en: 'of them, mailboxes of which it was found otherwise than by a report',
          nl: 'daarvan: postvakken waarvan het anders dan door een melding gevonden is',
        },
        denominator: {
          en: 'mailboxes that a malicious mail is known to have come to',
          nl: 'postvakken waarin een kwaadaardige mail kwam, voor zover bekend',
        },
        reasons: ['total-hidden', 'copies-few', 'list-missing'],
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'no-data',
    },
  ],
});
