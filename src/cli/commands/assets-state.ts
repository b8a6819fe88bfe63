/** `cybermetrics assets state --filter RQL --set tier=2 …` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { StatedFactsJson } from '#contract/endpoints/asset-work.ts';
import { asset } from '#core/assets/asset.ts';
import { statableFields } from '#core/assets/stated-facts.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const assetsState = defineCommand({
  name: 'assets state',
  summary: 'State values of every asset that a filter finds; they go before every source from now on',
  details: `Such as: assets state --filter 'eq(department,IC)' --set tier=1 --set 'owner=Medical technology'. FIELD= without a value takes one back. Fields: ${statableFields.join(', ')}.`,
  arguments: [],
  flags: [
    { name: 'filter', value: 'RQL', summary: 'which assets; docs/records.md lists the fields', suggests: { filterOf: asset } },
    {
      name: 'set',
      value: 'FIELD=VALUE',
      summary: 'may be given several times',
      many: true,
      suggests: statableFields.map((field) => `${field}=`),
    },
    { name: 'reason', value: 'TEXT', summary: 'why, for whoever reads it later' },
    { name: 'dry-run', value: null, summary: 'only tell how many would be stated' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const filter = requiredText(input, 'filter');
    const facts = factsOf(input.lists['set'] ?? []);
    const reason = flags['reason'];
    const dryRun = flags['dry-run'] === true;
    const client = await connect(input);
    const batch = await client.assets.state({
      body: { filter, facts, dryRun, ...(typeof reason === 'string' ? { reason } : {}) },
      signal,
    });
    if (output.isJson) output.answer(JSON.stringify(batch));
    else {
      output.answer(`${dryRun ? 'would state' : 'stated'} of ${batch.stated}, already so ${batch.unchanged}`);
      if (batch.waiting > 0) output.answer(`${batch.waiting} of them show it in a moment`);
      if (batch.batchId !== null) output.answer(`undo with: cybermetrics assets undo ${batch.batchId}`);
    }
    return exitCodes.complete;
  },
});

function factsOf(given: readonly string[]) {
  if (given.length === 0) throw new Problem('usage-invalid', 'Say what is stated, such as --set tier=2.', { expected: ['--set'] });
  const facts = given.map((text) => {
    const [, field, value] = /^(\w+)=(.*)$/su.exec(text) ?? [];
    const isStatable = statableFields.some((one) => one === field);
    if (field === undefined || !isStatable)
      throw new Problem('usage-invalid', `--set ${text}: write FIELD=VALUE.`, { expected: statableFields });
    if (value === undefined || value === '') return [field, null] as const;
    return [field, field === 'tier' ? Number(value) : value] as const;
  });
  const read = StatedFactsJson.safeParse(Object.fromEntries(facts));
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Problem('usage-invalid', `${first?.path.join('.') ?? 'a value'}: ${first?.message ?? ''}.`, { given });
}
