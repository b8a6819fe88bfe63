/** `cybermetrics annotations add --on DAY --text TEXT` */
import { defineCommand, exitCodes, type CommandInput } from '#contract/define-command.ts';
import { AnnotationBody } from '#contract/endpoints/annotations.ts';
import { Problem } from '#core/kernel/problem.ts';
import { annotationKinds } from '#core/metrics/annotation.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const annotationsAdd = defineCommand({
  name: 'annotations add',
  summary: 'Say what happened, beside the figures that it may explain',
  details:
    'Beside all metrics, unless --metric or --domain is given; in the hospital and each of its parts, unless --scope is. ' +
    'With --special-cause the points of those days give no limits: say it of a known cause that will not come back.',
  arguments: [],
  flags: [
    { name: 'on', value: 'DAY[..DAY]', summary: 'the day, or the first and the last: 2026-04-23..2026-05-02' },
    { name: 'text', value: 'TEXT', summary: 'what happened, in a few words' },
    { name: 'kind', value: 'KIND', summary: `${annotationKinds.join(', ')} (default: other)`, suggests: annotationKinds },
    { name: 'detail', value: 'TEXT', summary: 'more of it' },
    { name: 'metric', value: 'ID', summary: 'only beside this metric', suggests: 'metric' },
    { name: 'domain', value: 'DOMAIN', summary: 'only beside the metrics of this domain: AST, VUL, AWR' },
    { name: 'scope', value: 'KIND:ID', summary: 'only of this department, class, tier or service' },
    { name: 'special-cause', value: 'DAY..DAY', summary: 'the days on which a known cause that will not come back held' },
    { name: 'starts-phase', value: null, summary: 'of a source-change: a new phase begins on the day' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const [fromOn, toOn] = daysOf(textOf(input, 'on') ?? '');
    const special = textOf(input, 'special-cause');
    const [specialFromOn, specialToOn] = daysOf(special ?? '');
    const [scopeKind, ...scopeId] = (textOf(input, 'scope') ?? '').split(':');
    const body = AnnotationBody.safeParse({
      kind: textOf(input, 'kind') ?? 'other',
      fromOn,
      toOn,
      text: textOf(input, 'text') ?? '',
      detail: textOf(input, 'detail') ?? null,
      metricId: textOf(input, 'metric') ?? null,
      domain: textOf(input, 'domain')?.toUpperCase() ?? null,
      scope: scopeKind === '' ? null : { kind: scopeKind, id: scopeId.join(':') },
      specialCause: special === undefined ? null : { fromOn: specialFromOn, toOn: specialToOn },
      startsPhase: input.flags['starts-phase'] === true,
    });
    if (!body.success) {
      const [first] = body.error.issues;
      const detail = 'Give --on with a day such as 2026-04-23 and --text with what happened.';
      throw new Problem('usage-invalid', detail, { at: first?.path.join('.') ?? '', reason: first?.message ?? '' });
    }
    const client = await connect(input);
    const done = await client.annotations.add({ body: body.data, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(done) : `said; annotations withdraw ${done.id} takes it back`);
    return exitCodes.complete;
  },
});

/** `A..B` from A to B; `A` is that day alone. */
function daysOf(text: string): readonly [from: string, to: string] {
  const [from = '', to] = text.split('..');
  return [from, to ?? from];
}

function textOf({ flags }: CommandInput, name: string): string | undefined {
  const value = flags[name];
  return typeof value === 'string' ? value : undefined;
}
