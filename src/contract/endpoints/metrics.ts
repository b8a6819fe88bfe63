/** Metrics: the catalogue, one metric with its series and chart, the overview, and measuring on demand. */
import { z } from 'zod';
import { metricOrigins, scopeKinds } from '#core/metrics/define-metric.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';
import { AnnotationJson } from './annotations.ts';
import { EnteredInputsJson } from './entries.ts';
import { PublishedFigures, RowLinksJson } from './figure-links.ts';
import { LifecycleStateJson } from './lifecycle.ts';

const Localised = z.object({ en: z.string(), nl: z.string() });
export const directions = ['up', 'down', 'target-band', 'context'] as const;
export const ScopeJson = z.object({
  kind: z.enum(scopeKinds).describe('service: all assets beneath a service or care process'),
  id: z.string().describe('of a service or care process its key, `care-process:emergency`; asked for by its name as well'),
});
export type ScopeJson = z.infer<typeof ScopeJson>;

/** One day's value: `state` measured, stale, warned, or the reason why there is none. Unknown is never 0. */
export const SeriesPoint = z.object({
  day: z.iso.date(),
  state: z.enum(['measured', 'stale', 'warned', 'no-data', 'not-applicable', 'group-too-small', 'source-failed', 'gated']),
  value: z.number().nullable(),
  atLeast: z.literal(true).optional().describe('the value is a bound: what was measured is more, nobody knows by how much'),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  lower: z.number().nullable(),
  upper: z.number().nullable().describe('null beside a lower bound: nothing was followed for long enough to tell it'),
  reasons: z.array(z.string()),
});
export type SeriesPoint = z.infer<typeof SeriesPoint>;

export const Verdict = z.object({
  kind: z.enum(['improving', 'worsening', 'common-cause', 'shift-no-direction', 'too-early', 'not-judged']),
  sinceOn: z.iso.date().nullable(),
  text: Localised,
});
export type Verdict = z.infer<typeof Verdict>;

const Reading = z.enum(['better', 'worse', 'neutral']);

/** A judged movement of a stock: gains among all changes, or what comes in and what goes out (per day). */
export const ChartPanel = z.object({
  name: z.enum(['gained-share', 'inflow', 'outflow']),
  points: z.array(
    z
      .object({
        first: z.int().describe('index of the first point of the chart that is pooled here'),
        last: z.int(),
        value: z.number(),
        numerator: z.number(),
        denominator: z.number(),
        centre: z.number().nullable(),
        lower: z.number().nullable(),
        upper: z.number().nullable(),
      })
      .nullable(),
  ),
  status: z.enum(['too-short', 'provisional', 'frozen']),
  widened: z.boolean().describe('limits are widened because the points scatter more than counting explains'),
});
export type ChartPanel = z.infer<typeof ChartPanel>;

/** The chart as data (metrics.md 5); the page only draws it. Points are one per period of the metric's cadence. */
export const ChartModel = z.object({
  kind: z.enum(['flow', 'p', 'u', 'xmr', 'run']),
  period: z.enum(['quarter', 'month', 'week', 'figure']).describe('figure: each published figure is a point of its own'),
  points: z.array(
    SeriesPoint.extend({
      periodStartOn: z.iso.date(),
      running: z.boolean().describe('the period is not over: drawn, not judged'),
      specialCause: z.boolean().describe('a known cause that will not come back: drawn and judged, and gives no limits'),
    }),
  ),
  centre: z.array(z.number().nullable()),
  lower: z.array(z.number().nullable()),
  upper: z.array(z.number().nullable()),
  phases: z.array(
    z.object({
      fromIndex: z.int(),
      note: Localised.nullable(),
      cause: z.enum(['new-source', 'new-model', 'counted-otherwise', 'signed']),
      status: z.enum(['too-short', 'provisional', 'frozen']),
    }),
  ),
  signals: z.array(
    z.object({
      index: z.int().describe('of the point at which its rule was met'),
      fromIndex: z.int(),
      toIndex: z.int(),
      rule: z.string(),
      direction: Reading,
      text: Localised,
    }),
  ),
  panels: z.array(ChartPanel).describe('of a stock: the movement that is judged instead of the level'),
  expectedFalseSignals: z.number().describe('how many signals chance alone would give among the points judged'),
  assurance: z
    .enum(['consistently-meets', 'hit-and-miss', 'consistently-misses'])
    .nullable()
    .describe('against the target, from the newest limits'),
  note: Localised.nullable(),
});
export type ChartModel = z.infer<typeof ChartModel>;

