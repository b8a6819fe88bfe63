/** `cybermetrics sla list` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printPolicies } from '../sla-policies.ts';

export const slaList = defineCommand({
  name: 'sla list',
  summary: 'The policies that give findings their deadlines; the first that finds a finding holds',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    return printPolicies(input.output, await client.sla.list({ signal: input.signal }));
  },
});
