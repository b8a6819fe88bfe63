/** `cybermetrics annotations list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import type { AnnotationJson } from '#contract/endpoints/annotations.ts';
import type { Language } from '#core/kernel/text.ts';
import { annotationKindTexts } from '#core/metrics/annotation.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const annotationsList = defineCommand({
  name: 'annotations list',
  summary: 'What people said happened, newest first',
  arguments: [],
  flags: [
    { name: 'metric', value: 'ID', summary: 'only what stands beside this metric', suggests: 'metric' },
    { name: 'withdrawn', value: null, summary: 'also what was withdrawn' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { output, flags } = input;
    const client = await connect(input);
    const metric = flags['metric'];
    const found = await client.annotations.list({
      query: { ...(typeof metric === 'string' ? { metric } : {}), ...(flags['withdrawn'] === true ? { withdrawn: 'true' } : {}) },
      signal: input.signal,
    });
    if (output.isJson) output.answer(JSON.stringify(found));
    else for (const line of found.items.flatMap((one) => linesOf(one, output.language))) output.answer(line);
    if (!output.isJson && found.items.length === 0)
      output.answer(output.language === 'nl' ? 'er is niets vastgelegd' : 'nothing was said to have happened');
    return exitCodes.complete;
  },
});

function linesOf(one: AnnotationJson, language: Language): string[] {
  const isDutch = language === 'nl';
  const say = (en: string, nl: string) => (isDutch ? nl : en);
  const days = one.fromOn === one.toOn ? one.fromOn : `${one.fromOn}..${one.toOn}`;
  const about = one.metricId ?? one.domain ?? say('all metrics', 'alle metrieken');
  const part = one.scope === null ? '' : `, ${one.scope.kind} ${one.scope.label}`;
  const lines = [`${one.id}  ${days}  ${annotationKindTexts[one.kind][language]}: ${one.text}  (${about}${part})`];
  if (one.detail !== null) lines.push(`  ${one.detail}`);
  if (one.specialCause !== null) {
    const { fromOn, toOn } = one.specialCause;
    lines.push(`  ${say('special cause, gives no limits', 'bijzondere oorzaak, telt niet mee voor de grenzen')}: ${fromOn}..${toOn}`);
  }
  if (one.startsPhase) lines.push(`  ${say('a new phase begins', 'er begint een nieuwe fase')}`);
  const node = say('this node', 'dit knooppunt');
  lines.push(`  ${one.saidBy ?? node}, ${one.saidAt.slice(0, 10)}`);
  if (one.withdrawnAt !== null)
    lines.push(`  ${say('withdrawn by', 'ingetrokken door')} ${one.withdrawnBy ?? node}, ${one.withdrawnAt.slice(0, 10)}`);
  return lines;
}
