/** Handlers of behaviour campaigns: a plan, its start, its end. Effects are worked out of published cells; nothing is counted here. */
import { testOf } from '#core/awareness/behaviour/behaviour-cells.ts';
import { behaviourEffect } from '#core/awareness/behaviour/behaviour-effect.ts';
import { behaviourMeasureIds, type BehaviourMeasure } from '#core/awareness/behaviour/behaviour-ids.ts';
import { liesIn, planFault, type BehaviourPlan, type PlanFault } from '#core/awareness/behaviour/behaviour-plan.ts';
import { foreseePower } from '#core/awareness/behaviour/behaviour-power.ts';
import { behaviourPublication } from '#core/awareness/behaviour/behaviour-publication.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { dayOf, type Day } from '#core/kernel/time.ts';
import type { BehaviourBasis, BehaviourDetail, BehaviourEntry, BehaviourPlanJson } from '#contract/endpoints/behaviour.ts';
import { looksLikePerson } from '#importers/personal/personal-text.ts';
import {
  changeBehaviourPlan,
  concludeBehaviourCampaign,
  createBehaviourCampaign,
  discardBehaviourCampaign,
  endBehaviourCampaign,
  findBehaviourCampaign,
  listBehaviourCampaigns,
  startBehaviourCampaign,
  type BehaviourCampaign,
} from '#store/awareness/behaviour.ts';
import { savePublication } from '#store/awareness/publications.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { publishedTests, readBasis, sameGroupsAs, waitingTests, type Basis } from '../awareness/behaviour-basis.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { measurePublished } from '../measuring/measure-published.ts';
import { namesOf } from './finding-work.ts';

type BehaviourEndpoints =
  | 'behaviour.list'
  | 'behaviour.basis'
  | 'behaviour.get'
  | 'behaviour.create'
  | 'behaviour.change'
  | 'behaviour.discard'
  | 'behaviour.start'
  | 'behaviour.close'
  | 'behaviour.stop'
  | 'behaviour.conclude';

const faultTexts: Readonly<Record<PlanFault, readonly [path: string, text: string]>> = {
  'days-backwards': ['before', 'A period of the plan ends before it begins.'],
  'before-reaches-into-it': ['before', 'The days before must be over when the campaign begins.'],
  'judged-before-it-begins': ['after', 'The days that are judged begin before the campaign does.'],
  'too-long': ['after', 'From the first to the last day a plan spans at most 800 days.'],
  'no-group': ['reachedGroupIds', 'A plan needs a group that is reached and one that is not, to compare with.'],
  'group-on-both-sides': ['otherGroupIds', 'A group is either reached or compared with, not both.'],
  'no-cause': ['causes', 'Say which cause the campaign works on.'],
};
const started = 'This behaviour campaign has started; its plan is frozen.';
const notRunning = 'This behaviour campaign does not run; only one that runs can be ended.';
const named = 'A text holds an address of mail or a long number; a behaviour campaign names nobody.';

