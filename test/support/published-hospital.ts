/** An invented hospital whose phishing tests are published already: groups of the year, tests by name and day, their cells. */
import type { BehaviourPlanJson } from '#contract/endpoints/behaviour.ts';
import { foldName } from '#core/kernel/text.ts';
import { addDays, dayOf, instantFromMilliseconds, type Day } from '#core/kernel/time.ts';
import { inventGroups, inventPublishedTests, type InventedGroup } from '#demo/people/published-tests.ts';
import { saveGroupPlan } from '#store/awareness/campaigns.ts';
import { savePublication } from '#store/awareness/publications.ts';
import { withOrganisation } from '#store/scope.ts';
import type { TestNode } from './test-node.ts';

export const reachedGroupIds = ['group-03', 'group-07'] as const;

export interface HospitalTest {
  readonly name: string;
  /** Days from the clock of the node. */
  readonly daysFromNow: number;
  /** Twelve points more in the two groups that are reached. */
  readonly hasEffect: boolean;
}

interface HospitalOptions {
  readonly people?: number;
  readonly groups?: number;
  readonly seed?: number;
}

export interface PublishedHospital {
  readonly groups: readonly InventedGroup[];
  readonly groupYear: number;
  readonly today: Day;
  /** Publishes another test. */
  publishTest(test: HospitalTest): Promise<void>;
}

export async function publishHospital(
  node: TestNode,
  tests: readonly HospitalTest[],
  { people = 1_200, groups: many = 12, seed = 1 }: HospitalOptions = {},
): Promise<PublishedHospital> {
  const { database, organisationId } = { database: node.context.database, organisationId: node.fresh.organisationId };
  const groups = inventGroups(seed, people, many);
  const today = await withOrganisation(database, organisationId, async (scope) => dayOf(node.context.clock.now(), scope.timeZone));
  const groupYear = Number(today.slice(0, 4));
  await withOrganisation(database, organisationId, async (scope) => {
    const named = groups.map(({ id, name, people: size }) => ({ id, names: [name], departmentIds: [id], people: size }));
    await saveGroupPlan(scope, { year: groupYear, groups: named, roleGroups: [] }, node.context.clock.now());
  });
  const publishTest = async ({ name, daysFromNow, hasEffect }: HospitalTest) => {
    const id = node.context.newId();
    const on = addDays(today, daysFromNow);
    const firstAt = instantFromMilliseconds(Date.parse(`${on}T09:00:00.000Z`));
    const effect = hasEffect ? { groupIds: reachedGroupIds, size: 0.12 } : null;
    const asked = [{ key: id, name, publishedAt: firstAt, groupYear, shift: 0, effect }];
    const [publication] = inventPublishedTests({ seed, groups, tests: asked, scatter: 0.01 });
    await withOrganisation(database, organisationId, async (scope) => {
      await scope.client.query(
        `insert into campaign (organisation_id, id, name, name_folded, created_at, first_at, asked_at, published_at)
         values ($1, $2, $3, $4, $5, $5, $5, $5)`,
        [organisationId, id, name, foldName(name), firstAt],
      );
      if (publication !== undefined) await savePublication(scope, publication, { endedAt: firstAt, counted: null });
    });
  };
  for (const test of tests) await publishTest(test);
  return { groups, groupYear, today, publishTest };
}

/** A plan that can start today: the baseline behind, the days that are judged ahead. */
export function inventPlan(
  { groups, groupYear, today }: Omit<PublishedHospital, 'publishTest'>,
  name = 'Meldknop uitgelegd',
): BehaviourPlanJson {
  const days = (from: number, to: number) => ({ fromOn: addDays(today, from), toOn: addDays(today, to) });
  return {
    name,
    problem: 'Een op de vijf meldt een verdachte mail.',
    targetBehaviour: 'Meldt een verdachte mail met de knop.',
    measure: 'report-rate',
    causes: ['capability'],
    causeText: 'In gesprekken kende de helft de knop niet.',
    intervention: 'Vijf minuten uitleg in het werkoverleg.',
    groupYear,
    reachedGroupIds: [...reachedGroupIds],
    otherGroupIds: groups.map(({ id }) => id).filter((id) => !(reachedGroupIds as readonly string[]).includes(id)),
    before: days(-120, -1),
    during: days(1, 20),
    after: days(21, 80),
    testsAfter: 2,
    expectedEffect: 0.1,
    departmentCorrelation: 0.01,
  };
}
