/** `cybermetrics awareness behaviour groups` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

export const awarenessBehaviourGroups = defineCommand({
  name: 'awareness behaviour groups',
  summary: 'The named groups a behaviour campaign can be planned with, and in how many published tests each can be read',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const answer = await client.behaviour.basis({ signal: input.signal });
    if (input.output.isJson) {
      input.output.answer(JSON.stringify(answer));
      return exitCodes.complete;
    }
    const rows = answer.years.flatMap(({ year, groups }) => {
      const tests = answer.tests.filter((test) => test.groupYear === year);
      return groups.map(({ id, name }) => {
        const shown = tests.filter((test) => test.groups.some((group) => group.id === id && group.hidden === null && group.people !== 0));
        return [id, String(year), name, `${shown.length} of ${tests.length}`];
      });
    });
    if (rows.length === 0) input.output.answer('No phishing test was published yet: there is nothing to compare with.');
    else {
      const columns = ['ID', 'YEAR', 'GROUP', 'TESTS SHOWN'].map((title) => ({ title, whole: title === 'ID' }));
      input.output.answer(formatTable(columns, rows, input.output.width));
    }
    return exitCodes.complete;
  },
});
