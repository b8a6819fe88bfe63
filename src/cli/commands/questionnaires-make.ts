/** `cybermetrics questionnaires make` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printRound } from '../questionnaires.ts';
import { requiredText } from '../required-text.ts';

export const questionnairesMake = defineCommand({
  name: 'questionnaires make',
  summary: 'Make a round of a pack for the groups of this year; nobody can answer before it is opened',
  arguments: [],
  flags: [
    ...connectionFlags,
    { name: 'name', value: 'TEXT', summary: 'what the round is called' },
    { name: 'pack', value: 'PACK@VERSION', summary: 'as `questionnaires packs` prints them: safe-work-in-care@1.0.0' },
    {
      name: 'languages',
      value: 'LIST',
      summary: 'in which it asks, of those of the pack: nl,en; the first is the usual one (default all)',
    },
    { name: 'until', value: 'DAY', summary: 'the last day on which answers are taken' },
    { name: 'from', value: 'NAME', summary: 'instead: the answers that files of another tool brought under this name' },
    { name: 'answered-on', value: 'DAY', summary: 'with --from: the last day on which somebody answered' },
  ],
  run: async (input) => {
    const [packId = '', packVersion, more] = requiredText(input, 'pack').split('@');
    if (packVersion === undefined || more !== undefined)
      throw new Problem('usage-invalid', '--pack must be the id and the version of a pack, with @ between them.');
    const client = await connect(input);
    const { from, languages } = input.flags;
    const answers =
      typeof from === 'string'
        ? { answersFrom: from, answeredOn: requiredText(input, 'answered-on') }
        : { closesOn: requiredText(input, 'until') };
    const chosen = typeof languages === 'string' ? { languages: languages.split(',') } : {};
    const body = { name: requiredText(input, 'name'), packId, packVersion, ...answers, ...chosen };
    const round = await client.questionnaires.make({ body, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(round) : round.id);
    if (!input.output.isJson) printRound(input.output, round);
    return exitCodes.complete;
  },
});
