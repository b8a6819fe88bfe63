/** `cybermetrics demo-files`: writes the files of the invented hospital, as a hospital would hand them in. */
import { join, resolve } from 'node:path';
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, defaultTimeZone, instantFromMilliseconds, parseDay } from '#core/kernel/time.ts';
import { writeDemoAdvisories } from '#demo/advisories/write-advisories.ts';
import { writePeopleFiles } from '#demo/people/write-people-files.ts';
import { demoSeed, writeDemoFiles } from '#demo/write-demo-files.ts';

export const demoFiles = defineCommand({
  name: 'demo-files',
  summary: 'Write the files of the invented hospital into a folder; the same seed and last day give the same files',
  arguments: [{ name: 'DIR', summary: 'the folder to write into (default ./demo-files)', required: false }],
  flags: [
    { name: 'seed', value: 'N', summary: `whole number (default ${demoSeed})` },
    { name: 'last-day', value: 'DAY', summary: 'the day the two years end on (default today)' },
  ],
  run: async ({ arguments: [folder], flags, output, workingFolder, signal }) => {
    const seed = typeof flags['seed'] === 'string' ? Number(flags['seed']) : demoSeed;
    if (!Number.isSafeInteger(seed)) throw new Problem('usage-invalid', '--seed must be a whole number.', { seed: flags['seed'] });
    const asked = flags['last-day'];
    const lastDay = typeof asked === 'string' ? parseDay(asked) : dayOf(instantFromMilliseconds(Date.now()), defaultTimeZone);
    if (lastDay === undefined) throw new Problem('usage-invalid', `--last-day ${String(asked)} is no day; write YYYY-MM-DD.`);
    const target = resolve(workingFolder, folder ?? 'demo-files');
    const written = await writeDemoFiles(target, { seed, lastDay, signal, onFile: (file) => output.status(file.name, false) });
    const advisories = await writeDemoAdvisories(join(target, 'advisories'), { seed, lastDay });
    const people = await writePeopleFiles(join(target, 'people'), { seed, lastDay });
    if (output.isJson) output.answer(JSON.stringify({ folder: target, files: written, advisories, people }));
    else
      output.answer(
        `${written.length} files in ${target}, ${advisories.length} advisories in ${join(target, 'advisories')}, ${people.length} files about people in ${join(target, 'people')}`,
      );
    return exitCodes.complete;
  },
});
