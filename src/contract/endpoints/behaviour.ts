/**
 * Behaviour campaigns: a plan, frozen when it starts; its effect, computed once from published cells when its days are over. Counts are
 * published cells and sums of them (core/disclosure), nothing else.
 */
import { z } from 'zod';
import {
  behaviourCauseIds,
  behaviourDecisions,
  behaviourMeasureIds,
  effectCautions,
  unknownReasons,
} from '#core/awareness/behaviour/behaviour-ids.ts';
import { difficulties } from '#core/awareness/phish-scale.ts';
import { hiddenReasons } from '#core/disclosure/suppression.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const text = (most: number) => z.string().trim().min(1).max(most);
const Days = z.strictObject({ fromOn: z.iso.date(), toOn: z.iso.date() }).describe('both days in it');
const groupIds = z.array(z.string().min(1).max(200)).max(500);

export const BehaviourPlanJson = z.strictObject({
  name: text(120),
  problem: text(1_000),
  targetBehaviour: text(500).describe('what people should do instead'),
  measure: z.enum(behaviourMeasureIds).describe('the published figure it is judged by'),
  causes: z.array(z.enum(behaviourCauseIds)).max(3).describe('why people do not do it (COM-B)'),
  causeText: text(1_000),
  intervention: text(1_000),
  groupYear: z.int().min(2000).max(2999).describe('year of the named groups'),
  reachedGroupIds: groupIds.describe('named groups that get it'),
  otherGroupIds: groupIds.describe('named groups that do not, to compare with'),
  before: Days.describe('tests of these days are the baseline'),
  during: Days.describe('when it is done'),
  after: Days.describe('tests of these days are judged'),
  testsAfter: z.int().min(1).max(24).describe('how many tests are foreseen in the days after'),
  expectedEffect: z.number().gt(0).lte(1).describe('in the direction that is better, as a share: 0.05 is five points'),
  departmentCorrelation: z.number().min(0).max(0.5).describe('how alike people of one department are; 0.01 is usual here, not confirmed'),
});
export type BehaviourPlanJson = z.infer<typeof BehaviourPlanJson>;

const Interval = z.object({ lower: z.number(), upper: z.number() }).describe('95 %');
const Difference = z.object({ estimate: z.number(), interval: Interval }).describe('in shares: 0.05 is five points');
const Counted = z.object({ numerator: count, denominator: count });
const SharedCount = Counted.extend({ value: share, interval: Interval });
const Arm = z.object({ before: SharedCount, after: SharedCount, change: Difference, groups: count });
const Unknown = z.object({ kind: z.literal('unknown'), reason: z.enum(unknownReasons), hiddenGroupIds: z.array(z.string()) });

const Foreseen = z.object({
  kind: z.literal('foreseen'),
  reached: z.object({ share, counted: count, groups: count, designEffect: z.number() }),
  others: z.object({ share, counted: count, groups: count, designEffect: z.number() }),
  testsBefore: count,
  power: share.nullable().describe('null: the expected effect leads beyond nobody or everybody'),
  detectable: share.nullable().describe('the least effect seen four times out of five; null: none'),
  timesNeeded: z.number().nullable().describe('how many times as many people the expected effect needs; null: no number would do'),
  degrees: z.int(),
});

const Effect = z.object({
  kind: z.literal('known'),
  reached: Arm,
  others: Arm,
  comparison: Difference.describe('AWR-17: how much more those reached changed than the others'),
  verdict: z.enum(['better', 'worse', 'not-told-apart']),
  scatter: z.number().nullable().describe('how many times the variance of counting departments scatter by; null: too few to see it'),
  degrees: count,
  detectable: share.describe('an effect of this size would have been seen four times out of five'),
  trend: Difference.nullable().describe('movement of the gap before, per 30 days; null: too few tests'),
  tests: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      on: z.iso.date(),
      period: z.enum(['before', 'after']),
      reached: Counted,
      others: Counted,
    }),
  ),
  cautions: z.array(z.enum(effectCautions)),
  leftOutGroupIds: z.array(z.string()),
});

export const behaviourStates = ['draft', 'running', 'ended', 'stopped'] as const;
const State = z.enum(behaviourStates);
const Group = z.object({ id: z.string(), name: z.string() });

export const BehaviourEntry = z.object({
  id: z.string(),
  name: z.string(),
  state: State,
  measure: z.enum(behaviourMeasureIds),
  startedAt: z.iso.datetime().nullable(),
  after: Days,
  verdict: z.enum(['better', 'worse', 'not-told-apart']).nullable().describe('null: not ended, or unknown'),
  comparison: Difference.nullable(),
});
export type BehaviourEntry = z.infer<typeof BehaviourEntry>;

