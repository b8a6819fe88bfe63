/** `cybermetrics phases withdraw ID` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const phasesWithdraw = defineCommand({
  name: 'phases withdraw',
  summary: 'Take a signed phase back: the chart is as before; who signed and withdrew stays on record',
  arguments: [{ name: 'ID', summary: 'the id, as `metrics show` tells it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    return printDetail(input, await client.phases.withdraw({ params: { id: input.arguments[0] ?? '' }, signal: input.signal }));
  },
});
