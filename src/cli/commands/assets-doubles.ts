/** `cybermetrics assets doubles` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const assetsDoubles = defineCommand({
  name: 'assets doubles',
  summary: 'Possible doubles: assets that share an identifier and that the rules did not dare to join',
  details: 'Decide with `assets merge` or `assets differ`; what was decided is not listed again.',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const found = await client.assets.doubles({ query: {}, signal: input.signal });
    if (output.isJson) output.answer(JSON.stringify(found));
    for (const { one, other, why } of output.isJson ? [] : found.items) {
      output.answer(`${one.name} (${one.id}) and ${other.name} (${other.id})`);
      output.answer(`  ${why[output.language]}`);
    }
    if (!output.isJson && found.items.length === 0) output.answer('no possible doubles');
    if (!output.isJson && found.hasMore) output.progress('there are more; decide about these first');
    return exitCodes.complete;
  },
});
