/** `cybermetrics awareness status` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printState } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessStatus = defineCommand({
  name: 'awareness status',
  summary: 'The key of pseudonyms: until when it is unlocked, by what, and what was done with it',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    printState(input, await client.awareness.get({ signal: input.signal }));
    return exitCodes.complete;
  },
});
