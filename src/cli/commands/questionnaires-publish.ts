/** `cybermetrics questionnaires publish` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printRound } from '../questionnaires.ts';

export const questionnairesPublish = defineCommand({
  name: 'questionnaires publish',
  summary: 'Count a closed round once and publish it; it is frozen then, and the answers themselves are erased',
  arguments: [{ name: 'ID', summary: 'the id that `questionnaires rounds` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const round = await client.questionnaires.publish({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(round));
    else printRound(input.output, round);
    return exitCodes.complete;
  },
});
