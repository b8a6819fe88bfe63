/** `cybermetrics awareness reports show` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printMonth } from '../mail-reports.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessReportsShow = defineCommand({
  name: 'awareness reports show',
  summary: 'What was published of one month of real reports: figures, the counts behind them, groups',
  arguments: [{ name: 'MONTH', summary: 'such as 2026-10', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const detail = await client.mailReports.get({ params: { month: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(detail));
    else printMonth(input.output, detail);
    return exitCodes.complete;
  },
});
