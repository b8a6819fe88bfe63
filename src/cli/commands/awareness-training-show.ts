/** `cybermetrics awareness training show` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printTraining } from '../training.ts';

export const awarenessTrainingShow = defineCommand({
  name: 'awareness training show',
  summary: 'Trainings: what is asked of whom, and what was published of months',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const training = await client.training.get({ signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(training));
    else printTraining(input.output, training);
    return exitCodes.complete;
  },
});
