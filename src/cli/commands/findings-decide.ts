/** `cybermetrics findings decide` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { decisionActValues } from '#contract/endpoints/finding-work.ts';
import { Problem } from '#core/kernel/problem.ts';
import { parseDay } from '#core/kernel/time.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const findingsDecide = defineCommand({
  name: 'findings decide',
  summary: 'Decide about every finding that a filter finds; it holds across later scans',
  details:
    "An accepted risk stays open and is not overdue; a false positive is not counted; reopened ends either. Such as: findings decide --filter 'eq(cveId,CVE-2024-0001)' --as accepted --until 2026-12-31 --reason 'no patch before the new release'",
  arguments: [],
  flags: [
    { name: 'filter', value: 'RQL', summary: 'which findings; docs/records.md lists the fields', suggests: { filterOf: finding } },
    { name: 'as', value: 'DECISION', summary: decisionActValues.join(', '), suggests: decisionActValues },
    { name: 'until', value: 'DAY', summary: 'the last day it holds (YYYY-MM-DD); an accepted risk needs one, at most a year ahead' },
    { name: 'reason', value: 'TEXT', summary: 'why; needed unless reopened' },
    { name: 'dry-run', value: null, summary: 'only tell how many would be decided' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const filter = requiredText(input, 'filter');
    const asked = requiredText(input, 'as');
    const as = decisionActValues.find((one) => one === asked);
    if (as === undefined) throw new Problem('usage-invalid', `--as ${asked} is no decision.`, { expected: decisionActValues });
    const until = flags['until'];
    if (typeof until === 'string' && parseDay(until) === undefined)
      throw new Problem('usage-invalid', `--until ${until} is no day; write YYYY-MM-DD.`, { until });
    const reason = flags['reason'];
    const dryRun = flags['dry-run'] === true;
    const client = await connect(input);
    const batch = await client.findings.decide({
      body: { filter, as, dryRun, ...(typeof until === 'string' ? { until } : {}), ...(typeof reason === 'string' ? { reason } : {}) },
      signal,
    });
    if (output.isJson) output.answer(JSON.stringify(batch));
    else {
      output.answer(`${dryRun ? 'would decide' : 'decided'} ${batch.decided}, already so ${batch.unchanged}`);
      if (batch.batchId !== null) output.answer(`undo with: cybermetrics findings undo ${batch.batchId}`);
    }
    return exitCodes.complete;
  },
});
