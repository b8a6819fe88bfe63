/** `cybermetrics awareness behaviour show` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printBehaviour } from '../behaviour.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessBehaviourShow = defineCommand({
  name: 'awareness behaviour show',
  summary: 'One behaviour campaign: plan, power, effect with its interval, what is assumed',
  arguments: [{ name: 'ID', summary: 'the id that `awareness behaviour list` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const detail = await client.behaviour.get({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(detail));
    else printBehaviour(input.output, detail);
    return exitCodes.complete;
  },
});
