/** `cybermetrics matches undo DECISION` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printQuestion, questionWords } from '../question-words.ts';

export const matchesUndo = defineCommand({
  name: 'matches undo',
  summary: 'Take an answer back: what followed from it is open again; that it was given, and who took it back, stays on record',
  arguments: [{ name: 'ANSWER', summary: 'its id, as `decide` and `matches show` give it', required: true }],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const done = await client.matching.undo({ params: { id: input.arguments[0] ?? '' }, signal: input.signal });
    if (output.isJson) output.answer(JSON.stringify(done));
    else output.answer(done.question === null ? questionWords(output.language).gone : printQuestion(done.question, output.language));
    return exitCodes.complete;
  },
});
