/** `cybermetrics awareness reports publish` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printMonth } from '../mail-reports.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessReportsPublish = defineCommand({
  name: 'awareness reports publish',
  summary: 'Count a month of real reports once and publish it; it is frozen then',
  arguments: [{ name: 'MONTH', summary: 'such as 2026-10', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const detail = await client.mailReports.publish({ params: { month: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(detail));
    else printMonth(input.output, detail);
    return exitCodes.complete;
  },
});
