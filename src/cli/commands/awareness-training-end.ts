/** `cybermetrics awareness training end` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printTraining } from '../training.ts';

export const awarenessTrainingEnd = defineCommand({
  name: 'awareness training end',
  summary: 'Ask a course no longer, from today on',
  arguments: [{ name: 'ID', summary: 'the id that `awareness training show` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const training = await client.training.endRequirement({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(training));
    else printTraining(input.output, training);
    return exitCodes.complete;
  },
});
