/** What is said of one metric, on the page and in the annex alike: its value with its counts, its verdict, its chart. */
import type { Day } from '../kernel/time.ts';
import { addDays } from '../kernel/time.ts';
import type { ChartPoint, DailyValue } from '../metrics/chart-model.ts';
import type { Measure, MetricDefinition } from '../metrics/define-metric.ts';
import { publishedNote } from './published-note.ts';
import { isEntered, isPublished, originOf, type MetricOrigin } from '../metrics/define-metric.ts';
import { reasonTexts } from '../metrics/gates.ts';
import type { Measured, ReasonCode } from '../metrics/measurement.ts';
import { isAtLeast } from '../metrics/measurement.ts';
import { verdictText } from '../metrics/verdict-text.ts';
import { nextPeriodStart } from '../statistics/periods.ts';
import { indexWords } from './index-words.ts';
import { RegisterBook, type RegisterEntry } from './register-book.ts';
import type { ReportChart, ReportSource, RichText, Run, VerdictWords } from './report-document.ts';
import { reportFigures, type ReportFigures } from './report-figures.ts';
import type { EnteredSource, PublishedSource, ReportedSign, ReportInput } from './report-input.ts';
import { reportPeriodText } from './report-period.ts';
import { reportWords, type ReportWords } from './report-words.ts';
import { SourceBook } from './source-book.ts';

/** More periods than this do not fit a line of the page; the newest are shown. */
export const periodsShown = 12;

/** One value as it is printed: of a day, or of the days of a period that are summed. */
export interface PrintedValue {
  readonly value: RichText;
  readonly interval: RichText;
  readonly numerator: RichText;
  readonly denominator: RichText;
}

const registerOriginOf: Readonly<Record<MetricOrigin, RegisterEntry['origin']>> = {
  records: 'measurement',
  people: 'entered',
  publications: 'published',
};

export class SignWriter {
  readonly input: ReportInput;
  readonly words: ReportWords;
  readonly figures: ReportFigures;
  readonly register = new RegisterBook();
  readonly #sources: SourceBook;

  constructor(input: ReportInput) {
    this.input = input;
    this.words = reportWords[input.language];
    this.figures = reportFigures(input.language);
    this.#sources = new SourceBook(input.files);
  }

  /** Keys of the files a metric leans on, on a day. */
  sourcesOf({ leansOn }: Pick<MetricDefinition, 'leansOn'>, on: Day): string[] {
    return this.#sources.keysOf(leansOn, on);
  }

  sources(): ReportSource[] {
    return this.#sources.used();
  }

  periodText(): string {
    return reportPeriodText(this.input.period, this.input.language);
  }

  /** The newest value; words where there is none. */
  newest(sign: ReportedSign): PrintedValue {
    return this.valueOf(sign, sign.measure, sign.newest);
  }

  /** The value of any measure of a metric. */
  valueOf(sign: ReportedSign, measure: Measure, newest: DailyValue | null): PrintedValue {
    const given = newest?.measurement;
    if (newest === null || given === undefined) return nothing(this.words.notMeasuredAtAll);
    if (given.state === 'not-measured') return nothing(this.words.reason[given.reason]);
    const isBound = isAtLeast(given);
    const printed = this.#printed(sign, measure, [newest.day, newest.day], { ...given, isBound });
    // A number of findings without a denominator says of itself what it is.
    if (measure.survival === undefined || printed.numerator.length === 0) return printed;
    return { ...printed, numerator: [...printed.numerator, ` ${indexWords[this.input.language].followed}`] };
  }

