/** `cybermetrics alerts list` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { alertFaultWords, toWords, whatWords } from '../alert-words.ts';
import { formatTable } from '../table.ts';

const columns = [{ title: 'id' }, { title: 'name' }, { title: 'state' }, { title: 'watches' }, { title: 'tells' }, { title: 'looked at' }];

export const alertsList = defineCommand({
  name: 'alerts list',
  summary: 'Rules that tell people elsewhere what is new',
  arguments: [],
  flags: connectionFlags,
  run: async (input) => {
    const { output, signal } = input;
    const client = await connect(input);
    const { items } = await client.alerts.list({ signal });
    if (output.isJson) output.answer(JSON.stringify({ items }));
    else if (items.length === 0) output.progress('there are no alert rules yet');
    else {
      const rows = items.map((rule) => [
        rule.id,
        rule.name,
        `${rule.isOn ? 'on' : 'off'}${rule.fault === null ? '' : `: ${alertFaultWords[rule.fault]}`}`,
        whatWords(rule.what),
        toWords(rule.to),
        rule.lookedAt ?? 'never',
      ]);
      output.answer(formatTable(columns, rows, output.width));
    }
    return exitCodes.complete;
  },
});
