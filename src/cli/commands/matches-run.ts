/** `cybermetrics matches run` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { questionWords } from '../question-words.ts';

export const matchesRun = defineCommand({
  name: 'matches run',
  summary: 'Match devices and advisories anew, in the background; after imports and new advisories the node does so by itself',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const state = await client.matching.run({ signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(state) : questionWords(input.output.language).waiting);
    return exitCodes.complete;
  },
});
