/** What came of a decision about identity, or would: for people in a few lines, for programs as it is. */
import type { DecidedIdentityJson } from '#contract/endpoints/asset-identity.ts';
import { exitCodes, type CommandInput } from '#contract/define-command.ts';
import { requiredText } from './required-text.ts';

/** @param outcome what is said of it, such as `one asset` */
export function printDecided({ output }: CommandInput, decided: DecidedIdentityJson, outcome: string): number {
  const { decisionId, kept, other, findings, disagreements } = decided;
  if (output.isJson) {
    output.answer(JSON.stringify(decided));
    return exitCodes.complete;
  }
  const named = other === null ? 'a new asset' : `${other.name} (${other.id})`;
  output.answer(`${decisionId === null ? 'would be' : 'now'} ${outcome}: ${kept.name} (${kept.id}) and ${named}`);
  output.answer(`findings: ${findings.kept} and ${findings.other}, of the same flaw on both ${findings.both}`);
  for (const one of disagreements) output.answer(`they disagree: ${textOf(one.kept)} and ${textOf(one.other)}`);
  if (decisionId !== null) output.answer(`withdraw with: cybermetrics identity withdraw ${decisionId}`);
  return exitCodes.complete;
}

export function textOf({ kind, scope, value }: { readonly kind: string; readonly scope: string; readonly value: string }): string {
  return `${kind} ${value}${scope === '' ? '' : ` (${scope})`}`;
}

/** Who only looks needs no reason. */
export function decisionOf(input: CommandInput): { readonly reason: string; readonly dryRun: boolean } {
  const dryRun = input.flags['dry-run'] === true;
  const { reason } = input.flags;
  return { dryRun, reason: dryRun ? (typeof reason === 'string' ? reason : '') : requiredText(input, 'reason') };
}

export const decisionFlags = [
  { name: 'reason', value: 'TEXT', summary: 'why, for whoever reads it later' },
  { name: 'dry-run', value: null, summary: 'only tell what would come of it' },
] as const;
