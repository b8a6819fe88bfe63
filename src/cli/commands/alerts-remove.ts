/** `cybermetrics alerts remove ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const alertsRemove = defineCommand({
  name: 'alerts remove',
  summary: 'Remove a rule, and what is kept of its deliveries',
  arguments: [{ name: 'ID', summary: 'the id, as `alerts list` shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const id = input.arguments[0] ?? '';
    await client.alerts.remove({ params: { id }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify({ id }) : 'removed');
    return exitCodes.complete;
  },
});
