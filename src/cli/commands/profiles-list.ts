/** `cybermetrics profiles list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const words = {
  en: {
    titles: ['slug', 'name', 'kind', 'columns', 'version'],
    saved: 'saved',
    ready: 'ready',
    unverified: 'ready, columns not confirmed',
  },
  nl: {
    titles: ['slug', 'naam', 'soort', 'kolommen', 'versie'],
    saved: 'bewaard',
    ready: 'kant-en-klaar',
    unverified: 'kant-en-klaar, kolommen niet bevestigd',
  },
} as const;

export const profilesList = defineCommand({
  name: 'profiles list',
  summary: 'Mapping profiles: how the tables of a source are read',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output } = input;
    const client = await connect(input);
    const { items } = await client.profiles.list({ signal: input.signal });
    if (output.isJson) {
      output.answer(JSON.stringify({ items }));
      return exitCodes.complete;
    }
    const { titles, saved, ready, unverified } = words[output.language];
    const rows = items.map(({ slug, name, kind, verified, columnCount, revision }) => [
      slug,
      name,
      kind === 'saved' ? saved : verified === false ? unverified : ready,
      String(columnCount),
      revision === null ? '–' : String(revision),
    ]);
    output.answer(
      formatTable(
        titles.map((title) => ({ title })),
        rows,
        output.width,
      ),
    );
    return exitCodes.complete;
  },
});
