/** A definition as a Markdown page for `docs/metrics` (generated and diff-checked): everything a reader may ask of a metric. */
import type { Localised } from '../kernel/text.ts';
import type { Filter } from '../query/filter.ts';
import { fewestInBoth } from '../statistics/capture-recapture.ts';
import { printFilter } from '../query/rql-print.ts';
import type { Estimate, Measure, MetricDefinition, Rows } from './define-metric.ts';
import { gates } from './gates.ts';
import type { MetricGoalposts } from './goalposts.ts';

export function metricDocument(metric: MetricDefinition): string {
  const lines = [
    `# ${metric.id} ${metric.title.en}`,
    '',
    `*${metric.question.en}*`,
    '',
    `*${metric.question.nl}*`,
    '',
    `Version ${metric.version}, ${metric.lifecycle}. ${capitalised(metric.type)} measure of the ${metric.layer} layer; goal: ${metric.crefGoal}. For: ${metric.audience.join(', ')}.`,
    '',
    '## Decision',
    '',
    metric.decision.en,
    '',
    ...computed(metric),
    ...evidence(metric),
    ...context(metric),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function computed(metric: MetricDefinition): readonly string[] {
  return [
    '## How it is computed',
    '',
    `${capitalised(metric.formula.en)}.`,
    '',
    `Population: ${metric.population.en}.`,
    '',
    ...metric.inclusions.map(({ rule, reason }) => `- Counted: ${rule.en}. ${reason.en}`),
    ...metric.exclusions.map(
      ({ exclusion }) => `- Left out: ${exclusion.rule.en} (\`${printFilter(exclusion.filter)}\`). ${exclusion.reason.en}`,
    ),
    '',
    '| measure | what | kind | good is | numerator | denominator |',
    '|---|---|---|---|---|---|',
    ...metric.measures.map((measure) => measureRow(measure)),
    '',
    `By ${(metric.measures[0]?.scopes ?? []).join(', ')}; one point a ${metric.chartPeriod} in the chart. ${metric.chartPeriodReason.en}`,
    '',
  ];
}

function measureRow(measure: Measure): string {
  const good = { up: 'higher', down: 'lower', context: 'neither' }[measure.direction];
  const name = measure.headline ? `**${measure.name}**` : measure.name;
  const counted = measure.countedBy === undefined ? '' : `different texts of \`${measure.countedBy}\` of `;
  const numerator =
    measure.ageOfSource === undefined ? `${counted}${rowsText(measure.numerator)}` : `days since the newest ${measure.ageOfSource}`;
  return `| ${name} | ${measure.title.en} | ${measure.kind}, ${measure.unit} | ${good} | ${numerator} | ${denominatorText(measure, counted)} |`;
}

function denominatorText({ estimate, quantile, denominator }: Measure, counted: string): string {
  if (estimate !== undefined) return estimateText(estimate);
  if (quantile !== undefined) return `no count: the age by \`${quantile.of}\` that ${quantile.percent} % have not passed`;
  return denominator === null ? '–' : `${counted}${rowsText(denominator)}`;
}

function estimateText({ first, second, strata }: Estimate): string {
  const filters = (list: readonly Filter[]) => list.map((filter) => `\`${printFilter(filter)}\``).join(', ');
  return `estimated from the lists ${filters([first, second])}, apart for ${filters(strata)}`;
}

function rowsText({ kind, filter }: Rows): string {
  return `${kind}: \`${printFilter(filter)}\``;
}

function evidence(metric: MetricDefinition): readonly string[] {
  const days = metric.cadenceDays + metric.graceDays;
  return [
    '## When there is no value, or a marked one',
    '',
    '| when | then | reason |',
    '|---|---|---|',
    `| one of its sources (${metric.leansOn.join(', ')}) has never spoken | no value: no data | ${metric.leansOn.map((role) => `\`${role}-missing\``).join(', ')} |`,
    ...metric.gates.map((id) => {
      const gate = gates[id];
      return `| ${gate.condition.en} | ${gate.effect === 'gated' ? 'no value: gated' : 'shown, marked as warned'} | ${gate.reasons.map((reason) => `\`${reason}\``).join(', ')} |`;
    }),
    `| the newest of a source is older than ${days} days (${metric.cadenceDays} + ${metric.graceDays} of grace) | shown, marked as stale | ${metric.leansOn.map((role) => `\`${role}-stale\``).join(', ')} |`,
    ...(metric.measures.some(({ estimate }) => estimate !== undefined)
      ? [
          `| a part that is estimated apart has fewer than ${fewestInBoth} on both lists | no value: group too small | \`too-few-in-both\` |`,
        ]
      : []),
    '| nothing is in the population | no value, never 0 | `nothing-in-population` |',
    '',
    `Cost: about ${metric.costOfMeasurement.hoursPerQuarter} hours a quarter (class ${metric.costOfMeasurement.class}; ${metric.costOfMeasurement.basis.en}). Automation level ${metric.automationLevel} of 4.`,
    '',
  ];
}

function context(metric: MetricDefinition): readonly string[] {
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`## ${title}`, '', ...items.map((item) => `- ${item}`), ''];
  const plain = (texts: readonly Localised[]) => texts.map((text) => text.en);
  const target = metric.target === null ? 'None set.' : `${metric.target.value} (${metric.target.source.en}).`;
  return [
    '## Target and comparison',
    '',
    `Target: ${target}`,
    '',
    `In the resilience index: ${indexText(metric.goalposts)}`,
    '',
    `Comparison between hospitals: ${metric.benchmarkable.is ? 'yes' : 'no'}. ${metric.benchmarkable.reason.en}`,
    '',
    ...list(
      'Reference values',
      metric.referenceValues.map(({ value, population, source, note }) => `${value}: ${population}. ${source}. ${note}`),
    ),
    ...list(
      'How it can be gamed',
      metric.gamingRisks.map(
        ({ how, signal, counterMetric }) =>
          `${capitalised(how.en)}: ${signal.en}${counterMetric === null ? '' : ` (read with ${counterMetric})`}.`,
      ),
    ),
    ...list('Evidence for', [...metric.obligations]),
    ...list('Known gaps', plain(metric.knownGaps)),
  ];
}

function indexText(goalposts: MetricGoalposts): string {
  if ('leftOut' in goalposts) return `left out. ${goalposts.leftOut.en}`;
  return `scored between ${goalposts.worst} (worst) and ${goalposts.best} (best). ${goalposts.basis.en}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
