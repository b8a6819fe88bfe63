/** What a report is written from: series already measured and charts already judged. Gathered by `server/reports`. */
import type { Language, Localised } from '../kernel/text.ts';
import type { Day, Instant } from '../kernel/time.ts';
import type { ChartModel, DailyValue } from '../metrics/chart-model.ts';
import type { Measure, MetricDefinition } from '../metrics/define-metric.ts';
import type { IndexOfDay } from '../metrics/resilience-index.ts';
import type { SourceRole } from '../metrics/gates.ts';
import type { Spell } from '../statistics/survival.ts';
import type { ReportedPeople } from './people-input.ts';
import type { ReportPeriod } from './report-period.ts';

/** Of the measurements that count in a stretch of days: the highest revision, and when the newest was computed. */
export interface Provenance {
  readonly revision: number;
  readonly computedAt: Instant;
}

/** Who entered a value, when, and with which evidence. */
export interface EnteredSource {
  readonly by: string | null;
  readonly on: Day;
  readonly evidence: string;
}

/** What a figure about people was read from: no file that is kept, but publications that are frozen. */
export interface PublishedSource {
  readonly subject: string;
  readonly fromOn: Day;
  readonly toOn: Day;
  readonly keys: readonly string[];
}

export interface ReportedSign {
  readonly metric: MetricDefinition;
  /** Its headline measure. */
  readonly measure: Measure;
  /** The newest day up to the day of the report; null: never measured. */
  readonly newest: DailyValue | null;
  readonly chart: ChartModel;
  /** What stands beside a half-life: what the same curve also says; of a figure about people, its other measures. Empty of every other metric. */
  readonly beside: readonly { readonly measure: Measure; readonly newest: DailyValue }[];
  /** Of the catalogue, or the hospital's own, with who set it and why. */
  readonly target: { readonly value: number; readonly source: string; readonly isOwn: boolean } | null;
  /** What a person entered that a figure of that day rests on; absent: the metric is computed from records. */
  readonly enteredOn?: (measure: string, day: Day) => EnteredSource | null;
  /** The publications a figure of that day rests on; absent: it is not about people. */
  readonly publishedOn?: (measure: string, day: Day) => PublishedSource | null;
  /** Null where nothing is stored of these days. @param measure of the metric */
  readonly provenance: (measure: string, from: Day, to: Day) => Provenance | null;
}

/** An import that spoke: a register only as a whole, a scan also of what is on the network. */
export interface SpokenFile {
  readonly importId: string;
  readonly source: string;
  readonly role: SourceRole;
  readonly file: string;
  readonly digest: string;
  readonly observedOn: Day;
}

/** A next step as the overview says it, in the language of the report. */
export interface ReportedStep {
  readonly title: string;
  readonly detail: string;
  /** Names in it, whose digits are no figures. */
  readonly names: readonly string[];
  /** RQL of the rows meant. */
  readonly filter: string | null;
  readonly code: string;
}

/** How long findings stayed open, of those that were open in the year before the end of the day of the report. */
export interface ReportedClosing {
  readonly sinceOn: Day;
  readonly whole: ClosingInput;
  /** By severity, the worst first. */
  readonly groups: readonly (ClosingInput & { readonly name: Localised | null })[];
}

export interface ClosingInput {
  readonly spells: readonly Spell[];
  /** RQL of the findings. */
  readonly filter: string;
}

export interface ReportInput {
  readonly language: Language;
  readonly organisation: string;
  readonly period: ReportPeriod;
  /** Its last day, or today while it runs. */
  readonly day: Day;
  readonly isRunning: boolean;
  /** The resilience index on the day of the report; null: there is nothing it could be made of. */
  readonly index: IndexOfDay | null;
  /** Null: there is not a single finding. `too-slow`: they were not read within the time that a report waits. */
  readonly closing: ReportedClosing | 'too-slow' | null;
  /** Worst news first. */
  readonly signs: readonly ReportedSign[];
  readonly people: ReportedPeople;
  readonly next: readonly ReportedStep[];
  /** What comes next is of the day of making. */
  readonly today: Day;
  /** Oldest observation first. */
  readonly files: readonly SpokenFile[];
}
