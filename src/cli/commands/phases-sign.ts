/** `cybermetrics phases sign METRIC --cause ID --reason TEXT --signature NAME --persists` */
import { defineCommand, exitCodes, type CommandInput } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const phasesSign = defineCommand({
  name: 'phases sign',
  summary: 'Sign that a sustained shift with a known cause is here to stay: its chart gets a new phase',
  details:
    'The cause is an annotation that stands beside the metric; `annotations list --metric ID` shows them. The old phase stays visible.',
  arguments: [{ name: 'METRIC', summary: 'such as VUL-05', required: true, suggests: 'metric' }],
  flags: [
    { name: 'cause', value: 'ID', summary: 'the annotation that says what happened' },
    { name: 'reason', value: 'TEXT', summary: 'why the shift is here to stay' },
    { name: 'signature', value: 'NAME', summary: 'the name of the person who signs' },
    { name: 'persists', value: null, summary: 'you expect it to stay' },
    { name: 'measure', value: 'NAME', summary: 'default: the headline measure' },
    { name: 'scope', value: 'KIND:ID', summary: 'of this department, class, tier or service; default: the whole organisation' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { output, signal } = input;
    const id = (input.arguments[0] ?? '').toUpperCase();
    const client = await connect(input);
    const scope = scopeOf(input);
    const view = await client.metrics.get({
      params: { id },
      query: scope === null ? {} : { scopeKind: scope.kind, scopeId: scope.id },
      signal,
    });
    const measure = textOf(input, 'measure');
    const shown = view.measures.find((one) => (measure === undefined ? one.headline : one.measure === measure));
    const done = await client.phases.sign({
      params: { id },
      body: {
        measure,
        scope,
        // Where none stands, the node says so.
        startsOn: shown?.shift?.startsOn ?? '0001-01-01',
        annotationId: textOf(input, 'cause') ?? null,
        persists: input.flags['persists'] === true,
        reason: textOf(input, 'reason') ?? '',
        signature: textOf(input, 'signature') ?? '',
      },
      signal,
    });
    const starts = shown?.shift?.startsOn ?? '';
    output.answer(output.isJson ? JSON.stringify(done) : `a new phase begins on ${starts}; phases withdraw ${done.id} takes it back`);
    return exitCodes.complete;
  },
});

function scopeOf(input: CommandInput) {
  const asked = textOf(input, 'scope');
  if (asked === undefined) return null;
  const [kindText, ...id] = asked.split(':');
  const kind = scopeKinds.find((known) => known === kindText);
  if (kind === undefined)
    throw new Problem('usage-invalid', `--scope ${asked}: the kind must be one of ${scopeKinds.join(', ')}.`, { expected: scopeKinds });
  return { kind, id: id.join(':') };
}

function textOf({ flags }: CommandInput, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}
