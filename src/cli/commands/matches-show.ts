/** `cybermetrics matches show QUESTION` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printQuestion } from '../question-words.ts';

export const matchesShow = defineCommand({
  name: 'matches show',
  summary: 'One question in full: documents, products, versions of the device with their assets, why, and what people answered',
  arguments: [{ name: 'QUESTION', summary: 'the id that `matches list` gives, or its first six characters', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const question = await client.matching.question({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(question) : printQuestion(question, input.output.language));
    return exitCodes.complete;
  },
});
