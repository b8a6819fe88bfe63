/** `cybermetrics sources remove ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const sourcesRemove = defineCommand({
  name: 'sources remove',
  summary: 'Ask a provider of CSAF advisories no more; the advisories that were taken stay',
  arguments: [{ name: 'ID', summary: 'csaf:example.org, as `sources status` shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const [id = ''] = input.arguments;
    await client.providers.remove({ params: { id }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify({ removed: id }));
    else input.output.answer(`${id} is removed; its advisories stay`);
    return exitCodes.complete;
  },
});
