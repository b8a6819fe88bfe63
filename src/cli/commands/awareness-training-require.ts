/** `cybermetrics awareness training require` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printTraining } from '../training.ts';

export const awarenessTrainingRequire = defineCommand({
  name: 'awareness training require',
  summary: 'Ask a course of everybody or of a role group, or ask it otherwise, from a day on',
  details: 'The same course and role group again changes what is asked from that day; what held before stays to be seen.',
  arguments: [{ name: 'COURSE', summary: 'as the learning system calls it', required: true }],
  flags: [
    ...connectionFlags,
    { name: 'role-group', value: 'NAME', summary: 'as the population file writes it; default: everybody' },
    { name: 'months', value: 'N', summary: 'how long a completion holds, 1 to 60; default: 12' },
    { name: 'high-risk', value: null, summary: 'the work of the role group carries a high risk' },
    { name: 'from', value: 'DAY', summary: 'from which day it counts; default: today' },
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const months = flags['months'] === undefined ? 12 : Number(flags['months']);
    if (!Number.isInteger(months) || months < 1 || months > 60)
      throw new Problem('usage-invalid', '--months must be a whole number from 1 to 60.', { months: flags['months'] });
    const client = await connect(input);
    const { 'role-group': roleGroup, from } = flags;
    const body = {
      course: input.arguments[0] ?? '',
      roleGroup: typeof roleGroup === 'string' ? roleGroup : null,
      months,
      isHighRisk: flags['high-risk'] === true,
      ...(typeof from === 'string' ? { fromOn: from } : {}),
    };
    const training = await client.training.require({ body, signal });
    if (output.isJson) output.answer(JSON.stringify(training));
    else printTraining(output, training);
    return exitCodes.complete;
  },
});
