/** `cybermetrics findings undo BATCH` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const findingsUndo = defineCommand({
  name: 'findings undo',
  summary: 'Undo a batch of decisions, as if they had never been made; who made and undid them stays on record',
  arguments: [{ name: 'BATCH', summary: 'the id that `findings decide` gave', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const done = await client.findings.undoDecision({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(done) : `undone for ${done.undone} findings`);
    return exitCodes.complete;
  },
});
