/** `cybermetrics aliases list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import type { aliasStandings } from '#contract/endpoints/aliases.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const words = {
  en: {
    columns: ['device', 'product', 'the lists say', 'people here say', ''],
    same: 'same',
    different: 'different',
    standings: { open: '', agrees: '', contradicts: 'contradicts', 'lists-disagree': 'lists disagree' },
    shareable: (count: number, leftOut: number) => `of ours ${count} may be shared, ${leftOut} are left out`,
  },
  nl: {
    columns: ['apparaat', 'product', 'volgens de lijsten', 'volgens mensen hier', ''],
    same: 'hetzelfde',
    different: 'iets anders',
    standings: { open: '', agrees: '', contradicts: 'spreekt tegen', 'lists-disagree': 'lijsten verschillen' },
    shareable: (count: number, leftOut: number) => `van de onze zijn er ${count} te delen, ${leftOut} blijven weg`,
  },
} as const satisfies Record<string, { standings: Record<(typeof aliasStandings)[number], string> } & Record<string, unknown>>;

export const aliasesList = defineCommand({
  name: 'aliases list',
  summary: 'Names taken over from other hospitals beside what people here answered; contradictions first',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const client = await connect(input);
    const { output, signal } = input;
    const answer = await client.aliases.list({ signal });
    if (output.isJson) {
      output.answer(JSON.stringify(answer));
      return exitCodes.complete;
    }
    const said = words[output.language];
    const rows = answer.items.map(({ deviceKey, productKey, lists, own, standing }) => [
      deviceKey,
      productKey,
      lists.map((one) => `${said[one.answer]} (${one.list})`).join(', '),
      own === null ? '–' : said[own],
      said.standings[standing],
    ]);
    output.answer(
      formatTable(
        said.columns.map((title) => ({ title })),
        rows,
        output.width,
      ),
    );
    output.progress(said.shareable(answer.shareable.aliases, answer.shareable.leftOut));
    return exitCodes.complete;
  },
});
