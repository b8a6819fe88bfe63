/** Cases of the endpoints of behaviour campaigns (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import type { BehaviourDetail, BehaviourPlanJson } from '#contract/endpoints/behaviour.ts';
import { behaviourEffect } from '#core/awareness/behaviour/behaviour-effect.ts';
import { endBehaviourCampaign } from '#store/awareness/behaviour.ts';
import { withOrganisation } from '#store/scope.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';
import { inventPlan, publishHospital, type PublishedHospital } from './published-hospital.ts';

const nobody = { params: { id: '018f0000-0000-7000-8000-000000000000' } };

let hospital: Promise<PublishedHospital> | undefined;
function published({ node }: World): Promise<PublishedHospital> {
  hospital ??= publishHospital(node, [
    { name: 'Vooraf een', daysFromNow: -60, hasEffect: false },
    { name: 'Vooraf twee', daysFromNow: -30, hasEffect: false },
  ]);
  return hospital;
}

async function plan(world: World): Promise<BehaviourPlanJson> {
  return inventPlan(await published(world));
}

async function draft(world: World): Promise<{ params: { id: string } }> {
  const made = await world.node.ask(world.node.localToken, 'POST', '/awareness/behaviour', await plan(world));
  expect(made.status).toBe(201);
  return { params: { id: ((await made.json()) as BehaviourDetail).id } };
}

async function running(world: World): Promise<{ params: { id: string } }> {
  const asked = await draft(world);
  const started = await world.node.ask(world.node.localToken, 'POST', `/awareness/behaviour/${asked.params.id}/start`);
  expect(started.status).toBe(200);
  return asked;
}

/** Its days are over: set back in its plan, before it started. */
async function over(world: World): Promise<{ params: { id: string } }> {
  const { groups, groupYear, today } = await published(world);
  const past = { ...inventPlan({ groups, groupYear, today }), name: 'Voorbij' };
  const asked = await draft(world);
  const made = await world.node.ask(world.node.localToken, 'GET', `/awareness/behaviour/${asked.params.id}`);
  const { foreseen } = (await made.json()) as BehaviourDetail;
  const on = (plan_: BehaviourPlanJson): BehaviourPlanJson => ({
    ...plan_,
    before: { fromOn: plan_.before.fromOn, toOn: daysBefore(today, 50) },
    during: { fromOn: daysBefore(today, 49), toOn: daysBefore(today, 45) },
    // Ends before the phishing tests of other cases, which are not published.
    after: { fromOn: daysBefore(today, 44), toOn: daysBefore(today, 30) },
  });
  const { database, organisationId } = { database: world.node.context.database, organisationId: world.node.fresh.organisationId };
  await withOrganisation(database, organisationId, async (scope) => {
    await scope.client.query(
      `update behaviour_campaign set plan = $3, started_at = created_at, started_by = 'iemand', foreseen = $4 where organisation_id = $1 and id = $2`,
      [organisationId, asked.params.id, JSON.stringify(on(past)), JSON.stringify(foreseen)],
    );
  });
  return asked;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);
}

async function ended(world: World): Promise<{ params: { id: string } }> {
  const asked = await running(world);
  const { database, organisationId } = { database: world.node.context.database, organisationId: world.node.fresh.organisationId };
  const effect = behaviourEffect({
    plan: (await plan(world)) as never,
    tests: [],
    isSameGroups: () => true,
    difficultyOf: () => null,
  });
  await withOrganisation(database, organisationId, (scope) =>
    endBehaviourCampaign(scope, asked.params.id as never, { at: world.node.context.clock.now(), by: 'iemand' }, { effect }),
  );
  return asked;
}

const noPlan = { ...inventPlan({ groups: [], groupYear: 2026, today: '2026-11-23' as never }), otherGroupIds: ['group-01'] };

export const behaviourCases = {
  'behaviour.list': {
    works: async (world) => {
      await draft(world);
      return {};
    },
    stranger: { own: (answer) => expect(answer).toEqual({ items: [] }) },
  },
  'behaviour.basis': {
    works: async (world) => {
      await published(world);
      return {};
    },
    stranger: { own: (answer) => expect(answer).toEqual({ years: [], tests: [] }) },
  },
  'behaviour.get': { works: draft, bad: { 'a campaign of nobody': nobody }, stranger: 'not-found' },
  'behaviour.create': {
    works: async (world) => ({ body: await plan(world) }),
    bad: {
      'a group that is none': { body: { ...noPlan, groupYear: 2001 } },
      'no group to compare with': { body: { ...noPlan, otherGroupIds: [] } },
      'a group on both sides': { body: { ...noPlan, otherGroupIds: noPlan.reachedGroupIds } },
      'no cause': { body: { ...noPlan, causes: [] } },
      'a period backwards': { body: { ...noPlan, during: { fromOn: noPlan.during.toOn, toOn: noPlan.during.fromOn } } },
      'days before that reach into it': { body: { ...noPlan, before: { fromOn: noPlan.before.fromOn, toOn: noPlan.during.fromOn } } },
      'judged before it begins': { body: { ...noPlan, during: { fromOn: noPlan.after.toOn, toOn: noPlan.after.toOn } } },
      'three years of it': { body: { ...noPlan, after: { fromOn: noPlan.after.fromOn, toOn: '2030-01-01' } } },
      'an effect of nothing': { body: { ...noPlan, expectedEffect: 0 } },
      'an address of mail in it': { body: { ...noPlan, problem: 'Vraag het anna@noord.example' } },
    },
    // Their organisation has none of these groups.
    stranger: 'not-found',
  },
  'behaviour.change': {
    works: async (world) => ({ ...(await draft(world)), body: await plan(world) }),
    bad: { 'a campaign of nobody': { ...nobody, body: noPlan }, 'no plan': { ...nobody, body: {} } },
    stranger: 'not-found',
  },
  'behaviour.discard': { works: draft, bad: { 'a campaign of nobody': nobody }, stranger: 'not-found' },
  'behaviour.start': { works: draft, bad: { 'a campaign of nobody': nobody }, stranger: 'not-found' },
  'behaviour.close': { works: over, bad: { 'a campaign of nobody': nobody }, stranger: 'not-found' },
  'behaviour.stop': {
    works: async (world) => ({ ...(await running(world)), body: { reason: 'De meldknop is vervangen.' } }),
    bad: {
      'a campaign of nobody': { ...nobody, body: { reason: 'Zomaar' } },
      'no reason': { ...nobody, body: { reason: '' } },
    },
    stranger: 'not-found',
  },
  'behaviour.conclude': {
    works: async (world) => ({ ...(await ended(world)), body: { decision: 'adopt', text: 'Ook op de andere afdelingen.' } }),
    bad: {
      'a campaign of nobody': { ...nobody, body: { decision: 'adopt', text: 'Ja' } },
      'a decision that is none': { ...nobody, body: { decision: 'perhaps', text: 'Ja' } },
    },
    stranger: 'not-found',
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
