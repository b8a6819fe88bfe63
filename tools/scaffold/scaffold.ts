/** From the words after `npm run new` to files in the tree: what can be made, and what is said about it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { planImporter } from './importer.ts';
import { planMetric } from './metric.ts';
import { planPage } from './page.ts';
import { Plan, ScaffoldRefusal } from './plan.ts';
import { planCommand, planEndpoint, planMigration } from './smaller.ts';

/** Fills the plan; gives what to do next, line by line. */
type Planner = (plan: Plan, words: readonly string[], root: string) => readonly string[];

const planners: Readonly<Record<string, { readonly usage: string; readonly count: number; readonly plan: Planner }>> = {
  metric: { usage: 'metric AST-20 named-department', count: 2, plan: planMetric },
  importer: { usage: 'importer ward-scanner', count: 1, plan: planImporter },
  page: { usage: 'page waiting-rooms', count: 1, plan: planPage },
  endpoint: { usage: 'endpoint waiting-rooms', count: 1, plan: planEndpoint },
  command: { usage: 'command sources-list', count: 1, plan: planCommand },
  migration: { usage: 'migration waiting-rooms', count: 1, plan: planMigration },
};

/**
 * @param root folder of the project.
 * @param words as typed: `metric AST-20 named-department`.
 * @returns what was made and what comes next.
 * @throws ScaffoldRefusal for a request that cannot be met; nothing was written then.
 */
export function scaffold(root: string, words: readonly string[]): string {
  const [kind = '', ...rest] = words;
  const planner = Object.hasOwn(planners, kind) ? planners[kind] : undefined;
  if (planner === undefined || rest.length > planner.count) {
    const usages = planner === undefined ? Object.values(planners) : [planner];
    throw new ScaffoldRefusal(['usage:', ...usages.map(({ usage }) => `  npm run new ${usage}`)].join('\n'));
  }
  const plan = new Plan(root);
  const next = planner.plan(plan, rest, root);
  plan.write();
  format(root, [...plan.created, ...plan.changed]);
  return [...plan.created.map((path) => `made     ${path}`), ...plan.changed.map((path) => `changed  ${path}`), '', ...next].join('\n');
}

/** How long a name is decides where lines break, so the formatter has the last word. */
function format(root: string, paths: readonly string[]): void {
  execFileSync(join(root, 'node_modules/.bin/oxfmt'), [...paths], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
}
