/** `cybermetrics index show` */
import { defineCommand, exitCodes, type CommandOutput } from '#contract/define-command.ts';
import type { IndexedMetricJson, ResilienceIndex } from '#contract/endpoints/resilience-index.ts';
import type { Language } from '#core/kernel/text.ts';
import { formatFigure } from '../format-figure.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

export const indexShow = defineCommand({
  name: 'index show',
  summary: 'The resilience index with its band and coverage, by month, and every metric it is made of',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const index = await client.index.get({ signal: input.signal });
    if (output.isJson) output.answer(JSON.stringify(index));
    else printIndex(output, index);
    return exitCodes.complete;
  },
});

const wordsOf = {
  en: {
    whole: 'Resilience index',
    none: 'none',
    coverage: ({ metricsUsed, metricsOf, domainsUsed, domainsOf }: ResilienceIndex['coverage']) =>
      `${metricsUsed} of ${metricsOf} metrics, ${domainsUsed} of ${domainsOf} domains`,
    metrics: (used: number, of: number) => `${used} of ${of} metrics`,
    titles: ['id', 'metric', 'value', 'score', 'weight', 'would add'],
    notUsed: 'not used',
    carried: (day: string) => `of ${day}`,
    leftOut: 'Left out',
    course: 'By month',
    courseTitles: ['day', 'index', 'band', 'rests on', 'not comparable with the point before'],
    enters: (ids: readonly string[]) => `${ids.join(', ')} in`,
    leaves: (ids: readonly string[]) => `${ids.join(', ')} out`,
  },
  nl: {
    whole: 'Weerbaarheidsindex',
    none: 'geen',
    coverage: ({ metricsUsed, metricsOf, domainsUsed, domainsOf }: ResilienceIndex['coverage']) =>
      `${metricsUsed} van ${metricsOf} metrieken, ${domainsUsed} van ${domainsOf} domeinen`,
    metrics: (used: number, of: number) => `${used} van ${of} metrieken`,
    titles: ['id', 'metriek', 'waarde', 'score', 'gewicht', 'zou toevoegen'],
    notUsed: 'telt niet mee',
    carried: (day: string) => `van ${day}`,
    leftOut: 'Weggelaten',
    course: 'Per maand',
    courseTitles: ['dag', 'index', 'band', 'rust op', 'niet vergelijkbaar met het punt ervoor'],
    enters: (ids: readonly string[]) => `${ids.join(', ')} erbij`,
    leaves: (ids: readonly string[]) => `${ids.join(', ')} eraf`,
  },
} as const;

function printIndex(output: CommandOutput, index: ResilienceIndex): void {
  const { language, width } = output;
  const words = wordsOf[language];
  output.answer(`${words.whole}${index.asOf === null ? '' : ` (${index.asOf})`}: ${figureText(index.whole, language)}`);
  output.answer(words.coverage(index.coverage));
  if (index.whole.missing !== null) output.answer(index.whole.missing[language]);
  for (const domain of index.domains) {
    output.answer('');
    output.answer(`${domain.domain}: ${figureText(domain, language)}, ${words.metrics(domain.metricsUsed, domain.metricsOf)}`);
    if (domain.missing !== null) output.answer(domain.missing[language]);
    output.answer(
      formatTable(
        words.titles.map((title) => ({ title })),
        domain.metrics.map((metric) => metricCells(metric, language)),
        width,
      ),
    );
  }
  output.answer('');
  for (const { id, title, reason } of index.leftOut) output.answer(`${words.leftOut}: ${id} ${title[language]}. ${reason[language]}`);
  if (index.series.length > 0) {
    output.answer('');
    output.answer(words.course);
    output.answer(
      formatTable(
        words.courseTitles.map((title) => ({ title })),
        index.series.map((point, place) => [
          point.on,
          point.index === null ? words.none : number(point.index, language),
          point.lower === null || point.upper === null ? '–' : `${number(point.lower, language)}–${number(point.upper, language)}`,
          words.coverage(point.coverage),
          place === 0 ? '' : changeText(point, language),
        ]),
        width,
      ),
    );
  }
  output.answer('');
  for (const rule of index.rules) output.answer(rule[language]);
}

function metricCells(metric: IndexedMetricJson, language: Language): string[] {
  const words = wordsOf[language];
  const carried = metric.carriedFromOn === null ? '' : ` (${words.carried(metric.carriedFromOn)})`;
  const value =
    metric.newest === null || metric.newest.value === null ? (metric.notUsed ?? '–') : formatFigure(metric.newest, metric.unit, language);
  return [
    metric.id,
    metric.title[language],
    value,
    metric.score === null ? `${words.notUsed}: ${metric.notUsed ?? ''}` : `${number(metric.score, language)}${carried}`,
    number(metric.weight, language),
    metric.gain === null ? '–' : `+${number(metric.gain, language, 3)}`,
  ];
}

function figureText({ index, lower, upper }: ResilienceIndex['whole'] | ResilienceIndex['domains'][number], language: Language): string {
  if (index === null || lower === null || upper === null) return wordsOf[language].none;
  return `${number(index, language)} (${number(lower, language)}–${number(upper, language)})`;
}

function changeText({ entered, left }: ResilienceIndex['series'][number], language: Language): string {
  const words = wordsOf[language];
  return [...(entered.length === 0 ? [] : [words.enters(entered)]), ...(left.length === 0 ? [] : [words.leaves(left)])].join('; ');
}

function number(value: number, language: Language, digits = 2): string {
  return value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
