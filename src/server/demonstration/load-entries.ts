/**
 * What the people of the demonstration counted themselves, entered through the door by which everybody enters: with evidence, on the
 * day on which they had counted it. Before the node measures: then no day is measured twice.
 */
import { addDays, startOfDay, type Day } from '#core/kernel/time.ts';
import { demoEntries } from '#demo/entered-values.ts';
import { demoSeed } from '#demo/write-demo-files.ts';
import { readEntries } from '#store/entries/entries.ts';
import { withOrganisation } from '#store/scope.ts';
import { enterValue } from '../measuring/enter-value.ts';
import type { RunningNode } from '../start-node.ts';

/** Once: what a visitor corrects or withdraws stays as the visitor left it. @returns how many were entered */
export async function enterDemoValues(
  { context, organisationId }: Pick<RunningNode, 'context' | 'organisationId'>,
  lastDay: Day,
): Promise<number> {
  return withOrganisation(context.database, organisationId, async (scope) => {
    if ((await readEntries(scope)).length > 0) return 0;
    const entries = demoEntries(demoSeed, lastDay);
    for (const { saidOn, ...words } of entries) {
      // At the end of that day, as far as its clock goes.
      const now = startOfDay(addDays(saidOn, 1), scope.timeZone);
      const saying = { by: 'demonstration', now, newId: context.newId };
      await enterValue(scope, { ...words, days: null, scope: null }, saying);
    }
    return entries.length;
  });
}