export const MetricSummary = z.object({
  id: z.string(),
  version: z.string(),
  lifecycle: LifecycleStateJson.describe('in this organisation'),
  origin: z.enum(metricOrigins).describe('asked of the records, entered by people, or read from what was published of them'),
  domain: z.string(),
  title: Localised,
  question: Localised,
  measures: z.array(
    z.object({ measure: z.string(), title: Localised, unit: z.string(), direction: z.enum(directions), headline: z.boolean() }),
  ),
  newest: SeriesPoint.nullable().describe('of the headline measure, whole organisation'),
  verdict: Verdict,
});
export type MetricSummary = z.infer<typeof MetricSummary>;

export const listMetrics = defineEndpoint({
  id: 'metrics.list',
  method: 'GET',
  path: '/metrics',
  summary: 'The catalogue with the newest value of each metric',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(MetricSummary) }),
  problems: [],
});

export const MetricDefinitionJson = z.object({
  decision: Localised,
  audience: z.array(z.string()),
  formula: Localised,
  population: Localised.describe('as a sentence'),
  exclusions: z
    .array(z.object({ rule: Localised, reason: Localised, kind: z.enum(['asset', 'finding']), filter: z.string(), count: z.int() }))
    .describe('rows left out: the RQL that finds them, and how many there are today in the scope'),
  gates: z.array(z.object({ condition: Localised, effect: z.string(), reason: z.string() })),
  cadence: z.string(),
  graceDays: z.int(),
  costOfMeasurement: z.object({ hoursPerQuarter: z.number(), class: z.enum(['L', 'M', 'H']) }),
  automationLevel: z.int(),
  target: z.object({ value: z.number(), source: Localised }).nullable(),
  goalposts: z
    .union([z.object({ worst: z.number(), best: z.number(), basis: Localised }), z.object({ leftOut: Localised })])
    .describe('between which the headline measure is scored for the resilience index, or why it is not'),
  referenceValues: z.array(z.object({ value: z.number(), population: Localised, source: z.string(), note: Localised })),
  gamingRisks: z.array(z.object({ how: Localised, signal: Localised, counterMetric: z.string().nullable() })),
  obligations: z.array(z.string()),
  benchmarkable: z.boolean(),
  knownGaps: z.array(Localised),
  lifecycle: LifecycleStateJson.describe('as it is shipped'),
});
export type MetricDefinitionJson = z.infer<typeof MetricDefinitionJson>;

/** A signal of the record that today's chart does not show. */
export const RecordedSignal = z.object({
  fromOn: z.iso.date(),
  metOn: z.iso.date().describe('first day of the period in which its rule was met'),
  rule: z.string(),
  direction: Reading,
  text: Localised,
  firstSeenAt: z.iso.datetime(),
  because: z
    .enum(['phase', 'definition', 'corrected'])
    .describe('why the chart shows it no more: limits became others, the definition did, or figures of those days were corrected'),
});
export type RecordedSignal = z.infer<typeof RecordedSignal>;

export const SignedPhaseJson = z.object({
  id: z.string(),
  startsOn: z.iso.date(),
  annotationId: z.string(),
  reason: z.string(),
  signature: z.string(),
  signedAt: z.iso.datetime(),
});

export type SignedPhaseJson = z.infer<typeof SignedPhaseJson>;

