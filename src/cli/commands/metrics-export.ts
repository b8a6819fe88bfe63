/** `cybermetrics metrics export` */
import { defineCommand } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parseDay } from '#core/kernel/time.ts';
import { scopeKinds } from '#core/metrics/define-metric.ts';
import { connectionFlags } from '../node-connection.ts';
import { saveTable } from '../save-table.ts';

export const metricsExport = defineCommand({
  name: 'metrics export',
  summary: 'Measurements day by day, of one metric or all, into a file',
  arguments: [{ name: 'ID', summary: 'such as VUL-05; without it every metric', required: false, suggests: 'metric' }],
  flags: [
    { name: 'out', value: 'FILE', summary: 'the file to write: .csv, .xlsx or .parquet', suggests: 'file' },
    { name: 'from', value: 'DAY', summary: 'first day; default: the first that was measured' },
    { name: 'to', value: 'DAY', summary: 'last day; default: today' },
    { name: 'scope', value: 'KIND', summary: 'only this kind of part of the organisation', suggests: scopeKinds },
    ...connectionFlags,
  ],
  run: async (input) => {
    const text = (name: string) => (typeof input.flags[name] === 'string' ? input.flags[name] : undefined);
    const day = (name: string) => {
      const given = text(name);
      if (given !== undefined && parseDay(given) === undefined)
        throw new Problem('usage-invalid', `--${name} ${given} is no day; write YYYY-MM-DD.`, { [name]: given });
      return given;
    };
    const asked = text('scope');
    const scopeKind = scopeKinds.find((known) => known === asked);
    if (asked !== undefined && scopeKind === undefined)
      throw new Problem('usage-invalid', `--scope ${asked}: the kind must be one of ${scopeKinds.join(', ')}.`, { expected: scopeKinds });
    const question = { metric: input.arguments[0], scopeKind, from: day('from'), to: day('to') };
    return saveTable(input, (client, format) => client.exports.measurements({ query: { format, ...question }, signal: input.signal }));
  },
});
