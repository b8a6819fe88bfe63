/** `cybermetrics metrics correct ENTRY VALUE --evidence TEXT --reason TEXT` */
import { defineCommand } from '#contract/define-command.ts';
import { entryFlags, evidenceOf, numbersOf } from '../entry-words.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';
import { requiredText } from '../required-text.ts';

export const metricsCorrect = defineCommand({
  name: 'metrics correct',
  summary: 'Say what an entered value should have been; what was said before stays on record',
  arguments: [
    { name: 'ENTRY', summary: 'the id, as `metrics entries` shows it', required: true },
    { name: 'VALUE', summary: '45/50 of a share, 3 of a count, 12d of days', required: true },
  ],
  flags: [...entryFlags, { name: 'reason', value: 'TEXT', summary: 'why it was otherwise' }, ...connectionFlags],
  run: async (input) => {
    const [id = '', value = ''] = input.arguments;
    const body = { ...numbersOf(value), ...evidenceOf(input), reason: requiredText(input, 'reason') };
    const client = await connect(input);
    return printDetail(input, await client.entries.correct({ params: { id }, body, signal: input.signal }));
  },
});
