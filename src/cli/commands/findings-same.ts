/** `cybermetrics findings same KEY KEY` */
import { defineCommand } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printSaid } from '../print-said.ts';
import { requiredText } from '../required-text.ts';

export const findingsSame = defineCommand({
  name: 'findings same',
  summary: 'Say that two names are one flaw, on all assets, also in what is imported later',
  details:
    "A name is a CVE, an advisory such as GHSA-…, or scanner:check as `findings show` gives it. Such as: findings same nessus:104743 qualys:38628 --reason 'both: TLS 1.0'",
  arguments: [
    { name: 'KEY', summary: 'a name of the flaw', required: true },
    { name: 'OTHER', summary: 'another name of the same flaw', required: true },
  ],
  flags: [{ name: 'reason', value: 'TEXT', summary: 'why' }, ...connectionFlags],
  run: async (input) => {
    const [key = '', other = ''] = input.arguments;
    const reason = requiredText(input, 'reason');
    const client = await connect(input);
    return printSaid(input, await client.flaws.same({ body: { key, other, reason }, signal: input.signal }));
  },
});
