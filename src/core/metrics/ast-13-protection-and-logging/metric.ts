/**
 * AST-13: of the assets that can carry endpoint protection, and that can log centrally, the share that does. Not: whether
 * anybody looks at what they report.
 */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { fileUploadCost, isInUse, isKnown, knownAssets, monthlyChartReason, outOfUseExcluded, unknownApart } from '../populations.ts';

const assets = filtersOf(asset);
const protectable = and(isKnown, isInUse, assets.in('endpointProtection', ['active', 'missing']));
const loggable = and(isKnown, isInUse, assets.in('logging', ['active', 'missing']));

export const protectionAndLogging = defineMetric({
  id: 'AST-13',
  version: '1.0.0',
  title: { en: 'Endpoint protection and logging', nl: 'Eindpuntbeveiliging en logging' },
  question: {
    en: 'What share of the assets that can carry endpoint protection has it running?',
    nl: 'Op welk deel van de middelen die eindpuntbeveiliging kunnen dragen, draait die?',
  },
  audience: ['ciso', 'vulnerability-manager'],
  decision: {
    en: 'Cover what can be covered; for what cannot, decide on a boundary instead (AST-06, AST-07).',
    nl: 'Dek wat gedekt kan worden; beslis voor wat dat niet kan over een grens in plaats daarvan (AST-06, AST-07).',
  },
  domain: 'AST',
  layer: 'tool',
  type: 'implementation',
  crefGoal: 'withstand',
  formula: {
    en: 'assets with active endpoint protection / assets where it is active or missing; the same for central logging',
    nl: 'middelen met actieve eindpuntbeveiliging / middelen waar die actief is of ontbreekt; hetzelfde voor centrale logging',
  },
  population: {
    en: 'assets in the register or seen lately, in use, of which is stated that protection is active or missing',
    nl: 'middelen in het register of onlangs gezien, in gebruik, waarvan gezegd is dat beveiliging actief is of ontbreekt',
  },
  inclusions: [],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets on which protection is not possible', nl: 'middelen waarop beveiliging niet mogelijk is' },
        reason: {
          en: 'The maker does not allow it, or nothing runs on it.',
          nl: 'De fabrikant staat het niet toe, of er draait niets op.',
        },
        filter: and(knownAssets, assets.eq('endpointProtection', 'not-possible')),
      },
    },
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets of which nobody states it', nl: 'middelen waarvan niemand het zegt' },
        reason: unknownApart,
        filter: and(knownAssets, assets.unknown('endpointProtection')),
      },
    },
  ],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: {
      en: 'Comparable where the round fixes which classes are capable.',
      nl: 'Vergelijkbaar als de ronde vastlegt welke klassen het kunnen dragen.',
    },
  },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'calling it not possible', nl: 'het niet mogelijk noemen' },
      signal: { en: 'the number left out as not possible grows', nl: 'het aantal dat als niet mogelijk is weggelaten, groeit' },
      counterMetric: null,
    },
    {
      how: { en: 'stating only what is active', nl: 'alleen noemen wat actief is' },
      signal: { en: 'nothing is missing while much is unknown', nl: 'er ontbreekt niets terwijl veel onbekend is' },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-b', 'nis2-21-2-g'],
  knownGaps: [
    {
      en: 'The state is what a source last said; an agent that has stopped reporting is active until a source says otherwise.',
      nl: 'De stand is wat een bron het laatst zei; een agent die is gestopt met melden, is actief tot een bron iets anders zegt.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'protected',
      title: { en: 'Endpoint protection active', nl: 'Eindpuntbeveiliging actief' },
      direction: 'up',
      headline: true,
      part: assets.eq('endpointProtection', 'active'),
      of: protectable,
    }),
    assetShare({
      name: 'logging',
      title: { en: 'Central logging active', nl: 'Centrale logging actief' },
      direction: 'up',
      part: assets.eq('logging', 'active'),
      of: loggable,
    }),
    assetShare({
      name: 'protection-unknown',
      title: { en: 'Endpoint protection unknown', nl: 'Eindpuntbeveiliging onbekend' },
      direction: 'down',
      part: assets.unknown('endpointProtection'),
      of: knownAssets,
    }),
    assetShare({
      name: 'logging-unknown',
      title: { en: 'Central logging unknown', nl: 'Centrale logging onbekend' },
      direction: 'down',
      part: assets.unknown('logging'),
      of: knownAssets,
    }),
  ],
});
