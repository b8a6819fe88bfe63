/** `cybermetrics metrics show ID` */
import { defineCommand, exitCodes, type CommandInput } from '#contract/define-command.ts';
import type { MeasureView, MetricView, ScopeJson } from '#contract/endpoints/metrics.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';
import { parseDay } from '#core/kernel/time.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import type { Client } from '#sdk/client-types.ts';
import { formatFigure } from '../format-figure.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const metricsShow = defineCommand({
  name: 'metrics show',
  summary: 'One metric: its series day by day, and the filters of the very rows beneath',
  arguments: [{ name: 'ID', summary: 'such as VUL-05; `metrics list` shows all', required: true, suggests: 'metric' }],
  flags: [
    {
      name: 'scope',
      value: 'KIND[:ID]',
      summary:
        'organisation (default), department, class, tier or service (a service or care process, by its name); without ID every one of that kind',
      suggests: scopeKinds,
    },
    { name: 'from', value: 'DAY', summary: 'first day of the series' },
    { name: 'to', value: 'DAY', summary: 'last day of the series' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const id = (input.arguments[0] ?? '').toUpperCase();
    const client = await connect(input);
    const views = await fetchViews(client, input, id);
    const first = views[0];
    if (first === undefined) throw new Problem('not-found', `${id} has no value for this scope yet.`, { id });
    if (input.output.isJson) {
      const measures = views.flatMap((view) =>
        view.measures.map(({ measure, unit, direction, scope, series, rows }) => ({
          measure,
          unit,
          direction,
          scope,
          series,
          rows: rows === null ? null : { numerator: rows.numerator, denominator: rows.denominator },
        })),
      );
      input.output.answer(JSON.stringify({ id: first.id, version: first.version, measures }));
    } else printViews(input, views, first);
    return exitCodes.complete;
  },
});

async function fetchViews(client: Client, input: CommandInput, id: string): Promise<MetricView[]> {
  const days = { ...day(input, 'from'), ...day(input, 'to') };
  const fetchOne = (scope: ScopeJson | null) =>
    client.metrics.get({
      params: { id },
      query: { ...days, ...(scope === null ? {} : { scopeKind: scope.kind, scopeId: scope.id }) },
      signal: input.signal,
    });
  const asked = input.flags['scope'];
  if (typeof asked !== 'string') return [await fetchOne(null)];
  const [kindText, ...rest] = asked.split(':');
  const kind = scopeKinds.find((known) => known === kindText);
  if (kind === undefined)
    throw new Problem('usage-invalid', `--scope ${asked}: the kind must be one of ${scopeKinds.join(', ')}.`, { expected: scopeKinds });
  if (rest.length > 0) return [await fetchOne({ kind, id: rest.join(':') })];
  const whole = await fetchOne(null);
  if (kind === 'organisation') return [whole];
  return Promise.all(whole.breakdown.filter((row) => row.scope.kind === kind).map((row) => fetchOne(row.scope)));
}

function day(input: CommandInput, name: 'from' | 'to'): Record<string, string> {
  const text = input.flags[name];
  if (typeof text !== 'string') return {};
  if (parseDay(text) === undefined) throw new Problem('usage-invalid', `--${name} ${text} is no day; write YYYY-MM-DD.`, { [name]: text });
  return { [name]: text };
}

function printViews(input: CommandInput, views: readonly MetricView[], first: MetricView): void {
  const { output } = input;
  output.answer(`${first.id} ${first.title[output.language]} (${first.version})`);
  output.answer(first.question[output.language]);
  for (const view of views) {
    for (const measure of view.measures) {
      output.answer('');
      const scope = measure.scope.kind === 'organisation' ? '' : ` · ${measure.scope.kind} ${measure.scope.id}`;
      output.answer(
        `${measure.title[output.language]}${scope}: ${formatFigure(measure.series.at(-1) ?? null, measure.unit, output.language)} · ${measure.verdict.text[output.language]}`,
      );
      for (const line of rowsOf(measure, { id: first.id, language: output.language })) output.answer(line);
      for (const line of saidOf(measure, output.language)) output.answer(`  ${line}`);
      for (const point of measure.series.slice(-14)) output.answer(`  ${point.day}  ${formatFigure(point, measure.unit, output.language)}`);
    }
  }
}

function rowsOf({ rows, published }: MeasureView, { id, language }: { readonly id: string; readonly language: Language }): string[] {
  if (published !== null) return [`  ${language === 'nl' ? 'gepubliceerd over mensen' : 'published of people'}: ${published.subject}`];
  if (rows === null) return [`  ${language === 'nl' ? 'ingevoerd door mensen' : 'entered by people'}: metrics entries ${id}`];
  return [
    `  rows: ${rows.numerator}`,
    ...(rows.denominator === null ? [] : [`  of:   ${rows.denominator}`]),
    ...(rows.countedBy === undefined ? [] : [`  by:   ${rows.countedBy}, each once`]),
  ];
}

/** Signals of the newest periods, a shift that may be signed, and phases that were. */
function saidOf({ chart, shift, signedPhases }: MeasureView, language: Language): string[] {
  const newest = chart.signals.filter(({ toIndex }) => toIndex >= chart.points.length - 3);
  return [
    ...newest.map(({ fromIndex, text }) => `${chart.points[fromIndex]?.periodStartOn ?? ''}: ${text[language]}`),
    ...(shift === null
      ? []
      : [language === 'nl' ? `te tekenen als nieuwe fase: ${shift.startsOn}` : `may be signed as a new phase: ${shift.startsOn}`]),
    ...signedPhases.map(({ id, startsOn, signature, reason }) => `${startsOn}: ${signature}, ${reason} (${id})`),
  ];
}