  /** The value of a period of the chart. */
  point(sign: ReportedSign, point: ChartPoint): PrintedValue {
    const { value, numerator, denominator, lower, upper } = point;
    if (value === null) return nothing(this.words.reason[point.reason ?? 'no-data']);
    const { chart, name } = sign.measure;
    const isSummed = chart.form === 'events';
    const from = isSummed ? point.periodStartOn : point.day;
    const interval = lower === null ? null : { lower, upper };
    return this.#printed(sign, { name: chart.daysOf ?? name, unit: sign.measure.unit }, [from, point.day], {
      value,
      numerator,
      denominator,
      interval,
      isBound: point.isAtLeast,
    });
  }

  #printed(
    sign: ReportedSign,
    { name: measure, unit }: Pick<Measure, 'name' | 'unit'>,
    [from, day]: readonly [Day, Day],
    {
      value,
      numerator,
      denominator,
      interval,
      isBound,
    }: Pick<Measured, 'value' | 'numerator' | 'denominator' | 'interval'> & { readonly isBound: boolean },
  ): PrintedValue {
    const entry = this.#entry(sign, measure, [from, day], { numerator, denominator });
    const figure = (printed: string): RichText => [this.register.figure(printed, entry)];
    return {
      value: figure(this.figures.value(value, unit, isBound)),
      interval: interval === null ? [] : figure(this.figures.interval(interval.lower, interval.upper, unit)),
      // A count without a denominator is the value itself.
      numerator: numerator === null || (unit === 'count' && denominator === null) ? [] : figure(this.figures.count(numerator)),
      denominator: denominator === null ? [] : figure(this.figures.count(denominator)),
    };
  }

  #entry(
    { metric, provenance, enteredOn, publishedOn }: ReportedSign,
    measure: string,
    [from, day]: readonly [Day, Day],
    counts: Pick<RegisterEntry, 'numerator' | 'denominator'>,
  ): RegisterEntry {
    const { language } = this.input;
    const stored = provenance(measure, from, day);
    const entered = enteredOn?.(measure, day) ?? null;
    const published = publishedOn?.(measure, day) ?? null;
    const title = metric.measures.find(({ name }) => name === measure)?.title[language] ?? measure;
    return {
      key: `${metric.id}@${metric.version} ${measure} ${from === day ? day : `${from}/${day}`}`,
      what: from === day ? title : `${title}, ${this.words.periodSum}`,
      origin: registerOriginOf[originOf(metric)],
      metric: { id: metric.id, version: metric.version, measure },
      scope: this.words.wholeOrganisation,
      fromOn: from === day ? null : from,
      day,
      ...counts,
      sources: this.#sources.keysOf(metric.leansOn, day),
      note: this.#noteOf(entered, published),
      revision: stored?.revision ?? null,
      computedAt: stored?.computedAt ?? null,
    };
  }

  #noteOf(entered: EnteredSource | null, published: PublishedSource | null): string | null {
    if (published !== null) return publishedNote(published, this.input.language);
    return entered === null ? null : this.words.enteredBy(entered.by, this.figures.day(entered.on), entered.evidence);
  }

  /** Of the catalogue: the same for every day. */
  ofCatalogue(
    sign: ReportedSign,
    printed: string,
    { what, note }: { readonly what: string; readonly note: string },
    origin: 'definition' | 'records' = 'definition',
  ): Run {
    const { metric } = sign;
    return this.register.figure(printed, {
      ...this.unmeasured(`${metric.id}@${metric.version} ${what} ${printed}`, what),
      origin,
      metric: { id: metric.id, version: metric.version, measure: null },
      note,
    });
  }

  unmeasured(key: string, what: string): Omit<RegisterEntry, 'origin'> {
    const { wholeOrganisation: scope } = this.words;
    const none = { metric: null, fromOn: null, day: null, numerator: null, denominator: null, note: null };
    return { key, what, scope, ...none, sources: [], revision: null, computedAt: null };
  }

  /** `interval 92.4–93.7 %, 5,598 of 6,012`: each with its mark. */
  counts({ interval, numerator, denominator }: PrintedValue): RichText {
    const parts: RichText[] = [];
    if (interval.length > 0) parts.push([`${this.words.interval} `, ...interval]);
    if (numerator.length > 0) parts.push(denominator.length > 0 ? [...numerator, ` ${this.words.of} `, ...denominator] : numerator);
    return parts.flatMap((part, place) => (place === 0 ? part : [', ', ...part]));
  }

  /** Why a value that is there is to be read with care; null: no reason to. */
  caution({ newest, metric }: Pick<ReportedSign, 'newest' | 'metric'>): string | null {
    const given = newest?.measurement;
    if (given === undefined || given.state === 'not-measured') return null;
    if (isEntered(metric)) return [this.words.entered, ...this.reasons(given)].join('; ');
    // That a figure about people is of an earlier day is told wherever it stands.
    if (given.standing === 'ok') return isPublished(metric) && given.reasons.length > 0 ? this.reasons(given).join('; ') : null;
    return [this.words.standing[given.standing], ...this.reasons(given)].join('; ');
  }

  /** @param given their codes */
  reasons(given: { readonly reasons: readonly string[] }): readonly string[] {
    return given.reasons.map((reason) => reasonTexts[reason as ReasonCode][this.input.language]);
  }

  /** Where the day of a figure stands beside it, that it is of an earlier day needs no words. */
  reasonsBesideDay({ reasons }: { readonly reasons: readonly string[] }): string {
    return this.reasons({ reasons: reasons.filter((reason) => reason !== 'figure-carried') }).join('; ');
  }

  verdict({ newest, chart }: ReportedSign): VerdictWords {
    if (newest === null || newest.measurement.state === 'not-measured') return { kind: 'unknown', text: this.words.unknownVerdict };
    return { kind: chart.verdict.kind, text: verdictText(chart.verdict)[this.input.language] };
  }

  target(sign: ReportedSign): RichText | null {
    const { target, measure, chart } = sign;
    if (target === null) return null;
    const said = { what: this.words.targetWhat, note: target.source };
    const printed = this.figures.value(target.value, measure.unit);
    const figure = this.ofCatalogue(sign, printed, said, target.isOwn ? 'records' : 'definition');
    return chart.assurance === null ? [figure] : [figure, `, ${this.words.assurance[chart.assurance]}`];
  }

  /** @returns the newest points of the chart, with their place in it */
  shownPoints({ chart }: ReportedSign): readonly { readonly point: ChartPoint; readonly index: number }[] {
    return chart.points.map((point, index) => ({ point, index })).slice(-periodsShown);
  }

  chart(sign: ReportedSign): ReportChart {
    const { chart, metric } = sign;
    const shown = this.shownPoints(sign);
    const offset = shown[0]?.index ?? 0;
    const isRun = chart.verdict.kind === 'too-early' || chart.verdict.kind === 'not-judged';
    const name = (place: number) => {
      const point = shown.at(place)?.point;
      return point === undefined ? '–' : this.figures.period(point.periodStartOn, chart.period);
    };
    return {
      kind: isRun ? 'run' : chart.kind,
      from: name(0),
      to: name(-1),
      points: shown.map(({ point: { value, isAtLeast: isBound, lower, upper, running } }) => ({
        value,
        ...(isBound ? { isAtLeast: true as const } : {}),
        lower,
        upper,
        running,
      })),
      limits: shown.map(({ point, index }) => ({
        centre: isRun ? (chart.medians[index] ?? null) : point.centre,
        lower: isRun ? null : point.limitLower,
        upper: isRun ? null : point.limitUpper,
      })),
      signals: chart.signals.flatMap(({ index, reading }) => (index < offset ? [] : [{ index: index - offset, reading }])),
      phases: chart.phases.flatMap(({ index }) => (index <= offset ? [] : [index - offset])),
      target: sign.target?.value ?? null,
      references: metric.referenceValues.map(({ value }) => value),
    };
  }

  /** `March 2026` or the days of a week. */
  pointName({ chart }: ReportedSign, { periodStartOn }: ChartPoint): string {
    if (chart.period !== 'week') return this.figures.period(periodStartOn, chart.period);
    const last = addDays(nextPeriodStart(periodStartOn, 'week'), -1);
    return `${this.figures.period(periodStartOn, 'week')} – ${this.figures.period(last, 'week')}`;
  }
}

function nothing(words: string): PrintedValue {
  return { value: [words], interval: [], numerator: [], denominator: [] };
}
