/** `cybermetrics components show ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { componentFlawLines } from '../component-flaw-words.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const componentsShow = defineCommand({
  name: 'components show',
  summary: 'One component with everything known of it, and what advisories and suppliers say of it, with reasons',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const { output, signal } = input;
    const client = await connect(input);
    const params = { id: input.arguments[0] ?? '' };
    const detail = await client.components.get({ params, signal });
    const flaws = await client.components.flaws({ params, signal });
    if (output.isJson) return printDetail(input, { ...detail, flaws });
    printDetail(input, detail);
    output.answer(['', ...componentFlawLines(flaws, output.language)].join('\n'));
    return exitCodes.complete;
  },
});
