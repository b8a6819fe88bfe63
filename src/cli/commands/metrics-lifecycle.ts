/** `cybermetrics metrics lifecycle ID [--to STATE --reason TEXT --say GUARD=TEXT,…]` */
import { defineCommand, exitCodes, type CommandInput } from '#contract/define-command.ts';
import { StepBody, type LifecycleJson } from '#contract/endpoints/lifecycle.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Language } from '#core/kernel/text.ts';
import { lifecycleStates, lifecycleTexts } from '#core/metrics/lifecycle.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const metricsLifecycle = defineCommand({
  name: 'metrics lifecycle',
  summary: 'Where a metric stands in its life and what the next steps ask; with --to, take a step',
  details:
    'What only people know is said with --say, several separated by a semicolon: --say "audience-reviewed=by the CISO; tools-listed=the scanner".',
  arguments: [{ name: 'ID', summary: 'such as VUL-16', required: true, suggests: 'metric' }],
  flags: [
    { name: 'to', value: 'STATE', summary: lifecycleStates.join(', '), suggests: lifecycleStates },
    { name: 'reason', value: 'TEXT', summary: 'why this step is taken' },
    { name: 'say', value: 'GUARD=TEXT', summary: 'what is said of a guard that only people know' },
    { name: 'hours', value: 'HOURS', summary: 'to adopt: the measured cost in hours a quarter' },
    { name: 'replaced-by', value: 'ID', summary: 'to retire: the metric that takes its place', suggests: 'metric' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { output, flags, signal } = input;
    const params = { id: (input.arguments[0] ?? '').toUpperCase() };
    const body = flags['to'] === undefined ? null : stepOf(input);
    const client = await connect(input);
    if (body !== null) await client.lifecycle.step({ params, body, signal });
    const found = await client.lifecycle.get({ params, signal });
    if (output.isJson) output.answer(JSON.stringify(found));
    else for (const line of lifecycleLines(found, output.language)) output.answer(line);
    return exitCodes.complete;
  },
});

function stepOf(input: CommandInput) {
  const text = (name: string) => (typeof input.flags[name] === 'string' ? input.flags[name] : undefined);
  const body = StepBody.safeParse({
    to: text('to'),
    reason: requiredText(input, 'reason'),
    statements: (text('say') ?? '')
      .split(';')
      .filter((one) => one.trim() !== '')
      .map((one) => {
        const [guard = '', ...said] = one.split('=');
        return { guard: guard.trim(), said: said.join('=').trim() };
      }),
    hoursPerQuarter: text('hours') === undefined ? null : Number(text('hours')),
    replacedBy: text('replaced-by') ?? null,
  });
  if (body.success) return body.data;
  const [first] = body.error.issues;
  const detail = 'Give --to a state, --say GUARD=TEXT with guards as `metrics lifecycle` shows them, and --hours a number.';
  throw new Problem('usage-invalid', detail, { at: first?.path.join('.') ?? '', reason: first?.message ?? '' });
}

function lifecycleLines({ metricId, state, shipped, next, steps }: LifecycleJson, language: Language): string[] {
  const say = (en: string, nl: string) => (language === 'nl' ? nl : en);
  const name = (one: LifecycleJson['state']) => lifecycleTexts[one][language];
  const marks = { true: '✓', false: '✗', null: '?' } as const;
  return [
    `${metricId}: ${name(state)} (${say('shipped', 'geleverd als')} ${name(shipped)})`,
    ...next.flatMap(({ to, guards }) => [
      `${say('to', 'naar')} ${to}:`,
      ...guards.map(
        ({ guard, isMet, asks, todo, instead }) =>
          `  ${instead === null ? marks[`${isMet}`] : '–'} ${guard}: ${asks[language]}${isMet === true ? '' : ` – ${todo[language]}`}${instead === null ? '' : `: ${instead[language]}`}`,
      ),
    ]),
    ...steps.flatMap(({ from, to, reason, statements, hoursPerQuarter, replacedBy, saidAt, saidBy }) => [
      `${saidAt.slice(0, 10)}  ${from} → ${to}: ${reason}  (${saidBy ?? say('this node', 'dit knooppunt')})`,
      ...statements.map(({ guard, said }) => `  ${guard}: ${said}`),
      ...(hoursPerQuarter === null
        ? []
        : [`  ${say('measured cost, hours a quarter', 'gemeten kosten, uren per kwartaal')}: ${hoursPerQuarter}`]),
      ...(replacedBy === null ? [] : [`  ${say('replaced by', 'vervangen door')}: ${replacedBy}`]),
    ]),
  ];
}
