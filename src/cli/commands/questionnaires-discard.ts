/** `cybermetrics questionnaires discard` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const questionnairesDiscard = defineCommand({
  name: 'questionnaires discard',
  summary: 'Discard a round that was not published, with its links and all answers; that it was done is on record',
  arguments: [{ name: 'ID', summary: 'the id that `questionnaires rounds` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const gone = await client.questionnaires.discard({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    const answers = gone.answers === null ? 'fewer than ten answers' : `${gone.answers} answers`;
    input.output.answer(input.output.isJson ? JSON.stringify(gone) : `Discarded with ${answers}.`);
    return exitCodes.complete;
  },
});
