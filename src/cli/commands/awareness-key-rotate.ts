/** `cybermetrics awareness key rotate FILE` */
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { openLocalFile } from '../local-file.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessKeyRotate = defineCommand({
  name: 'awareness key rotate',
  summary: 'Renew the key of pseudonyms while a population file is read',
  details:
    'Whoever is in the file goes on under a new pseudonym; of whom it does not name, what is kept counts on and nobody can tell any more whose it is.',
  arguments: [{ name: 'FILE', summary: 'a population file that names everybody', required: true }],
  flags: [
    { name: 'forget', value: 'N', summary: 'how many persons may lose what leads to them, as the refusal tells' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { output, signal, flags } = input;
    const forgets = forgetsOf(flags['forget']);
    const path = resolve(input.workingFolder, input.arguments[0] ?? '');
    await openLocalFile(path);
    const client = await connect(input);
    const renewed = await client.awareness.rotateKey({
      query: forgets === undefined ? {} : { forgets },
      body: createReadStream(path, { signal }),
      signal,
    });
    if (output.isJson) output.answer(JSON.stringify(renewed));
    else
      output.answer(
        `The key is renewed: ${renewed.known} persons go on under a new pseudonym, ${renewed.forgotten} cannot be told any more, ${renewed.withoutMail} lost their address of mail.`,
      );
    return exitCodes.complete;
  },
});

function forgetsOf(text: string | boolean | readonly string[] | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (typeof text === 'string' && /^\d{1,9}$/.test(text)) return Number(text);
  throw new Problem('usage-invalid', '--forget must be a whole number, as the refusal tells it.', { forget: text });
}
