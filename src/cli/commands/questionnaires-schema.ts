/** `cybermetrics questionnaires schema` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { questionnairePackJsonSchema } from '#core/questionnaires/pack-schema.ts';

export const questionnairesSchema = defineCommand({
  name: 'questionnaires schema',
  summary: 'Print the form of a questionnaire as JSON Schema 2020-12; without a node',
  arguments: [],
  flags: [],
  run: ({ output }) => {
    output.answer(JSON.stringify(questionnairePackJsonSchema(), null, output.isJson ? 0 : 2));
    return Promise.resolve(exitCodes.complete);
  },
});
