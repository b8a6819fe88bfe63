/** `cybermetrics assets undo BATCH` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const assetsUndo = defineCommand({
  name: 'assets undo',
  summary: 'Undo a batch of statements, as if it had never been made; who made and undid it stays on record',
  arguments: [{ name: 'BATCH', summary: 'the id that `assets state` gave', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const done = await client.assets.undoState({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(done) : `undone for ${done.undone} assets`);
    return exitCodes.complete;
  },
});
