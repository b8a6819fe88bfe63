/** `cybermetrics sources status` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printSources } from '../print-sources.ts';

export const sourcesStatus = defineCommand({
  name: 'sources status',
  summary: 'Age and completeness of the public sources that the node holds a copy of: KEV and EPSS',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    printSources(input.output, await client.sources.list({ signal: input.signal }));
    return exitCodes.complete;
  },
});
