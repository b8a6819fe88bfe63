/**
 * The behaviour campaign of the demonstration, played as its hospital did it: the plan frozen before the talks, with the power that could
 * be foreseen then, and judged once at the end, by published cells alone. Started half a year ago by the clock of the story.
 */
import { behaviourEffect } from '#core/awareness/behaviour/behaviour-effect.ts';
import { foreseePower } from '#core/awareness/behaviour/behaviour-power.ts';
import { behaviourPublication } from '#core/awareness/behaviour/behaviour-publication.ts';
import { startOfDay, type Day, type Instant } from '#core/kernel/time.ts';
import { behaviourPlan } from '#demo/people/behaviour-plan.ts';
import { notTalkedTo, talkDay, talkedTo } from '#demo/people/behaviour-story.ts';
import { dayOfNumber } from '#demo/story.ts';
import {
  concludeBehaviourCampaign,
  createBehaviourCampaign,
  endBehaviourCampaign,
  listBehaviourCampaigns,
  startBehaviourCampaign,
} from '#store/awareness/behaviour.ts';
import { savePublication } from '#store/awareness/publications.ts';
import { withOrganisation, type Scope } from '#store/scope.ts';
import { publishedTests, readBasis, sameGroupsAs, type Basis } from '../awareness/behaviour-basis.ts';
import type { RunningNode } from '../start-node.ts';

const by = 'demonstration';

/** Done twice it changes nothing. */
export async function playBehaviourCampaign(
  { context, organisationId }: Pick<RunningNode, 'context' | 'organisationId'>,
  lastDay: Day,
): Promise<void> {
  await withOrganisation(context.database, organisationId, async (scope) => {
    if ((await listBehaviourCampaigns(scope)).length > 0) return;
    const basis = await readBasis(scope);
    const plan = planOf(basis, lastDay);
    if (plan === null) return;
    const id = context.newId();
    const plannedAt = startOfDay(dayOfNumber(talkDay - 7, lastDay), scope.timeZone);
    await createBehaviourCampaign(scope, { id, createdAt: plannedAt, createdBy: by, plan });
    const tests = publishedTests(basis, plan.measure);
    const isSameGroups = sameGroupsAs(basis, plan);
    const foreseen = foreseePower(
      plan,
      tests.filter(({ on }) => on <= plan.before.toOn),
      isSameGroups,
    );
    // Then it could not have started either: the plan stays a draft.
    if (foreseen.kind === 'unknown') return;
    await startBehaviourCampaign(scope, id, { at: startOfDay(dayOfNumber(talkDay - 1, lastDay), scope.timeZone), by }, foreseen);
    await judge(scope, { id, plan, basis, at: context.clock.now() });
  });
}

function planOf({ years, tests }: Basis, lastDay: Day): ReturnType<typeof behaviourPlan> | null {
  const year = Math.max(...years.keys());
  const groups = years.get(year)?.groups ?? [];
  const idsOf = (names: readonly string[]) => names.flatMap((name) => groups.find((group) => group.names.includes(name))?.id ?? []);
  const [reached, others] = [idsOf(talkedTo), idsOf(notTalkedTo)];
  return tests.length === 0 || reached.length === 0 || others.length === 0 ? null : behaviourPlan(lastDay, { year, reached, others });
}

interface Judging {
  readonly id: Parameters<typeof endBehaviourCampaign>[1];
  readonly plan: ReturnType<typeof behaviourPlan>;
  readonly basis: Basis;
  readonly at: Instant;
}

async function judge(scope: Scope, { id, plan, basis, at }: Judging): Promise<void> {
  const effect = behaviourEffect({
    plan,
    tests: publishedTests(basis, plan.measure),
    isSameGroups: sameGroupsAs(basis, plan),
    difficultyOf: (key) => basis.tests.find((test) => test.key === key)?.difficulty ?? null,
  });
  await endBehaviourCampaign(scope, id, { at, by }, { effect });
  const { publication, facts } = behaviourPublication({ id, plan, effect, at });
  await savePublication(scope, publication, facts);
  const text = 'Wordt volgend kwartaal in elk teamoverleg herhaald.';
  await concludeBehaviourCampaign(scope, id, { decision: 'adopt', text, saidBy: by, saidAt: at });
}
