/** `cybermetrics metrics enter ID VALUE --period DAY..DAY --evidence TEXT` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parseDay } from '#core/kernel/time.ts';
import { entryFlags, evidenceOf, numbersOf } from '../entry-words.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const metricsEnter = defineCommand({
  name: 'metrics enter',
  summary: 'Enter the value of a period for what no file gives, with its evidence',
  details: 'The same twice changes nothing; what was entered is never overwritten: correct or withdraw it with a reason.',
  arguments: [
    { name: 'ID', summary: 'such as VUL-16', required: true, suggests: 'metric' },
    { name: 'VALUE', summary: '45/50 of a share, 3 of a count, 12d of days; a percentage alone is refused', required: true },
  ],
  flags: [
    { name: 'period', value: 'DAY..DAY', summary: 'first and last day that were counted: 2026-03-01..2026-03-31; it is over' },
    { name: 'measure', value: 'NAME', summary: 'default: the headline measure' },
    ...entryFlags,
    ...connectionFlags,
  ],
  run: async (input) => {
    const [id = '', value = ''] = input.arguments;
    const numbers = numbersOf(value);
    const [fromOn = '', toOn = fromOn] = requiredText(input, 'period').split('..');
    for (const day of [fromOn, toOn])
      if (parseDay(day) === undefined) throw new Problem('usage-invalid', `--period: ${day} is no day; write YYYY-MM-DD.`, { period: day });
    const measure = input.flags['measure'];
    const body = { ...numbers, fromOn, toOn, ...evidenceOf(input), ...(typeof measure === 'string' ? { measure } : {}) };
    const client = await connect(input);
    const done = await client.entries.enter({ params: { id: id.toUpperCase() }, body, signal: input.signal });
    const { output } = input;
    const said =
      output.language === 'nl'
        ? done.changed
          ? `ingevoerd als ${done.id}`
          : `dit was al ingevoerd als ${done.id}`
        : done.changed
          ? `entered as ${done.id}`
          : `this was entered before as ${done.id}`;
    output.answer(output.isJson ? JSON.stringify(done) : said);
    return exitCodes.complete;
  },
});
