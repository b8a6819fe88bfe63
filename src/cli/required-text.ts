/** The value of a flag that a command cannot do without. */
import type { CommandInput } from '#contract/define-command.ts';
import { Problem } from '#core/kernel/problem.ts';

export function requiredText({ flags }: CommandInput, name: string): string {
  const value = flags[name];
  if (typeof value !== 'string') throw new Problem('usage-invalid', `--${name} is missing.`, { missing: name });
  return value;
}
