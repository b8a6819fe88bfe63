/** `cybermetrics awareness behaviour list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printBehaviourList } from '../behaviour.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessBehaviourList = defineCommand({
  name: 'awareness behaviour list',
  summary: 'Behaviour campaigns, the newest first, with what came of each',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const answer = await client.behaviour.list({ signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(answer));
    else printBehaviourList(input.output, answer.items);
    return exitCodes.complete;
  },
});
