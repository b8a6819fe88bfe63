/** `cybermetrics flaws list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import type { FlawStatementJson } from '#contract/endpoints/flaw-names.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const columns = ['id', 'said', 'of', 'where', 'on', 'by', 'reason', 'withdrawn'].map((title) => ({ title }));

export const flawsList = defineCommand({
  name: 'flaws list',
  summary: 'What people said of the names of flaws: which are one, and what a scanner reports that is another thing',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output, signal } = input;
    const client = await connect(input);
    const { items } = await client.flaws.list({ signal });
    if (output.isJson) output.answer(JSON.stringify({ items }));
    else if (items.length === 0) output.progress('nobody said anything of the names of flaws yet');
    else output.answer(formatTable(columns, items.map(rowOf), output.width));
    return exitCodes.complete;
  },
});

function rowOf(one: FlawStatementJson): string[] {
  const of =
    one.kind === 'same' ? `${one.key} = ${one.other ?? ''}` : `${[one.scanner, one.checkId].filter(Boolean).join(' ')} ≠ ${one.key}`;
  const where = one.about === null ? one.extent : `${one.extent} ${one.about}`;
  return [one.id, one.kind, of, where, one.statedAt.slice(0, 10), one.by ?? '–', one.reason, one.withdrawnAt?.slice(0, 10) ?? '–'];
}
