/** `cybermetrics awareness key create` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { minutesOf, passphraseFlag, printState, readSecret } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessKeyCreate = defineCommand({
  name: 'awareness key create',
  summary: 'Make the key of pseudonyms, without which nothing about people is taken',
  details:
    'It is wrapped by the passphrase, which nobody can find out again: keep it. The key is locked until it is unlocked, or for as long as --minutes says.',
  arguments: [],
  flags: [
    passphraseFlag,
    { name: 'minutes', value: 'N', summary: 'unlock it at once, for so long (1 to 1440); default: it stays locked' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const minutes = minutesOf(input);
    const passphrase = await readSecret(input, 'passphrase-file');
    const client = await connect(input);
    const body = { passphrase, ...(minutes === undefined ? {} : { minutes }) };
    printState(input, await client.awareness.createKey({ body, signal: input.signal }));
    return exitCodes.complete;
  },
});
