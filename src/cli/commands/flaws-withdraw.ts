/** `cybermetrics flaws withdraw ID` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printSaid } from '../print-said.ts';

export const flawsWithdraw = defineCommand({
  name: 'flaws withdraw',
  summary: 'Take back what was said of a flaw, as if it had never been said; who said and withdrew it stays on record',
  arguments: [{ name: 'ID', summary: 'the id, as `flaws list` shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    return printSaid(input, await client.flaws.withdraw({ params: { id: input.arguments[0] ?? '' }, signal: input.signal }));
  },
});
