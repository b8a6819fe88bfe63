/**
 * VUL-04: how long it takes until half of what is found is closed, what is still open among it. Not the mean age of what was
 * closed, which falls when the backlog is left to rot; nor the age of what is open now (VUL-12).
 *
 * One value a month, of that month: what is open enters at the age it had when the month began, and leaves when it is closed or
 * the month is over. Windows that roll would share days with their neighbours and manufacture runs (metrics.md 5.1).
 */
import type { Localised } from '../../kernel/text.ts';
import { and, filtersOf, not } from '../../query/filter-builder.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import type { CountedMeasure, SurvivalReading } from '../define-metric.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { falsePositivesExcluded, fileUploadCost, isNoFalsePositive, wholeCoverageGap } from '../populations.ts';

const findings = filtersOf(finding);
const isPrevalent = findings.eq('prevalent', true);
const isFollowed = and(isNoFalsePositive, not(isPrevalent));

export const halfLife = defineMetric({
  id: 'VUL-04',
  version: '1.0.0',
  title: { en: 'Half-life of findings', nl: 'Halveringstijd van bevindingen' },
  question: {
    en: 'After how many days is half of what is found closed, counting what is still open?',
    nl: 'Na hoeveel dagen is de helft van wat gevonden wordt gesloten, met wat nog openstaat meegeteld?',
  },
  audience: ['vulnerability-manager', 'ciso', 'board'],
  decision: {
    en: 'When it grows: look at the curve for the age at which work stops, and take away there what is in the way.',
    nl: 'Als hij groeit: zoek in de curve de ouderdom waarop het werk stokt, en neem daar weg wat in de weg zit.',
  },
  domain: 'VUL',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'least age t in whole days with S(t) at most 0.5; beside it the share closed within 30 days, 1 − S(30), and within 90 days, 1 − S(90). S is the product-limit estimate (Kaplan and Meier 1958) over the findings of one calendar month with late entry; intervals by Greenwood’s variance on the log(−log) scale, that of the half-life after Brookmeyer and Crowley 1982. On each day the value is of the last month that was over by the end of it',
    nl: 'laagste ouderdom t in hele dagen met S(t) hoogstens 0,5; daarnaast het deel dat binnen 30 dagen is gesloten, 1 − S(30), en binnen 90 dagen, 1 − S(90). S is de product-limietschatting (Kaplan en Meier 1958) over de bevindingen van één kalendermaand met late intrede; intervallen met de variantie van Greenwood op de log(−log)-schaal, dat van de halveringstijd naar Brookmeyer en Crowley 1982. Op elke dag is de waarde die van de laatste maand die aan het einde ervan voorbij was',
  },
  population: {
    en: 'findings that were open at any time in the last whole month; each time round is one',
    nl: 'bevindingen die in de laatste hele maand op enig moment openstonden; elke keer telt apart',
  },
  inclusions: [
    {
      rule: { en: 'accepted risks, as open', nl: 'aanvaarde risico’s, als open' },
      reason: { en: 'Accepting does not close: the flaw is still there.', nl: 'Aanvaarden sluit niet: de zwakte is er nog.' },
    },
    {
      rule: {
        en: 'findings still open, or whose asset was retired or moved to another part: up to that day (censored)',
        nl: 'bevindingen die nog openstaan, of waarvan het middel is afgevoerd of naar een ander deel ging: tot die dag (gecensureerd)',
      },
      reason: {
        en: 'How long they last in the end nobody knows yet; that they lasted so long is known and counts.',
        nl: 'Hoe lang ze uiteindelijk duren weet nog niemand; dat ze zo lang duurden is bekend en telt mee.',
      },
    },
  ],
  exclusions: [
    falsePositivesExcluded(not(isPrevalent)),
    {
      of: 'finding',
      exclusion: {
        rule: {
          en: 'findings that were there at the first scan of their asset',
          nl: 'bevindingen die er bij de eerste scan van hun middel al waren',
        },
        reason: {
          en: 'Nobody knows when they began: the number left out of a month stands beside the value, and VUL-12 tells their age as at least.',
          nl: 'Niemand weet wanneer ze begonnen: het aantal dat een maand is weggelaten staat naast de waarde, en VUL-12 noemt hun ouderdom als ten minste.',
        },
        filter: and(isPrevalent, isNoFalsePositive),
      },
    },
  ],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: {
    en: 'Each value is of one calendar month, so that neighbours share no days; shorter periods would hold too few closings.',
    nl: 'Elke waarde is van één kalendermaand, zodat buren geen dagen delen; kortere perioden zouden te weinig sluitingen bevatten.',
  },
  leansOn: ['scan'],
  gates: ['scans-regular', 'scan-coverage'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: {
      en: 'Counted the same way for everyone; the gate on scans, and coverage of 80 %, keep the others out.',
      nl: 'Voor iedereen hetzelfde geteld; de poort op de scans, en een dekking van 80 %, houden de andere buiten.',
    },
  },
  target: null,
  goalposts: {
    leftOut: {
      en: 'A half-life that is not reached is a bound and not a value, and a bound has no score; how fast findings close is in the index by VUL-03 and VUL-05.',
      nl: 'Een halveringstijd die niet bereikt is, is een grens en geen waarde, en een grens heeft geen score; hoe snel bevindingen sluiten zit in de index met VUL-03 en VUL-05.',
    },
  },
  referenceValues: [
    {
      value: 90,
      population: { en: 'organisations whose scans Cyentia studied', nl: 'organisaties waarvan Cyentia de scans onderzocht' },
      source: 'Cyentia Institute',
      note: {
        en: 'median, about; of all findings since they were found, not of one month; 18 % were open after a year; for comparison only',
        nl: 'mediaan, ongeveer; van alle bevindingen sinds ze gevonden zijn, niet van één maand; 18 % stond na een jaar nog open; alleen ter vergelijking',
      },
    },
  ],
  gamingRisks: [
    {
      how: { en: 'closing the easy findings only', nl: 'alleen de makkelijke bevindingen sluiten' },
      signal: {
        en: 'the half-life falls while VUL-12 rises and VUL-09 falls',
        nl: 'de halveringstijd daalt terwijl VUL-12 stijgt en VUL-09 daalt',
      },
      counterMetric: 'VUL-12',
    },
    {
      how: {
        en: 'retiring assets on paper, or calling findings false positives',
        nl: 'middelen op papier afvoeren, of bevindingen onterecht gemeld noemen',
      },
      signal: {
        en: 'fewer findings are followed without more being closed',
        nl: 'er worden minder bevindingen gevolgd zonder dat er meer sluiten',
      },
      counterMetric: 'VUL-02',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'When nobody new was found for a while, or very few, the early part of the curve rests on few findings: the interval says how few, and where nobody at all was followed the curve ends there (ages that months of unequal length leave open, up to three days, are bridged).',
      nl: 'Is er een tijd niets of heel weinig nieuws gevonden, dan rust het begin van de curve op weinig bevindingen: het interval zegt hoe weinig, en waar helemaal niets gevolgd is eindigt de curve (leeftijden die maanden van ongelijke lengte openlaten, tot drie dagen, worden overbrugd).',
    },
    {
      en: 'A closing is dated on the first scan that no longer found the flaw: it was closed at some time since the scan before, so the value is too long by half of that time on average.',
      nl: 'Een sluiting krijgt de datum van de eerste scan die de zwakte niet meer vond: zij is ergens sinds de scan ervoor gesloten, dus de waarde is gemiddeld de helft van die tijd te lang.',
    },
    {
      en: 'An asset that is no longer scanned keeps its findings open until it is retired; the warning on scan coverage says when that is much.',
      nl: 'Een middel dat niet meer gescand wordt, houdt zijn bevindingen open tot het is afgevoerd; de waarschuwing over scandekking zegt wanneer dat veel is.',
    },
    {
      en: 'The gate on scans goes by the two newest scan days of the whole organisation on the day itself, not by each asset.',
      nl: 'De poort op de scans gaat uit van de twee nieuwste scandagen van de hele organisatie op de dag zelf, niet van elk middel.',
    },
    {
      en: 'The rows beneath are found as they are today: a finding that came back since shows its newest time round, and those whose asset was retired before the month are among them.',
      nl: 'De rijen eronder worden gevonden zoals ze vandaag zijn: een bevinding die sindsdien terugkwam, toont haar nieuwste keer, en die van middelen die voor de maand zijn afgevoerd staan ertussen.',
    },
    wholeCoverageGap,
  ],
  lifecycle: 'specified',
  measures: [
    survivalMeasure(
      'half-life',
      { of: 'half-life' },
      { en: 'Half-life in the last whole month', nl: 'Halveringstijd in de laatste hele maand' },
    ),
    survivalMeasure(
      'closed-30',
      { of: 'closed', byAge: 30 },
      { en: 'Closed within 30 days, 1 − S(30)', nl: 'Binnen 30 dagen gesloten, 1 − S(30)' },
    ),
    survivalMeasure(
      'closed-90',
      { of: 'closed', byAge: 90 },
      { en: 'Closed within 90 days, 1 − S(90)', nl: 'Binnen 90 dagen gesloten, 1 − S(90)' },
    ),
    survivalMeasure('followed', { of: 'followed' }, { en: 'Findings in the curve', nl: 'Bevindingen in de curve' }),
    survivalMeasure('left-out', { of: 'left-out' }, { en: 'Left out: there at the first scan', nl: 'Weggelaten: al bij de eerste scan' }),
  ],
});

function survivalMeasure(name: string, survival: SurvivalReading, title: Localised): CountedMeasure {
  const isShare = survival.of === 'closed';
  return {
    name,
    title,
    kind: 'survival',
    survival,
    unit: survival.of === 'half-life' ? 'days' : isShare ? 'proportion' : 'count',
    direction: survival.of === 'half-life' ? 'down' : isShare ? 'up' : 'context',
    headline: survival.of === 'half-life',
    numerator: { kind: 'finding', filter: survival.of === 'left-out' ? and(isPrevalent, isNoFalsePositive) : isFollowed },
    denominator: null,
    scopes: scopeKinds,
    chart: { form: 'whole-period' },
    whenEmpty: 'not-applicable',
  };
}
