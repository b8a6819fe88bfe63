/** `cybermetrics awareness key unlock` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { minutesOf, passphraseFlag, printState, readSecret } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessKeyUnlock = defineCommand({
  name: 'awareness key unlock',
  summary: 'Unlock the key of pseudonyms in the memory of the node, for some minutes',
  arguments: [],
  flags: [passphraseFlag, { name: 'minutes', value: 'N', summary: 'for how long, 1 to 1440 (default 30)' }, ...connectionFlags],
  run: async (input) => {
    const minutes = minutesOf(input) ?? 30;
    const passphrase = await readSecret(input, 'passphrase-file');
    const client = await connect(input);
    printState(input, await client.awareness.unlockKey({ body: { passphrase, minutes }, signal: input.signal }));
    return exitCodes.complete;
  },
});
