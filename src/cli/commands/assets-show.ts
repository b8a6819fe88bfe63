/** `cybermetrics assets show ID` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const assetsShow = defineCommand({
  name: 'assets show',
  summary: 'One asset with everything known of it',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const detail = await client.assets.get({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    return printDetail(input, detail);
  },
});
