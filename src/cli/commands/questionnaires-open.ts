/** `cybermetrics questionnaires open` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printRound } from '../questionnaires.ts';

export const questionnairesOpen = defineCommand({
  name: 'questionnaires open',
  summary: 'Open a round: from now on it takes answers',
  arguments: [{ name: 'ID', summary: 'the id that `questionnaires rounds` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const round = await client.questionnaires.open({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(round));
    else printRound(input.output, round);
    return exitCodes.complete;
  },
});
