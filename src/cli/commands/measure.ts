/** `cybermetrics measure` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parseDay } from '#core/kernel/time.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const measureNow = defineCommand({
  name: 'measure',
  summary: 'Measure now, and wait for it; the node also measures after every import and each night',
  arguments: [],
  flags: [
    { name: 'from', value: 'DAY', summary: 'build the history anew from this day on (default: what is not measured yet)' },
    { name: 'no-wait', value: null, summary: 'return once it is queued' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const from = input.flags['from'];
    if (typeof from === 'string' && parseDay(from) === undefined)
      throw new Problem('usage-invalid', `--from ${from} is no day; write YYYY-MM-DD.`, { from });
    const client = await connect(input);
    const done = await client.metrics.measure({
      body: { wait: input.flags['no-wait'] !== true, ...(typeof from === 'string' ? { from } : {}) },
      signal: input.signal,
    });
    if (input.output.isJson) input.output.answer(JSON.stringify(done));
    else
      input.output.answer(
        done.status === 'queued'
          ? 'queued'
          : `measured ${done.days} days from ${done.fromOn ?? 'today'}: ${done.written} values new or corrected`,
      );
    return exitCodes.complete;
  },
});
