/** `cybermetrics models show ID` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const modelsShow = defineCommand({
  name: 'models show',
  summary: 'One device model with its versions, spellings and MDS2 forms',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const detail = await client.models.get({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    return printDetail(input, detail);
  },
});
