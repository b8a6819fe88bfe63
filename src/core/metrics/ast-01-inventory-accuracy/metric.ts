/** AST-01: |register ∩ seen| / |register ∪ seen| over assets in use. Not: whether the fields of a record are right (AST-09). */
import { and } from '../../query/filter-builder.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { targetIsBest } from '../goalposts.ts';
import { fileUploadCost, isInUse, isRegistered, isSeen, knownAssets, monthlyChartReason, outOfUseExcluded } from '../populations.ts';

export const inventoryAccuracy = defineMetric({
  id: 'AST-01',
  version: '1.0.0',
  title: { en: 'Inventory accuracy', nl: 'Juistheid van het register' },
  question: {
    en: 'Of everything that is in the register or was seen on the network, how much is in both?',
    nl: 'Welk deel van alles wat in het register staat of op het netwerk is gezien, is allebei?',
  },
  audience: ['ciso', 'medical-technology-manager', 'data-engineer'],
  decision: {
    en: 'Below target: decide whether the register (ghosts) or the intake of new devices (unknown assets) is put right first, and hold back conclusions from every metric that counts assets.',
    nl: 'Onder de norm: bepaal of eerst het register (spookmiddelen) of de intake van nieuwe apparaten (onbekende middelen) op orde komt, en trek nog geen conclusies uit cijfers die middelen tellen.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'assets both registered and seen lately / assets registered, seen lately, or both',
    nl: 'middelen die geregistreerd én onlangs gezien zijn / middelen die geregistreerd of onlangs gezien zijn',
  },
  population: { en: 'assets in the register or seen lately, in use', nl: 'middelen in het register of onlangs gezien, in gebruik' },
  inclusions: [
    {
      rule: { en: 'assets whose lifecycle nobody stated', nl: 'middelen waarvan niemand de levensfase opgaf' },
      reason: {
        en: 'An unknown asset has no lifecycle; leaving it out would hide it.',
        nl: 'Een onbekend middel heeft geen levensfase; weglaten zou het verbergen.',
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
  costOfMeasurement: { hoursPerQuarter: 1.5, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: { en: 'Both counts are defined the same way for everyone.', nl: 'Beide tellingen zijn voor iedereen hetzelfde bepaald.' },
  },
  target: {
    value: 0.95,
    source: { en: 'starting value of the catalogue; set your own ambition', nl: 'startwaarde van de catalogus; stel uw eigen ambitie' },
  },
  goalposts: targetIsBest(0.95),
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'deleting register records that were not seen', nl: 'registerregels verwijderen die niet gezien zijn' },
      signal: { en: 'AST-03 rises after a clean-up of the register', nl: 'AST-03 stijgt na een opschoning van het register' },
      counterMetric: 'AST-03',
    },
    {
      how: { en: 'scanning only the segments that are well registered', nl: 'alleen segmenten scannen die goed geregistreerd zijn' },
      signal: {
        en: 'AST-02 stays high in departments that are not scanned',
        nl: 'AST-02 blijft hoog op afdelingen die niet gescand worden',
      },
      counterMetric: 'AST-02',
    },
  ],
  obligations: ['nis2-21-2-i', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'Devices that are switched off or off the network for longer than their sighting window count as not seen.',
      nl: 'Apparaten die langer dan hun zichtvenster uit staan of van het netwerk zijn, tellen als niet gezien.',
    },
    {
      en: 'What neither a register nor a scan ever named is not counted at all.',
      nl: 'Wat geen register en geen scan ooit noemde, telt helemaal niet mee.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'accuracy',
      title: { en: 'Registered and seen', nl: 'Geregistreerd en gezien' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      numerator: { kind: 'asset', filter: and(isRegistered, isSeen, isInUse) },
      denominator: { kind: 'asset', filter: knownAssets },
      scopes: scopeKinds,
      chart: { form: 'stock-proportion' },
      whenEmpty: 'not-applicable',
    },
  ],
});
