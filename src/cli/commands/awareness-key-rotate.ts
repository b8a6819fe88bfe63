/** `cybermetrics awareness key rotate FILE` */
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { openLocalFile } from '../local-file.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessKeyRotate = defineCommand({
  name: 'awareness key rotate',
  summary: 'Renew the key of pseudonyms while a population file is read',
  details:
    'Whoever is in the file goes on under a new pseudonym; of whom it does not name, what is kept counts on and nobody can tell any more whose it is.',
  arguments: [{ name: 'FILE', summary: 'a population file that names everybody', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const { output, signal } = input;
    const path = resolve(input.workingFolder, input.arguments[0] ?? '');
    await openLocalFile(path);
    const client = await connect(input);
    const renewed = await client.awareness.rotateKey({ body: createReadStream(path, { signal }), signal });
    if (output.isJson) output.answer(JSON.stringify(renewed));
    else
      output.answer(
        `The key is renewed: ${renewed.known} persons go on under a new pseudonym, ${renewed.forgotten} cannot be told any more.`,
      );
    return exitCodes.complete;
  },
});
