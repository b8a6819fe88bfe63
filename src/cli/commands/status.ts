/** `cybermetrics status` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const status = defineCommand({
  name: 'status',
  summary: 'State of the node: version, database, queue, age of every source',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    return printDetail(input, await client.status.get({ signal: input.signal }));
  },
});
