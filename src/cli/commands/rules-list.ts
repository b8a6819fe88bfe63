/** `cybermetrics rules list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printRules } from '../assignment-rules.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const rulesList = defineCommand({
  name: 'rules list',
  summary: 'Rules that give assets their tier, department, owner, exposure and segment; the first that finds an asset sets a field',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const { items } = await client.rules.list({ signal: input.signal });
    printRules(input.output, items);
    return exitCodes.complete;
  },
});
