/** `cybermetrics aliases remove NAME` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const aliasesRemove = defineCommand({
  name: 'aliases remove',
  summary: 'Forget a list of names that was taken over; answers given here stay',
  arguments: [{ name: 'NAME', summary: 'the name of the list', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const [list = ''] = input.arguments;
    await client.aliases.remove({ params: { list }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify({ list }) : list);
    return exitCodes.complete;
  },
});
