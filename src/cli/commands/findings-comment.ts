/** `cybermetrics findings comment ID TEXT` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const findingsComment = defineCommand({
  name: 'findings comment',
  summary: 'Add a remark to a finding',
  arguments: [
    { name: 'ID', summary: 'the id, as the list shows it', required: true },
    { name: 'TEXT', summary: 'the remark, between quotes', required: true },
  ],
  flags: connectionFlags,
  run: async (input) => {
    const [id = '', text = ''] = input.arguments;
    const client = await connect(input);
    const comment = await client.findings.comment({ params: { id }, body: { text }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(comment) : `remark ${comment.id} added`);
    return exitCodes.complete;
  },
});
