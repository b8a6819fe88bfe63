/** `cybermetrics awareness behaviour stop` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printBehaviour } from '../behaviour.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const awarenessBehaviourStop = defineCommand({
  name: 'awareness behaviour stop',
  summary: 'Stop a behaviour campaign without an effect, and say why',
  arguments: [{ name: 'ID', summary: 'the id that `awareness behaviour list` prints', required: true }],
  flags: [{ name: 'reason', value: 'TEXT', summary: 'why it is stopped' }, ...connectionFlags],
  run: async (input) => {
    const reason = requiredText(input, 'reason');
    const client = await connect(input);
    const detail = await client.behaviour.stop({ params: { id: input.arguments[0] ?? '' }, body: { reason }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(detail));
    else printBehaviour(input.output, detail);
    return exitCodes.complete;
  },
});
