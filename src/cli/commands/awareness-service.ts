/** `cybermetrics awareness service on|off` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { printState } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessService = defineCommand({
  name: 'awareness service',
  summary: 'Let the node unlock the key of pseudonyms by itself, for scheduled imports, or no longer; the works council sees it',
  arguments: [{ name: 'SWITCH', summary: 'on or off', required: true, suggests: ['on', 'off'] }],
  flags: connectionFlags,
  run: async (input) => {
    const [asked] = input.arguments;
    if (asked !== 'on' && asked !== 'off')
      throw new Problem('usage-invalid', `${asked ?? ''} is none of on, off.`, { expected: ['on', 'off'] });
    const client = await connect(input);
    printState(input, await client.awareness.setService({ body: { on: asked === 'on' }, signal: input.signal }));
    return exitCodes.complete;
  },
});
