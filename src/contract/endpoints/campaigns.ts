/**
 * Campaigns of phishing tests: what was published of each, and how hard its mail is. Figures about people are published cells and sums
 * of them, nothing else (core/disclosure); there is no list of events and none of people.
 */
import { z } from 'zod';
import { robotRules, type RobotRule } from '#core/awareness/classify-events.ts';
import { cueIds } from '#core/awareness/cue-ids.ts';
import { alignments, cueBands, difficulties } from '#core/awareness/phish-scale.ts';
import { hiddenReasons } from '#core/disclosure/suppression.ts';
import { access, defineEndpoint } from '../define-endpoint.ts';
import { IdParams, NoParams, NoQuery } from '../records.ts';

const count = z.int().min(0);
const Share = z
  .object({
    numerator: count,
    denominator: count,
    value: z.number(),
    interval: z.object({ lower: z.number(), upper: z.number() }).describe('Wilson, 95 %'),
  })
  .nullable()
  .describe('null: of nobody');
const minutes = z.number().nullable().describe('whole minutes; null: nobody, no time known, or too few people');

export const CampaignFigures = z.object({
  delivered: count,
  click: Share.describe('AWR-03: people, without machines'),
  clickWithUnsure: Share.describe('with clicks counted of which nobody knows'),
  clickWithRobots: Share.describe('as the tool counts: machines too'),
  dataEntry: Share.describe('AWR-04'),
  report: Share.describe('AWR-05'),
  resilience: z.number().nullable().describe('AWR-06: reporters per clicker; null: nobody clicked'),
  reportAfterClick: Share,
  firstMinutes: minutes.describe('AWR-07: from the first delivery to the first report'),
  medianMinutes: minutes.describe('AWR-08, of those who reported'),
  ninetiethMinutes: minutes.describe('AWR-08'),
});

const Settled = z.object({
  kind: z.enum(['unscored', 'one-scorer', 'agreed', 'disputed']),
  difficulty: z.enum(difficulties).nullable(),
  kappa: z.number().nullable().describe('agreement of the two scorers about the cues'),
});

export const CampaignJson = z.object({
  id: z.string(),
  name: z.string(),
  firstAt: z.iso.datetime().nullable(),
  state: z.enum(['collecting', 'counting', 'published']),
  publishedAt: z.iso.datetime().nullable(),
  difficulty: Settled,
  figures: CampaignFigures.nullable().describe('null: not published, or hidden as a whole'),
});

const Adjusted = z.object({
  fromOn: z.iso.date(),
  toOn: z.iso.date(),
  value: z.number().nullable().describe('AWR-10; null: a difficulty has fewer than 30 deliveries'),
  interval: z.object({ lower: z.number(), upper: z.number() }).nullable(),
  missing: z.array(z.enum(difficulties)).describe('difficulties with fewer than 30 deliveries'),
  counted: count.describe('campaigns in it'),
  leftOut: count.describe('published campaigns of the year without a settled difficulty'),
});

export const listCampaigns = defineEndpoint({
  id: 'campaigns.list',
  method: 'GET',
  path: '/awareness/campaigns',
  summary: 'Phishing tests, the newest first, and the difficulty-adjusted click rate of the last twelve months',
  access: access.read,
  params: NoParams,
  query: NoQuery,
  body: null,
  response: z.object({ items: z.array(CampaignJson), adjusted: Adjusted }),
  problems: [],
});

const points = z.union([z.literal(0), z.literal(2), z.literal(4), z.literal(6), z.literal(8)]);
const Score = z.strictObject({
  cues: z.partialRecord(z.enum(cueIds), z.int().min(0).max(99)).describe('how often each cue stands in the mail'),
  premise: z.strictObject({
    mimicsProcess: points,
    workplaceRelevance: points,
    fitsOtherEvents: points,
    concernAboutNotClicking: points,
    recentTraining: points,
  }),
});

export const GroupSide = z.object({
  id: z.string(),
  name: z.string().describe('empty: nobody says where they belong'),
  names: z.array(z.string()).describe('of a merged group, the largest first; what was published earlier has one'),
});
const Cell = z.object({
  groupId: z.string().nullable().describe('null: all groups'),
  roleGroupId: z.string().nullable().describe('null: all role groups'),
  hidden: z.enum(hiddenReasons).nullable(),
  people: count.nullable(),
  click: Share,
  report: Share,
});

export const CampaignDetail = CampaignJson.extend({
  scores: z
    .array(
      Score.extend({
        isOwn: z.boolean(),
        saidAt: z.iso.datetime(),
        isAfterPublication: z.boolean(),
        cueCount: count,
        cueBand: z.enum(cueBands),
        alignmentPoints: z.int(),
        alignment: z.enum(alignments),
        difficulty: z.enum([...difficulties, 'moderate-to-least']),
      }),
    )
    .describe('of others only after the asker has scored'),
  mayScore: z.boolean(),
  groups: z.array(GroupSide),
  roleGroups: z.array(GroupSide),
  cells: z.array(Cell),
  bounced: count.nullable(),
  quarantined: count.nullable(),
  events: count.nullable().describe('clicks and entries of data as the tool gave them'),
  untimed: count.nullable().describe('clicks without a time'),
  rules: z.array(
    z.object({
      rule: z.enum(Object.keys(robotRules) as [RobotRule, ...RobotRule[]]),
      verdict: z.enum(['robot', 'unsure']),
      clicks: count,
      submissions: count,
    }),
  ),
  curve: z.array(z.object({ minutes: count, share: z.number(), interval: z.object({ lower: z.number(), upper: z.number() }).nullable() })),
});
export type CampaignDetail = z.infer<typeof CampaignDetail>;
export type CampaignJson = z.infer<typeof CampaignJson>;
export type CampaignFigures = z.infer<typeof CampaignFigures>;

export const getCampaign = defineEndpoint({
  id: 'campaigns.get',
  method: 'GET',
  path: '/awareness/campaigns/{id}',
  summary: 'What was published of a phishing test: figures, groups with hidden cells, machines by rule, difficulty',
  access: access.read,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: CampaignDetail,
  problems: ['not-found'],
});

export const scoreCampaign = defineEndpoint({
  id: 'campaigns.score',
  method: 'PUT',
  path: '/awareness/campaigns/{id}/score',
  summary: 'Score how hard the mail is to see through (NIST Phish Scale); two people at most, each for themselves',
  access: access.people,
  params: IdParams,
  query: NoQuery,
  body: Score,
  response: CampaignDetail,
  problems: ['request-invalid', 'not-found', 'conflict'],
});

export const publishCampaignEndpoint = defineEndpoint({
  id: 'campaigns.publish',
  method: 'POST',
  path: '/awareness/campaigns/{id}/publication',
  summary: 'Count a phishing test once and publish it; it is frozen then, and later files change nothing of it',
  access: access.people,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: CampaignDetail,
  status: 202,
  problems: ['not-found', 'conflict'],
});

export const discardCampaignEndpoint = defineEndpoint({
  id: 'campaigns.discard',
  method: 'DELETE',
  path: '/awareness/campaigns/{id}',
  summary: 'Discard a phishing test that was not published, with its events and scores; that it was done is on record',
  access: access.people,
  params: IdParams,
  query: NoQuery,
  body: null,
  response: z.object({ events: count }),
  problems: ['not-found', 'conflict'],
});

export const campaignEndpoints = [listCampaigns, getCampaign, scoreCampaign, publishCampaignEndpoint, discardCampaignEndpoint] as const;
