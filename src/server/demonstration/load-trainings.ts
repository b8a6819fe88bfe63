/** What the demonstration asks of its people in trainings, and the months of it that are counted and published. */
import { addMonths } from '#core/awareness/training-coverage.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import { firstPeopleDay } from '#demo/people/people-story.ts';
import { courses, highRiskRole } from '#demo/people/trainings.ts';
import { dayOfNumber } from '#demo/story.ts';
import { listRequirements, saveRequirement } from '#store/awareness/training-requirements.ts';
import { withOrganisation } from '#store/scope.ts';
import { publishTraining } from '../awareness/publish-training.ts';
import type { RunningNode } from '../start-node.ts';

/** Every quarter of the last year: what successive months may say needs ten new people, and each costs a count. */
const monthsBack = [10, 7, 4, 1] as const;

/** Done twice it changes nothing: a month that stands is not counted again. */
export async function publishTrainings(
  { context, organisationId }: Pick<RunningNode, 'context' | 'organisationId'>,
  lastDay: Day,
): Promise<void> {
  const today = await withOrganisation(context.database, organisationId, async (scope) => {
    const now = context.clock.now();
    if ((await listRequirements(scope)).length === 0) {
      const asked = { months: 12, fromOn: dayOfNumber(firstPeopleDay, lastDay), saidBy: 'demonstration', saidAt: now };
      await saveRequirement(scope, { ...asked, course: courses.everybody, roleGroup: null, isHighRisk: false }, context.newId);
      await saveRequirement(scope, { ...asked, course: courses.highRisk, roleGroup: highRiskRole, isHighRisk: true }, context.newId);
    }
    return dayOf(now, scope.timeZone);
  });
  for (const back of monthsBack)
    await publishTraining(context, organisationId, { month: addMonths(today, -back).slice(0, 7), askedBy: 'demonstration' });
}
