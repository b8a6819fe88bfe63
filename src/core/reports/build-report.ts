/**
 * Writes the report document: a page for a board that reads nothing else, and an annex for whoever wants to know. Pure: the
 * same measurements, records and catalogue give the same document, so that two revisions can be compared by digest.
 */
import { annexBlock } from './annex-block.ts';
import { closingBlock } from './closing-block.ts';
import { isPublished } from '../metrics/define-metric.ts';
import { indexBlock } from './index-block.ts';
import { peopleBlock } from './people-block.ts';
import { nextStepKey } from './register-book.ts';
import type { ReportDocument, RichText, Run } from './report-document.ts';
import type { ReportedSign, ReportedStep, ReportInput } from './report-input.ts';
import { SignWriter } from './sign-writer.ts';

/** What fits one page; of it for what is measured of people. */
const signsOnPage = 9;
const signsOfPeople = 3;
const stepsOnPage = 4;

export function buildReport(input: ReportInput): ReportDocument {
  const writer = new SignWriter(input);
  const { words, figures } = writer;
  const known = input.signs.filter((sign) => isKnown(sign));
  const shown = signsShown(known);
  // In the order of reading, because marks count up with it.
  const page = {
    lead: leadText(writer, known),
    index: indexBlock(writer, input.index),
    signs: shown.map((sign) => pageSign(writer, sign)),
    others: othersText(writer, known.length - shown.length),
    next: input.next.slice(0, stepsOnPage).map((step) => stepText(writer, step)),
    nextDayText: figures.day(input.today),
    unknown: unknownGroups(writer),
  };
  const people = peopleBlock(writer, (sign) => pageSign(writer, sign));
  const annex = input.signs.toSorted((a, b) => (a.metric.id < b.metric.id ? -1 : 1)).map((sign) => annexBlock(writer, sign));
  const closing = closingBlock(writer, input.closing);
  return {
    format: 1,
    language: input.language,
    organisation: input.organisation,
    period: input.period.name,
    periodText: writer.periodText(),
    day: input.day,
    dayText: `${words.asOf} ${figures.day(input.day)}${input.isRunning ? `; ${words.soFar}` : ''}`,
    isRunning: input.isRunning,
    page,
    people,
    annex,
    closing,
    register: writer.register.rows(),
    sources: writer.sources(),
  };
}

/**
 * Worst news first, and the half about people with it: its few vital signs stand on the page also where others are worse, because a board that is
 * never shown them never asks. What is no vital sign stands in the annex alone.
 */
function signsShown(known: readonly ReportedSign[]): readonly ReportedSign[] {
  const vital = known.filter(({ metric }) => metric.notVital === undefined);
  const ofPeople = vital.filter(({ metric }) => isPublished(metric)).slice(0, signsOfPeople);
  const others = vital.filter(({ metric }) => !isPublished(metric)).slice(0, signsOnPage - ofPeople.length);
  return [...others, ...ofPeople];
}

function isKnown({ newest }: ReportedSign): boolean {
  return newest?.measurement.state === 'measured';
}

function pageSign(writer: SignWriter, sign: ReportedSign): ReportDocument['page']['signs'][number] {
  const { language } = writer.input;
  const printed = writer.newest(sign);
  return {
    metricId: sign.metric.id,
    title: sign.metric.title[language],
    question: sign.metric.question[language],
    value: printed.value,
    counts: writer.counts(printed),
    caution: writer.caution(sign),
    target: writer.target(sign),
    verdict: writer.verdict(sign),
    chart: writer.chart(sign),
  };
}

