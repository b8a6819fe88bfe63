/** `cybermetrics awareness key anew` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { minutesOf, passphraseFlag, printState, readSecret } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessKeyAnew = defineCommand({
  name: 'awareness key anew',
  summary: 'Where the passphrase is lost: another key, and all that is kept of single people is erased',
  details:
    'What was published stays; of phishing tests, reports, trainings and ambassadors of the time before nothing more is published. Then read the population again. First it tells of how many persons all is erased; it is done when --ends says that number.',
  arguments: [],
  flags: [
    passphraseFlag,
    { name: 'ends', value: 'N', summary: 'of how many persons all is erased, as the refusal tells' },
    { name: 'minutes', value: 'N', summary: 'unlock it at once, for so long (1 to 1440); default: it stays locked' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, signal } = input;
    const ends = flags['ends'];
    if (ends !== undefined && (typeof ends !== 'string' || !/^\d{1,9}$/.test(ends)))
      throw new Problem('usage-invalid', '--ends must be a whole number, as the refusal tells it.', { ends });
    const minutes = minutesOf(input);
    const passphrase = await readSecret(input, 'passphrase-file');
    const client = await connect(input);
    const body = { passphrase, ...(minutes === undefined ? {} : { minutes }), ...(ends === undefined ? {} : { ends: Number(ends) }) };
    printState(input, await client.awareness.beginAnew({ body, signal }));
    return exitCodes.complete;
  },
});
