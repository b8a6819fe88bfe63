/** `cybermetrics assets doubles` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { groupDoubles } from '#core/assets/group-doubles.ts';
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
    for (const { assets, pairs } of output.isJson ? [] : groupDoubles(found.items)) {
      const names = assets.map(({ id, name }) => `${name} (${id})`);
      output.answer(`${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`);
      for (const { why } of pairs) output.answer(`  ${why[output.language]}`);
    }
    if (!output.isJson && found.items.length === 0) output.answer('no possible doubles');
    if (!output.isJson && found.hasMore) output.progress('there are more; decide about these first');
    return exitCodes.complete;
  },
});
