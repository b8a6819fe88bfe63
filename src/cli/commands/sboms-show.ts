/** `cybermetrics sboms show ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { billFlawLines } from '../component-flaw-words.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const sbomsShow = defineCommand({
  name: 'sboms show',
  summary: 'One bill of materials with everything known of it, and what advisories and suppliers say of its components',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const { output, signal } = input;
    const client = await connect(input);
    const params = { id: input.arguments[0] ?? '' };
    const detail = await client.sboms.get({ params, signal });
    const flaws = await client.sboms.flaws({ params, query: { limit: '1000' }, signal });
    if (output.isJson) return printDetail(input, { ...detail, flaws });
    printDetail(input, detail);
    output.answer(['', ...billFlawLines(flaws, output.language)].join('\n'));
    return exitCodes.complete;
  },
});
