/**
 * AST-05: share of the assets that their maker no longer supports, today and, when nothing is replaced, a year and two
 * years from now. Not: whether anything else protects them (AST-06).
 *
 * Only assets whose end of support is known are counted in; the rest is a measure of its own. Support still holds on its
 * last day, so an asset is unsupported on D when its support ended on D − 1 or before, and on D + 365 when it ends on
 * D + 364 or before: an age of more than −364 days, at the end of D and at any moment during it.
 */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { noneIsBest } from '../goalposts.ts';
import {
  comparableReason,
  fileUploadCost,
  isInUse,
  isKnown,
  isSupportEndKnown,
  knownAssets,
  monthlyChartReason,
  outOfUseExcluded,
  supportHasEnded,
  unknownApart,
} from '../populations.ts';

const assets = filtersOf(asset);
const datedAssets = and(isKnown, isInUse, isSupportEndKnown);

export const unsupportedShare = defineMetric({
  id: 'AST-05',
  version: '1.0.0',
  title: { en: 'Unsupported assets', nl: 'Niet meer ondersteund' },
  question: {
    en: 'What share of the assets no longer gets security updates, and how will that be in one and two years?',
    nl: 'Welk deel van de middelen krijgt geen beveiligingsupdates meer, en hoe is dat over een en twee jaar?',
  },
  audience: ['ciso', 'medical-technology-manager', 'board'],
  decision: {
    en: 'Put what runs out within two years into the investment plan now, closest to the patient first; ask the maker for a longer term where replacing takes longer.',
    nl: 'Zet wat binnen twee jaar afloopt nu op de investeringsplanning, het dichtst bij de patiënt eerst; vraag de fabrikant om een langere termijn waar vervangen langer duurt.',
  },
  domain: 'AST',
  layer: 'technical',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'assets whose support ended before today / assets whose end of support is known; the forecast asks the same of the day 365 and 730 days from now',
    nl: 'middelen waarvan de ondersteuning vóór vandaag eindigde / middelen waarvan het einde bekend is; de vooruitblik vraagt hetzelfde voor de dag over 365 en 730 dagen',
  },
  population: {
    en: 'assets in the register or seen lately, in use, whose end of support is known',
    nl: 'middelen in het register of onlangs gezien, in gebruik, waarvan het einde van de ondersteuning bekend is',
  },
  inclusions: [
    {
      rule: {
        en: 'support of any part: system, software or firmware',
        nl: 'ondersteuning van welk deel ook: systeem, software of firmware',
      },
      reason: { en: 'The part that is given up first decides.', nl: 'Het deel dat het eerst wordt losgelaten, beslist.' },
    },
  ],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets whose end of support nobody states', nl: 'middelen waarvan niemand het einde van de ondersteuning noemt' },
        reason: unknownApart,
        filter: and(isKnown, isInUse, assets.unknown('supportEndOn')),
      },
    },
  ],
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
      how: { en: 'leaving the end of support empty', nl: 'het einde van de ondersteuning leeg laten' },
      signal: { en: 'the share whose end of support is unknown rises', nl: 'het deel waarvan het einde onbekend is, stijgt' },
      counterMetric: 'AST-04',
    },
    {
      how: { en: 'noting the end of the maintenance contract instead', nl: 'het einde van het onderhoudscontract noteren' },
      signal: { en: 'many ends fall on the last day of a year', nl: 'veel einddagen vallen op de laatste dag van een jaar' },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-i'],
  knownGaps: [
    {
      en: 'The course is shown and not judged: support ends for all devices of a product on one day, so what comes and goes is not a matter of chance.',
      nl: 'Het verloop wordt getoond en niet beoordeeld: ondersteuning eindigt voor alle apparaten van een product op één dag, dus wat erbij komt en afgaat is geen kwestie van toeval.',
    },
    {
      en: 'The forecast changes nothing but the date: assets that will be bought, replaced or retired by then are not foreseen.',
      nl: 'De vooruitblik verandert alleen de datum: aankoop, vervanging en afvoer tot dan zijn niet voorzien.',
    },
    {
      en: 'A date that was corrected counts from the day the correction was taken in; earlier days keep what was known then.',
      nl: 'Een gecorrigeerde datum telt vanaf de dag dat de correctie is ingelezen; eerdere dagen houden wat toen bekend was.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'unsupported',
      title: { en: 'Past the end of support', nl: 'Einde ondersteuning voorbij' },
      direction: 'down',
      headline: true,
      movesInGroups: true,
      part: supportHasEnded,
      of: datedAssets,
    }),
    assetShare({
      name: 'unsupported-in-12-months',
      title: { en: 'Past it in 365 days', nl: 'Voorbij over 365 dagen' },
      direction: 'down',
      movesInGroups: true,
      part: assets.age('gt', 'supportEndOn', '-P364D'),
      of: datedAssets,
    }),
    assetShare({
      name: 'unsupported-in-24-months',
      title: { en: 'Past it in 730 days', nl: 'Voorbij over 730 dagen' },
      direction: 'down',
      movesInGroups: true,
      part: assets.age('gt', 'supportEndOn', '-P729D'),
      of: datedAssets,
    }),
    assetShare({
      name: 'support-end-unknown',
      title: { en: 'End of support unknown', nl: 'Einde ondersteuning onbekend' },
      direction: 'down',
      part: assets.unknown('supportEndOn'),
      of: knownAssets,
    }),
  ],
});
