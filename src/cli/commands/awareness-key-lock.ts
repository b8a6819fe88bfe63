/** `cybermetrics awareness key lock` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printState } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessKeyLock = defineCommand({
  name: 'awareness key lock',
  summary: 'Lock the key of pseudonyms at once',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    printState(input, await client.awareness.lockKey({ signal: input.signal }));
    return exitCodes.complete;
  },
});
