/** `cybermetrics assets merge ID OTHER --reason TEXT` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { decisionFlags, decisionOf, printDecided } from '../print-identity.ts';

export const assetsMerge = defineCommand({
  name: 'assets merge',
  summary: 'Say that two assets are one; remembered in what sources call them, so that it holds for files to come',
  arguments: [
    { name: 'ID', summary: 'the asset that stays', required: true },
    { name: 'OTHER', summary: 'the asset that is the same; its id leads to the first from now on', required: true },
  ],
  flags: [...decisionFlags, ...connectionFlags],
  run: async (input) => {
    const [id = '', otherId = ''] = input.arguments;
    const decision = decisionOf(input);
    const client = await connect(input);
    return printDecided(
      input,
      await client.assets.merge({ params: { id }, body: { otherId, ...decision }, signal: input.signal }),
      'one asset',
    );
  },
});
