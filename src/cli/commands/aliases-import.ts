/** `cybermetrics aliases import FILE --list NAME` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { importAliases } from '#contract/endpoints/aliases.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { readJsonFile } from '../json-file.ts';

export const aliasesImport = defineCommand({
  name: 'aliases import',
  summary: 'Take over a list of names from another hospital: hints to the matching, of less weight than answers given here',
  details: 'A list of the same name is replaced whole, so that what was recalled there is forgotten here.',
  arguments: [{ name: 'FILE', summary: 'a list of `aliases export`', required: true, suggests: 'file' }],
  flags: [{ name: 'list', value: 'NAME', summary: 'whose list it is, as you call it' }, ...connectionFlags],
  run: async (input) => {
    const { output, flags, signal } = input;
    const list = flags['list'];
    if (typeof list !== 'string') throw new Problem('usage-invalid', 'Say whose list it is with --list NAME.');
    const body = await readJsonFile(input, input.arguments[0] ?? '', {
      body: importAliases.body,
      what: 'list of names',
      prepare: (given) => given,
    });
    const client = await connect(input);
    const done = await client.aliases.import({ params: { list }, body, signal });
    if (output.isJson) output.answer(JSON.stringify(done));
    else
      output.answer(
        output.language === 'nl'
          ? `${done.added} overgenomen, ${done.removed} vervallen`
          : `${done.added} taken over, ${done.removed} that were there are gone`,
      );
    return exitCodes.complete;
  },
});
