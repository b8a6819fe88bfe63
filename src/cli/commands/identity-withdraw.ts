/** `cybermetrics identity withdraw ID` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';

const outcomes = { merge: 'two assets again', split: 'one asset again', apart: 'may be joined again' } as const;

export const identityWithdraw = defineCommand({
  name: 'identity withdraw',
  summary: 'Take a decision about identity back, as if it had never been made; who made and withdrew it stays on record',
  arguments: [{ name: 'ID', summary: 'the id, as `identity list` shows it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const done = await client.assets.withdrawIdentity({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(done) : `${outcomes[done.act]}: ${done.kept.name} and ${done.other.name}`);
    return exitCodes.complete;
  },
});
