/** `cybermetrics sources status [PROVIDER]` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printProvider, printProviders } from '../print-providers.ts';
import { printSources } from '../print-sources.ts';

export const sourcesStatus = defineCommand({
  name: 'sources status',
  summary: 'Age and completeness of the public sources that the node holds a copy of: KEV, EPSS and providers of CSAF advisories',
  arguments: [{ name: 'PROVIDER', summary: 'only this one (csaf:example.org), with what could not be taken', required: false }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const { output, signal } = input;
    const [id] = input.arguments;
    if (id !== undefined) {
      const provider = await client.providers.get({ params: { id }, signal });
      if (output.isJson) output.answer(JSON.stringify(provider));
      else printProvider(output, provider);
      return exitCodes.complete;
    }
    const providers = await client.providers.list({ signal });
    printSources(output, { ...(await client.sources.list({ signal })), providers: providers.items });
    if (!output.isJson) printProviders(output, providers.items);
    return exitCodes.complete;
  },
});
