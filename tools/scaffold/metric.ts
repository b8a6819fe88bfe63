/** `new metric`: a folder with a share that can be computed today and worked examples of it, and its line in the registry. */
import { intoRegistry, nameOf, ScaffoldRefusal, type Name, type Plan } from './plan.ts';

const registry = 'src/core/metrics/registry.ts';

export function planMetric(plan: Plan, [id, name]: readonly string[]): readonly string[] {
  const written = id?.toUpperCase() ?? '';
  if (!/^(AST|VUL)-\d{2}$/.test(written))
    throw new ScaffoldRefusal(
      `A metric has the id of its domain and two digits, such as AST-20 or VUL-21${id === undefined ? '' : `; not "${id}"`}. A domain that is new begins in src/core/metrics/define-metric.ts.`,
    );
  if (plan.read(registry).includes(`'./${written.toLowerCase()}-`))
    throw new ScaffoldRefusal(`${written} is taken; ids are never used again. docs/metrics/README.md lists them.`);
  const names = nameOf(name, 'The name of a metric', 'named-department');
  const folder = `${written.toLowerCase()}-${names.kebab}`;
  plan.create(
    `src/core/metrics/${folder}/metric.ts`,
    written.startsWith('AST') ? assetMetric(written, names) : findingMetric(written, names),
  );
  plan.create(
    `src/core/metrics/${folder}/examples.json`,
    `${JSON.stringify({ examples: written.startsWith('AST') ? assetExamples : findingExamples }, null, 2)}\n`,
  );
  plan.change(registry, (text) =>
    intoRegistry(text, {
      name: names.camel,
      from: `./${folder}/metric.ts`,
      siblings: /^import \{ ([^}]+) \} from '(\.\/[a-z]+-\d+-[^']+)';$/gm,
      list: /^export const metrics[^[]*\[[^[]*\[\n/m,
    }),
  );
  return [
    `It asks what its first line says. Change question, filters and texts in src/core/metrics/${folder}/metric.ts,`,
    'and the numbers of examples.json, computed by hand, with it.',
    'npx vitest run src/core/metrics   holds both against each other',
    'npm run generate                  writes docs/metrics and docs/api/openapi.json',
    'The order is explained in docs/guides/add-a-metric.md.',
  ];
}

const assetMetric = (id: string, { camel }: Name) => `/**
 * ${id}: the share of registered assets in use whose department is known. Not: whether the department is the right one.
 * A question comes before its filters: say here what is asked and what is not, then change the definition below.
 */
import { asset } from '../../assets/asset.ts';
import { filtersOf } from '../../query/filter-builder.ts';
import { assetShare } from '../asset-share.ts';
import { defineMetric } from '../define-metric.ts';
import { allIsBest } from '../goalposts.ts';
import { comparableReason, fileUploadCost, monthlyChartReason, outOfUseExcluded, registeredAssets } from '../populations.ts';

const assets = filtersOf(asset);

export const ${camel} = defineMetric({
  id: '${id}',
  version: '1.0.0',
  title: { en: 'Department known', nl: 'Afdeling bekend' },
  question: {
    en: 'What share of the registered assets says which department it belongs to?',
    nl: 'Bij welk deel van de geregistreerde middelen staat bij welke afdeling het hoort?',
  },
  audience: ['ciso', 'medical-technology-manager'],
  // A figure that changes no decision is not worth its cost of measurement.
  decision: {
    en: 'Where it is low: ask the departments to claim what is theirs, because nobody else can plan its repair.',
    nl: 'Waar het laag is: vraag de afdelingen te zeggen wat van hen is, want niemand anders kan het herstel plannen.',
  },
  domain: 'AST',
  layer: 'process',
  type: 'implementation',
  crefGoal: 'anticipate',
  formula: {
    en: 'registered assets with a department / registered assets',
    nl: 'geregistreerde middelen met een afdeling / geregistreerde middelen',
  },
  population: { en: 'assets in the register, in use', nl: 'middelen in het register, in gebruik' },
  inclusions: [],
  exclusions: [outOfUseExcluded],
  cadenceDays: 92,
  graceDays: 14,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  // Without these sources there is no value; a gate says when the evidence is too old or too thin for one.
  leansOn: ['register'],
  gates: ['inventory-reconciled'],
  costOfMeasurement: { hoursPerQuarter: 0.5, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: { is: true, reason: comparableReason },
  target: null,
  // For the resilience index; where no honest best or worst exists: { leftOut: { en, nl } } with the reason.
  goalposts: allIsBest,
  referenceValues: [],
  // Every figure can be made to look better without anything being better: the signal is what then shows.
  gamingRisks: [
    {
      how: { en: 'one department for all that is left over', nl: 'één afdeling voor al wat overblijft' },
      signal: { en: 'a department grows that owns no room', nl: 'een afdeling groeit die geen kamer heeft' },
      counterMetric: null,
    },
  ],
  obligations: ['nis2-21-2-i'],
  knownGaps: [
    {
      en: 'A department that no longer exists still counts as one.',
      nl: 'Een afdeling die niet meer bestaat, telt nog als afdeling.',
    },
  ],
  lifecycle: 'draft',
  measures: [
    assetShare({
      name: 'department-known',
      title: { en: 'With a department', nl: 'Met een afdeling' },
      direction: 'up',
      headline: true,
      part: assets.known('department'),
      of: registeredAssets,
    }),
  ],
});
`;

const findingMetric = (id: string, { camel }: Name) => `/**
 * ${id}: the share of open findings that a scanner calls high or critical. Not: how dangerous they are where they stand.
 * A question comes before its filters: say here what is asked and what is not, then change the definition below.
 */
import { and, filtersOf } from '../../query/filter-builder.ts';
import { finding } from '../../vulnerabilities/finding.ts';
import { defineMetric } from '../define-metric.ts';
import { findingShare } from '../finding-share.ts';
import { noneIsBest } from '../goalposts.ts';
import { comparableReason, falsePositivesExcluded, fileUploadCost, isNoFalsePositive, monthlyChartReason, wholeCoverageGap } from '../populations.ts';

const findings = filtersOf(finding);
const isOpen = findings.eq('state', 'open');

export const ${camel} = defineMetric({
  id: '${id}',
  version: '1.0.0',
  title: { en: 'Grave findings', nl: 'Ernstige bevindingen' },
  question: {
    en: 'What share of the open findings is high or critical?',
    nl: 'Welk deel van de open bevindingen is hoog of kritiek?',
  },
  audience: ['vulnerability-manager', 'ciso'],
  // A figure that changes no decision is not worth its cost of measurement.
  decision: {
    en: 'Where it rises: repair by severity before repairing by number.',
    nl: 'Waar het stijgt: verhelp naar ernst voordat er naar aantal wordt verholpen.',
  },
  domain: 'VUL',
  layer: 'technical',
  type: 'effectiveness',
  crefGoal: 'withstand',
  formula: {
    en: 'open findings of severity high or critical / open findings',
    nl: 'open bevindingen met ernst hoog of kritiek / open bevindingen',
  },
  population: { en: 'open findings of any severity', nl: 'open bevindingen van elke ernst' },
  inclusions: [],
  exclusions: [falsePositivesExcluded(isOpen)],
  cadenceDays: 31,
  graceDays: 7,
  chartPeriod: 'month',
  chartPeriodReason: monthlyChartReason,
  // Without these sources there is no value; a gate says when the evidence is too old or too thin for one.
  leansOn: ['scan'],
  gates: ['scan-coverage'],
  costOfMeasurement: { hoursPerQuarter: 1, class: 'L', basis: fileUploadCost },
  automationLevel: 1,
  benchmarkable: { is: true, reason: comparableReason },
  target: null,
  // For the resilience index; where no honest best or worst exists: { leftOut: { en, nl } } with the reason.
  goalposts: noneIsBest,
  referenceValues: [],
  // Every figure can be made to look better without anything being better: the signal is what then shows.
  gamingRisks: [
    {
      how: { en: 'adding checks that find only low flaws', nl: 'controles toevoegen die alleen lage zwakten vinden' },
      signal: { en: 'the number of open low findings grows', nl: 'het aantal open lage bevindingen groeit' },
      counterMetric: 'VUL-02',
    },
  ],
  obligations: ['nis2-21-2-e'],
  knownGaps: [wholeCoverageGap],
  lifecycle: 'draft',
  measures: [
    findingShare({
      name: 'grave',
      title: { en: 'High or critical', nl: 'Hoog of kritiek' },
      direction: 'down',
      headline: true,
      part: and(isOpen, findings.ge('severity', 'high'), isNoFalsePositive),
      of: and(isOpen, isNoFalsePositive),
      chart: { form: 'stock-proportion' },
    }),
  ],
});
`;

const fresh = { register: '2026-03-30', discovery: '2026-03-29', scan: '2026-03-29' };
const base = { asOf: '2026-03-31', newestOn: fresh, scanCoverage: { numerator: 9, denominator: 10 } };
const ok = { state: 'measured', standing: 'ok' };
const none = { state: 'not-measured' };

const owned = { registered: true, seen: true, lifecycle: 'in-use', department: 'Intensive care' };
const nobodys = { registered: true, seen: true, lifecycle: 'in-use' };
const assetExamples = [
  {
    name: 'seven of ten say it',
    case: 'worked',
    note: 'Two retired ones are not counted. 7 of 10, Wilson 95 %.',
    ...base,
    assets: [
      { count: 7, ...owned },
      { count: 3, ...nobodys },
      { count: 2, registered: true, seen: false, lifecycle: 'retired' },
    ],
    expected: { 'department-known': { ...ok, value: 0.7, numerator: 7, denominator: 10, lower: 0.3968, upper: 0.8922, reasons: [] } },
  },
  {
    name: 'none of twenty says it',
    case: 'zero-events',
    note: '0 of 20: the interval reaches to 0.1611.',
    ...base,
    assets: [{ count: 20, ...nobodys }],
    expected: { 'department-known': { ...ok, value: 0, numerator: 0, denominator: 20, lower: 0, upper: 0.1611, reasons: [] } },
  },
  {
    name: 'no register yet',
    case: 'no-data',
    note: 'Without a register nobody can say what there is.',
    ...base,
    newestOn: { ...fresh, register: null },
    assets: [{ count: 5, ...owned }],
    expected: { 'department-known': { ...none, reason: 'no-data', reasons: ['register-missing'] } },
  },
  {
    name: 'the register was reconciled seven months ago',
    case: 'gate-closed',
    note: 'The gate of six months takes the value away; it makes no 0.',
    ...base,
    newestOn: { ...fresh, register: '2025-08-31' },
    assets: [{ count: 5, ...owned }],
    expected: { 'department-known': { ...none, reason: 'gated', reasons: ['inventory-not-reconciled'] } },
  },
];

const high = { state: 'open', severity: 'high', occurrence: 1, openedAt: '2026-03-01T09:00:00.000Z' };
const low = { ...high, severity: 'low' };
const findingExamples = [
  {
    name: 'seven of ten are high or critical',
    case: 'worked',
    note: 'A closed one and a false positive are not counted. 7 of 10, Wilson 95 %.',
    ...base,
    findings: [
      { count: 5, ...high },
      { count: 2, ...high, severity: 'critical' },
      { count: 3, ...low },
      { count: 1, ...high, state: 'closed' },
      { count: 1, ...high, decision: 'false-positive' },
    ],
    expected: { grave: { ...ok, value: 0.7, numerator: 7, denominator: 10, lower: 0.3968, upper: 0.8922, reasons: [] } },
  },
  {
    name: 'all twenty are low',
    case: 'zero-events',
    note: '0 of 20: the interval reaches to 0.1611.',
    ...base,
    findings: [{ count: 20, ...low }],
    expected: { grave: { ...ok, value: 0, numerator: 0, denominator: 20, lower: 0, upper: 0.1611, reasons: [] } },
  },
  {
    name: 'no scan yet',
    case: 'no-data',
    note: 'Nothing was looked at.',
    ...base,
    newestOn: { ...fresh, scan: null },
    findings: [{ count: 5, ...high }],
    expected: { grave: { ...none, reason: 'no-data', reasons: ['scan-missing'] } },
  },
  {
    name: 'only half of what can be scanned was scanned',
    case: 'gate-closed',
    note: 'The value stands with a warning: 1 of 1, Wilson 95 %.',
    ...base,
    scanCoverage: { numerator: 5, denominator: 10 },
    findings: [{ count: 1, ...high }],
    expected: {
      grave: {
        state: 'measured',
        standing: 'warned',
        value: 1,
        numerator: 1,
        denominator: 1,
        lower: 0.2065,
        upper: 1,
        reasons: ['scan-coverage-low'],
      },
    },
  },
];
