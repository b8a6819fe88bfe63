/** `cybermetrics findings closing` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import type { ClosingTimesJson } from '#contract/endpoints/closing-times.ts';
import { Problem } from '#core/kernel/problem.ts';
import { closingGroups } from '#core/vulnerabilities/time-to-close.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { formatTable } from '../table.ts';

const columns = [
  { title: 'findings' },
  { title: 'half closed after', alignRight: true },
  { title: '95 %', alignRight: true },
  { title: 'by day 30', alignRight: true },
  { title: 'by day 90', alignRight: true },
  { title: 'counted', alignRight: true },
  { title: 'closed', alignRight: true },
  { title: 'start unknown', alignRight: true },
];

export const findingsClosing = defineCommand({
  name: 'findings closing',
  summary: 'How long findings stay open, those still open among them: the half-life and the shares closed by day 30 and 90',
  details:
    'Findings that were there at the first scan began nobody knows when: they are counted and left out. With --json the whole curves.',
  arguments: [],
  flags: [
    { name: 'filter', value: 'RQL', summary: 'these findings only; not by how they ended' },
    { name: 'by', value: 'FIELD', summary: `a line for each value of ${closingGroups.join(' or ')}` },
    { name: 'days', value: 'N', summary: 'only what was open within so many days; default 365' },
    { name: 'all', value: null, summary: 'everything on record' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const { filter, by, days, all } = flags;
    const group = closingGroups.find((one) => one === by);
    if (by !== undefined && group === undefined) throw new Problem('usage-invalid', `--by takes ${closingGroups.join(' or ')}.`, { by });
    if (days !== undefined && !/^[1-9]\d{0,4}$/.test(String(days)))
      throw new Problem('usage-invalid', '--days takes a whole number of days.', { days });
    const client = await connect(input);
    const query = {
      ...(typeof filter === 'string' ? { filter } : {}),
      ...(group === undefined ? {} : { by: group }),
      ...(days === undefined ? {} : { days: Number(days) }),
      ...(all === true ? { all: 'true' as const } : {}),
    };
    const answer = await client.findings.closingTimes({ query, signal });
    if (output.isJson) output.answer(JSON.stringify(answer));
    else output.answer(formatTable(columns, answer.curves.map(rowOf), output.width));
    return exitCodes.complete;
  },
});

function rowOf(curve: ClosingTimesJson['curves'][number], index: number): string[] {
  const { halfLife, longestAge, counted } = curve;
  const name = index === 0 ? 'all together' : (curve.group ?? 'unknown');
  const age = halfLife.age === null ? (counted === 0 ? '–' : `more than ${longestAge} days`) : `${halfLife.age} days`;
  const range = halfLife.lower === null && halfLife.upper === null ? '–' : `${halfLife.lower ?? '…'}–${halfLife.upper ?? '…'}`;
  const shares = curve.closedBy.map(({ closed }) => (closed === null ? '–' : `${(closed * 100).toFixed(1)} %`));
  return [name, age, range, ...shares, String(counted), String(curve.closed), String(curve.prevalent)];
}
