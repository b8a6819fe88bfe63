/** AST-03: share of what is on the network that no register names. Not: how long it takes to put that right (a later measure). */
import { and, not } from '../../query/filter-builder.ts';
import { defineMetric, scopeKinds } from '../define-metric.ts';
import { noneIsBest } from '../goalposts.ts';
import { fileUploadCost, isInUse, isRegistered, isSeen, monthlyChartReason, outOfUseExcluded, seenAssets } from '../populations.ts';

export const unknownAssets = defineMetric({
  id: 'AST-03',
  version: '1.0.0',
  title: { en: 'Unknown assets', nl: 'Onbekende middelen' },
  question: {
    en: 'What share of what was seen on the network lately does nobody have on record?',
    nl: 'Welk deel van wat onlangs op het netwerk is gezien, heeft niemand geregistreerd?',
  },
  audience: ['ciso', 'vulnerability-manager', 'medical-technology-manager'],
  decision: {
    en: 'When it rises: find out by which door the devices come in (supplier, department, project) and register or disconnect each of them this week.',
    nl: 'Bij een stijging: zoek uit via welke deur de apparaten binnenkomen (leverancier, afdeling, project) en registreer of ontkoppel ze deze week.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'effectiveness',
  crefGoal: 'anticipate',
  formula: {
    en: 'assets seen lately and not registered / assets seen lately',
    nl: 'middelen onlangs gezien en niet geregistreerd / middelen onlangs gezien',
  },
  population: { en: 'assets seen lately, in use', nl: 'middelen onlangs gezien, in gebruik' },
  inclusions: [
    {
      rule: {
        en: 'guests and equipment of suppliers on the hospital network',
        nl: 'gasten en apparatuur van leveranciers op het ziekenhuisnetwerk',
      },
      reason: { en: 'An attacker does not ask whose device it is.', nl: 'Een aanvaller vraagt niet van wie het apparaat is.' },
    },
  ],
  exclusions: [outOfUseExcluded],
  cadenceDays: 7,
  graceDays: 28,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  leansOn: ['register', 'discovery'],
  gates: ['inventory-reconciled', 'unknown-handled-weekly'],
  costOfMeasurement: { hoursPerQuarter: 3, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: {
    is: true,
    reason: { en: 'Both counts are defined the same way for everyone.', nl: 'Beide tellingen zijn voor iedereen hetzelfde bepaald.' },
  },
  target: null,
  goalposts: noneIsBest,
  referenceValues: [],
  gamingRisks: [
    {
      how: {
        en: 'registering every address in bulk, without owner or class',
        nl: 'elk adres in bulk registreren, zonder eigenaar of klasse',
      },
      signal: { en: 'AST-11 falls in the same week', nl: 'AST-11 daalt in dezelfde week' },
      counterMetric: 'AST-11',
    },
    {
      how: { en: 'looking less: fewer segments scanned', nl: 'minder kijken: minder segmenten scannen' },
      signal: { en: 'the number seen falls while the register stays', nl: 'het aantal geziene middelen daalt terwijl het register blijft' },
      counterMetric: 'AST-02',
    },
  ],
  obligations: ['nis2-21-2-i', 'nis2-21-2-g'],
  knownGaps: [
    {
      en: 'A retired device that is still on the network is left out here; it shows in the rows left out.',
      nl: 'Een afgevoerd apparaat dat nog op het netwerk zit, valt hier buiten; het staat bij de weggelaten rijen.',
    },
    {
      en: 'A device that only a network address names counts again each time its address changes.',
      nl: 'Een apparaat waarvan alleen het netwerkadres bekend is, telt opnieuw bij elk nieuw adres.',
    },
  ],
  lifecycle: 'specified',
  measures: [
    {
      name: 'unknown',
      title: { en: 'Seen, not registered', nl: 'Gezien, niet geregistreerd' },
      kind: 'proportion',
      unit: 'proportion',
      direction: 'down',
      headline: true,
      numerator: { kind: 'asset', filter: and(isSeen, not(isRegistered), isInUse) },
      denominator: { kind: 'asset', filter: seenAssets },
      scopes: scopeKinds,
      chart: { form: 'stock-proportion' },
      whenEmpty: 'not-applicable',
    },
  ],
});
