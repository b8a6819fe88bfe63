/** `cybermetrics support withdraw ID` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const supportWithdraw = defineCommand({
  name: 'support withdraw',
  summary: 'Withdraws what people stated of a support cycle; the list counts again',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    return printDetail(input, await client.support.withdraw({ params: { id: input.arguments[0] ?? '' }, signal: input.signal }));
  },
});
