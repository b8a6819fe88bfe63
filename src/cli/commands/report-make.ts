/** `cybermetrics report make` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { fileOf, languages, outFlag, saveReport } from '../reports.ts';

export const reportMake = defineCommand({
  name: 'report make',
  summary: 'Make the board report of a month or quarter and keep it in the archive',
  details: `cybermetrics report make --language nl --period 2026-10 --out board.pdf
What says the same as the newest revision of that period is that revision; other figures are a new one.`,
  arguments: [],
  flags: [
    { name: 'language', value: 'LANGUAGE', summary: 'en or nl; default: that of this command line', suggests: languages },
    {
      name: 'period',
      value: 'PERIOD',
      summary: '2026-10 or 2026-Q4; default: the last month that is over, or this one where nothing was on record by then',
    },
    outFlag,
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const asked = flags['language'] ?? output.language;
    const language = languages.find((known) => known === asked);
    if (language === undefined)
      throw new Problem('usage-invalid', `--language ${String(asked)}: the language must be one of ${languages.join(', ')}.`, {
        expected: languages,
      });
    const file = fileOf(input);
    const client = await connect(input);
    const period = typeof flags['period'] === 'string' ? { period: flags['period'] } : {};
    const made = await client.reports.make({ body: { language, ...period }, signal });
    const bytes = file === undefined ? undefined : await saveReport(client, made.id, file, signal);
    if (output.isJson) output.answer(JSON.stringify({ ...made, ...(file === undefined ? {} : { file: file.file, bytes }) }));
    else {
      const what = made.isNew ? `made, ${made.changeCount} figures otherwise than before` : 'nothing changed since';
      output.progress(
        `Report ${made.period} (${made.language}), revision ${made.revision}: ${made.revision === 1 && made.isNew ? 'made' : what}.`,
      );
      output.answer(file?.file ?? made.id);
    }
    return exitCodes.complete;
  },
});
