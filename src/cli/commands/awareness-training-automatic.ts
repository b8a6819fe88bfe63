/** `cybermetrics awareness training automatic` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessTrainingAutomatic = defineCommand({
  name: 'awareness training automatic',
  summary: 'Let each month be counted by itself, ten days after it is over, or no longer',
  arguments: [{ name: 'SWITCH', summary: 'on or off', required: true, suggests: ['on', 'off'] }],
  flags: connectionFlags,
  run: async (input) => {
    const [state] = input.arguments;
    if (state !== 'on' && state !== 'off')
      throw new Problem('usage-invalid', `${state ?? ''} is none of on, off.`, { expected: ['on', 'off'] });
    const client = await connect(input);
    const training = await client.training.setAutomatic({ body: { on: state === 'on' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(training));
    else input.output.answer(state === 'on' ? 'Each month is counted by itself.' : 'Months are counted when somebody asks.');
    return exitCodes.complete;
  },
});
