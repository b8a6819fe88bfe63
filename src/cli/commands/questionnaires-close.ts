/** `cybermetrics questionnaires close` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printRound } from '../questionnaires.ts';

export const questionnairesClose = defineCommand({
  name: 'questionnaires close',
  summary: 'Close a round: links, tickets and keys are forgotten, so that nothing tells any more who took part',
  arguments: [{ name: 'ID', summary: 'the id that `questionnaires rounds` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const round = await client.questionnaires.close({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(round));
    else printRound(input.output, round);
    return exitCodes.complete;
  },
});
