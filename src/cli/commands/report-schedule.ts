/** `cybermetrics report schedule` */
import { defineCommand } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { languages, printSchedule } from '../reports.ts';

const everyWords = ['month', 'quarter', 'never'] as const;

export const reportSchedule = defineCommand({
  name: 'report schedule',
  summary: 'When board reports are made by themselves; with --every from now on as given',
  details: `cybermetrics report schedule --every month --on-day 5 --language nl --language en
cybermetrics report schedule --every never`,
  arguments: [],
  flags: [
    { name: 'every', value: 'PERIOD', summary: 'month, quarter or never; without it nothing is changed', suggests: everyWords },
    { name: 'on-day', value: 'DAY', summary: 'of the month after the period, 1 to 28; default 5' },
    { name: 'language', value: 'LANGUAGE', summary: 'en or nl; default en', many: true, suggests: languages },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, lists, output, signal } = input;
    const every = everyWords.find((known) => known === flags['every']);
    if (flags['every'] !== undefined && every === undefined)
      throw new Problem('usage-invalid', `--every ${String(flags['every'])}: it must be one of ${everyWords.join(', ')}.`, {
        expected: everyWords,
      });
    if (every === undefined && (flags['on-day'] !== undefined || lists['language'] !== undefined))
      throw new Problem('usage-invalid', 'Say --every as well: month, quarter or never.', { missing: '--every' });
    const client = await connect(input);
    if (every === undefined) return printSchedule(output, await client.reports.schedule({ signal }));
    const asked = lists['language'] ?? ['en'];
    const wanted = languages.filter((known) => asked.includes(known));
    if (wanted.length !== asked.length)
      throw new Problem('usage-invalid', `--language: each must be one of ${languages.join(', ')}, and given once.`, {
        expected: languages,
      });
    const onDay = Number(flags['on-day'] ?? 5);
    const schedule = every === 'never' ? null : { every, onDay, languages: wanted };
    return printSchedule(output, await client.reports.setSchedule({ body: { schedule }, signal }));
  },
});
