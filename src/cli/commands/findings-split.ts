/** `cybermetrics findings split ID` */
import { defineCommand } from '#contract/define-command.ts';
import { flawExtentValues } from '#contract/endpoints/flaw-names.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printSaid } from '../print-said.ts';
import { requiredText } from '../required-text.ts';

export const findingsSplit = defineCommand({
  name: 'findings split',
  summary: 'Say that what a scanner reports in a finding is another thing; it becomes a finding of its own, also in later scans',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: [
    { name: 'scanner', value: 'NAME', summary: 'whose reports' },
    { name: 'check', value: 'CHECK', summary: 'only this check of the scanner' },
    { name: 'on', value: 'WHERE', summary: `${flawExtentValues.join(', ')}; without it this asset only`, suggests: flawExtentValues },
    { name: 'reason', value: 'TEXT', summary: 'why' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, signal } = input;
    const scanner = requiredText(input, 'scanner');
    const reason = requiredText(input, 'reason');
    const on = flags['on'] ?? 'asset';
    const extent = flawExtentValues.find((one) => one === on);
    if (extent === undefined) throw new Problem('usage-invalid', `--on ${String(on)} is no place.`, { expected: flawExtentValues });
    const check = typeof flags['check'] === 'string' ? { checkId: flags['check'] } : {};
    const client = await connect(input);
    const said = await client.flaws.apart({
      params: { id: input.arguments[0] ?? '' },
      body: { scanner, extent, reason, ...check },
      signal,
    });
    return printSaid(input, said);
  },
});
