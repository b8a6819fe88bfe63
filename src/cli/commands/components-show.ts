/** `cybermetrics components show ID` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const componentsShow = defineCommand({
  name: 'components show',
  summary: 'One component with everything known of it',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const detail = await client.components.get({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    return printDetail(input, detail);
  },
});
