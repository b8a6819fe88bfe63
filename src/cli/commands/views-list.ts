/** `cybermetrics views list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const columns = [{ title: 'list' }, { title: 'name' }, { title: 'whose' }, { title: 'filter' }, { title: 'sort' }];

export const viewsList = defineCommand({
  name: 'views list',
  summary: 'Saved views of lists, with the filter to give to `assets list` or `findings list`',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output, signal } = input;
    const client = await connect(input);
    const { items } = await client.views.list({ signal });
    if (output.isJson) output.answer(JSON.stringify({ items }));
    else if (items.length === 0) output.progress('no views are saved yet');
    else {
      const rows = items.map((view) => [`${view.kind}s`, view.name, view.shared ? 'everybody' : 'own', view.filter, view.sort]);
      output.answer(formatTable(columns, rows, output.width));
    }
    return exitCodes.complete;
  },
});
