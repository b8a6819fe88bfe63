/** `cybermetrics metrics target ID VALUE --reason TEXT` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const metricsTarget = defineCommand({
  name: 'metrics target',
  summary: 'Say what the hospital aims for; every earlier word stays on record',
  arguments: [
    { name: 'ID', summary: 'such as VUL-05', required: true, suggests: 'metric' },
    { name: 'VALUE', summary: '95%, 0.95 or 120, in the unit of the metric; none gives the target of its definition back', required: true },
  ],
  flags: [{ name: 'reason', value: 'TEXT', summary: 'why this, and who agreed' }, ...connectionFlags],
  run: async (input) => {
    const { output, flags } = input;
    const [id = '', text = ''] = input.arguments;
    const reason = flags['reason'];
    if (typeof reason !== 'string') throw new Problem('usage-invalid', 'Give --reason: why this, and who agreed.');
    const client = await connect(input);
    const done = await client.metrics.target({
      params: { id: id.toUpperCase() },
      body: { value: valueOf(text), reason },
      signal: input.signal,
    });
    output.answer(output.isJson ? JSON.stringify(done) : done.target === null ? 'no target' : `target ${done.target.value}`);
    return exitCodes.complete;
  },
});

function valueOf(text: string): number | null {
  if (text === 'none') return null;
  const parts = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  if (parts === null) throw new Problem('usage-invalid', `${text} is no target; write 95%, 0.95, 120 or none.`, { value: text });
  const value = Number(parts[1]);
  // Two places to the left in decimal: 0.07 and not 0.07000000000000001.
  return parts[2] === '%' ? Number(`${value}e-2`) : value;
}
