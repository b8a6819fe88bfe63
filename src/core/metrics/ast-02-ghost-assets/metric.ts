/** AST-02: share of the register that nothing has seen lately. Not: assets written off on purpose (excluded). */
import { and, not } from '../../query/filter-builder.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { noneIsBest } from '../goalposts.ts';
import { fileUploadCost, isInUse, isRegistered, isSeen, monthlyChartReason, outOfUseExcluded, registeredAssets } from '../populations.ts';

export const ghostAssets = defineMetric({
  id: 'AST-02',
  version: '1.0.0',
  title: { en: 'Ghost assets', nl: 'Spookmiddelen' },
  question: {
    en: 'What share of the register has not been seen on the network lately?',
    nl: 'Welk deel van het register is onlangs niet op het netwerk gezien?',
  },
  audience: ['ciso', 'medical-technology-manager', 'data-engineer'],
  decision: {
    en: 'When it rises: have the departments with most ghosts walk their list, and write off, find or reconnect each device.',
    nl: 'Bij een stijging: laat de afdelingen met de meeste spookmiddelen hun lijst nalopen en elk apparaat afvoeren, opsporen of weer aansluiten.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'assets registered and not seen lately / assets registered',
    nl: 'middelen geregistreerd en onlangs niet gezien / middelen geregistreerd',
  },
  population: { en: 'assets in the register, in use', nl: 'middelen in het register, in gebruik' },
  inclusions: [
    {
      rule: { en: 'devices that are often off', nl: 'apparaten die vaak uit staan' },
      reason: {
        en: 'They keep a sighting window of their own: medical devices stay "seen" for 90 days, others for 30.',
        nl: 'Ze hebben een eigen zichtvenster: medische apparaten blijven 90 dagen "gezien", andere 30.',
      },
    },
  ],
  exclusions: [outOfUseExcluded],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register', 'discovery'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: { en: 'The sighting windows are part of the definition.', nl: 'De zichtvensters zijn deel van de definitie.' },
  },
  target: null,
  goalposts: noneIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: {
        en: 'deleting ghosts from the register instead of looking for them',
        nl: 'spookmiddelen uit het register wissen in plaats van ze te zoeken',
      },
      signal: {
        en: 'the register shrinks and unknown assets (AST-03) rise later',
        nl: 'het register krimpt en onbekende middelen (AST-03) stijgen later',
      },
      counterMetric: 'AST-03',
    },
  ],
  obligations: ['nis2-21-2-i'],
  knownGaps: [
    {
      en: 'Devices without a network connection cannot be seen and stay ghosts; mark them as not scannable and read them apart.',
      nl: 'Apparaten zonder netwerkaansluiting zijn niet te zien en blijven spookmiddel; markeer ze als niet te scannen en lees ze apart.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'ghosts',
      title: { en: 'Registered, not seen', nl: 'Geregistreerd, niet gezien' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'down',
      headline: true,
      numerator: { kind: 'asset', filter: and(isRegistered, not(isSeen), isInUse) },
      denominator: { kind: 'asset', filter: registeredAssets },
      scopes: scopeKinds,
      chart: { form: 'stock-proportion' },
      whenEmpty: 'not-applicable',
    },
  ],
});
