/** `cybermetrics questionnaires packs` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { savePack } from '#contract/endpoints/questionnaires.ts';
import { readJsonFile } from '../json-file.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const columns = ['PACK', 'VERSION', 'FROM', 'QUESTIONS', 'LANGUAGES', 'TITLE'].map((title) => ({ title, whole: title === 'PACK' }));

export const questionnairesPacks = defineCommand({
  name: 'questionnaires packs',
  summary: 'Questionnaire packs, every version; with --keep, keeps the version in a file first',
  details:
    'A version that is kept never changes: give what you changed a higher one. The form is docs/schemas/questionnaire-pack.schema.json.',
  arguments: [],
  flags: [...connectionFlags, { name: 'keep', value: 'FILE', summary: 'a pack as JSON', suggests: 'file' }],
  run: async (input) => {
    const { flags, output, signal } = input;
    const client = await connect(input);
    if (typeof flags['keep'] === 'string') {
      const read = { body: savePack.body, what: 'questionnaire pack', prepare: (given: unknown) => ({ pack: given }) };
      const kept = await client.questionnaires.savePack({ body: await readJsonFile(input, flags['keep'], read), signal });
      output.progress(`Kept: ${kept.pack.id} ${kept.pack.version}.`);
    }
    const answer = await client.questionnaires.packs({ signal });
    if (output.isJson) output.answer(JSON.stringify(answer));
    else {
      const rows = answer.items.map(({ origin, pack }) => [
        ...[pack.id, pack.version, origin, String(pack.items.length), pack.languages.join(', ')],
        pack.title['en'] ?? Object.values(pack.title)[0] ?? '',
      ]);
      output.answer(formatTable(columns, rows, output.width));
    }
    return exitCodes.complete;
  },
});
