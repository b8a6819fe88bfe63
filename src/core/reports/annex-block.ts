/** One metric in the annex: what it is, its course period by period, what spoke in it, what is missing and what it costs. */
import type { ChartSignal } from '../metrics/chart-model.ts';
import { indexWords } from './index-words.ts';
import type { ReportBlock, RichText } from './report-document.ts';
import type { ReportedSign } from './report-input.ts';
import type { SignWriter } from './sign-writer.ts';

type Line = ReportBlock['lines'][number];

export function annexBlock(writer: SignWriter, sign: ReportedSign): ReportBlock {
  const { metric } = sign;
  const { language } = writer.input;
  const { words } = writer;
  const printed = writer.newest(sign);
  const series = writer.shownPoints(sign).map(({ point, index }) => ({
    period: writer.pointName(sign, point),
    ...writer.point(sign, point),
    remark: remarkOf(writer, sign, index),
  }));
  return {
    metricId: metric.id,
    version: metric.version,
    title: metric.title[language],
    question: metric.question[language],
    definition: [
      `${words.counted} `,
      { label: sentence(metric.formula[language]) },
      ` ${words.population} `,
      { label: sentence(metric.population[language]) },
    ],
    value: printed.value,
    counts: writer.counts(printed),
    caution: writer.caution(sign),
    verdict: writer.verdict(sign),
    lines: [
      ...besideLine(writer, sign),
      { title: words.target, text: writer.target(sign) ?? [words.noTarget] },
      ...publishedLine(writer, sign),
      signalLine(writer, sign),
      gapLine(writer, sign),
      costLine(writer, sign),
    ],
    chart: writer.chart(sign),
    series: series.toReversed(),
  };
}

/** Of a half-life: the other figures of its curve, with how many it rests on and how many were left out; of a figure about people, its other measures. */
function besideLine(writer: SignWriter, sign: ReportedSign): readonly Line[] {
  if (sign.beside.length === 0) return [];
  const { language } = writer.input;
  const text = sign.beside.flatMap((one, place): RichText => [
    ...(place === 0 ? [] : ['; ']),
    { label: one.measure.title[language] },
    ' ',
    ...besideText(writer, sign, one),
  ]);
  return [{ title: indexWords[language].beside, text }];
}

/** Its value with its counts, or why there is none. */
export function besideText(writer: SignWriter, sign: ReportedSign, { measure, newest }: ReportedSign['beside'][number]): RichText {
  const why = newest.measurement.state === 'measured' ? '' : writer.reasonsBesideDay(newest.measurement);
  if (why !== '') return [{ label: why }];
  const printed = writer.valueOf(sign, measure, newest);
  const counts = writer.counts(printed);
  return counts.length === 0 ? printed.value : [...printed.value, ' (', ...counts, ')'];
}

function publishedLine(writer: SignWriter, sign: ReportedSign): readonly Line[] {
  const { metric, measure } = sign;
  if (metric.referenceValues.length === 0) return [];
  const { words, figures } = writer;
  const text = metric.referenceValues.flatMap(({ value, population, source, note }, place): RichText => {
    const said = note[writer.input.language];
    const figure = writer.ofCatalogue(sign, figures.value(value, measure.unit), { what: words.publishedWhat, note: `${source}: ${said}` });
    return [place === 0 ? '' : '; ', figure, ' ', { label: `(${said}: ${population[writer.input.language]}; ${source})` }];
  });
  return [{ title: words.published, text: text.filter((run) => run !== '') }];
}

function signalLine(writer: SignWriter, sign: ReportedSign): Line {
  const { words } = writer;
  const shown = new Set(writer.shownPoints(sign).map(({ index }) => index));
  const signals = sign.chart.signals.filter(({ index }) => shown.has(index));
  if (signals.length === 0) return { title: words.signals, text: [words.noSignals] };
  // What the same rule found of the same thing is said once, with its periods.
  const said = new Map<string, string[]>();
  for (const signal of signals) {
    const words = signalWords(writer, signal);
    said.set(words, [...(said.get(words) ?? []), periodOf(writer, sign, signal)]);
  }
  const text = [...said].flatMap(([what, periods], place): RichText => [
    `${place === 0 ? '' : '; '}${what}: `,
    { label: [...new Set(periods)].join(', ') },
  ]);
  return { title: words.signals, text };
}

function signalWords({ words }: SignWriter, { panel, rule, reading }: ChartSignal): string {
  return `${words.panel[panel]}, ${words.rule[rule]} (${words.signal[reading]})`;
}

function periodOf(writer: SignWriter, sign: ReportedSign, { index }: ChartSignal): string {
  const point = sign.chart.points[index];
  return point === undefined ? '–' : writer.pointName(sign, point);
}

function gapLine(writer: SignWriter, sign: ReportedSign): Line {
  const { words } = writer;
  const gaps = writer.shownPoints(sign).filter(({ point }) => point.value === null);
  if (sign.chart.points.length === 0) return { title: words.gaps, text: [words.notMeasuredAtAll] };
  if (gaps.length === 0) return { title: words.gaps, text: [words.noGaps] };
  // Periods in a row that lack a value for the same reason are said once.
  const stretches: { first: string; last: string; why: string; end: number }[] = [];
  for (const { point, index } of gaps) {
    const why = [words.reason[point.reason ?? 'no-data'], ...writer.reasons(point)].join(', ');
    const open = stretches.at(-1);
    const name = writer.pointName(sign, point);
    if (open !== undefined && open.end === index - 1 && open.why === why) Object.assign(open, { last: name, end: index });
    else stretches.push({ first: name, last: name, why, end: index });
  }
  const label = stretches.map(({ first, last, why }) => `${first === last ? first : `${first} – ${last}`}: ${why}`).join('; ');
  return { title: words.gaps, text: [{ label }] };
}

function costLine(writer: SignWriter, sign: ReportedSign): Line {
  const { words, figures, input } = writer;
  const { hoursPerQuarter, basis } = sign.metric.costOfMeasurement;
  const [before, one, many] = words.hours;
  const note = basis[input.language];
  const figure = writer.ofCatalogue(sign, figures.hours(hoursPerQuarter), { what: words.hoursWhat, note });
  return { title: words.cost, text: [`${before} `, figure, ` ${hoursPerQuarter === 1 ? one : many} (`, { label: note }, ')'] };
}

function remarkOf(writer: SignWriter, sign: ReportedSign, index: number): string {
  const { words } = writer;
  const point = sign.chart.points[index];
  if (point === undefined) return '';
  const standing = point.standing === null || point.standing === 'ok' ? [] : [words.standingShort[point.standing]];
  const readings = [...new Set(sign.chart.signals.filter((signal) => signal.index === index).map(({ reading }) => words.signal[reading]))];
  const bound = point.isAtLeast ? [indexWords[writer.input.language].bound] : [];
  return [...(point.running ? [words.running] : []), ...bound, ...standing, ...readings].join('; ');
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
