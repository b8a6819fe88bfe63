/** `cybermetrics findings assign` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';
import { finding } from '#core/vulnerabilities/finding.ts';
import { connect, connectionFlags } from '../node-connection.ts';
import { requiredText } from '../required-text.ts';

export const findingsAssign = defineCommand({
  name: 'findings assign',
  summary: 'Say who works on every finding that a filter finds, and under which ticket',
  details: 'An empty text takes the name or the ticket away.',
  arguments: [],
  flags: [
    { name: 'filter', value: 'RQL', summary: 'which findings; docs/records.md lists the fields', suggests: { filterOf: finding } },
    { name: 'to', value: 'NAME', summary: 'who works on them' },
    { name: 'ticket', value: 'REF', summary: 'where the work is kept, such as a ticket number' },
    { name: 'dry-run', value: null, summary: 'only tell how many would change' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, output, signal } = input;
    const filter = requiredText(input, 'filter');
    const { to, ticket } = flags;
    if (typeof to !== 'string' && typeof ticket !== 'string')
      throw new Problem('usage-invalid', 'Say who works on them with --to, or the ticket with --ticket.', {
        expected: ['--to', '--ticket'],
      });
    const dryRun = flags['dry-run'] === true;
    const client = await connect(input);
    const done = await client.findings.assign({
      body: {
        filter,
        dryRun,
        ...(typeof to === 'string' ? { assignee: to.trim() === '' ? null : to } : {}),
        ...(typeof ticket === 'string' ? { ticket: ticket.trim() === '' ? null : ticket } : {}),
      },
      signal,
    });
    output.answer(
      output.isJson ? JSON.stringify(done) : `${dryRun ? 'would change' : 'changed'} ${done.changed}, already so ${done.unchanged}`,
    );
    return exitCodes.complete;
  },
});
