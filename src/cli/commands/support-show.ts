/** `cybermetrics support show ID` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const supportShow = defineCommand({
  name: 'support show',
  summary: 'One support cycle with the words that mean it and what people stated of it',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const detail = await client.support.get({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    return printDetail(input, detail);
  },
});
