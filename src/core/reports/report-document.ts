/**
 * A board report as data: what HTML, PDF and the API hand out, and what the archive keeps for ever. Its texts are in one
 * language and already written; nothing in it is worked out again on reading. Every figure carries the number of its row in
 * the register, which says what it is, of which day, on which counts and sources it rests and when it was computed.
 * Not here: how it is built (`build-report.ts`) and how it looks (`render-html.ts`, `server/reports/report-pdf.ts`).
 */
import { z } from 'zod';

/** Words hold no digit. What may: a label (a name, an id, a date, a sentence of the catalogue) and a figure with its mark. */
export const Run = z.union([z.string(), z.object({ label: z.string() }), z.object({ figure: z.string(), mark: z.int() })]);
export type Run = z.infer<typeof Run>;
export const RichText = z.array(Run);
export type RichText = z.infer<typeof RichText>;

export const verdictKinds = ['improving', 'worsening', 'common-cause', 'shift-no-direction', 'too-early', 'not-judged', 'unknown'] as const;
export const VerdictWords = z.object({ kind: z.enum(verdictKinds), text: z.string() });
export type VerdictWords = z.infer<typeof VerdictWords>;

/** One point per period, in order; a period without a value is a gap and never 0. */
export const ReportChart = z.object({
  kind: z.enum(['stock', 'proportion', 'values', 'run']),
  from: z.string().describe('the first period in words'),
  to: z.string().describe('the last period in words'),
  points: z.array(
    z.object({
      value: z.number().nullable(),
      isAtLeast: z.literal(true).optional().describe('the value is a bound: drawn as such'),
      lower: z.number().nullable(),
      upper: z.number().nullable(),
      running: z.boolean(),
    }),
  ),
  limits: z.array(z.object({ centre: z.number().nullable(), lower: z.number().nullable(), upper: z.number().nullable() })),
  signals: z.array(z.object({ index: z.int(), reading: z.enum(['better', 'worse', 'neutral']) })),
  phases: z.array(z.int()).describe('indexes where other sources or another version begin'),
  target: z.number().nullable(),
  references: z.array(z.number()),
});
export type ReportChart = z.infer<typeof ReportChart>;

const IndexPart = z.object({
  value: RichText.describe('empty where there is none'),
  band: RichText,
  missing: z.string().nullable().describe('why there is none'),
  coverage: RichText,
  scale: z.object({ value: z.number(), lower: z.number(), upper: z.number() }).nullable().describe('to draw: 0 worst, 1 best'),
});
export type IndexPart = z.infer<typeof IndexPart>;
const ReportIndex = IndexPart.extend({ domains: z.array(IndexPart.extend({ title: z.string() })) });
export type ReportIndex = z.infer<typeof ReportIndex>;

export const ReportSign = z.object({
  metricId: z.string(),
  title: z.string(),
  question: z.string(),
  value: RichText,
  counts: RichText.describe('interval, numerator and denominator; empty where the value has none'),
  caution: z.string().nullable().describe('why the value is to be read with care'),
  target: RichText.nullable(),
  verdict: VerdictWords,
  chart: ReportChart,
});
export type ReportSign = z.infer<typeof ReportSign>;

const Line = z.object({ title: z.string(), text: RichText });

const SeriesRow = z.object({
  period: z.string(),
  value: RichText,
  interval: RichText,
  numerator: RichText,
  denominator: RichText,
  remark: z.string().describe('still running, with care, signal; or why there is no value'),
});

export const ReportBlock = z.object({
  metricId: z.string(),
  version: z.string(),
  title: z.string(),
  question: z.string(),
  definition: RichText.describe('two sentences of the catalogue'),
  value: RichText,
  counts: RichText,
  caution: z.string().nullable(),
  verdict: VerdictWords,
  lines: z.array(Line).describe('target, published values, signals, gaps, cost of measurement'),
  chart: ReportChart,
  series: z.array(SeriesRow),
});
export type ReportBlock = z.infer<typeof ReportBlock>;

/** How long findings stay open, of all together and by severity: the curve, what it says at some ages, and where it stops. */
export const ReportClosing = z.object({
  lead: RichText,
  value: RichText.describe('the half-life of all together; where it could not be worked out the notes say why'),
  counts: RichText,
  notes: z.array(RichText).describe('what is left out, and from where the curve is conditional'),
  curve: z
    .object({
      lastAge: z.number().describe('days; the curve ends here'),
      halfAge: z.number().nullable().describe('null: more than half are open where it ends'),
      steps: z.array(z.object({ age: z.number(), open: z.number(), lower: z.number().nullable(), upper: z.number().nullable() })),
    })
    .nullable()
    .describe('to draw: the share still open after each age at which something was closed; null: nothing could be followed'),
  ages: z.array(z.object({ age: z.string(), open: RichText, interval: RichText, atRisk: RichText })),
  groups: z.array(
    z.object({ name: z.string(), half: RichText, interval: RichText, counted: RichText, closed: RichText, leftOut: RichText }),
  ),
});
export type ReportClosing = z.infer<typeof ReportClosing>;

