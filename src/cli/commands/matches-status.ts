/** `cybermetrics matches status` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const matchesStatus = defineCommand({
  name: 'matches status',
  summary: 'When devices and advisories were last matched, what was left out, and how well probabilities agree with the answers',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const state = await client.matching.state({ signal: input.signal });
    const quality = await client.matching.quality({ signal: input.signal });
    return printDetail(input, { ...state, quality });
  },
});
