/**
 * The definition record of a metric (domain/metrics.md 2): a question asked of the records, for somebody, so that a
 * decision changes. The document page, the API, the web card and the runner all read this one object.
 * Not here: how a value is judged over time (`core/statistics`) or stored (`store/measuring`).
 */
import type { PublicationSubject } from '../disclosure/subjects.ts';
import type { Localised } from '../kernel/text.ts';
import type { Filter } from '../query/filter.ts';
import type { ToldAge } from '../vulnerabilities/time-to-close.ts';
import type { ChartForm } from './chart-model.ts';
import type { ChartPeriod } from '../statistics/periods.ts';
import type { Direction } from '../statistics/verdict.ts';
import type { FigureReason } from './figure-reasons.ts';
import type { GateId, SourceRole } from './gates.ts';
import type { MetricGoalposts } from './goalposts.ts';
import type { LifecycleState } from './lifecycle.ts';

export const audiences = [
  'ciso',
  'vulnerability-manager',
  'medical-technology-manager',
  'data-protection-officer',
  'awareness-officer',
  'works-council',
  'board',
  'data-engineer',
] as const;
export type Audience = (typeof audiences)[number];

/** Ids of duties a metric gives evidence for: NIS2 article 21(2) by letter, Cyberbeveiligingsbesluit by theme. */
export type ObligationId = `nis2-21-2-${'a' | 'b' | 'c' | 'd' | 'e' | 'f' | 'g' | 'h' | 'i' | 'j'}`;

/** What metrics are about: assets, vulnerabilities, and what people do (awareness). */
export const metricDomains = ['AST', 'VUL', 'AWR'] as const;
export type MetricDomain = (typeof metricDomains)[number];

export interface Rows {
  readonly kind: 'asset' | 'finding';
  readonly filter: Filter;
}

/** Rows left out of the population, counted and shown; `filter` finds exactly those. */
export interface Exclusion {
  readonly rule: Localised;
  readonly reason: Localised;
  readonly filter: Filter;
}

/** What two counts say, or one. */
type CountKind = 'proportion' | 'ratio' | 'count';

/** `duration`: days that a person enters. The others follow from records; the first three also from what a person enters. */
export type MeasureKind = CountKind | 'duration' | 'estimate' | 'quantile' | 'source-age' | 'survival' | 'expected';

/** Assets on two independent lists, by stratum; together the strata hold every asset once. */
export interface Estimate {
  /** `coverage`: the share of the estimated total that is on the first list. */
  readonly of: 'coverage' | 'total';
  readonly first: Filter;
  readonly second: Filter;
  readonly strata: readonly Filter[];
}

/** The age in whole days at the end of the day that so many per cent of the rows have not passed (`core/statistics/quantile.ts`). */
export interface AgeQuantile {
  /** A moment or day among the kept fields of the numerator's rows; of rows of which it is unknown no age is known. */
  readonly of: string;
  /** 1 to 100, whole. */
  readonly percent: number;
}

/** Of the findings of the last whole month, those still open among them (`life-windows.ts`). */
export type SurvivalReading =
  | { readonly of: 'half-life' }
  /** Closed by that age in days. */
  | { readonly of: 'closed'; readonly byAge: ToldAge }
  /** How many the curve rests on, and how many are left out of it because nobody knows when they began. */
  | { readonly of: 'followed' }
  | { readonly of: 'left-out' };

/**
 * What the scores of EPSS let expect (`expected-under.ts`): so many of the findings, or assets with at least one. The numerator are
 * those with a score and the denominator all: told beside the value, and not divided. Known only on the day that is measured.
 */
export interface Expectation {
  readonly of: 'findings' | 'assets';
}

/** `per-1000-fte`: of people in service, entered as FTE and told per thousand. `index`: 0 to 100. `percentage-points`: 3.1 is a share that is 0.031 higher. */
export type MeasureUnit =
  | 'proportion'
  | 'count'
  | 'expected'
  | 'findings-per-asset'
  | 'per-1000-fte'
  | 'ratio'
  | 'days'
  | 'minutes'
  | 'index'
  | 'percentage-points';
/** `service`: all assets beneath a service or care process of the dependency graph, as the graph was on the day. */
export const scopeKinds = ['organisation', 'department', 'class', 'tier', 'service'] as const;
export type ScopeKind = (typeof scopeKinds)[number];

