/** `cybermetrics awareness training discard` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { foldName } from '#core/kernel/text.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { printTraining } from '../training.ts';

export const awarenessTrainingDiscard = defineCommand({
  name: 'awareness training discard',
  summary: 'Discard everything that was read of a course, on record',
  details: 'For a course that came by mistake. Months that were published stay as they are; a file that is imported again brings it back.',
  arguments: [{ name: 'COURSE', summary: 'as the learning system calls it', required: true }],
  flags: [...connectionFlags, { name: 'yes', value: null, summary: 'do it; without it nothing is discarded' }],
  run: async (input) => {
    const { flags, output, signal } = input;
    const [course = ''] = input.arguments;
    const client = await connect(input);
    const { courses } = await client.training.get({ signal });
    const found = courses.find(({ name }) => foldName(name) === foldName(course));
    if (found === undefined)
      throw new Problem('not-found', 'No course is called so.', { course, courses: courses.map(({ name }) => name) });
    if (flags['yes'] !== true)
      throw new Problem('usage-invalid', 'Everything that was read of this course would go; say --yes to discard it.', {
        course: found.name,
      });
    const training = await client.training.discardCourse({ params: { id: found.id }, signal });
    if (output.isJson) output.answer(JSON.stringify(training));
    else printTraining(output, training);
    return exitCodes.complete;
  },
});
