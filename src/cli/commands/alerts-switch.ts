/** `cybermetrics alerts switch ID on|off` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';

const states = ['on', 'off'] as const;

export const alertsSwitch = defineCommand({
  name: 'alerts switch',
  summary: 'Switch a rule on or off; on again it begins anew, and tells nothing of what came meanwhile',
  arguments: [
    { name: 'ID', summary: 'the id, as `alerts list` shows it', required: true },
    { name: 'STATE', summary: 'on or off', required: true, suggests: states },
  ],
  flags: connectionFlags,
  run: async (input) => {
    const [id = '', state = ''] = input.arguments;
    if (!states.some((one) => one === state)) throw new Problem('usage-invalid', `${state} is neither on nor off.`, { expected: states });
    const client = await connect(input);
    const rule = await client.alerts.switch({ params: { id }, body: { isOn: state === 'on' }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(rule) : state);
    return exitCodes.complete;
  },
});
