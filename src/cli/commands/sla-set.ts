/** `cybermetrics sla set FILE` */
import { defineCommand } from '#contract/define-command.ts';
import { replaceSlaPolicies } from '#contract/endpoints/sla.ts';
import { itemsInForce, readJsonFile } from '../json-file.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printPolicies } from '../sla-policies.ts';

export const slaSet = defineCommand({
  name: 'sla set',
  summary: 'From now on the policies of this file hold; deadlines that were set stay set',
  arguments: [
    {
      name: 'FILE',
      summary: 'JSON: {"items": [{"name", "filter", "days"}]}, the first holds first, as `sla list --json` gives',
      required: true,
    },
  ],
  flags: connectionFlags,
  run: async (input) => {
    const body = await readJsonFile(input, input.arguments[0] ?? '', {
      body: replaceSlaPolicies.body,
      what: 'list of policies',
      prepare: (given) => itemsInForce(given, ['id', 'validFrom', 'validTo']),
    });
    const client = await connect(input);
    return printPolicies(input.output, await client.sla.replace({ body, signal: input.signal }));
  },
});
