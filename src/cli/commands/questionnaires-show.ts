/** `cybermetrics questionnaires show` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printRound } from '../questionnaires.ts';

export const questionnairesShow = defineCommand({
  name: 'questionnaires show',
  summary: 'One round: whom it asks, and what was published of it',
  arguments: [{ name: 'ID', summary: 'the id that `questionnaires rounds` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const round = await client.questionnaires.round({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(round));
    else printRound(input.output, round);
    return exitCodes.complete;
  },
});
