/** `cybermetrics annotations withdraw ID` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const annotationsWithdraw = defineCommand({
  name: 'annotations withdraw',
  summary: 'Take an annotation back; that it was said and who withdrew it stays on record',
  arguments: [{ name: 'ID', summary: 'the id, as `annotations list` shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    return printDetail(input, await client.annotations.withdraw({ params: { id: input.arguments[0] ?? '' }, signal: input.signal }));
  },
});
