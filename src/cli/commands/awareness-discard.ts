/** `cybermetrics awareness discard` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessDiscard = defineCommand({
  name: 'awareness discard',
  summary: 'Discard a phishing test that was not published, with everything that is kept of it; that it was done is on record',
  details: 'For a test that came in twice, or that nobody is going to publish. A file that is imported again brings it back.',
  arguments: [{ name: 'ID', summary: 'the id that `awareness campaigns` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const { output, signal } = input;
    const client = await connect(input);
    const { events } = await client.campaigns.discard({ params: { id: input.arguments[0] ?? '' }, signal });
    output.answer(output.isJson ? JSON.stringify({ events }) : `Discarded with ${events} events.`);
    return exitCodes.complete;
  },
});
