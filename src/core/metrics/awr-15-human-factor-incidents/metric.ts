/**
 * AWR-15: in how many incidents something a person did was a cause. Of the register of incidents, which no file gives; a person enters the
 * counts. It rises where people dare to report: a rise alone is no bad news. Not: who did it, which is asked nowhere.
 */
import { defineMetric } from '../define-metric.ts';
import { enteredCost, enteredGap, enteredLeftOut, quarterlyReason, selfDeclared } from '../entered-words.ts';

export const humanFactorIncidents = defineMetric({
  id: 'AWR-15',
  version: '1.0.0',
  title: { en: 'Human-factor incidents', nl: 'Incidenten door menselijk handelen' },
  question: {
    en: 'In what share of the security incidents was something a person did a cause?',
    nl: 'In welk deel van de beveiligingsincidenten was iets wat een mens deed een oorzaak?',
  },
  audience: ['awareness-officer', 'ciso', 'works-council', 'board'],
  decision: {
    en: 'When it grows: read the causes, and change the work before the people: a form, a default, a check that the system does.',
    nl: 'Als het groeit: lees de oorzaken, en verander het werk vóór de mensen: een formulier, een standaard, een controle die het systeem doet.',
  },
  domain: 'AWR',
  layer: 'culture',
  type: 'impact',
  crefGoal: 'adapt',
  formula: {
    en: 'incidents with human action as a cause / incidents of the quarter; and per 1,000 FTE',
    nl: 'incidenten met menselijk handelen als oorzaak / incidenten van het kwartaal; en per 1.000 fte',
  },
  population: {
    en: 'security incidents that were closed with a cause in the quarter',
    nl: 'beveiligingsincidenten die in het kwartaal met een oorzaak gesloten zijn',
  },
  inclusions: [
    {
      rule: { en: 'incidents with other causes as well', nl: 'incidenten met ook andere oorzaken' },
      reason: {
        en: 'Hardly any incident has one cause; a person is seldom the only one.',
        nl: 'Bijna geen incident heeft één oorzaak; een mens is zelden de enige.',
      },
    },
  ],
  exclusions: [],
  cadenceDays: 92,
  graceDays: 31,
  chartPeriod: 'quarter',
  chartPeriodReason: quarterlyReason,
  leansOn: [],
  gates: [],
  costOfMeasurement: { hoursPerQuarter: 2, class: 'L', basis: enteredCost },
  automationLevel: 0,
  benchmarkable: { is: false, reason: selfDeclared },
  target: null,
  goalposts: { leftOut: enteredLeftOut },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'reporting fewer incidents', nl: 'minder incidenten melden' },
      signal: {
        en: 'the number of incidents falls in all, and reports of real attacks fall with it',
        nl: 'het aantal incidenten daalt in het geheel, en meldingen van echte aanvallen dalen mee',
      },
      counterMetric: 'AWR-13',
    },
    {
      how: {
        en: 'writing “technical” where a person is told off otherwise',
        nl: '“technisch” opschrijven waar iemand anders aangesproken wordt',
      },
      signal: {
        en: 'the share falls while the number of incidents stays',
        nl: 'het aandeel daalt terwijl het aantal incidenten gelijk blijft',
      },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-b', 'nis2-21-2-g'],
  knownGaps: [
    enteredGap,
    {
      en: 'It rises when people report more of what goes wrong, and that is good: read it with how many incidents there are, and with the share reported by staff (INC-06), which is not measured here yet',
      nl: 'Het stijgt als mensen meer melden van wat misgaat, en dat is goed: lees het met hoeveel incidenten er zijn, en met het aandeel dat medewerkers melden (INC-06), dat hier nog niet gemeten wordt',
    },
    {
      en: 'What counts as a cause is decided by who closes the incident; it should be written down once, and stay',
      nl: 'Wat als oorzaak telt, beslist wie het incident sluit; het hoort één keer opgeschreven te worden, en zo te blijven',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'human-cause',
      title: { en: 'With human action as a cause', nl: 'Met menselijk handelen als oorzaak' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'down',
      headline: true,
      entered: {
        numerator: { en: 'incidents with human action as a cause', nl: 'incidenten met menselijk handelen als oorzaak' },
        denominator: { en: 'incidents closed with a cause', nl: 'incidenten die met een oorzaak gesloten zijn' },
        evidence: {
          en: 'the register of incidents with their causes, and what counts as one',
          nl: 'het incidentenregister met de oorzaken, en wat als zodanig telt',
        },
      },
      scopes: ['organisation'],
      chart: { form: 'window' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'per-1000-fte',
      title: { en: 'Per 1,000 FTE', nl: 'Per 1.000 fte' },
      kind: 'ratio',
      unit: 'per-1000-fte',
      direction: 'down',
      headline: false,
      entered: {
        numerator: { en: 'incidents with human action as a cause', nl: 'incidenten met menselijk handelen als oorzaak' },
        denominator: { en: 'FTE in service, the average of the quarter', nl: 'fte in dienst, gemiddeld over het kwartaal' },
        evidence: { en: 'the register of incidents, and the count of staff', nl: 'het incidentenregister, en de personeelstelling' },
      },
      scopes: ['organisation'],
      chart: { form: 'level' },
      whenEmpty: 'not-applicable',
    },
  ],
});
