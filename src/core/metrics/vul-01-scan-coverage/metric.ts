/** VUL-01: share of the assets that can be scanned that were scanned lately; with a measure for scans that signed in. */
import { asset } from '../../assets/asset.ts';
import { and, filtersOf } from '../../query/filter-builder.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { targetIsBest } from '../goalposts.ts';
import { fileUploadCost, monthlyChartReason, outOfUseExcluded, isKnown, isInUse, scannableAssets } from '../populations.ts';

const assets = filtersOf(asset);

export const scanCoverage = defineMetric({
  id: 'VUL-01',
  version: '1.0.0',
  title: { en: 'Scan coverage', nl: 'Scandekking' },
  question: {
    en: 'What share of the assets that can be scanned was scanned for vulnerabilities lately?',
    nl: 'Welk deel van de te scannen middelen is onlangs op kwetsbaarheden gescand?',
  },
  audience: ['vulnerability-manager', 'ciso'],
  decision: {
    en: 'Below 80 %: widen the scans before drawing conclusions from any count of findings.',
    nl: 'Onder 80 %: breid eerst de scans uit voordat er conclusies uit aantallen bevindingen worden getrokken.',
  },
  domain: 'VUL',
  layer: 'tool',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'assets scanned within their window / assets that can be scanned, known from register or network',
    nl: 'middelen gescand binnen hun venster / te scannen middelen, bekend uit register of netwerk',
  },
  population: {
    en: 'assets that can be scanned, in the register or seen lately, in use',
    nl: 'te scannen middelen, in het register of onlangs gezien, in gebruik',
  },
  inclusions: [
    {
      rule: { en: 'unknown assets that were seen', nl: 'onbekende middelen die gezien zijn' },
      reason: { en: 'What nobody registered needs the scan most.', nl: 'Wat niemand registreerde, heeft de scan het hardst nodig.' },
    },
  ],
  exclusions: [
    outOfUseExcluded,
    {
      of: 'asset',
      exclusion: {
        rule: { en: 'assets marked as not scannable', nl: 'middelen gemarkeerd als niet te scannen' },
        reason: {
          en: 'A scan can disturb them or cannot reach them; each such mark is a decision that can be looked up.',
          nl: 'Een scan kan ze verstoren of niet bereiken; elke markering is een besluit dat na te zoeken is.',
        },
        filter: and(assets.eq('scannable', false), isKnown, isInUse),
      },
    },
  ],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['scan'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: { en: 'Both counts are defined the same way for everyone.', nl: 'Beide tellingen zijn voor iedereen hetzelfde bepaald.' },
  },
  target: {
    value: 0.8,
    source: {
      en: 'the coverage other VUL metrics need; a starting value',
      nl: 'de dekking die andere VUL-metingen nodig hebben; een startwaarde',
    },
  },
  goalposts: targetIsBest(0.8),
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'marking awkward assets as not scannable', nl: 'lastige middelen als niet te scannen markeren' },
      signal: { en: 'the rows left out grow and the denominator falls', nl: 'de weggelaten rijen nemen toe en de noemer daalt' },
      counterMetric: 'AST-01',
    },
    {
      how: { en: 'quick scans without credentials', nl: 'snelle scans zonder in te loggen' },
      signal: { en: 'the authenticated measure falls behind', nl: 'de ingelogde meting blijft achter' },
      counterMetric: 'VUL-01',
    },
  ],
  obligations: ['nis2-21-2-e', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'A host that was switched off during the scan counts as not scanned.',
      nl: 'Een apparaat dat tijdens de scan uit stond, telt als niet gescand.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'scanned',
      title: { en: 'Scanned', nl: 'Gescand' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: true,
      numerator: { kind: 'asset', filter: and(scannableAssets, assets.eq('scanned', true)) },
      denominator: { kind: 'asset', filter: scannableAssets },
      scopes: scopeKinds,
      chart: { form: 'stock-proportion' },
      whenEmpty: 'not-applicable',
    },
    {
      name: 'scanned-authenticated',
      title: { en: 'Scanned with credentials', nl: 'Ingelogd gescand' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'up',
      headline: false,
      numerator: { kind: 'asset', filter: and(scannableAssets, assets.eq('scannedAuthenticated', true)) },
      denominator: { kind: 'asset', filter: scannableAssets },
      scopes: scopeKinds,
      chart: { form: 'stock-proportion' },
      whenEmpty: 'not-applicable',
    },
  ],
});