/** How many metrics read how, in one sentence; bad news is said even where there is none. */
function leadText(writer: SignWriter, known: readonly ReportedSign[]): RichText {
  const { words, input } = writer;
  const { lead } = words;
  const count = (name: string, number: number, text = ''): Run =>
    writer.register.figure(writer.figures.count(number), {
      ...writer.unmeasured(`report ${name}`, `${words.countedIn}${text === '' ? '' : `: ${text}`}`),
      origin: 'report',
      numerator: number,
      denominator: input.signs.length,
    });
  const kinds = known.map(({ chart }) => chart.verdict.kind);
  const groups = [
    { name: 'worsening', number: kinds.filter((kind) => kind === 'worsening').length, text: lead.worsening },
    { name: 'improving', number: kinds.filter((kind) => kind === 'improving').length, text: lead.improving },
    { name: 'shifted', number: kinds.filter((kind) => kind === 'shift-no-direction').length, text: lead.shifted },
    { name: 'chance', number: kinds.filter((kind) => kind === 'common-cause').length, text: lead.chance },
    { name: 'unjudged', number: kinds.filter((kind) => kind === 'too-early' || kind === 'not-judged').length, text: lead.unjudged },
    { name: 'unknown', number: input.signs.length - known.length, text: lead.unknown },
  ];
  const opening: RichText = [`${lead.of} `, count('metrics', input.signs.length), ` ${lead.metrics} `];
  const clauses = groups.flatMap(({ name, number, text }): RichText[] => {
    if (number === 0) return name === 'worsening' ? [[lead.noneWorsening]] : [];
    // Dutch turns verb and number: "verslechteren er 3".
    const verb = text[number === 1 ? 0 : 1];
    return [input.language === 'nl' ? dutchClause(verb, count(name, number, text[1])) : [count(name, number, text[1]), ` ${verb}`]];
  });
  return [...opening, ...clauses.flatMap((clause, place) => [...separator(place, clauses.length, words.and), ...clause]), '.'];
}

/** The number stands after "er": "verslechteren er 3", "heeft er 1 geen waarde". */
function dutchClause(verb: string, number: Run): RichText {
  const [before = '', ...rest] = verb.split(' er');
  const after = rest.join(' er');
  return after === '' ? [`${before} er `, number] : [`${before} er `, number, after];
}

function separator(place: number, count: number, and: string): RichText {
  if (place === 0) return [];
  return [place === count - 1 ? ` ${and} ` : ', '];
}

function othersText(writer: SignWriter, count: number): RichText | null {
  if (count <= 0) return null;
  const { words } = writer;
  const [before, one, many] = words.others;
  const entry = { ...writer.unmeasured('report others', words.countedIn), origin: 'report' as const, numerator: count };
  return [`${before} `, writer.register.figure(writer.figures.count(count), entry), ` ${count === 1 ? one : many}`];
}

/** Digits of names stay names; every other number is a figure, counted among the records on the day of making. */
function stepText(writer: SignWriter, step: ReportedStep): ReportDocument['page']['next'][number] {
  let place = 0;
  const figure = (said: string): Run =>
    // Written as every other figure of the report is.
    writer.register.figure(/^\d+$/.test(said) ? writer.figures.count(Number(said)) : said, {
      ...writer.unmeasured(nextStepKey(step.code, (place += 1)), `${writer.words.stepWhat}: ${step.title}`),
      origin: 'records',
      day: writer.input.today,
      note: step.filter,
    });
  return { title: runsOf(step.title, step.names, figure), detail: runsOf(step.detail, step.names, figure) };
}

function runsOf(text: string, names: readonly string[], figure: (printed: string) => Run): RichText {
  const name = names.find((one) => /\d/.test(one) && text.includes(one));
  if (name !== undefined) {
    const at = text.indexOf(name);
    const rest = names.filter((one) => one !== name);
    const after = text.slice(at + name.length);
    return [...runsOf(text.slice(0, at), rest, figure), { label: name }, ...runsOf(after, rest, figure)];
  }
  return text
    .split(/(\d+(?:\s%)?)/)
    .filter((part) => part !== '')
    .map((part) => (/\d/.test(part) ? figure(part) : part));
}

/** Metrics without a value, those of the same reason together. */
function unknownGroups(writer: SignWriter): ReportDocument['page']['unknown'] {
  const { words, input } = writer;
  const groups = new Map<string, string[]>();
  for (const { newest, metric } of input.signs) {
    const given = newest?.measurement;
    if (given?.state === 'measured') continue;
    const why = given === undefined ? words.notMeasuredAtAll : [words.reason[given.reason], ...writer.reasons(given)].join(': ');
    groups.set(why, [...(groups.get(why) ?? []), metric.title[input.language]]);
  }
  return [...groups].map(([why, titles]) => ({ why, metrics: titles }));
}
