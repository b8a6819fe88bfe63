/** `cybermetrics findings list` */
import { defineCommand } from '#contract/define-command.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { listFlagsOf, printList } from '../list-records.ts';
import { connect } from '../node-connection.ts';

export const findingsList = defineCommand({
  name: 'findings list',
  summary: 'Findings that a filter selects',
  arguments: [],
  flags: listFlagsOf(finding),
  run: async (input) => {
    const client = await connect(input);
    return printList(finding, input, (query) => client.findings.list({ query, signal: input.signal }));
  },
});
