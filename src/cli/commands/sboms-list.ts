/** `cybermetrics sboms list` */
import { defineCommand } from '#contract/define-command.ts';
import { sbom } from '#core/software/sbom.ts';
import { listFlagsOf, printList } from '../list-records.ts';
import { connect } from '../node-connection.ts';

export const sbomsList = defineCommand({
  name: 'sboms list',
  summary: 'Bills of materials that a filter selects',
  arguments: [],
  flags: listFlagsOf(sbom),
  run: async (input) => {
    const client = await connect(input);
    return printList(sbom, input, (query) => client.sboms.list({ query, signal: input.signal }));
  },
});
