/** `cybermetrics rules set FILE` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { replaceRules } from '#contract/endpoints/rules.ts';
import { printRules } from '../assignment-rules.ts';
import { itemsInForce, readJsonFile } from '../json-file.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const rulesSet = defineCommand({
  name: 'rules set',
  summary: 'From now on the rules of this file hold; days before keep what held then',
  details:
    'A rule asks what sources and people say of an asset: not about findings, sightings or time, nor about a field that the list sets.',
  arguments: [
    {
      name: 'FILE',
      summary: 'JSON: {"items": [{"name", "filter", "facts": {"tier": 1}}]}, the first holds first, as `rules list --json` gives',
      required: true,
    },
  ],
  flags: [{ name: 'dry-run', value: null, summary: 'only tell how many assets each rule would give another value' }, ...connectionFlags],
  run: async (input) => {
    const { output, signal } = input;
    const body = await readJsonFile(input, input.arguments[0] ?? '', {
      body: replaceRules.body,
      what: 'list of rules',
      prepare: (given) => itemsInForce(given, ['id', 'validFrom', 'validTo', 'by']),
    });
    const client = await connect(input);
    if (input.flags['dry-run'] === true) {
      const { changes } = await client.rules.preview({ body, signal });
      printRules(output, body.items, changes);
      return exitCodes.complete;
    }
    const { items, waiting } = await client.rules.replace({ body, signal });
    printRules(output, items);
    if (waiting > 0) output.progress(`${waiting} assets are looked at in a moment`);
    return exitCodes.complete;
  },
});