export const BehaviourDetail = z.object({
  id: z.string(),
  state: State,
  plan: BehaviourPlanJson,
  groups: z.array(Group).describe('the groups of the plan by name'),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  startedBy: z.string().nullable().describe('null: not started, or the owner of the node’s folder'),
  foreseen: z.union([Foreseen, Unknown]).describe('of a draft as of now, later as it was when it started'),
  mayStart: z.boolean().describe('the days that are judged have not begun, and the baseline can be read'),
  isOver: z.boolean().describe('the days that are judged are over'),
  waiting: z
    .array(z.object({ key: z.string(), name: z.string(), on: z.iso.date() }))
    .describe('tests of its days that nobody published yet'),
  testsAfter: count.describe('published tests in the days that are judged'),
  endedAt: z.iso.datetime().nullable(),
  effect: z.union([Effect, Unknown]).nullable(),
  stopReason: z.string().nullable(),
  conclusion: z
    .object({ decision: z.enum(behaviourDecisions), text: z.string(), saidBy: z.string().nullable(), saidAt: z.iso.datetime() })
    .nullable(),
});
export type BehaviourDetail = z.infer<typeof BehaviourDetail>;

export const BehaviourBasis = z.object({
  years: z.array(z.object({ year: z.int(), groups: z.array(Group.extend({ departmentIds: z.array(z.string()) })) })),
  tests: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      on: z.iso.date(),
      groupYear: z.int(),
      difficulty: z.enum(difficulties).nullable(),
      groups: z.array(
        z.object({
          id: z.string(),
          hidden: z.enum(hiddenReasons).nullable(),
          people: count.nullable(),
          counted: z.record(z.enum(behaviourMeasureIds), count).nullable(),
        }),
      ),
    }),
  ),
});
export type BehaviourBasis = z.infer<typeof BehaviourBasis>;

const path = '/awareness/behaviour';
const one = { params: IdParams, query: NoQuery, response: BehaviourDetail } as const;

export const listBehaviour = defineEndpoint({
  id: 'behaviour.list',
  method: 'GET',
  path,
  summary: 'Behaviour campaigns, the newest first, with what came of each',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(BehaviourEntry) }),
  problems: [],
});

export const behaviourBasis = defineEndpoint({
  id: 'behaviour.basis',
  method: 'GET',
  path: '/awareness/behaviour-basis',
  summary: 'What a behaviour campaign can be planned with: the named groups of each year, and what was published of them',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: BehaviourBasis,
  problems: [],
});

export const getBehaviour = defineEndpoint({
  id: 'behaviour.get',
  method: 'GET',
  path: `${path}/{id}`,
  summary: 'One behaviour campaign: plan, power, effect with its interval, what is assumed',
  access: access.read,
  ...one,
  body: null,
  problems: ['not-found'],
});

export const createBehaviour = defineEndpoint({
  id: 'behaviour.create',
  method: 'POST',
  path,
  summary: 'Write the plan of a behaviour campaign; it can be changed until it starts',
  access: access.people,
  params: NoParams,
  query: NoQuery,
  body: BehaviourPlanJson,
  response: BehaviourDetail,
  status: 201,
  problems: ['request-invalid', 'not-found'],
});

export const changeBehaviour = defineEndpoint({
  id: 'behaviour.change',
  method: 'PUT',
  path: `${path}/{id}`,
  summary: 'Change the plan of a behaviour campaign that has not started',
  access: access.people,
  ...one,
  body: BehaviourPlanJson,
  problems: ['request-invalid', 'not-found', 'conflict'],
});

export const discardBehaviour = defineEndpoint({
  id: 'behaviour.discard',
  method: 'DELETE',
  path: `${path}/{id}`,
  summary: 'Discard a plan that has not started',
  access: access.people,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ name: z.string() }),
  problems: ['not-found', 'conflict'],
});

export const startBehaviour = defineEndpoint({
  id: 'behaviour.start',
  method: 'POST',
  path: `${path}/{id}/start`,
  summary: 'Start a behaviour campaign: its plan, and by what it will be judged, is frozen',
  access: access.people,
  ...one,
  body: null,
  problems: ['not-found', 'conflict'],
});

export const closeBehaviour = defineEndpoint({
  id: 'behaviour.close',
  method: 'POST',
  path: `${path}/{id}/close`,
  summary: 'Close a behaviour campaign whose days are over: its effect is computed once and frozen',
  access: access.people,
  ...one,
  body: null,
  problems: ['not-found', 'conflict'],
});

export const stopBehaviour = defineEndpoint({
  id: 'behaviour.stop',
  method: 'POST',
  path: `${path}/{id}/stop`,
  summary: 'Stop a behaviour campaign without an effect, and say why',
  access: access.people,
  ...one,
  body: z.strictObject({ reason: text(1_000) }),
  problems: ['request-invalid', 'not-found', 'conflict'],
});

export const concludeBehaviour = defineEndpoint({
  id: 'behaviour.conclude',
  method: 'PUT',
  path: `${path}/{id}/conclusion`,
  summary: 'Say what is done with the result of a behaviour campaign',
  access: access.people,
  ...one,
  body: z.strictObject({ decision: z.enum(behaviourDecisions), text: text(1_000) }),
  problems: ['request-invalid', 'not-found', 'conflict'],
});

export const behaviourEndpoints = [
  listBehaviour,
  behaviourBasis,
  getBehaviour,
  createBehaviour,
  changeBehaviour,
  discardBehaviour,
  startBehaviour,
  closeBehaviour,
  stopBehaviour,
  concludeBehaviour,
] as const;
