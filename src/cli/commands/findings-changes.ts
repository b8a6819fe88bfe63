/** `cybermetrics findings changes` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const columns = [
  { title: 'scanner' },
  { title: 'source' },
  { title: 'observed' },
  { title: 'before' },
  { title: 'new', alignRight: true },
  { title: 'reopened', alignRight: true },
  { title: 'closed', alignRight: true },
];

export const findingsChanges = defineCommand({
  name: 'findings changes',
  summary: 'What the last complete file of each scanner changed: new, reopened and closed findings',
  details: 'With --json each count has the filter that lists its findings.',
  arguments: [],
  flags: [{ name: 'scanner', value: 'NAME', summary: 'this scanner only' }, ...connectionFlags],
  run: async (input) => {
    const { flags, output, signal } = input;
    const client = await connect(input);
    const { scanner } = flags;
    const { items } = await client.findings.changes({ query: typeof scanner === 'string' ? { scanner } : {}, signal });
    if (output.isJson) output.answer(JSON.stringify({ items }));
    else if (items.length === 0) output.progress('no complete file of a vulnerability scanner has been read yet');
    else {
      const rows = items.map((one) => [
        one.scanner,
        one.source,
        one.lastAt.slice(0, 10),
        one.before?.lastAt.slice(0, 10) ?? '–',
        String(one.opened.count),
        String(one.reopened.count),
        String(one.closed.count),
      ]);
      output.answer(formatTable(columns, rows, output.width));
    }
    return exitCodes.complete;
  },
});
