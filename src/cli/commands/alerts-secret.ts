/** `cybermetrics alerts secret ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const alertsSecret = defineCommand({
  name: 'alerts secret',
  summary: 'Make a new secret for the webhook of a rule; it is shown once, and for a day the one before signs as well',
  arguments: [{ name: 'ID', summary: 'the id, as `alerts list` shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const made = await client.alerts.rotateSecret({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(made));
    else {
      input.output.answer(made.secret);
      input.output.progress(`shown once; the one before signs as well until ${made.formerUntil}`);
    }
    return exitCodes.complete;
  },
});
