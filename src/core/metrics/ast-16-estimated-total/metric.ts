/**
 * AST-16: how many assets there really are, estimated from what register and network each miss of the other (Chapman
 * capture–recapture, `core/statistics/capture-recapture.ts`), and what share of them the register holds. Not: which ones
 * are missing; those that were seen are AST-03.
 *
 * Medical devices, building technology and the rest are found with unlike ease, so they are estimated apart and added up.
 * Only for the whole hospital: department and tier are what a register says, so what it misses is in none of them, and every
 * department would seem to be registered whole.
 */
import { asset } from '../../assets/asset.ts';
import { filtersOf, not } from '../../query/filter-builder.ts';
import type { CountedMeasure, Estimate } from '../define-metric.ts';
import { defineMetric } from '../define-metric.ts';
import { fileUploadCost, knownAssets, monthlyChartReason, outOfUseExcluded, registeredAssets, seenAssets } from '../populations.ts';

const assets = filtersOf(asset);
const strata = [assets.eq('class', 'medical'), assets.eq('class', 'operational'), not(assets.in('class', ['medical', 'operational']))];

function estimated(
  of: Estimate['of'],
  measure: Pick<CountedMeasure, 'name' | 'title' | 'direction' | 'headline' | 'unit' | 'numerator'>,
): CountedMeasure {
  return {
    ...measure,
    kind: 'estimate',
    estimate: { of, first: registeredAssets, second: seenAssets, strata },
    denominator: null,
    scopes: ['organisation'],
    chart: { form: 'level' },
    whenEmpty: 'not-applicable',
  };
}

export const estimatedNumber = defineMetric({
  id: 'AST-16',
  version: '1.0.0',
  title: { en: 'Estimated true number', nl: 'Geschat werkelijk aantal' },
  question: {
    en: 'How many assets are there really, as far as can be estimated, and what share of them is registered?',
    nl: 'Hoeveel middelen zijn er werkelijk, voor zover te schatten, en welk deel daarvan is geregistreerd?',
  },
  audience: ['ciso', 'medical-technology-manager', 'board'],
  decision: {
    en: 'Where the register holds too small a share: look where neither list looks, such as segments without scans and departments that buy for themselves.',
    nl: 'Waar het register een te klein deel bevat: kijk waar geen van beide lijsten kijkt, zoals segmenten zonder scans en afdelingen die zelf inkopen.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'registered assets / estimated total; total = Σ ((registered + 1) × (seen lately + 1) / (both + 1) − 1) over medical devices, building technology and the rest',
    nl: 'geregistreerde middelen / geschat totaal; totaal = Σ ((geregistreerd + 1) × (onlangs gezien + 1) / (beide + 1) − 1) over medische apparaten, gebouwtechniek en de rest',
  },
  population: {
    en: 'all assets in use, also those that neither the register nor the network shows',
    nl: 'alle middelen in gebruik, ook die register noch netwerk laat zien',
  },
  inclusions: [
    {
      rule: { en: 'assets without a class, among the rest', nl: 'middelen zonder klasse, bij de rest' },
      reason: { en: 'Leaving them out would make the total too small.', nl: 'Weglaten zou het totaal te klein maken.' },
    },
  ],
  exclusions: [outOfUseExcluded],
  cadenceDays: 92,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register', 'discovery'],
  gates: ['inventory-reconciled', 'sources-independent'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: {
      en: 'Comparable where register and discovery are independent; the gate keeps the others out.',
      nl: 'Vergelijkbaar waar register en ontdekking onafhankelijk zijn; de poort houdt de andere buiten.',
    },
  },
  target: null,
  goalposts: {
    leftOut: {
      en: 'It estimates how much of what there is stands registered; the part of it that was seen is AST-03, which would then count twice.',
      nl: 'Het schat hoeveel van wat er is geregistreerd staat; het deel daarvan dat is gezien, is AST-03, en dat zou dan twee keer tellen.',
    },
  },
  referenceValues: [],
  gamingRisks: [
    {
      how: { en: 'filling the register from the scans', nl: 'het register vullen vanuit de scans' },
      signal: {
        en: 'AST-01 nears 100 % and the total nears what was found',
        nl: 'AST-01 nadert 100 % en het totaal nadert wat gevonden is',
      },
      counterMetric: 'AST-01',
    },
    {
      how: { en: 'dropping what cannot be scanned from the scope', nl: 'wat niet te scannen is buiten beschouwing laten' },
      signal: { en: 'VUL-01 rises while this share falls', nl: 'VUL-01 stijgt terwijl dit aandeel daalt' },
      counterMetric: 'VUL-01',
    },
  ],
  obligations: ['nis2-21-2-i', 'nis2-21-2-f'],
  knownGaps: [
    {
      en: 'Independence is checked by name only: a register that is fed by the scanner under another name goes unnoticed, and the total is then too small.',
      nl: 'Onafhankelijkheid wordt alleen op naam gecontroleerd: een register dat onder een andere naam door de scanner wordt gevuld, valt niet op, en het totaal is dan te klein.',
    },
    {
      en: 'It takes it that nothing comes or goes within the sighting window, and that within a stratum everything is as easy to find.',
      nl: 'Aangenomen wordt dat er binnen het zichtvenster niets bijkomt of weggaat, en dat binnen een groep alles even makkelijk te vinden is.',
    },
    {
      en: 'There is no estimate per department, class or tier: what the register misses often has none of them.',
      nl: 'Er is geen schatting per afdeling, klasse of niveau: wat het register mist, heeft die vaak niet.',
    },
    {
      en: 'For the same reason an unregistered device without a class counts among the rest, which makes the total of that part too large and that of the devices too small.',
      nl: 'Om dezelfde reden telt een niet-geregistreerd apparaat zonder klasse bij de rest, waardoor het totaal van dat deel te groot en dat van de apparaten te klein uitvalt.',
    },
    {
      en: 'The chart is not judged: neighbouring values rest on mostly the same assets, and control limits would raise false signals.',
      nl: 'De grafiek wordt niet beoordeeld: waarden naast elkaar rusten op grotendeels dezelfde middelen, en regelgrenzen zouden loos alarm geven.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    estimated('coverage', {
      name: 'coverage',
      title: { en: 'Registered, of the estimated total', nl: 'Geregistreerd, van het geschatte totaal' },
      unit: 'proportion',
      direction: 'up',
      headline: true,
      numerator: { kind: 'asset', filter: registeredAssets },
    }),
    estimated('total', {
      name: 'total',
      title: { en: 'Estimated total', nl: 'Geschat totaal' },
      unit: 'count',
      direction: 'context',
      headline: false,
      numerator: { kind: 'asset', filter: knownAssets },
    }),
  ],
});