/** One figure about people in a table; of a value that is missing the remark says why. */
const PeopleRow = z.object({
  title: z.string(),
  on: z.string().describe('the day it is of'),
  value: RichText,
  interval: RichText,
  numerator: RichText,
  denominator: RichText,
  remark: z.string(),
});
export type PeopleRow = z.infer<typeof PeopleRow>;

export const ReportPeople = z.object({
  signs: z.array(ReportSign.extend({ lines: z.array(Line) })).describe('vital signs of what people do'),
  scores: z.array(PeopleRow).describe('of questionnaires'),
  campaigns: z.array(
    z.object({
      name: z.string(),
      judged: RichText.describe('by what, on which days'),
      verdict: VerdictWords.describe('of the effect, told by the shapes of other verdicts'),
      effect: RichText.describe('empty where there is none'),
      details: z.array(RichText),
    }),
  ),
  assumptions: z.array(z.string()).describe('of every effect; empty where there is none'),
  activity: z.array(PeopleRow).describe('trainings and ambassadors: never an outcome'),
  hidden: z.array(z.object({ name: z.string(), sides: z.array(RichText) })).describe('how many groups are hidden, and why'),
});
export type ReportPeople = z.infer<typeof ReportPeople>;

/**
 * `measurement`: stored by the runner. `entered`: by a person, with evidence; who, when and which stands in the note. `records`: counted among the records when the report was made. `definition`: of the
 * catalogue. `report`: counted in this very report.
 */
export const registerOrigins = ['measurement', 'entered', 'published', 'records', 'definition', 'report'] as const;

export const RegisterRow = z.object({
  mark: z.int(),
  key: z.string().describe('the same figure in another revision has the same key'),
  printed: z.array(z.string()),
  what: z.string(),
  origin: z.enum(registerOrigins),
  metric: z.object({ id: z.string(), version: z.string(), measure: z.string().nullable() }).nullable(),
  scope: z.string().describe('of which part of the organisation'),
  fromOn: z.iso.date().nullable().describe('of a figure summed over days: the first of them'),
  day: z.iso.date().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  sources: z.array(z.string()).describe('keys of the sources of this report'),
  note: z.string().nullable().describe('the filter of the rows counted, or the source of a value of the catalogue'),
  revision: z.int().nullable().describe('of the measurement: from 1, higher where a past day was corrected'),
  computedAt: z.iso.datetime().nullable(),
});
export type RegisterRow = z.infer<typeof RegisterRow>;

/** A file the figures rest on. */
export const ReportSource = z.object({
  key: z.string(),
  importId: z.string(),
  source: z.string(),
  roles: z.array(z.string()),
  file: z.string(),
  digest: z.string(),
  observedOn: z.iso.date(),
});
export type ReportSource = z.infer<typeof ReportSource>;

export const ReportDocument = z.object({
  /** Of this structure: an archived report is read by the rules it was written with. */
  format: z.literal(1),
  language: z.enum(['en', 'nl']),
  organisation: z.string(),
  period: z.string(),
  periodText: z.string(),
  day: z.iso.date(),
  dayText: z.string(),
  isRunning: z.boolean(),
  page: z.object({
    lead: RichText,
    index: ReportIndex.nullish().describe('the resilience index; absent from reports made before it was in them'),
    signs: z.array(ReportSign).describe('worst news first'),
    others: RichText.nullable(),
    next: z.array(z.object({ title: RichText, detail: RichText })),
    nextDayText: z.string(),
    unknown: z.array(z.object({ why: z.string(), metrics: z.array(z.string()) })),
  }),
  people: ReportPeople.nullish().describe(
    'the half about people; null: nothing about them was ever published. Absent from reports made before',
  ),
  annex: z.array(ReportBlock),
  closing: ReportClosing.nullish().describe('absent from reports made before it was in them, and where there are no findings'),
  register: z.array(RegisterRow),
  sources: z.array(ReportSource),
});
export type ReportDocument = z.infer<typeof ReportDocument>;

/** A figure that reads otherwise than in the revision before it; null: it was not, or is no longer, in the report. */
export const ReportChange = z.object({
  key: z.string(),
  mark: z.int().nullable(),
  what: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type ReportChange = z.infer<typeof ReportChange>;

export const ReportEdition = z.object({
  id: z.string(),
  language: z.enum(['en', 'nl']),
  period: z.string(),
  day: z.iso.date(),
  revision: z.int(),
  madeAt: z.iso.datetime(),
  madeBy: z.string().nullable().describe('name, as it was then; null: by the schedule; `local`: by the owner of the node'),
  digest: z.string().describe('SHA-256 of the document as canonical JSON'),
  changes: z.array(ReportChange).describe('since the revision before; empty in the first'),
  document: ReportDocument,
});
export type ReportEdition = z.infer<typeof ReportEdition>;
