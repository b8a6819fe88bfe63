/** `cybermetrics awareness person erase` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { askedPerson, identifierFlags } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessPersonErase = defineCommand({
  name: 'awareness person erase',
  summary: 'Erase everything that is kept of one person (right to erasure); that it was done is on record',
  details: 'Figures that were published stay as they are: they name nobody. Whoever is in the next population file is counted again.',
  arguments: [],
  flags: [...identifierFlags, ...connectionFlags],
  run: async (input) => {
    const { output, signal } = input;
    const body = await askedPerson(input);
    const client = await connect(input);
    const { rows } = await client.awareness.erasePerson({ body, signal });
    output.answer(output.isJson ? JSON.stringify({ rows }) : `${rows} rows erased.`);
    return exitCodes.complete;
  },
});
