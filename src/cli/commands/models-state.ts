/** `cybermetrics models state ID --support-ends DAY …` */
import { defineCommand } from '#contract/define-command.ts';
import { ModelFactsJson } from '#contract/endpoints/models.ts';
import { modalities, safetyClasses } from '#core/assets/device-facts.ts';
import { versionSchemes } from '#core/device-models/device-model.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printDetail } from '../print-detail.ts';

const factByFlag = {
  'support-ends': 'supportEndOn',
  family: 'family',
  modality: 'modality',
  'safety-class': 'safetyClass',
  'version-scheme': 'versionScheme',
  'udi-di': 'udiDi',
} as const satisfies Readonly<Record<string, keyof typeof ModelFactsJson.shape>>;

/** What may be stated, and how one takes it back. */
const valuesOf = (choices: readonly { readonly value: string }[]) => [...choices.map(({ value }) => value), 'none'];

export const modelsState = defineCommand({
  name: 'models state',
  summary: 'States facts of a device model, for its assets whose own sources say nothing; the value none takes one back',
  arguments: [{ name: 'ID', summary: 'the id, as the list shows it', required: true }],
  flags: [
    { name: 'support-ends', value: 'DAY', summary: 'the last day of support, such as 2027-06-30' },
    { name: 'family', value: 'NAME', summary: 'the product line, as advisories name it' },
    { name: 'modality', value: 'CODE', summary: 'one of the modalities in docs/records.md', suggests: valuesOf(modalities) },
    { name: 'safety-class', value: 'CODE', summary: 'one of the safety classes in docs/records.md', suggests: valuesOf(safetyClasses) },
    { name: 'version-scheme', value: 'CODE', summary: 'one of the version schemes in docs/records.md', suggests: valuesOf(versionSchemes) },
    { name: 'udi-di', value: 'CODE', summary: 'as the label writes it' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const given = Object.entries(factByFlag).flatMap(([flag, fact]) => {
      const value = input.flags[flag];
      return typeof value === 'string' ? [[fact, value === 'none' ? null : value] as const] : [];
    });
    if (given.length === 0) throw new Problem('usage-invalid', 'Say what is stated: --support-ends, --family, --modality or another fact.');
    const facts = ModelFactsJson.safeParse(Object.fromEntries(given));
    if (!facts.success) {
      const [first] = facts.error.issues;
      throw new Problem('usage-invalid', `${first?.path.join('.') ?? 'a value'}: ${first?.message ?? ''}.`, {
        given: Object.fromEntries(given),
      });
    }
    const client = await connect(input);
    const detail = await client.models.state({ params: { id: input.arguments[0] ?? '' }, body: facts.data, signal: input.signal });
    return printDetail(input, detail);
  },
});
