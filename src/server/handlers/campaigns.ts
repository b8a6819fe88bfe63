/** Handlers of phishing tests: published cells as figures. Nothing is counted here. */
import type { z } from 'zod';
import type { CampaignFacts } from '#core/awareness/campaign-facts.ts';
import type { CampaignCounts } from '#core/awareness/campaign-figures.ts';
import { adjustedClickRate, campaignMeasures, proportionOf, shareFigures } from '#core/awareness/campaign-figures.ts';
import { scaleDifficulty, settleDifficulty } from '#core/awareness/phish-scale.ts';
import type { PublishedCell, StandingPublication } from '#core/disclosure/publish.ts';
import { cellAt } from '#core/disclosure/publish.ts';
import { isId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addDays, dayOf } from '#core/kernel/time.ts';
import type {
  CampaignDetail,
  CampaignFigures,
  CampaignJson,
  getCampaign,
  listCampaigns as listEndpoint,
} from '#contract/endpoints/campaigns.ts';
import { findCampaign, listCampaigns, saveScore, type Campaign } from '#store/awareness/campaigns.ts';
import { discardCampaign } from '#store/awareness/forget-campaigns.ts';
import { recordKeyEvent } from '#store/awareness/keys.ts';
import { listPublications } from '#store/awareness/publications.ts';
import { readingOrganisation, withOrganisation, type Scope } from '#store/scope.ts';
import { askCampaign, wasPublished } from '../awareness/ask-campaign.ts';
import { sideOf } from '../awareness/wire-side.ts';
import type { Handlers } from '../http/endpoint-handler.ts';
import { measurePublished } from '../measuring/measure-published.ts';
import type { Principal } from '../sign-in/principal.ts';

/** More scorers would be a vote: two who disagree talk. */
const scorersMax = 2;

type CampaignEndpoints = 'campaigns.list' | 'campaigns.get' | 'campaigns.score' | 'campaigns.publish' | 'campaigns.discard';

export const campaignHandlers: Pick<Handlers, CampaignEndpoints> = {
  'campaigns.list': ({ context, principal }) =>
    readingOrganisation(context.database, principal.organisationId, async (scope) => {
      const [campaigns, published] = [await listCampaigns(scope), await listPublications(scope, { subject: 'phishing' })];
      const known = campaigns.map((campaign) => entryOf(campaign, published.get(campaign.id)));
      const items = known.map((entry, place) => ({ ...entry, difficulty: difficultyFor(principal, campaigns[place]) ?? entry.difficulty }));
      return { items, adjusted: adjustedOf(known, dayOf(context.clock.now(), scope.timeZone), scope.timeZone) };
    }),

  'campaigns.get': ({ context, principal, params }) =>
    readingOrganisation(context.database, principal.organisationId, (scope) => detailOf(scope, principal, params.id)),

  'campaigns.score': ({ context, principal, params, body }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const campaign = await required(scope, params.id);
      const others = campaign.scores.filter(({ saidBy }) => saidBy !== principal.name);
      if (others.length >= scorersMax) throw new Problem('conflict', 'Two people have scored this mail; a third score would be a vote.');
      const now = context.clock.now();
      await saveScore(scope, campaign.id, { saidBy: principal.name, saidAt: now, ...body });
      // How hard a mail is decides in which figures its test counts.
      await measurePublished(scope, { today: dayOf(now, scope.timeZone), now });
      return detailOf(scope, principal, params.id);
    }),

  'campaigns.publish': async ({ context, principal, params }) => {
    const { organisationId, name } = principal;
    const detail = await withOrganisation(context.database, organisationId, async (scope) => {
      const campaign = await required(scope, params.id);
      await askCampaign(context, scope, campaign, name);
      return detailOf(scope, principal, params.id);
    });
    await context.jobs.enqueuePublication(organisationId, detail.id as Campaign['id']);
    return detail;
  },

  'campaigns.discard': ({ context, principal, params }) =>
    withOrganisation(context.database, principal.organisationId, async (scope) => {
      const campaign = await required(scope, params.id);
      const events = await discardCampaign(scope, campaign.id);
      if (events === null) throw new Problem('conflict', wasPublished);
      const act = { at: context.clock.now(), act: 'campaign-discarded', saidBy: principal.name, rows: events } as const;
      await recordKeyEvent(scope, act, context.newId);
      return { events };
    }),
};

async function required(scope: Scope, id: string): Promise<Campaign> {
  const campaign = isId(id) ? await findCampaign(scope, id) : null;
  if (campaign === null) throw new Problem('not-found', 'There is no phishing test with this id.');
  return campaign;
}

function entryOf(campaign: Campaign, published: StandingPublication | undefined): CampaignJson {
  const { id, name, firstAt, askedAt, publishedAt, scores } = campaign;
  const settled = settleDifficulty(scores);
  return {
    id,
    name,
    firstAt,
    state: publishedAt === null ? (askedAt === null ? 'collecting' : 'counting') : 'published',
    publishedAt,
    difficulty: {
      kind: settled.kind,
      difficulty: 'difficulty' in settled ? settled.difficulty : null,
      kappa: 'cues' in settled ? settled.cues.kappa : null,
    },
    figures: published === undefined ? null : figuresOf(published),
  };
}

