/** `cybermetrics graph export` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const graphExport = defineCommand({
  name: 'graph export',
  summary: 'The dependency graph as the CSV table that `import` reads',
  arguments: [],
  flags: [{ name: 'as-of', value: 'DAY', summary: 'as it was at the end of that day' }, ...connectionFlags],
  run: async (input) => {
    const client = await connect(input);
    const asOf = input.flags['as-of'];
    const table = await client.graph.export({ query: typeof asOf === 'string' ? { asOf } : {}, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify({ table }) : table.trimEnd());
    return exitCodes.complete;
  },
});
