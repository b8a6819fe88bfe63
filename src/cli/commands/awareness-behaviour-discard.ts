/** `cybermetrics awareness behaviour discard` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessBehaviourDiscard = defineCommand({
  name: 'awareness behaviour discard',
  summary: 'Discard a plan that has not started',
  arguments: [{ name: 'ID', summary: 'the id that `awareness behaviour list` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const answer = await client.behaviour.discard({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(answer) : `Discarded: ${answer.name}`);
    return exitCodes.complete;
  },
});
