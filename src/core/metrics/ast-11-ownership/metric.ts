/** AST-11: share of the register with a named owner. Not: whether the owner knows it. */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { fileUploadCost, isInUse, isRegistered, monthlyChartReason, outOfUseExcluded, registeredAssets } from '../populations.ts';

const assets = filtersOf(asset);

export const ownership = defineMetric({
  id: 'AST-11',
  version: '1.0.0',
  title: { en: 'Ownership', nl: 'Eigenaarschap' },
  question: {
    en: 'What share of the registered assets has a named owner?',
    nl: 'Welk deel van de geregistreerde middelen heeft een eigenaar op naam?',
  },
  audience: ['ciso', 'medical-technology-manager', 'board'],
  decision: {
    en: 'Where it is low: the department names an owner for each device, because a finding without an owner is repaired by nobody.',
    nl: 'Waar het laag is: de afdeling wijst per apparaat een eigenaar aan, want een bevinding zonder eigenaar wordt door niemand verholpen.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'registered assets with an owner / registered assets',
    nl: 'geregistreerde middelen met een eigenaar / geregistreerde middelen',
  },
  population: { en: 'assets in the register, in use', nl: 'middelen in het register, in gebruik' },
  inclusions: [
    {
      rule: {
        en: 'an owner in words of any kind: a person, a role, a team',
        nl: 'een eigenaar in welke woorden ook: een persoon, een rol, een team',
      },
      reason: { en: 'Somebody can be asked.', nl: 'Er is iemand om te vragen.' },
    },
  ],
  exclusions: [outOfUseExcluded],
  cadenceDays: 92,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 0.5, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: { en: 'Both counts are defined the same way for everyone.', nl: 'Beide tellingen zijn voor iedereen hetzelfde bepaald.' },
  },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'one collective owner for everything', nl: 'één verzameleigenaar voor alles' },
      signal: { en: 'a few names own most of the register', nl: 'een handvol namen bezit het grootste deel van het register' },
      counterMetric: null,
    },
    {
      how: { en: 'removing assets without an owner from the register', nl: 'middelen zonder eigenaar uit het register halen' },
      signal: { en: 'AST-03 rises', nl: 'AST-03 stijgt' },
      counterMetric: 'AST-03',
    },
  ],
  obligations: ['nis2-21-2-i'],
  knownGaps: [
    {
      en: 'An owner who has left the hospital still counts as an owner.',
      nl: 'Een eigenaar die het ziekenhuis heeft verlaten, telt nog als eigenaar.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'owned',
      title: { en: 'With a named owner', nl: 'Met eigenaar op naam' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      numerator: { kind: 'asset', filter: and(isRegistered, assets.known('owner'), isInUse) },
      denominator: { kind: 'asset', filter: registeredAssets },
      scopes: scopeKinds,
      chart: { form: 'stock-proportion' },
      whenEmpty: 'not-applicable',
    },
  ],
});
