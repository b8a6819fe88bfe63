/** A definition as a Markdown page for `docs/metrics` (generated and diff-checked): everything a reader may ask of a metric. */
import type { Localised } from '../kernel/text.ts';
import type { Filter } from '../query/filter.ts';
import { fewestInBoth } from '../statistics/capture-recapture.ts';
import { printFilter } from '../query/rql-print.ts';
import type { CountedMeasure, EnteredMeasure, Estimate, Measure, MetricDefinition, PublishedMeasure, Rows } from './define-metric.ts';
import { originOf, publishedMeasures } from './define-metric.ts';
import { figureReasons, type FigureReasonText } from './figure-reasons.ts';
import { gates } from './gates.ts';
import type { MetricGoalposts } from './goalposts.ts';
import { guardsTo, guardTexts, lifecycleTexts, stepsFrom } from './lifecycle.ts';

export function metricDocument(metric: MetricDefinition): string {
  const lines = [
    `# ${metric.id} ${metric.title.en}`,
    '',
    `*${metric.question.en}*`,
    '',
    `*${metric.question.nl}*`,
    '',
    `Version ${metric.version}, ${lifecycleTexts[metric.lifecycle].en}. ${capitalised(metric.type)} measure of the ${metric.layer} layer; goal: ${metric.crefGoal}. For: ${metric.audience.join(', ')}.`,
    '',
    '## Decision',
    '',
    metric.decision.en,
    '',
    ...computed(metric),
    ...evidence(metric),
    ...context(metric),
    ...lifecycle(metric),
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
    ...asBlock([
      ...metric.inclusions.map(({ rule, reason }) => `- Counted: ${rule.en}. ${reason.en}`),
      ...metric.exclusions.map(
        ({ exclusion }) => `- Left out: ${exclusion.rule.en} (\`${printFilter(exclusion.filter)}\`). ${exclusion.reason.en}`,
      ),
    ]),
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
  const [numerator, denominator] = cellsOf(measure);
  return `| ${name} | ${measure.title.en} | ${measure.kind}, ${measure.unit} | ${good} | ${numerator} | ${denominator} |`;
}

function cellsOf(measure: Measure): readonly [numerator: string, denominator: string] {
  if (measure.entered !== undefined) return enteredCells(measure);
  return measure.published === undefined ? countedCells(measure) : publishedCells(measure);
}

function countedCells(measure: CountedMeasure): readonly [numerator: string, denominator: string] {
  const counted = measure.countedBy === undefined ? '' : `different texts of \`${measure.countedBy}\` of `;
  const numerator =
    measure.ageOfSource === undefined ? `${counted}${rowsText(measure.numerator)}` : `days since the newest ${measure.ageOfSource}`;
  return [numerator, denominatorText(measure, counted)];
}

function enteredCells({ entered }: EnteredMeasure): readonly [numerator: string, denominator: string] {
  const denominator = entered.denominator === null ? '–' : `entered: ${entered.denominator.en}`;
  return [`entered: ${entered.numerator.en}; with ${entered.evidence.en}`, denominator];
}

function publishedCells({ published }: PublishedMeasure): readonly [numerator: string, denominator: string] {
  const told = (counted: Localised | null) => (counted === null ? '–' : `published: ${counted.en}`);
  return [published.numerator === null ? `published of ${published.subject}` : told(published.numerator), told(published.denominator)];
}

function denominatorText({ estimate, quantile, survival, denominator }: CountedMeasure, counted: string): string {
  if (survival !== undefined) return 'no count: what the curve of a month says';
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
  const cost = metric.costOfMeasurement;
  return [
    '## When there is no value, or a marked one',
    '',
    '| when | then | reason |',
    '|---|---|---|',
    ...evidenceRows(metric),
    '',
    `Cost: about ${cost.hoursPerQuarter} hours a quarter (class ${cost.class}; ${cost.basis.en}). Automation level ${metric.automationLevel} of 4.`,
    '',
  ];
}

const emptyRow = '| nothing is in the population | no value, never 0 | `nothing-in-population` |';

function evidenceRows(metric: MetricDefinition): readonly string[] {
  const origin = originOf(metric);
  if (origin === 'publications') return publishedEvidence(metric);
  return [...(origin === 'people' ? enteredEvidence(metric) : countedEvidence(metric)), emptyRow];
}

function publishedEvidence(metric: MetricDefinition): readonly string[] {
  const days = metric.cadenceDays + metric.graceDays;
  const given = new Set(publishedMeasures(metric).flatMap(({ published }) => published.reasons));
  const told = {
    'no-data': 'no value: no data',
    'not-applicable': 'no value: does not apply',
    'group-too-small': 'no value: group too small',
  };
  const effects: Readonly<Record<FigureReasonText['effect'], string>> = {
    ...told,
    gated: 'no value: gated',
    warned: 'shown, marked as warned',
    told: 'shown, and said',
  };
  return [
    '| nothing was published yet | no value: no data | – |',
    ...[...given].map((reason) => `| ${figureReasons[reason].text.en} | ${effects[figureReasons[reason].effect]} | \`${reason}\` |`),
    '| the day lies after the last figure | shown, and said | `figure-carried` |',
    `| that figure is of a day more than ${days} days before (${metric.cadenceDays} + ${metric.graceDays} of grace) | shown, marked as stale | \`figure-stale\` |`,
  ];
}

function enteredEvidence({ cadenceDays, graceDays }: MetricDefinition): readonly string[] {
  return [
    '| nobody has entered a value | no value: no data | `entry-missing` |',
    '| the day lies after the last period that was entered | shown, and said | `entry-carried` |',
    `| that period ended more than ${cadenceDays + graceDays} days before (${cadenceDays} + ${graceDays} of grace) | shown, marked as stale | \`entry-stale\` |`,
  ];
}

function countedEvidence(metric: MetricDefinition): readonly string[] {
  const days = metric.cadenceDays + metric.graceDays;
  return [
    `| one of its sources (${metric.leansOn.join(', ')}) has never spoken | no value: no data | ${metric.leansOn.map((role) => `\`${role}-missing\``).join(', ')} |`,
    ...metric.gates.map((id) => {
      const gate = gates[id];
      return `| ${gate.condition.en} | ${gate.effect === 'gated' ? 'no value: gated' : 'shown, marked as warned'} | ${gate.reasons.map((reason) => `\`${reason}\``).join(', ')} |`;
    }),
    `| the newest of a source is older than ${days} days (${metric.cadenceDays} + ${metric.graceDays} of grace) | shown, marked as stale | ${metric.leansOn.map((role) => `\`${role}-stale\``).join(', ')} |`,
    ...(metric.measures.some(({ survival }) => survival !== undefined)
      ? [
          '| more than half were still open at the greatest age anything was followed to | that age as a bound: `> …` | `half-life-not-reached` |',
          '| nobody was followed from the beginning up to that age | no value: group too small | `followed-too-briefly` |',
        ]
      : []),
    ...(metric.measures.some(({ estimate }) => estimate !== undefined)
      ? [
          `| a part that is estimated apart has fewer than ${fewestInBoth} on both lists | no value: group too small | \`too-few-in-both\` |`,
        ]
      : []),
  ];
}

/** How it goes on from where it is shipped. */
function lifecycle(metric: MetricDefinition): readonly string[] {
  const steps = stepsFrom(metric, metric.lifecycle);
  const guarded = steps.map((to) => {
    const guards = guardsTo[to].map((guard) => guardTexts[guard].asks.en).join('; ');
    return `- to ${lifecycleTexts[to].en}: ${guards}.`;
  });
  const lines = guarded.length === 0 ? ['It is retired: what it says of the past can still be read.'] : guarded;
  return [
    '## Lifecycle',
    '',
    `Shipped ${lifecycleTexts[metric.lifecycle].en}. An organisation takes its own steps, each with a reason:`,
    '',
    ...lines,
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
      metric.referenceValues.map(({ value, population, source, note }) => `${value}: ${population.en}. ${source}. ${note.en}`),
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

function asBlock(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [...lines, ''];
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
