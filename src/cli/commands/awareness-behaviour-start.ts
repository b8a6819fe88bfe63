/** `cybermetrics awareness behaviour start` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printBehaviour } from '../behaviour.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessBehaviourStart = defineCommand({
  name: 'awareness behaviour start',
  summary: 'Start a behaviour campaign; its plan is frozen then',
  arguments: [{ name: 'ID', summary: 'the id that `awareness behaviour list` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const detail = await client.behaviour.start({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(detail));
    else printBehaviour(input.output, detail);
    return exitCodes.complete;
  },
});