export const MeasureView = z.object({
  measure: z.string(),
  title: Localised,
  unit: z.string(),
  direction: z.enum(directions),
  headline: z.boolean(),
  scope: ScopeJson,
  series: z.array(SeriesPoint),
  rows: RowLinksJson.nullable().describe('null: a person entered the value, see its entries; or it was published of people'),
  entered: EnteredInputsJson.nullable().describe('what a person is asked for; null: nobody enters it'),
  published: PublishedFigures.nullable().describe('what was published of people, figure by figure; null: it is no figure about people'),
  isOfCurve: z.boolean().describe('read from a curve of survival: the numerator is how many findings it followed, and nothing is divided'),
  chart: ChartModel,
  verdict: Verdict,
  record: z.array(RecordedSignal).describe('signals that were seen once and that the chart does not show any more'),
  shift: z
    .object({ startsOn: z.iso.date(), metOn: z.iso.date().describe('a cause lies no later than this day'), text: Localised })
    .nullable()
    .describe('a sustained shift that stands: with its cause on record a person may sign that a new phase begins'),
  signedPhases: z.array(SignedPhaseJson),
});
export type MeasureView = z.infer<typeof MeasureView>;

export const ScopeRow = z.object({ scope: ScopeJson, label: z.string(), newest: SeriesPoint });
export type ScopeRow = z.infer<typeof ScopeRow>;

const SetForVersion = z
  .string()
  .nullable()
  .describe('the major version of the definition it was set for, where the definition counts otherwise now; else null');

export const TargetJson = z.object({
  value: z.number().describe('in the unit of the headline measure: 0.95 for 95 %'),
  source: Localised.nullable().describe('of the definition; null: the hospital set it itself'),
  reason: z.string().nullable(),
  saidAt: z.iso.datetime().nullable(),
  saidBy: z.string().nullable(),
  setForVersion: SetForVersion,
});

export const TargetWord = z.object({
  value: z.number().nullable().describe('null: the target of the definition, or none'),
  reason: z.string(),
  saidAt: z.iso.datetime(),
  saidBy: z.string().nullable().describe('name; null: the owner of the node, or somebody who is no longer known'),
  setForVersion: SetForVersion,
});

export const UnplacedRow = z.object({ kind: z.enum(['department', 'class', 'tier']), newest: SeriesPoint, rows: RowLinksJson });
export type UnplacedRow = z.infer<typeof UnplacedRow>;

export const MetricView = z.object({
  id: z.string(),
  version: z.string(),
  lifecycle: LifecycleStateJson.describe('in this organisation'),
  domain: z.string(),
  title: Localised,
  question: Localised,
  measures: z.array(MeasureView),
  definition: MetricDefinitionJson,
  breakdown: z.array(ScopeRow).describe('newest value of the headline measure per department, class, tier and service'),
  unplaced: z
    .array(UnplacedRow)
    .describe('what the breakdown leaves out: rows whose department, class or tier is not known; with them it adds up to the whole'),
  target: TargetJson.nullable().describe('what chart and assurance are held against'),
  targetWords: z.array(TargetWord).describe('every word of people about it, newest first'),
  annotations: z.array(AnnotationJson).describe('what people said happened that stands beside these charts, oldest first'),
});
export type MetricView = z.infer<typeof MetricView>;

export const getMetric = defineEndpoint({
  id: 'metrics.get',
  method: 'GET',
  path: '/metrics/{id}',
  summary: 'One metric: definition, series, chart, verdict and the rows beneath',
  access: access.read,
  params: IdParams,
  query: z.strictObject({
    scopeKind: ScopeJson.shape.kind.optional(),
    scopeId: z.string().max(300).optional(),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
  }),
  body: null,
  response: MetricView,
  problems: ['metric-not-found', 'request-invalid'],
});

