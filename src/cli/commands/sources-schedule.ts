/** `cybermetrics sources schedule SOURCE EVERY` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { fetchHoursMax } from '#core/advisories/fetch-schedule.ts';
import { Problem } from '#core/kernel/problem.ts';
import { fetchText } from '../fetch-text.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const sourcesSchedule = defineCommand({
  name: 'sources schedule',
  summary: 'How often a source or a provider is fetched by itself, or never',
  details:
    'Providers, and lists that were fetched by their address once, are asked daily unless set otherwise; never on the minute, one after another, and the more seldom the longer they fail.',
  arguments: [
    { name: 'SOURCE', summary: 'kev, epss or the id of a provider (csaf:example.org)', required: true },
    {
      name: 'EVERY',
      summary: 'hours or days such as 6h or 7d; off: only when somebody asks; usual: as if nobody had set it',
      required: true,
    },
  ],
  flags: connectionFlags,
  run: async (input) => {
    const [id = '', every = ''] = input.arguments;
    const everyHours = hoursOf(every);
    const client = await connect(input);
    const plan = await client.sources.schedule({ params: { id }, body: { everyHours }, signal: input.signal });
    input.output.answer(input.output.isJson ? JSON.stringify(plan) : `${id}: ${fetchText(plan)}`);
    return exitCodes.complete;
  },
});

/** @returns null: as is usual; 0: never */
function hoursOf(text: string): number | null {
  if (text === 'usual') return null;
  if (text === 'off') return 0;
  const [, count, unit] = /^(\d{1,4})([hd])$/u.exec(text) ?? [];
  const hours = Number(count) * (unit === 'd' ? 24 : 1);
  if (count === undefined || hours < 1 || hours > fetchHoursMax)
    throw new Problem('usage-invalid', `${text} is no time between two fetches: write 6h, 7d (31d at most), off or usual.`, {
      given: text,
    });
  return hours;
}
