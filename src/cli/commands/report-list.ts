/** `cybermetrics report list` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printReports } from '../reports.ts';

export const reportList = defineCommand({
  name: 'report list',
  summary: 'The archive of board reports: newest period first, every revision',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    return printReports(input.output, (await client.reports.list({ signal: input.signal })).items);
  },
});