export const behaviourHandlers: Pick<Handlers, BehaviourEndpoints> = {
  'behaviour.list': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => ({
      items: (await listBehaviourCampaigns(scope)).map(entryOf),
    })),

  'behaviour.basis': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => basisOf(await readBasis(scope))),

  'behaviour.get': ({ context, principal, params }) =>
    readingOrganisation(context.database, principal.organisationId, (scope) => detailOf({ context, principal }, scope, params.id)),

  'behaviour.create': ({ context, principal, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const plan = requireSound(body, await readBasis(scope));
      const id = context.newId();
      await createBehaviourCampaign(scope, { id, createdAt: context.clock.now(), createdBy: principal.name, plan });
      return detailOf({ context, principal }, scope, id);
    }),

  'behaviour.change': ({ context, principal, params, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const { id } = await required(scope, params.id);
      const plan = requireSound(body, await readBasis(scope));
      if (!(await changeBehaviourPlan(scope, id, plan))) throw new Problem('conflict', started);
      return detailOf({ context, principal }, scope, id);
    }),

  'behaviour.discard': ({ context, principal, params }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const { id, plan } = await required(scope, params.id);
      if (!(await discardBehaviourCampaign(scope, id))) throw new Problem('conflict', started);
      return { name: plan.name };
    }),

  'behaviour.start': ({ context, principal, params }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const { id, plan, startedAt } = await required(scope, params.id);
      if (startedAt !== null) throw new Problem('conflict', started);
      const at = context.clock.now();
      if (dayOf(at, scope.timeZone) >= plan.after.fromOn)
        throw new Problem('conflict', 'The days that are judged have begun; what is judged must be fixed before them. Choose later days.');
      const basis = await readBasis(scope);
      const foreseen = foreseePower(plan, publishedTests(basis, plan.measure), sameGroupsAs(basis, plan));
      if (foreseen.kind === 'unknown')
        throw new Problem('conflict', 'Nothing can be read of these groups in the days before; the effect would never be known.');
      if (!(await startBehaviourCampaign(scope, id, { at, by: principal.name }, foreseen))) throw new Problem('conflict', started);
      return detailOf({ context, principal }, scope, id);
    }),

  'behaviour.close': ({ context, principal, params }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const { id, plan, startedAt, endedAt } = await required(scope, params.id);
      if (startedAt === null || endedAt !== null) throw new Problem('conflict', notRunning);
      const at = context.clock.now();
      if (!isOver(plan, dayOf(at, scope.timeZone)))
        throw new Problem('conflict', 'The days that are judged are not over; the effect is computed once, at their end.');
      const basis = await readBasis(scope);
      if (waitingTests(basis, plan).length > 0)
        throw new Problem('conflict', 'A phishing test of these days is not published yet; publish or discard it first.');
      const effect = behaviourEffect({
        plan,
        tests: publishedTests(basis, plan.measure),
        isSameGroups: sameGroupsAs(basis, plan),
        difficultyOf: (key) => basis.tests.find((test) => test.key === key)?.difficulty ?? null,
      });
      if (!(await endBehaviourCampaign(scope, id, { at, by: principal.name }, { effect }))) throw new Problem('conflict', notRunning);
      const { publication, facts } = behaviourPublication({ id, plan, effect, at });
      await savePublication(scope, publication, facts);
      await measurePublished(scope, { today: dayOf(at, scope.timeZone), now: at });
      return detailOf({ context, principal }, scope, id);
    }),

  'behaviour.stop': ({ context, principal, params, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const { id } = await required(scope, params.id);
      requireNobody({ reason: body.reason });
      const act = { at: context.clock.now(), by: principal.name };
      if (!(await endBehaviourCampaign(scope, id, act, { stopReason: body.reason }))) throw new Problem('conflict', notRunning);
      return detailOf({ context, principal }, scope, id);
    }),

  'behaviour.conclude': ({ context, principal, params, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const { id } = await required(scope, params.id);
      requireNobody({ text: body.text });
      const conclusion = { ...body, saidBy: principal.name, saidAt: context.clock.now() };
      if (!(await concludeBehaviourCampaign(scope, id, conclusion)))
        throw new Problem('conflict', 'This behaviour campaign has not ended; there is nothing to conclude yet.');
      return detailOf({ context, principal }, scope, id);
    }),
};

async function required(scope: Scope, id: string): Promise<BehaviourCampaign> {
  const campaign = isId(id) ? await findBehaviourCampaign(scope, id) : null;
  if (campaign === null) throw new Problem('not-found', 'There is no behaviour campaign with this id.');
  return campaign;
}

/** @throws Problem request-invalid, not-found */
function requireSound(body: BehaviourPlanJson, { years }: Basis): BehaviourPlan {
  const daysOf = ({ fromOn, toOn }: { fromOn: string; toOn: string }) => ({ fromOn: fromOn as Day, toOn: toOn as Day });
  const plan: BehaviourPlan = { ...body, before: daysOf(body.before), during: daysOf(body.during), after: daysOf(body.after) };
  const { name, problem, targetBehaviour, causeText, intervention } = plan;
  requireNobody({ name, problem, targetBehaviour, causeText, intervention });
  const fault = planFault(plan);
  if (fault !== null) throw new Problem('request-invalid', faultTexts[fault][1], { wrong: [{ path: faultTexts[fault][0] }] });
  const known = new Set(years.get(plan.groupYear)?.groups.map(({ id }) => id));
  const isUnknown = (id: string) => !known.has(id);
  if ([...plan.reachedGroupIds, ...plan.otherGroupIds].some(isUnknown))
    throw new Problem('not-found', 'A group of the plan is none of the named groups of its year.', {
      wrong: [{ path: plan.reachedGroupIds.some(isUnknown) ? 'reachedGroupIds' : 'otherGroupIds' }],
    });
  return plan;
}

function requireNobody(texts: Readonly<Record<string, string>>): void {
  const path = Object.keys(texts).find((key) => looksLikePerson(texts[key] ?? ''));
  if (path !== undefined) throw new Problem('request-invalid', named, { wrong: [{ path }] });
}

