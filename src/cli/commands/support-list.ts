/** `cybermetrics support list` */
import { defineCommand } from '#contract/define-command.ts';
import { supportCycle } from '#core/support/support-cycle-kind.ts';
import { listFlagsOf, printList } from '../list-records.ts';
import { connect } from '../node-connection.ts';

export const supportList = defineCommand({
  name: 'support list',
  summary: 'Support cycles that a filter selects',
  arguments: [],
  flags: listFlagsOf(supportCycle),
  run: async (input) => {
    const client = await connect(input);
    return printList(supportCycle, input, (query) => client.support.list({ query, signal: input.signal }));
  },
});
