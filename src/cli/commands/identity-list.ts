/** `cybermetrics identity list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { textOf } from '../print-identity.ts';

const acts = { merge: 'one asset', split: 'two assets', apart: 'not the same' } as const;

export const identityList = defineCommand({
  name: 'identity list',
  summary: 'Every decision that people made about which assets are the same, newest first',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const found = await client.assets.listIdentity({ query: { limit: 1000 }, signal: input.signal });
    if (output.isJson) output.answer(JSON.stringify(found));
    for (const one of output.isJson ? [] : found.items) {
      output.answer(`${one.id}  ${one.decidedAt.slice(0, 10)}  ${acts[one.act]}: ${one.kept.name} and ${one.other.name}`);
      output.answer(`  ${one.by ?? 'this node'}: ${one.reason}`);
      if (one.withdrawnAt !== null) output.answer(`  withdrawn on ${one.withdrawnAt.slice(0, 10)} by ${one.withdrawnBy ?? 'this node'}`);
      for (const against of one.contradictions) {
        const values = against.values.map(({ value, sources }) => `${textOf({ ...against, value })} says ${sources.join(', ')}`);
        output.answer(`  speaks against it since: ${values.join('; ')}`);
      }
    }
    if (!output.isJson && found.items.length === 0) output.answer('nothing was decided by hand');
    return exitCodes.complete;
  },
});
