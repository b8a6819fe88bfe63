/** `cybermetrics alerts deliveries` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { deliveryWords } from '../alert-words.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const columns = [{ title: 'made' }, { title: 'rule' }, { title: 'told' }, { title: 'outcome' }, { title: 'id' }];

export const alertsDeliveries = defineCommand({
  name: 'alerts deliveries',
  summary: 'What alert rules told, newest first, and what became of it',
  arguments: [],
  flags: [{ name: 'rule', value: 'ID', summary: 'only of this rule' }, ...connectionFlags],
  run: async (input) => {
    const { output, flags, signal } = input;
    const client = await connect(input);
    const rule = flags['rule'];
    const { items } = await client.alerts.deliveries({ query: typeof rule === 'string' ? { rule } : {}, signal });
    if (output.isJson) output.answer(JSON.stringify({ items }));
    else if (items.length === 0) output.progress('nothing was told yet');
    else {
      const rows = items.map((one) => [one.madeAt, one.rule.name, one.isTest ? 'test' : one.text, deliveryWords(one), one.id]);
      output.answer(formatTable(columns, rows, output.width));
    }
    return exitCodes.complete;
  },
});
