/** `cybermetrics awareness behaviour conclude` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { behaviourDecisions } from '#core/awareness/behaviour/behaviour-ids.ts';
import { Problem } from '#core/kernel/problem.ts';
import { printBehaviour } from '../behaviour.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const awarenessBehaviourConclude = defineCommand({
  name: 'awareness behaviour conclude',
  summary: 'Say what is done with the result of a behaviour campaign',
  arguments: [{ name: 'ID', summary: 'the id that `awareness behaviour list` prints', required: true }],
  flags: [
    { name: 'decision', value: 'WORD', summary: 'adopt, adapt or abandon', suggests: behaviourDecisions },
    { name: 'text', value: 'TEXT', summary: 'why' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const [given, text] = [requiredText(input, 'decision'), requiredText(input, 'text')];
    const decision = behaviourDecisions.find((one) => one === given);
    if (decision === undefined)
      throw new Problem('usage-invalid', `--decision ${given} is none of ${behaviourDecisions.join(', ')}.`, {
        expected: [...behaviourDecisions],
      });
    const client = await connect(input);
    const params = { id: input.arguments[0] ?? '' };
    const detail = await client.behaviour.conclude({ params, body: { decision, text }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(detail));
    else printBehaviour(input.output, detail);
    return exitCodes.complete;
  },
});
