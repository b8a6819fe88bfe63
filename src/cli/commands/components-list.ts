/** `cybermetrics components list` */
import { defineCommand } from '#contract/define-command.ts';
import { component } from '#core/software/component.ts';
import { listFlagsOf, printList } from '../list-records.ts';
import { connect } from '../node-connection.ts';

export const componentsList = defineCommand({
  name: 'components list',
  summary: 'Components of bills of materials that a filter selects',
  arguments: [],
  flags: listFlagsOf(component),
  run: async (input) => {
    const client = await connect(input);
    return printList(component, input, (query) => client.components.list({ query, signal: input.signal }));
  },
});
