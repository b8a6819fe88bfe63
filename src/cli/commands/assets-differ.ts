/** `cybermetrics assets differ ID OTHER --reason TEXT` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { decisionFlags, decisionOf, printDecided } from '../print-identity.ts';

export const assetsDiffer = defineCommand({
  name: 'assets differ',
  summary: 'Say that two assets are not the same, whatever they share; no file will join them',
  arguments: [
    { name: 'ID', summary: 'one asset', required: true },
    { name: 'OTHER', summary: 'the other asset', required: true },
  ],
  flags: [...decisionFlags, ...connectionFlags],
  run: async (input) => {
    const [id = '', otherId = ''] = input.arguments;
    const decision = decisionOf(input);
    const client = await connect(input);
    return printDecided(
      input,
      await client.assets.keepApart({ params: { id }, body: { otherId, ...decision }, signal: input.signal }),
      'kept apart',
    );
  },
});