function figuresOf({ publication, facts }: StandingPublication): CampaignFigures | null {
  const total = cellAt(publication, { groupId: null, roleGroupId: null });
  if (total?.kind !== 'shown') return null;
  const times = (facts as CampaignFacts).counted?.times;
  return {
    delivered: total.people,
    ...shareFigures(total.people, countsOf(total)),
    firstMinutes: times?.firstMinutes ?? null,
    medianMinutes: times?.medianMinutes ?? null,
    ninetiethMinutes: times?.ninetiethMinutes ?? null,
  };
}

function countsOf(cell: Extract<PublishedCell, { kind: 'shown' }>): CampaignCounts {
  return Object.fromEntries(campaignMeasures.map((measure) => [measure, cell.counts[measure] ?? 0])) as CampaignCounts;
}

type List = z.infer<typeof listEndpoint.response>;

/** Of campaigns whose first mail lies in the last twelve months. */
function adjustedOf(items: readonly CampaignJson[], today: ReturnType<typeof dayOf>, timeZone: string): List['adjusted'] {
  const fromOn = addDays(today, -365);
  const inYear = items.flatMap(({ firstAt, figures, difficulty }) => {
    if (figures === null || firstAt === null || dayOf(firstAt as Parameters<typeof dayOf>[0], timeZone) < fromOn) return [];
    return [{ difficulty: difficulty.difficulty, delivered: figures.delivered, clicked: figures.click?.numerator ?? 0 }];
  });
  const scored = inYear.flatMap(({ difficulty, ...counts }) => (difficulty === null ? [] : [{ difficulty, ...counts }]));
  const found = adjustedClickRate(scored);
  const isKnown = found.kind === 'standardised';
  return {
    fromOn,
    toOn: today,
    value: isKnown ? found.value : null,
    interval: isKnown ? { lower: Math.max(0, found.interval.lower), upper: Math.min(1, found.interval.upper) } : null,
    missing: isKnown ? [] : [...found.difficulties],
    counted: scored.length,
    leftOut: inYear.length - scored.length,
  };
}

type Detail = z.infer<typeof getCampaign.response>;

async function detailOf(scope: Scope, principal: Principal, id: string): Promise<CampaignDetail> {
  const campaign = await required(scope, id);
  const published = (await listPublications(scope, { subject: 'phishing', key: id })).get(campaign.id);
  const counted = published === undefined ? null : (published.facts as CampaignFacts).counted;
  return {
    ...entryOf(campaign, published),
    difficulty: difficultyFor(principal, campaign) ?? entryOf(campaign, published).difficulty,
    ...scoresOf(campaign, principal),
    groups: (published?.publication.groups ?? []).map(sideOf),
    roleGroups: (published?.publication.roleGroups ?? []).map(sideOf),
    cells: (published?.publication.cells ?? []).map(cellOf),
    bounced: counted?.bounced ?? null,
    quarantined: counted?.quarantined ?? null,
    events: counted?.events ?? null,
    untimed: counted?.untimed ?? null,
    rules: (counted?.rules ?? []).map((rule) => ({ ...rule })),
    curve: (counted?.times.curve ?? []).map((mark) => ({ ...mark })),
  };
}

function standingOf({ scores }: Campaign, { name, role }: Principal): { readonly hasOwn: boolean; readonly mayScore: boolean } {
  const hasOwn = scores.some(({ saidBy }) => saidBy === name);
  return { hasOwn, mayScore: (role === 'owner' || role === 'awareness-officer') && (hasOwn || scores.length < scorersMax) };
}

/** That one score exists, to whoever may give the second: its result would be half of the score. Null: as it is. */
function difficultyFor(principal: Principal, campaign: Campaign | undefined): CampaignJson['difficulty'] | null {
  if (campaign === undefined || campaign.scores.length === 0) return null;
  const { hasOwn, mayScore } = standingOf(campaign, principal);
  return mayScore && !hasOwn ? { kind: 'one-scorer', difficulty: null, kappa: null } : null;
}

/** Who scores second must not know what the first one saw. */
function scoresOf(campaign: Campaign, principal: Principal): Pick<Detail, 'scores' | 'mayScore'> {
  const { scores, publishedAt } = campaign;
  const { name } = principal;
  const { hasOwn, mayScore } = standingOf(campaign, principal);
  const seen = scores.filter(({ saidBy }) => saidBy === name || hasOwn || !mayScore);
  return {
    mayScore,
    scores: seen.map(({ saidBy, saidAt, cues, premise }) => {
      const { onScale, cueCount, cueBand, alignmentPoints, alignment } = scaleDifficulty({ cues, premise });
      const scaled = { cueCount, cueBand, alignmentPoints, alignment };
      const isAfterPublication = publishedAt !== null && saidAt >= publishedAt;
      return { cues, premise, ...scaled, difficulty: onScale, isOwn: saidBy === name, saidAt, isAfterPublication };
    }),
  };
}

function cellOf(cell: PublishedCell): Detail['cells'][number] {
  const { groupId, roleGroupId } = cell;
  if (cell.kind === 'hidden') return { groupId, roleGroupId, hidden: cell.reason, people: null, click: null, report: null };
  const { clicked, reported } = countsOf(cell);
  return {
    groupId,
    roleGroupId,
    hidden: null,
    people: cell.people,
    click: proportionOf(clicked, cell.people),
    report: proportionOf(reported, cell.people),
  };
}
