/** `cybermetrics graph list` */
import { defineCommand } from '#contract/define-command.ts';
import { dependencyNode } from '#core/dependencies/dependency-node.ts';
import { listFlagsOf, printList } from '../list-records.ts';
import { connect } from '../node-connection.ts';

export const graphList = defineCommand({
  name: 'graph list',
  summary: 'Systems, services and care processes that a filter selects, with what falls with them',
  arguments: [],
  flags: listFlagsOf(dependencyNode),
  run: async (input) => {
    const client = await connect(input);
    return printList(dependencyNode, input, (query) => client.graph.list({ query, signal: input.signal }));
  },
});
