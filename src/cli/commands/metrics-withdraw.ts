/** `cybermetrics metrics withdraw ENTRY --reason TEXT` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';
import { requiredText } from '../required-text.ts';

export const metricsWithdraw = defineCommand({
  name: 'metrics withdraw',
  summary: 'Take an entered value back; that it was entered, and who withdrew it and why, stays on record',
  arguments: [{ name: 'ENTRY', summary: 'the id, as `metrics entries` shows it', required: true }],
  flags: [{ name: 'reason', value: 'TEXT', summary: 'why it is withdrawn' }, ...connectionFlags],
  run: async (input) => {
    const body = { reason: requiredText(input, 'reason') };
    const client = await connect(input);
    return printDetail(input, await client.entries.withdraw({ params: { id: input.arguments[0] ?? '' }, body, signal: input.signal }));
  },
});
