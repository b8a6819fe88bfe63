/** `cybermetrics awareness training publish` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printOutcomes } from '../training.ts';

export const awarenessTrainingPublish = defineCommand({
  name: 'awareness training publish',
  summary: 'Count a month that is over once and publish it; it is frozen then',
  details: 'What would say something of fewer than ten people who are new is held back, and says so.',
  arguments: [{ name: 'MONTH', summary: 'as 2026-10', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const answer = await client.training.publish({ body: { month: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(answer));
    else printOutcomes(input.output, answer.outcomes);
    return exitCodes.complete;
  },
});
