/** `cybermetrics questionnaires rounds` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printRounds } from '../questionnaires.ts';

export const questionnairesRounds = defineCommand({
  name: 'questionnaires rounds',
  summary: 'Rounds of questionnaires, the newest first',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const answer = await client.questionnaires.rounds({ signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(answer));
    else printRounds(input.output, answer.items);
    return exitCodes.complete;
  },
});