function isOver({ after }: BehaviourPlan, today: Day): boolean {
  return today > after.toOn;
}

function stateOf({ startedAt, endedAt, effect }: BehaviourCampaign): BehaviourEntry['state'] {
  if (startedAt === null) return 'draft';
  return endedAt === null ? 'running' : effect === null ? 'stopped' : 'ended';
}

function entryOf(campaign: BehaviourCampaign): BehaviourEntry {
  const { id, plan, startedAt, effect } = campaign;
  const known = effect?.kind === 'known' ? effect : null;
  return {
    id,
    name: plan.name,
    state: stateOf(campaign),
    measure: plan.measure,
    startedAt,
    after: plan.after,
    verdict: known?.verdict ?? null,
    comparison: known?.comparison ?? null,
  };
}

type Asker = Parameters<typeof namesOf>[0];

async function detailOf(asker: Asker, scope: Scope, id: string): Promise<BehaviourDetail> {
  const campaign = await required(scope, id);
  const { plan, foreseen: frozen, effect, conclusion } = campaign;
  const basis = await readBasis(scope);
  const today = dayOf(asker.context.clock.now(), scope.timeZone);
  const names = await namesOf(
    asker,
    [campaign.startedBy, conclusion?.saidBy].flatMap((name) => name ?? []),
  );
  const tests = publishedTests(basis, plan.measure);
  const foreseen = frozen ?? foreseePower(plan, tests, sameGroupsAs(basis, plan));
  const state = stateOf(campaign);
  const chosen = new Set([...plan.reachedGroupIds, ...plan.otherGroupIds]);
  return {
    id: campaign.id,
    state,
    plan: jsonOf(plan),
    groups: groupsOf(basis, plan.groupYear).flatMap((group) => (chosen.has(group.id) ? [{ id: group.id, name: group.name }] : [])),
    createdAt: campaign.createdAt,
    startedAt: campaign.startedAt,
    startedBy: names(campaign.startedBy),
    foreseen: foreseen.kind === 'unknown' ? { ...foreseen, hiddenGroupIds: [...foreseen.hiddenGroupIds] } : foreseen,
    mayStart: state === 'draft' && foreseen.kind === 'foreseen' && today < plan.after.fromOn,
    isOver: isOver(plan, today),
    waiting: state === 'running' ? waitingTests(basis, plan).map(({ key, name, on }) => ({ key, name, on })) : [],
    testsAfter: tests.filter(({ on }) => liesIn(on, plan.after)).length,
    endedAt: campaign.endedAt,
    effect: effect === null ? null : (structuredClone(effect) as BehaviourDetail['effect']),
    stopReason: campaign.stopReason,
    conclusion: conclusion === null ? null : { ...conclusion, saidBy: names(conclusion.saidBy) },
  };
}

function jsonOf(plan: BehaviourPlan): BehaviourPlanJson {
  return {
    ...plan,
    causes: [...plan.causes],
    reachedGroupIds: [...plan.reachedGroupIds],
    otherGroupIds: [...plan.otherGroupIds],
  };
}

function groupsOf({ years }: Basis, year: number) {
  return (years.get(year)?.groups ?? []).map(({ id, names, departmentIds }) => ({
    id,
    name: names.join(', '),
    departmentIds: [...departmentIds],
  }));
}

function basisOf(basis: Basis): BehaviourBasis {
  return {
    years: [...basis.years.keys()].toSorted((one, other) => other - one).map((year) => ({ year, groups: groupsOf(basis, year) })),
    tests: basis.tests.flatMap(({ key, name, on, difficulty, publication }) => {
      if (publication === null) return [];
      const byMeasure = behaviourMeasureIds.map((measure) => [measure, testOf(publication, measure, { name, on }).groups] as const);
      const groups = publication.groups.map(({ id }) => {
        const cells = byMeasure.map(([measure, all]) => [measure, all.get(id)] as const);
        const [, first] = cells[0] ?? [];
        if (first?.kind !== 'shown') return { id, hidden: first?.reason ?? ('too-few-people' as const), people: null, counted: null };
        const counted = Object.fromEntries(
          cells.map(([measure, cell]) => [measure, cell?.kind === 'shown' ? cell.counted.numerator : 0]),
        ) as Record<BehaviourMeasure, number>;
        return { id, hidden: null, people: first.counted.denominator, counted };
      });
      return [{ key, name, on, groupYear: publication.groupYear, difficulty, groups }];
    }),
  };
}
