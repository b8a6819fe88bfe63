/** `cybermetrics awareness publish` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { printCampaign } from '../campaigns.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const awarenessPublish = defineCommand({
  name: 'awareness publish',
  summary: 'Count a phishing test once and publish it; it is frozen then',
  arguments: [{ name: 'ID', summary: 'the id that `awareness campaigns` prints', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const campaign = await client.campaigns.publish({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (input.output.isJson) input.output.answer(JSON.stringify(campaign));
    else printCampaign(input.output, campaign);
    return exitCodes.complete;
  },
});
