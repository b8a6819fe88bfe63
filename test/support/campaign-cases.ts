/** Cases of the endpoints of phishing tests (`endpoint-cases.ts`). */
import { expect } from 'vitest';
import { instantFromMilliseconds } from '#core/kernel/time.ts';
import { mergePhishing } from '#store/awareness/phishing.ts';
import { listCampaigns } from '#store/awareness/campaigns.ts';
import { withOrganisation } from '#store/scope.ts';
import { neverBegunAnew } from './awareness-cases.ts';
import type { EndpointCase, World } from './endpoint-cases.ts';
import { inventCampaign } from './phishing-campaign.ts';

const nobody = { params: { id: '018f0000-0000-7000-8000-000000000000' } };
const premise = { mimicsProcess: 8, workplaceRelevance: 6, fitsOtherEvents: 2, concernAboutNotClicking: 2, recentTraining: 0 };
const score = { cues: { spelling: 2, urgency: 1 }, premise };

let campaigns = 0;
async function held(world: World): Promise<{ params: { id: string } }> {
  await neverBegunAnew(world);
  const { node } = world;
  campaigns += 1;
  const name = `Proef ${campaigns}`;
  const rows = inventCampaign({ seed: campaigns, recipients: 40 }).events.map(({ row }) => ({
    ...row,
    campaign: name,
    recipient: row.recipient,
  }));
  const ports = { newId: node.context.newId, now: instantFromMilliseconds(Date.parse('2026-03-05T08:00:00.000Z')) };
  const id = await withOrganisation(node.context.database, node.fresh.organisationId, async (scope) => {
    await mergePhishing(scope, null, rows, ports);
    return (await listCampaigns(scope)).find((one) => one.name === name)?.id;
  });
  return { params: { id: id ?? expect.fail('the campaign is held') } };
}

export const campaignCases = {
  'campaigns.list': {
    works: async (world: World) => {
      await held(world);
      return {};
    },
    stranger: { own: (answer: unknown) => expect(answer).toMatchObject({ items: [], adjusted: { value: null, counted: 0 } }) },
  },
  'campaigns.get': { works: held, bad: { 'a campaign of nobody': nobody }, stranger: 'not-found' },
  'campaigns.score': {
    works: async (world: World) => ({ ...(await held(world)), body: score }),
    bad: {
      'a cue that is none': { ...nobody, body: { ...score, cues: { smell: 1 } } },
      'three points': { ...nobody, body: { ...score, premise: { ...premise, mimicsProcess: 3 } } },
      'a cue less than none': { ...nobody, body: { ...score, cues: { spelling: -1 } } },
      'a campaign of nobody': { ...nobody, body: score },
    },
    stranger: 'not-found',
  },
  'campaigns.discard': { works: held, bad: { 'a campaign of nobody': nobody }, stranger: 'not-found' },
  'campaigns.publish': {
    works: async (world) => {
      // What the case before asked for is counted and measured: nothing of it changes while this one looks.
      await world.node.work();
      return held(world);
    },
    bad: { 'a campaign of nobody': nobody },
    stranger: 'not-found',
  },
} as const satisfies Partial<Record<string, EndpointCase>>;
