/** `cybermetrics sources add PROVIDER` */
import { defineCommand } from '#contract/define-command.ts';
import { awaitProviders } from '../await-providers.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printProviders } from '../print-providers.ts';
import { exitCodeOfSources } from '../source-exit-code.ts';

export const sourcesAdd = defineCommand({
  name: 'sources add',
  summary: 'Add a provider of CSAF advisories, and take what it has published',
  details:
    'Named by its domain, whose metadata are looked for at the well-known address, in security.txt and by DNS, or by the address of its provider-metadata.json. Documents are taken with their hash and signature checked; the first time may take long, and goes on in the node.',
  arguments: [{ name: 'PROVIDER', summary: 'example.org, or https://example.org/…/provider-metadata.json', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const { output, signal } = input;
    const asked = await client.providers.add({ body: { provider: input.arguments[0] ?? '' }, signal });
    const items = await awaitProviders(client, input, [asked]);
    if (output.isJson) output.answer(JSON.stringify({ items }));
    else printProviders(output, items);
    return exitCodeOfSources(items);
  },
});
