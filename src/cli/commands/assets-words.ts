/** `cybermetrics assets words ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

export const assetsWords = defineCommand({
  name: 'assets words',
  summary: 'What each source says of an asset, in which words and when: what `assets split` chooses from',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const { words } = await client.assets.identity({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify({ words }));
    else
      input.output.answer(
        formatTable(
          [{ title: 'source' }, { title: 'words' }, { title: 'first' }, { title: 'last' }, { title: 'says' }],
          words.map((one) => [one.source, one.claim, one.firstAt.slice(0, 10), one.lastAt.slice(0, 10), JSON.stringify(one.facts)]),
          input.output.width,
        ),
      );
    return exitCodes.complete;
  },
});
