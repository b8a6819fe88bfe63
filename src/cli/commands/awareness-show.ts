/** `cybermetrics awareness show` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printCampaign } from '../campaigns.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessShow = defineCommand({
  name: 'awareness show',
  summary: 'What was published of one phishing test: figures, machines by rule, groups',
  arguments: [{ name: 'ID', summary: 'the id that `awareness campaigns` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const campaign = await client.campaigns.get({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(campaign));
    else printCampaign(input.output, campaign);
    return exitCodes.complete;
  },
});
