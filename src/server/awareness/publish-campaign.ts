/**
 * Counts a campaign once and publishes it: events are judged, laid in the cells of the year's groups, and go through
 * `core/disclosure`; what comes out is frozen. Runs in the worker; run twice it does nothing. Events that came after somebody asked are
 * none of it.
 */
import type { CampaignFacts } from '#core/awareness/campaign-facts.ts';
import { reportTimes } from '#core/awareness/campaign-figures.ts';
import { campaignTable } from '#core/awareness/campaign-table.ts';
import type { CampaignEvent } from '#core/awareness/classify-events.ts';
import { countRules, judgeEvents } from '#core/awareness/classify-events.ts';
import { recipientOutcomes } from '#core/awareness/recipient-outcomes.ts';
import type { GroupPlan } from '#core/disclosure/named-groups.ts';
import { cellAt, publish } from '#core/disclosure/publish.ts';
import { discloseTimes } from '#core/disclosure/report-times.ts';
import type { Id, OrganisationId } from '#core/kernel/id.ts';
import { addMilliseconds, dayOf, type Clock, type Instant } from '#core/kernel/time.ts';
import { findCampaign, holdAsked, listEvents, placementsOn, savePublishedCampaign } from '#store/awareness/campaigns.ts';
import { forgetOldCampaigns, hasOldCampaigns } from '#store/awareness/forget-campaigns.ts';
import type { Database } from '#store/database.ts';
import { readingOrganisation, withOrganisation } from '#store/scope.ts';
import { measurePublished } from '../measuring/measure-published.ts';
import { planOf } from './group-plan.ts';

/** Long enough to count somebody who failed twice within a year. */
const eventsKeptMs = 400 * 86_400_000;
const leastKeptMs = 30 * 86_400_000;

export interface PublishWork {
  readonly database: Database;
  readonly clock: Clock;
}

/** @returns false: nobody asked for it, it stands already, or it is gone. */
export async function publishCampaign({ database, clock }: PublishWork, organisationId: OrganisationId, campaignId: Id): Promise<boolean> {
  return withOrganisation(database, organisationId, async (scope) => {
    // Before anything is read: discarded meanwhile, its figure would stand without it.
    if (!(await holdAsked(scope, campaignId))) return false;
    const campaign = await findCampaign(scope, campaignId);
    if (campaign?.askedAt == null) return false;
    const { askedAt } = campaign;
    const events = (await listEvents(scope, campaignId)).filter(({ at }) => at === null || at <= askedAt);
    const day = dayOf(campaign.firstAt ?? askedAt, scope.timeZone);
    const now = clock.now();
    const plan = await planOf(scope, day, now);
    const placements = await placementsOn(scope, campaignId, day);
    const { table, factsOf } = countCampaign(events, askedAt, plan, placements);
    const period = { subject: 'phishing', key: campaignId } as const;
    const publication = publish({ period, groupYear: plan.year, publishedAt: now, table });
    const total = cellAt(publication, { groupId: null, roleGroupId: null });
    await savePublishedCampaign(scope, campaignId, publication, factsOf(total?.kind === 'shown'));
    await measurePublished(scope, { today: dayOf(now, scope.timeZone), now });
    return true;
  });
}

function countCampaign(
  events: readonly CampaignEvent[],
  endedAt: Instant,
  plan: GroupPlan,
  placements: Awaited<ReturnType<typeof placementsOn>>,
) {
  const judged = judgeEvents(events);
  const outcomes = recipientOutcomes(judged);
  const table = campaignTable(outcomes.delivered, (recipient) => placements.get(recipient), plan);
  const factsOf = (isShown: boolean): CampaignFacts => {
    const { bounced, quarantined, delivered } = outcomes;
    const judgedEvents = events.filter(({ event }) => event === 'clicked' || event === 'submitted').length;
    const times = discloseTimes(delivered.length, reportTimes(outcomes, endedAt));
    return { endedAt, counted: isShown ? { bounced, quarantined, events: judgedEvents, ...countRules(judged), times } : null };
  };
  return { table, factsOf };
}

/** Events whose time is over go, published or not; what was counted of them stays. */
export async function forgetOldEvents({ database, clock }: PublishWork, organisationId: OrganisationId): Promise<number> {
  const now = clock.now();
  const terms = { before: addMilliseconds(now, -eventsKeptMs), createdBefore: addMilliseconds(now, -leastKeptMs) };
  // Asked first: a write counts as a change.
  if (!(await readingOrganisation(database, organisationId, (scope) => hasOldCampaigns(scope, terms)))) return 0;
  return withOrganisation(database, organisationId, (scope) => forgetOldCampaigns(scope, terms));
}
