/** `cybermetrics graph undo BATCH` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const graphUndo = defineCommand({
  name: 'graph undo',
  summary: 'Undo a change of the graph, as if it had never been made; who made and undid it stays on record',
  arguments: [{ name: 'BATCH', summary: 'the id that `graph set` gave', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const done = await client.graph.undo({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(done) : `undone: ${done.undone}`);
    return exitCodes.complete;
  },
});
