/** `cybermetrics awareness campaigns` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printCampaigns } from '../campaigns.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessCampaigns = defineCommand({
  name: 'awareness campaigns',
  summary: 'Phishing tests, the newest first, with what was published of each',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const answer = await client.campaigns.list({ signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(answer));
    else {
      printCampaigns(input.output, answer.items);
      const { value, interval, counted, missing } = answer.adjusted;
      if (value !== null && interval !== null) {
        const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
        input.output.answer(
          `Click rate of twelve months at equal difficulty: ${percent(value)} (${percent(interval.lower)}–${percent(interval.upper)}; ${counted} tests)`,
        );
      } else if (answer.items.length > 0)
        input.output.answer(`No click rate at equal difficulty yet: fewer than 30 deliveries of difficulty ${missing.join(', ')}.`);
    }
    return exitCodes.complete;
  },
});
