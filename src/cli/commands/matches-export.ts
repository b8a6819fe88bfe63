/** `cybermetrics matches export` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const matchesExport = defineCommand({
  name: 'matches export',
  summary: 'The answers about matches, one JSON object per line, as `match --decisions` and `matches import` read them',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const lines = await client.matching.exportDecisions({ signal: input.signal });
    if (lines !== '') input.output.answer(lines.trimEnd());
    return exitCodes.complete;
  },
});
