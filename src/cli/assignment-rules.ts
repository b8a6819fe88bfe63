/** Assignment rules on a terminal: those in force, in order of precedence. */
import type { CommandOutput } from '#contract/define-command.ts';
import type { RuleBody, RuleJson } from '#contract/endpoints/rules.ts';
import { formatTable } from './table.ts';

/** @param changes one per rule: how many assets it would give another value; absent: not asked */
export function printRules(output: CommandOutput, items: readonly (RuleBody & Partial<RuleJson>)[], changes?: readonly number[]): void {
  if (output.isJson) {
    output.answer(JSON.stringify(changes === undefined ? { items } : { items, changes }));
    return;
  }
  const inForce = items.filter((rule) => rule.validTo === null || rule.validTo === undefined);
  const rows = inForce.map(({ name, filter, facts }, index) => [
    `${index + 1}`,
    name,
    Object.entries(facts)
      .map(([field, value]) => `${field}=${value}`)
      .join(' '),
    filter,
    ...(changes === undefined ? [] : [String(changes[index] ?? 0)]),
  ]);
  const isDutch = output.language === 'nl';
  const titles = isDutch ? ['', 'regel', 'zet', 'middelen'] : ['', 'rule', 'sets', 'assets'];
  const columns = [
    ...titles.map((title) => ({ title, alignRight: false })),
    ...(changes === undefined ? [] : [{ title: isDutch ? 'verandert' : 'changes', alignRight: true }]),
  ];
  output.answer(formatTable(columns, rows, output.width));
}
