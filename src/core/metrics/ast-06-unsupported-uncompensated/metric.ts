/**
 * AST-06: of what its maker no longer supports, the share that nothing else is known to protect. Not: whether the
 * compensation works.
 */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf, not } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { noneIsBest } from '../goalposts.ts';
import {
  comparableReason,
  fileUploadCost,
  isCompensated,
  monthlyChartReason,
  outOfUseExcluded,
  unsupportedAssets,
} from '../populations.ts';

const assets = filtersOf(asset);

export const unsupportedUncompensated = defineMetric({
  id: 'AST-06',
  version: '1.0.0',
  title: { en: 'Unsupported and uncompensated', nl: 'Niet ondersteund, niet gecompenseerd' },
  question: {
    en: 'What share of the unsupported assets has nothing on record that protects it instead?',
    nl: 'Voor welk deel van de niet meer ondersteunde middelen is niets vastgelegd dat ze in plaats daarvan beschermt?',
  },
  audience: ['ciso', 'medical-technology-manager', 'board'],
  decision: {
    en: 'For each of them: put it behind a boundary, shield it, replace it, or have somebody accept the risk by name.',
    nl: 'Voor elk ervan: achter een grens plaatsen, afschermen, vervangen, of iemand het risico op naam laten aanvaarden.',
  },
  domain: 'AST',
  layer: 'technical',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'unsupported assets that are neither isolated nor in a segment of their own and have no compensating control on record / unsupported assets',
    nl: 'niet meer ondersteunde middelen die niet geïsoleerd zijn, geen eigen segment hebben en zonder vastgelegde compenserende maatregel / niet meer ondersteunde middelen',
  },
  population: {
    en: 'assets in the register or seen lately, in use, whose support ended before today',
    nl: 'middelen in het register of onlangs gezien, in gebruik, waarvan de ondersteuning vóór vandaag eindigde',
  },
  inclusions: [
    {
      rule: { en: 'assets of which nobody states exposure or control', nl: 'middelen waarvan niemand blootstelling of maatregel noemt' },
      reason: {
        en: 'A protection nobody recorded cannot be relied upon; how many they are is a measure of its own.',
        nl: 'Op bescherming die niemand vastlegde, valt niet te bouwen; hoeveel het er zijn, is een eigen meting.',
      },
    },
  ],
  exclusions: [outOfUseExcluded],
  cadenceDays: 92,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: { is: true, reason: comparableReason },
  target: null,
  goalposts: noneIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'recording exceptions nobody looks at again', nl: 'uitzonderingen vastleggen waar niemand meer naar kijkt' },
      signal: { en: 'most compensations are exceptions', nl: 'de meeste compensaties zijn uitzonderingen' },
      counterMetric: 'AST-05',
    },
    {
      how: { en: 'calling a shared segment its own', nl: 'een gedeeld segment een eigen segment noemen' },
      signal: { en: 'AST-07 rises while the network did not change', nl: 'AST-07 stijgt terwijl het netwerk niet veranderde' },
      counterMetric: 'AST-07',
    },
  ],
  obligations: ['nis2-21-2-e'],
  knownGaps: [
    {
      en: 'The course is shown and not judged: a product that loses its support joins with all its devices on one day.',
      nl: 'Het verloop wordt getoond en niet beoordeeld: een product dat zijn ondersteuning verliest, komt er op één dag met al zijn apparaten bij.',
    },
    {
      en: 'An exception counts whatever its expiry: the records do not carry until when it holds.',
      nl: 'Een uitzondering telt ongeacht haar einddatum: de gegevens dragen niet tot wanneer zij geldt.',
    },
    {
      en: 'Assets whose end of support is unknown are not in the population; AST-05 counts them.',
      nl: 'Middelen waarvan het einde van de ondersteuning onbekend is, vallen buiten de populatie; AST-05 telt ze.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'uncompensated',
      title: { en: 'Unsupported without compensation on record', nl: 'Niet ondersteund, zonder vastgelegde compensatie' },
      direction: 'down',
      headline: true,
      movesInGroups: true,
      part: not(isCompensated),
      of: unsupportedAssets,
    }),
    assetShare({
      name: 'compensation-unknown',
      title: { en: 'Unsupported, and nobody states any protection', nl: 'Niet ondersteund, en niemand noemt bescherming' },
      direction: 'down',
      part: and(assets.unknown('compensatingControl'), assets.unknown('exposure')),
      of: unsupportedAssets,
    }),
  ],
});
