/** `cybermetrics awareness person show` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { askedPerson, identifierFlags } from '../awareness.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessPersonShow = defineCommand({
  name: 'awareness person show',
  summary: 'Everything that is kept of one person (right of access); that it was asked is on record',
  arguments: [],
  flags: [...identifierFlags, ...connectionFlags],
  run: async (input) => {
    const { output, signal } = input;
    const body = await askedPerson(input);
    const client = await connect(input);
    const { kept } = await client.awareness.showPerson({ body, signal });
    if (output.isJson) output.answer(JSON.stringify({ kept }));
    for (const { table, rows } of output.isJson ? [] : kept) {
      output.answer(table);
      for (const row of rows) output.answer(`  ${JSON.stringify(row)}`);
    }
    return exitCodes.complete;
  },
});
