/** `cybermetrics awareness key passphrase` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { passphraseFlag, printState, readSecret } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessKeyPassphrase = defineCommand({
  name: 'awareness key passphrase',
  summary: 'Give the key of pseudonyms another passphrase',
  details:
    'Whoever knows the earlier one opens nothing with it any more. An earlier copy of the database would still open with it: where somebody may have one, renew the key as well.',
  arguments: [],
  flags: [
    passphraseFlag,
    {
      name: 'new-passphrase-file',
      value: 'FILE',
      summary: 'the file that holds the new passphrase, at least 12 characters',
      suggests: 'file',
    },
    ...connectionFlags,
  ],
  run: async (input) => {
    const passphrase = await readSecret(input, 'passphrase-file');
    const next = await readSecret(input, 'new-passphrase-file');
    const client = await connect(input);
    printState(input, await client.awareness.changePassphrase({ body: { passphrase, next }, signal: input.signal }));
    return exitCodes.complete;
  },
});