interface MeasureBase {
  readonly name: string;
  readonly title: Localised;
  readonly unit: MeasureUnit;
  readonly direction: Direction;
  /** Shown among the vital signs; exactly one per metric. */
  readonly headline: boolean;
  readonly scopes: readonly ScopeKind[];
  readonly chart: {
    readonly form: ChartForm;
    /** For `events`: the measure whose days are summed into a period. */
    readonly daysOf?: string;
  };
  /** What an empty denominator means. */
  readonly whenEmpty: 'no-data' | 'not-applicable';
}

/** Asked of the records. */
export interface CountedMeasure extends MeasureBase {
  /**
   * `proportion`: numerator ⊆ denominator, same kind of row. `ratio`: two counts. `count`: no denominator. Without a denominator
   * as well: `estimate`, `quantile` and `survival`, see there, and `source-age`, the days since the newest source of a role spoke.
   */
  readonly kind: Exclude<MeasureKind, 'duration'>;
  readonly entered?: undefined;
  readonly published?: undefined;
  readonly estimate?: Estimate;
  readonly quantile?: AgeQuantile;
  readonly ageOfSource?: SourceRole;
  readonly survival?: SurvivalReading;
  readonly expected?: Expectation;
  /** Of a proportion: what is counted are not the rows but what they say here, each text once; a kept field of theirs. */
  readonly countedBy?: string;
  readonly numerator: Rows;
  readonly denominator: Rows | null;
}

/** What a person is asked for, in words that say what to count; `denominator` is null for a count and for a duration. */
export interface EnteredInputs {
  readonly numerator: Localised;
  readonly denominator: Localised | null;
  /** What shows that the numbers are so. */
  readonly evidence: Localised;
}

/** Entered by a person with evidence, because no file that is read gives it (`entered-value.ts`). */
export interface EnteredMeasure extends MeasureBase {
  /** `proportion`: part of a whole. `ratio`: two counts. `count`: one. `duration`: days, also parts of one. */
  readonly kind: 'proportion' | 'ratio' | 'count' | 'duration';
  readonly entered: EnteredInputs;
  readonly published?: undefined;
  readonly numerator?: undefined;
  readonly denominator?: undefined;
  readonly estimate?: undefined;
  readonly quantile?: undefined;
  readonly ageOfSource?: undefined;
  readonly survival?: undefined;
  readonly expected?: undefined;
  readonly countedBy?: undefined;
}

/** Where a published figure comes from, and what its two counts are of, in words. */
export interface PublishedOrigin {
  /** Whose publications are read, by the reader of that name (`core/figure-readers`). */
  readonly subject: PublicationSubject;
  /** null where the figure is not made of two counts: a time, an index, a rate over several. */
  readonly numerator: Localised | null;
  readonly denominator: Localised | null;
  /** Why a figure may be missing or marked, beside that it is old: what its reader gives. */
  readonly reasons: readonly FigureReason[];
}

/**
 * Read from what was published about people (`core/disclosure`), of the whole organisation alone: whatever is finer stands in the
 * publication, where small groups are hidden, and is counted nowhere else. There are no rows beneath; a figure ends at its publication.
 */
export interface PublishedMeasure extends MeasureBase {
  /**
   * `proportion`, `ratio`, `count`: of two published counts, or of one. `duration`: minutes or days, `index`: 0 to 100, `rate`: a
   * share that is no part of a whole (standardised, or off a curve), `difference`: of two shares, in percentage points.
   */
  readonly kind: CountKind | 'duration' | 'index' | 'rate' | 'difference';
  readonly published: PublishedOrigin;
  readonly scopes: readonly ['organisation'];
  readonly entered?: undefined;
  readonly numerator?: undefined;
  readonly denominator?: undefined;
  readonly estimate?: undefined;
  readonly quantile?: undefined;
  readonly ageOfSource?: undefined;
  readonly survival?: undefined;
  readonly expected?: undefined;
  readonly countedBy?: undefined;
}

export type Measure = CountedMeasure | EnteredMeasure | PublishedMeasure;

/** Of whom the values are: asked of the records, entered by people, or read from publications. A metric has one. */
export const metricOrigins = ['records', 'people', 'publications'] as const;
export type MetricOrigin = (typeof metricOrigins)[number];