export const OverviewSign = z.object({
  id: z.string(),
  domain: z.string(),
  measure: z.string(),
  title: Localised,
  question: Localised,
  unit: z.string(),
  direction: z.enum(directions),
  newest: SeriesPoint.nullable(),
  rows: RowLinksJson.nullable().describe('null: a person entered the value, or it was published of people'),
  origin: z.enum(metricOrigins),
  chart: ChartModel,
  verdict: Verdict,
});
export type OverviewSign = z.infer<typeof OverviewSign>;

export const NextStep = z.object({
  code: z.string(),
  title: Localised,
  detail: Localised,
  kind: z.enum(['asset', 'finding', 'import']).nullable(),
  filter: z.string().nullable().describe('RQL of the rows meant'),
});

export const Overview = z.object({
  asOf: z.iso.date(),
  signs: z.array(OverviewSign).describe('worst news first'),
  next: z.array(NextStep),
  sources: z.array(z.object({ source: z.string(), role: z.string(), newestAt: z.iso.datetime(), ageDays: z.int(), stale: z.boolean() })),
  counts: z
    .object({ assets: z.int(), findingsOpen: z.int(), overdue: z.int(), imports: z.int() })
    .describe('assets and imports: all of the list without a filter'),
});
export type Overview = z.infer<typeof Overview>;

export const getOverview = defineEndpoint({
  id: 'overview.get',
  method: 'GET',
  path: '/overview',
  summary: 'The vital signs, worst news first, and what to do next',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: Overview,
  problems: [],
});

export const measure = defineEndpoint({
  id: 'metrics.measure',
  method: 'POST',
  path: '/measurements',
  summary: 'Measure now, from a day on (default: from the earliest day not yet measured); answers when done unless wait=false',
  access: access.import,
  params: NoParams,
  query: NoQuery,
  body: z.strictObject({ from: z.iso.date().optional(), wait: z.boolean().default(true) }),
  response: z.object({ status: z.enum(['done', 'queued']), fromOn: z.iso.date().nullable(), days: z.int(), written: z.int() }),
  problems: ['request-invalid'],
});

export const signPhase = defineEndpoint({
  id: 'phases.sign',
  method: 'POST',
  path: '/metrics/{id}/phases',
  summary: 'Sign that a sustained shift with a known cause is here to stay: the chart gets a new phase, and what came before stays',
  access: access.decide,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({
    measure: z.string().max(100).optional().describe('default: the headline measure'),
    scope: z
      .strictObject({ kind: z.enum(scopeKinds), id: z.string().max(300) })
      .nullable()
      .default(null),
    startsOn: z.iso.date().describe('of the shift that stands, as the metric shows it'),
    annotationId: z.string().max(100).nullable().default(null).describe('the known cause'),
    persists: z.boolean().default(false).describe('the person expects it to stay'),
    reason: z.string().trim().max(1000).default(''),
    signature: z.string().trim().max(120).default('').describe('the name of the person who signs'),
  }),
  response: z.object({ id: z.string() }),
  problems: ['metric-not-found', 'not-found', 'request-invalid', 'conflict'],
});

export const setTarget = defineEndpoint({
  id: 'metrics.target',
  method: 'PUT',
  path: '/metrics/{id}/target',
  summary: 'Say what the hospital aims for; every earlier word stays on record',
  access: access.decide,
  params: IdParams,
  query: NoQuery,
  body: z.strictObject({
    value: z.number().nullable().describe('in the unit of the headline measure; null gives the target of the definition back'),
    reason: z.string().trim().min(1).max(1000).describe('why this, and who agreed'),
  }),
  response: z.object({ target: TargetJson.nullable() }),
  problems: ['metric-not-found', 'request-invalid'],
});

export const withdrawPhase = defineEndpoint({
  id: 'phases.withdraw',
  method: 'POST',
  path: '/phases/{id}/withdraw',
  summary: 'Take a signed phase back: the chart is as before, and who signed and withdrew stays on record',
  access: access.decide,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ id: z.string() }),
  problems: ['not-found', 'conflict'],
});

export const metricEndpoints = [listMetrics, getMetric, getOverview, measure, setTarget, signPhase, withdrawPhase] as const;
