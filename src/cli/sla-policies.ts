/** SLA policies on a terminal: those in force, in order of precedence. */
import { exitCodes, type CommandOutput } from '#contract/define-command.ts';
import type { SlaPolicyJson } from '#contract/endpoints/sla.ts';
import { formatTable } from './table.ts';

export function printPolicies(output: CommandOutput, { items }: { readonly items: readonly SlaPolicyJson[] }): number {
  if (output.isJson) {
    output.answer(JSON.stringify({ items }));
    return exitCodes.complete;
  }
  const rows = items
    .filter((policy) => policy.validTo === null)
    .map(({ name, days, filter }, index) => [`${index + 1}`, name, String(days), filter]);
  const titles = output.language === 'nl' ? ['', 'beleid', 'dagen', 'bevindingen'] : ['', 'policy', 'days', 'findings'];
  const columns = titles.map((title, index) => ({ title, alignRight: index === 2 }));
  output.answer(formatTable(columns, rows, output.width));
  return exitCodes.complete;
}
