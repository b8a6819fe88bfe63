/** `cybermetrics token create` */
import { defineCommand, exitCodes } from '#contract/define-command.ts';
import { tokenScopes } from '#contract/define-endpoint.ts';
import { Problem } from '#core/kernel/problem.ts';
import { connect, connectionFlags } from '../node-connection.ts';

export const tokenCreate = defineCommand({
  name: 'token create',
  summary: 'Make an API token; it is shown once',
  arguments: [],
  flags: [
    { name: 'name', value: 'NAME', summary: 'what it is for (default: command line)' },
    { name: 'scopes', value: 'LIST', summary: `with commas: ${tokenScopes.join(', ')} (default: read)`, suggests: tokenScopes },
    { name: 'days', value: 'N', summary: 'days until it expires, 1 to 366 (default 90)' },
    ...connectionFlags,
  ],
  run: async (input) => {
    const { flags, output } = input;
    const scopes = (typeof flags['scopes'] === 'string' ? flags['scopes'] : 'read').split(',').map((text) => {
      const scope = tokenScopes.find((known) => known === text.trim());
      if (scope === undefined)
        throw new Problem('usage-invalid', `--scopes: ${text} is none of ${tokenScopes.join(', ')}.`, { expected: tokenScopes });
      return scope;
    });
    const days = typeof flags['days'] === 'string' ? Number(flags['days']) : 90;
    if (!Number.isInteger(days) || days < 1 || days > 366)
      throw new Problem('usage-invalid', '--days must be a whole number from 1 to 366.', { days: flags['days'] });
    const client = await connect(input);
    const made = await client.tokens.create({
      body: { name: typeof flags['name'] === 'string' ? flags['name'] : 'command line', scopes, days },
      signal: input.signal,
    });
    if (output.isJson) output.answer(JSON.stringify(made));
    else {
      output.answer(made.token);
      output.progress(`shown once; expires ${made.record.expiresAt.slice(0, 10)}, may ${made.record.scopes.join(', ')}`);
    }
    return exitCodes.complete;
  },
});
