/** AST-15: share of the assets that meet the configuration baseline agreed for them. Not: which baseline that is. */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { fileUploadCost, isInUse, isKnown, knownAssets, monthlyChartReason, outOfUseExcluded, unknownApart } from '../populations.ts';

const assets = filtersOf(asset);
const checkedAssets = and(isKnown, isInUse, assets.known('baselineMet'));

export const secureConfiguration = defineMetric({
  id: 'AST-15',
  version: '1.0.0',
  title: { en: 'Secure configuration', nl: 'Veilige inrichting' },
  question: {
    en: 'What share of the assets that were checked meets its configuration baseline?',
    nl: 'Welk deel van de gecontroleerde middelen voldoet aan de configuratienorm?',
  },
  audience: ['medical-technology-manager', 'ciso', 'vulnerability-manager'],
  decision: {
    en: 'Repair what deviates at the next maintenance; check first what nobody has checked and is closest to the patient.',
    nl: 'Herstel wat afwijkt bij het volgende onderhoud; controleer eerst wat niemand controleerde en het dichtst bij de patiënt staat.',
  },
  domain: 'AST',
  layer: 'technical',
  type: 'implementation',
  crefGoal: 'withstand',
  formula: {
    en: 'assets that meet their baseline / assets of which is stated whether they do',
    nl: 'middelen die aan hun norm voldoen / middelen waarvan gezegd is of ze dat doen',
  },
  population: {
    en: 'assets in the register or seen lately, in use, of which is stated whether they meet their baseline',
    nl: 'middelen in het register of onlangs gezien, in gebruik, waarvan gezegd is of ze aan hun norm voldoen',
  },
  inclusions: [],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets nobody checked', nl: 'middelen die niemand controleerde' },
        reason: unknownApart,
        filter: and(knownAssets, assets.unknown('baselineMet')),
      },
    },
  ],
  cadenceDays: 92,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 2, class: 'M', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: {
      en: 'Comparable where the round fixes the baseline.',
      nl: 'Vergelijkbaar als de ronde de norm vastlegt.',
    },
  },
  target: null,
  goalposts: allIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'checking only what is known to be good', nl: 'alleen controleren wat bekend goed is' },
      signal: { en: 'the share nobody checked stays high', nl: 'het deel dat niemand controleerde, blijft hoog' },
      counterMetric: null,
    },
    {
      how: { en: 'loosening the baseline', nl: 'de norm versoepelen' },
      signal: { en: 'a jump on one day while VUL-02 stays', nl: 'een sprong op één dag terwijl VUL-02 gelijk blijft' },
      counterMetric: 'VUL-02',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-g'],
  knownGaps: [
    {
      en: 'The baseline itself is not in the records, only whether it is met; a check that is long ago counts like one of today.',
      nl: 'De norm zelf staat niet in de gegevens, alleen of eraan voldaan is; een controle van lang geleden telt als een van vandaag.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    assetShare({
      name: 'meets-baseline',
      title: { en: 'Meets its baseline', nl: 'Voldoet aan de norm' },
      direction: 'up',
      headline: true,
      part: assets.eq('baselineMet', true),
      of: checkedAssets,
    }),
    assetShare({
      name: 'not-checked',
      title: { en: 'Nobody checked', nl: 'Niet gecontroleerd' },
      direction: 'down',
      part: assets.unknown('baselineMet'),
      of: knownAssets,
    }),
  ],
});