export interface MetricDefinition {
  readonly id: `${string}-${string}`;
  /** Semantic version: a new major is not comparable with the one before and starts a new chart phase. */
  readonly version: `${number}.${number}.${number}`;
  readonly title: Localised;
  readonly question: Localised;
  readonly audience: readonly Audience[];
  readonly decision: Localised;
  readonly domain: MetricDomain;
  readonly layer: 'culture' | 'process' | 'tool' | 'technical';
  readonly type: 'implementation' | 'effectiveness' | 'efficiency' | 'impact';
  readonly crefGoal: 'anticipate' | 'withstand' | 'recover' | 'adapt';
  readonly formula: Localised;
  readonly population: Localised;
  readonly inclusions: readonly { readonly rule: Localised; readonly reason: Localised }[];
  readonly exclusions: readonly { readonly of: 'asset' | 'finding'; readonly exclusion: Exclusion }[];
  /** How often the sources are expected to speak, and how much later the value is called stale. */
  readonly cadenceDays: number;
  readonly graceDays: number;
  readonly chartPeriod: ChartPeriod;
  readonly chartPeriodReason: Localised;
  /** Kinds of source the value rests on; without one of them there is no value. */
  readonly leansOn: readonly SourceRole[];
  readonly gates: readonly GateId[];
  readonly costOfMeasurement: { readonly hoursPerQuarter: number; readonly class: 'L' | 'M' | 'H'; readonly basis: Localised };
  /** 0 manual entry, 1 file upload, 2 scheduled import, 3 API collector, 4 event stream. */
  readonly automationLevel: 0 | 1 | 2 | 3 | 4;
  /** Units below which a cell is not shown; absent for metrics that do not count people or organisations. */
  readonly minCellSize?: number;
  readonly benchmarkable: { readonly is: boolean; readonly reason: Localised };
  readonly target: { readonly value: number; readonly source: Localised } | null;
  /** Of the headline measure, for the resilience index only; a change of them raises the version. */
  readonly goalposts: MetricGoalposts;
  readonly referenceValues: readonly {
    readonly value: number;
    readonly population: Localised;
    /** As it is cited. */
    readonly source: string;
    /** How it is to be read; of a figure that was not confirmed, that it was not. */
    readonly note: Localised;
  }[];
  readonly gamingRisks: readonly { readonly how: Localised; readonly signal: Localised; readonly counterMetric: string | null }[];
  readonly obligations: readonly ObligationId[];
  readonly knownGaps: readonly Localised[];
  /** Why it is no vital sign: it stays on its own page, in exports and in annexes, and leads no overview. Absent: it is one. */
  readonly notVital?: Localised;
  /** As it is shipped; what an organisation says of it stands beside it (`lifecycle.ts`). */
  readonly lifecycle: LifecycleState;
  readonly measures: readonly Measure[];
}

export function defineMetric<const M extends MetricDefinition>(definition: M): M {
  return definition;
}

/** No metric mixes them (`examples.test.ts` holds that). */
export function originOf({ measures }: Pick<MetricDefinition, 'measures'>): MetricOrigin {
  if (measures.some(({ entered }) => entered !== undefined)) return 'people';
  return measures.some(({ published }) => published !== undefined) ? 'publications' : 'records';
}

/** Its values are entered by people; such a metric has no measure that is asked of the records. */
export function isEntered(metric: Pick<MetricDefinition, 'measures'>): boolean {
  return originOf(metric) === 'people';
}

export function isPublished(metric: Pick<MetricDefinition, 'measures'>): boolean {
  return originOf(metric) === 'publications';
}

export function isAskedOfRecords(measure: Measure): measure is CountedMeasure {
  return measure.entered === undefined && measure.published === undefined;
}

export function countedMeasures({ measures }: Pick<MetricDefinition, 'measures'>): readonly CountedMeasure[] {
  return measures.filter(isAskedOfRecords);
}

export function enteredMeasures({ measures }: Pick<MetricDefinition, 'measures'>): readonly EnteredMeasure[] {
  return measures.filter((measure): measure is EnteredMeasure => measure.entered !== undefined);
}

export function publishedMeasures({ measures }: Pick<MetricDefinition, 'measures'>): readonly PublishedMeasure[] {
  return measures.filter((measure): measure is PublishedMeasure => measure.published !== undefined);
}
