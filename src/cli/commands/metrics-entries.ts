/** `cybermetrics metrics entries ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { entryLines } from '../entry-words.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const metricsEntries = defineCommand({
  name: 'metrics entries',
  summary: 'What people entered for a metric, with evidence, corrections and withdrawals',
  arguments: [{ name: 'ID', summary: 'such as VUL-16', required: true, suggests: 'metric' }],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const found = await client.entries.list({ params: { id: (input.arguments[0] ?? '').toUpperCase() }, signal: input.signal });
    if (output.isJson) output.answer(JSON.stringify(found));
    else if (found.items.length === 0) output.answer(output.language === 'nl' ? 'er is niets ingevoerd' : 'nothing was entered');
    else for (const line of found.items.flatMap((entry) => entryLines(entry, output.language))) output.answer(line);
    return exitCodes.complete;
  },
});
