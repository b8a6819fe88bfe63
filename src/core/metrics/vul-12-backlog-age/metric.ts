/**
 * VUL-12: how old the open critical findings are. Not: how fast findings close (VUL-03, VUL-04), whose closed ones say
 * nothing of what is left to rot.
 */
import type { Localised } from '../../kernel/text.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import type { CountedMeasure } from '../define-metric.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { findingShare } from '../finding-share.ts';
import { noneIsBest } from '../goalposts.ts';
import { falsePositivesExcluded, fileUploadCost, isNoFalsePositive, monthlyChartReason, wholeCoverageGap } from '../populations.ts';

const findings = filtersOf(finding);
const isOpenCritical = [findings.eq('state', 'open'), findings.eq('severity', 'critical'), isNoFalsePositive] as const;
const openCritical = and(...isOpenCritical);

/** An age is another every day, a row for each: not of services, of which there can be hundreds. */
const agedScopes = scopeKinds.filter((kind) => kind !== 'service');

export const backlogAge = defineMetric({
  id: 'VUL-12',
  version: '1.1.0',
  title: { en: 'Age of the backlog', nl: 'Ouderdom van de achterstand' },
  question: {
    en: 'What share of the open critical findings has been open for more than a year?',
    nl: 'Welk deel van de open kritieke bevindingen staat al meer dan een jaar open?',
  },
  audience: ['vulnerability-manager', 'ciso', 'board'],
  decision: {
    en: 'Take the oldest one by one: repair, isolate, replace, or let somebody accept the risk by name until a day.',
    nl: 'Neem de oudste een voor een: verhelpen, isoleren, vervangen, of iemand het risico op naam en tot een dag laten aanvaarden.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'open critical findings opened more than 365 days ago (beside it: more than 90) / open critical findings; and the age in whole days, at the end of the day, that 50 % (P50) and 90 % (P90) of them have not passed, by nearest rank: the least age that so many have at most (Hyndman and Fan 1996, definition 1)',
    nl: 'open kritieke bevindingen die meer dan 365 dagen geleden zijn geopend (daarnaast: meer dan 90) / open kritieke bevindingen; en de ouderdom in hele dagen, aan het einde van de dag, die 50 % (P50) en 90 % (P90) ervan niet te boven gaan, naar rang: de laagste die zo velen ten hoogste hebben (Hyndman en Fan 1996, definitie 1)',
  },
  population: { en: 'open findings that a scanner calls critical', nl: 'open bevindingen die een scanner kritiek noemt' },
  inclusions: [
    {
      rule: { en: 'accepted risks', nl: 'aanvaarde risico’s' },
      reason: { en: 'Accepting does not close: the flaw grows older.', nl: 'Aanvaarden sluit niet: de zwakte wordt ouder.' },
    },
    {
      rule: {
        en: 'findings that were there at the first scan, from that day on',
        nl: 'bevindingen die er bij de eerste scan al waren, vanaf die dag',
      },
      reason: {
        en: 'They are at least that old; leaving them out would make the backlog look young.',
        nl: 'Ze zijn minstens zo oud; weglaten zou de achterstand jong doen lijken.',
      },
    },
  ],
  exclusions: [falsePositivesExcluded(and(findings.eq('state', 'open'), findings.eq('severity', 'critical')))],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['scan'],
  gates: ['scan-coverage'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: {
      en: 'Ages are counted the same way for everyone; scan coverage below 80 % keeps a value out.',
      nl: 'Ouderdom wordt voor iedereen hetzelfde geteld; een scandekking onder 80 % houdt een waarde buiten.',
    },
  },
  target: null,
  goalposts: noneIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'lowering severities', nl: 'de ernst verlagen' },
      signal: {
        en: 'fewer critical findings while the total of VUL-02 stays',
        nl: 'minder kritieke bevindingen terwijl het totaal van VUL-02 gelijk blijft',
      },
      counterMetric: 'VUL-02',
    },
    {
      how: { en: 'having a finding close and come back as new', nl: 'een bevinding laten sluiten en nieuw laten terugkomen' },
      signal: { en: 'VUL-18 rises', nl: 'VUL-18 stijgt' },
      counterMetric: 'VUL-18',
    },
  ],
  obligations: ['nis2-21-2-e'],
  knownGaps: [
    {
      en: 'The courses of P50 and P90 are shown and not judged: all findings grow a day older every day, so neighbouring values hang together, and control limits, which ask for values apart from each other, would find signals in the calendar.',
      nl: 'Het verloop van P50 en P90 wordt getoond en niet beoordeeld: alle bevindingen worden elke dag een dag ouder, dus waarden naast elkaar hangen samen, en regelgrenzen, die losse waarden vragen, zouden signalen in de kalender vinden.',
    },
    {
      en: 'P50 and P90 have no interval: they are of all that is known to be open, not of a sample. P50 falls when many new findings come in, as it does when old ones are closed: read it with P90.',
      nl: 'P50 en P90 hebben geen interval: ze gaan over alles waarvan bekend is dat het open staat, niet over een steekproef. P50 daalt als er veel nieuwe bij komen, net als wanneer oude worden gesloten: lees het met P90.',
    },
    {
      en: 'Age counts from the first scan that found the flaw, and again from nought when it comes back: the flaw itself may be older.',
      nl: 'De ouderdom telt vanaf de eerste scan die de zwakte vond, en opnieuw vanaf nul als zij terugkomt: de zwakte zelf kan ouder zijn.',
    },
    {
      en: 'With less than a year of records the share above 365 days is 0 by nature; read the one above 90 until then.',
      nl: 'Met minder dan een jaar aan gegevens is het aandeel boven 365 dagen vanzelf 0; lees tot dan dat boven 90.',
    },
    wholeCoverageGap,
  ],
  lifecycle: 'specified',
  measures: [
    findingShare({
      name: 'older-than-365',
      title: { en: 'Critical, open for more than 365 days', nl: 'Kritiek, meer dan 365 dagen open' },
      direction: 'down',
      headline: true,
      part: and(...isOpenCritical, findings.age('gt', 'openedAt', 'P365D')),
      of: openCritical,
      chart: { form: 'stock-proportion' },
    }),
    findingShare({
      name: 'older-than-90',
      title: { en: 'Critical, open for more than 90 days', nl: 'Kritiek, meer dan 90 dagen open' },
      direction: 'down',
      part: and(...isOpenCritical, findings.age('gt', 'openedAt', 'P90D')),
      of: openCritical,
      chart: { form: 'stock-proportion' },
    }),
    ageOf(50, { en: 'Age at the median (P50)', nl: 'Ouderdom in het midden (P50)' }),
    ageOf(90, { en: 'Age that nine in ten have not passed (P90)', nl: 'Ouderdom die negen op de tien niet passeren (P90)' }),
  ],
});

function ageOf(percent: number, title: Localised): CountedMeasure {
  return {
    name: `age-p${percent}`,
    title,
    kind: 'quantile',
    quantile: { of: 'openedAt', percent },
    unit: 'days',
    direction: 'down',
    headline: false,
    numerator: { kind: 'finding', filter: openCritical },
    denominator: null,
    scopes: agedScopes,
    chart: { form: 'level' },
    whenEmpty: 'not-applicable',
  };
}
