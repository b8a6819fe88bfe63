/** `cybermetrics support state --product NAME --cycle CYCLE --ends DAY` */
import { defineCommand, type CommandInput } from '#contract/define-command.ts';
import { SupportWord } from '#contract/endpoints/support.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

export const supportState = defineCommand({
  name: 'support state',
  summary: 'States until when a release is supported; it goes before every list',
  arguments: [],
  flags: [
    { name: 'product', value: 'NAME', summary: 'the product as lists or sources name it: "Windows Server"' },
    { name: 'cycle', value: 'CYCLE', summary: 'the version as people write it: "2012 R2"' },
    { name: 'ends', value: 'DAY', summary: 'the last day of support, such as 2027-06-30; none: supported, and no end is set' },
    { name: 'extended', value: 'DAY', summary: 'the last day of support for those who pay for it' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const ends = textOf(input, 'ends');
    const word = SupportWord.safeParse({
      product: textOf(input, 'product'),
      cycle: textOf(input, 'cycle'),
      endOn: ends === 'none' ? null : ends,
      ...(input.flags['extended'] === undefined ? {} : { extendedEndOn: textOf(input, 'extended') }),
    });
    if (!word.success) {
      const [first] = word.error.issues;
      const detail = 'Give --product, --cycle and --ends with a day such as 2027-06-30, or --ends none.';
      throw new Problem('usage-invalid', detail, { at: first?.path.join('.') ?? '', reason: first?.message ?? '' });
    }
    const client = await connect(input);
    return printDetail(input, await client.support.state({ body: word.data, signal: input.signal }));
  },
});

function textOf({ flags }: CommandInput, name: string): string {
  const value = flags[name];
  return typeof value === 'string' ? value : '';
}
