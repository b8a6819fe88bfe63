/** `cybermetrics assets list` */
import { defineCommand } from '#contract/define-command.ts';
import { asset } from '#core/assets/asset.ts';
import { listFlagsOf, printList } from '../list-records.ts';
import { connect } from '../node-connection.ts';

export const assetsList = defineCommand({
  name: 'assets list',
  summary: 'Assets that a filter selects',
  arguments: [],
  flags: listFlagsOf(asset),
  run: async (input) => {
    const client = await connect(input);
    return printList(asset, input, (query) => client.assets.list({ query, signal: input.signal }));
  },
});
