/**
 * AST-09: of the assets that several sources speak of, on how many these agree, field by field as `core/assets/agreement.ts`
 * compares them. Not: whether what they agree on is true, nor whether every asset is in several sources (AST-01).
 */
import { agreements, type Agreement } from '../../assets/agreement.ts';
import { asset } from '../../assets/asset.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { fileUploadCost, isInUse, isKnown, monthlyChartReason, outOfUseExcluded } from '../populations.ts';

const assets = filtersOf(asset);
const several: readonly Agreement[] = agreements.map(({ value }) => value).filter((value) => value !== 'one-source');
const compared = and(isKnown, isInUse, assets.in('agreement', ['agrees', 'differs']));

export const sourceAgreement = defineMetric({
  id: 'AST-09',
  version: '1.0.0',
  title: { en: 'Sources agree', nl: 'Bronnen in overeenstemming' },
  question: {
    en: 'On what share of the assets that several sources name do these say the same?',
    nl: 'Over welk deel van de middelen die meer bronnen noemen, zeggen die hetzelfde?',
  },
  audience: ['data-engineer', 'medical-technology-manager', 'ciso'],
  decision: {
    en: 'Take the fields that differ most often to the keepers of both sources: correct the one, or decide which is leading.',
    nl: 'Leg de velden die het vaakst verschillen voor aan de beheerders van beide bronnen: verbeter de ene, of kies welke leidend is.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'assets whose sources agree on every key field that two of them name / assets of which two sources name a key field; key fields: vendor, model, serial number, host name, department',
    nl: 'middelen waarvan de bronnen het eens zijn over elk kernveld dat twee ervan noemen / middelen waarvan twee bronnen een kernveld noemen; kernvelden: leverancier, model, serienummer, hostnaam, afdeling',
  },
  population: {
    en: 'assets in the register or seen lately, in use, that two sources still speak of, at least one key field of them both',
    nl: 'middelen in het register of onlangs gezien, in gebruik, waarover twee bronnen nog spreken, beide met ten minste één zelfde kernveld',
  },
  inclusions: [
    {
      rule: { en: 'the same in another spelling', nl: 'hetzelfde in een andere spelling' },
      reason: {
        en: 'Capitals, legal forms of vendors and the domain behind a host name say nothing about the device.',
        nl: 'Hoofdletters, rechtsvormen van leveranciers en het domein achter een hostnaam zeggen niets over het apparaat.',
      },
    },
  ],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets that one source speaks of', nl: 'middelen waarover één bron spreekt' },
        reason: { en: 'One source can only agree with itself.', nl: 'Eén bron kan het alleen met zichzelf eens zijn.' },
        filter: and(isKnown, isInUse, assets.eq('agreement', 'one-source')),
      },
    },
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets whose sources have no key field in common', nl: 'middelen waarvan de bronnen geen kernveld gemeen hebben' },
        reason: {
          en: 'Nothing can be compared: they are a measure of their own.',
          nl: 'Er valt niets te vergelijken: ze zijn een eigen maat.',
        },
        filter: and(isKnown, isInUse, assets.eq('agreement', 'nothing-in-common')),
      },
    },
  ],
  cadenceDays: 31,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: false,
    reason: {
      en: 'It depends on which and how many sources a hospital has, and on which fields these hold.',
      nl: 'Het hangt af van welke en hoeveel bronnen een ziekenhuis heeft, en welke velden die bevatten.',
    },
  },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'filling one source from the other', nl: 'de ene bron uit de andere vullen' },
      signal: { en: 'it rises to nearly all on one day', nl: 'het stijgt op één dag tot bijna alles' },
      counterMetric: 'AST-16',
    },
    {
      how: { en: 'leaving fields empty in one source', nl: 'velden in één bron leeg laten' },
      signal: { en: 'the share that cannot be compared rises', nl: 'het deel dat niet te vergelijken is, stijgt' },
      counterMetric: 'AST-04',
    },
  ],
  obligations: ['nis2-21-2-i', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'Sources that agree may both be wrong.',
      nl: 'Bronnen die het eens zijn, kunnen het beide mis hebben.',
    },
    {
      en: 'Assets are often matched by serial number and host name, so on these two sources of one asset agree more often than sources do in general; a wrong match shows as a difference.',
      nl: 'Middelen worden vaak gekoppeld op serienummer en hostnaam, dus daarover zijn twee bronnen van één middel het vaker eens dan bronnen in het algemeen; een onjuiste koppeling blijkt als verschil.',
    },
    {
      en: 'After an upgrade from a version without this metric the value is missing until the next import has looked at every asset again.',
      nl: 'Na een upgrade van een versie zonder deze metriek ontbreekt de waarde tot de volgende import elk middel opnieuw heeft bekeken.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'agreeing',
      title: { en: 'Sources agree on every key field', nl: 'Bronnen eens over elk kernveld' },
      direction: 'up',
      headline: true,
      part: assets.eq('agreement', 'agrees'),
      of: compared,
    }),
    assetShare({
      name: 'not-comparable',
      title: { en: 'Several sources, no key field in common', nl: 'Meer bronnen, geen kernveld gemeen' },
      direction: 'down',
      part: assets.eq('agreement', 'nothing-in-common'),
      of: and(isKnown, isInUse, assets.in('agreement', several)),
    }),
  ],
});
