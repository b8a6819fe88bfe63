/** `cybermetrics sources add PROVIDER [--keep]` */
import { defineCommand } from '#contract/define-command.ts';
import { awaitProviders } from '../await-providers.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printProviders } from '../print-providers.ts';
import { exitCodeOfSources } from '../source-exit-code.ts';

export const sourcesAdd = defineCommand({
  name: 'sources add',
  summary: 'Add a provider of CSAF advisories, and take what it has published',
  details:
    'Named by its domain, whose metadata are looked for at the well-known address, in security.txt and by DNS, or by the address of its provider-metadata.json. What gives no metadata is not added. Documents are taken with their hash and signature checked; the first time may take long, and goes on in the node. Afterwards it is asked once a day (`sources schedule`).',
  arguments: [{ name: 'PROVIDER', summary: 'example.org, or https://example.org/…/provider-metadata.json', required: true }],
  flags: [
    { name: 'keep', value: null, summary: 'add it also where its metadata cannot be read now; it is asked again by itself' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const client = await connect(input);
    const { output, signal } = input;
    const asked = await client.providers.add({
      body: { provider: input.arguments[0] ?? '', ...(input.flags['keep'] === true ? { keep: true } : {}) },
      signal,
    });
    const items = await awaitProviders(client, input, [asked]);
    if (output.isJson) output.answer(JSON.stringify({ items }));
    else printProviders(output, items);
    return exitCodeOfSources(items);
  },
});
