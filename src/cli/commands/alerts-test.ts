/** `cybermetrics alerts test ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { deliveryWords } from '../alert-words.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const alertsTest = defineCommand({
  name: 'alerts test',
  summary: 'Send a test now, once, and say what became of it',
  details: 'Ends with exit code 4 where the test did not arrive.',
  arguments: [{ name: 'ID', summary: 'the id, as `alerts list` shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const delivery = await client.alerts.test({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(delivery) : deliveryWords(delivery));
    return delivery.state === 'delivered' ? exitCodes.complete : exitCodes.rejected;
  },
});
