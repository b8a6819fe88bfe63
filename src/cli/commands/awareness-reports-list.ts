/** `cybermetrics awareness reports list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printMonths } from '../mail-reports.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessReportsList = defineCommand({
  name: 'awareness reports list',
  summary: 'Months of real mails that people reported, the newest first, with what was published of each',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const answer = await client.mailReports.list({ signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(answer));
    else printMonths(input.output, answer.items);
    return exitCodes.complete;
  },
});
