/**
 * Campaigns of phishing tests: their names and scores, and what is counted once. Only what was published leaves (publications.ts);
 * events are read by the worker alone, to count them.
 */
import type { CampaignEvent } from '#core/awareness/classify-events.ts';
import type { Placement } from '#core/awareness/placed-table.ts';
import type { PhishScore } from '#core/awareness/phish-scale.ts';
import type { GroupPlan, TreeNode } from '#core/disclosure/named-groups.ts';
import type { Publication } from '#core/disclosure/publish.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { savePublication } from './publications.ts';

export interface Campaign {
  readonly id: Id;
  readonly name: string;
  readonly firstAt: Instant | null;
  readonly createdAt: Instant;
  readonly askedAt: Instant | null;
  readonly publishedAt: Instant | null;
  readonly scores: readonly KeptScore[];
}

export interface KeptScore extends PhishScore {
  readonly saidBy: string;
  readonly saidAt: Instant;
}

/** Newest first mail first. */
export async function listCampaigns(scope: Scope, id: string | null = null): Promise<readonly Campaign[]> {
  const { rows } = await scope.client.query<Omit<Campaign, 'scores'>>(
    `select id, name, first_at as "firstAt", created_at as "createdAt", asked_at as "askedAt", published_at as "publishedAt"
     from campaign where organisation_id = $1 and ($2::uuid is null or id = $2) order by coalesce(first_at, created_at) desc, id`,
    [scope.organisationId, id],
  );
  const scores = await scope.client.query<KeptScore & { campaignId: Id }>(
    `select campaign_id as "campaignId", said_by as "saidBy", said_at as "saidAt", cues, premise from campaign_score
     where organisation_id = $1 and ($2::uuid is null or campaign_id = $2) order by said_at, said_by`,
    [scope.organisationId, id],
  );
  return rows.map((row) => ({
    ...row,
    scores: scores.rows.flatMap(({ campaignId, ...score }) => (campaignId === row.id ? [score] : [])),
  }));
}

export async function findCampaign(scope: Scope, id: string): Promise<Campaign | null> {
  return (await listCampaigns(scope, id))[0] ?? null;
}

export async function saveScore(scope: Scope, campaignId: Id, { saidBy, saidAt, cues, premise }: KeptScore): Promise<void> {
  await scope.client.query(
    `insert into campaign_score (organisation_id, campaign_id, said_by, said_at, cues, premise) values ($1, $2, $3, $4, $5, $6)
     on conflict (organisation_id, campaign_id, said_by) do update set said_at = excluded.said_at, cues = excluded.cues,
       premise = excluded.premise`,
    [scope.organisationId, campaignId, saidBy, saidAt, JSON.stringify(cues), JSON.stringify(premise)],
  );
}

/** Asked again while it was not published it goes on from the first asking: counting broke off. @returns false: it is published. */
export async function askPublication(scope: Scope, campaignId: Id, at: Instant, by: string): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    `update campaign set asked_at = coalesce(asked_at, $3), asked_by = coalesce(asked_by, $4)
     where organisation_id = $1 and id = $2 and published_at is null`,
    [scope.organisationId, campaignId, at, by],
  );
  return rowCount === 1;
}

/**
 * A test that was published or is being counted and shares most of its events with this one, by person, event and second: the same test
 * in another export. Events without a time are left out; one publication is asked for at a time.
 */
export async function findSameTest(scope: Scope, campaignId: Id): Promise<{ readonly name: string } | null> {
  await scope.client.query(`select pg_advisory_xact_lock(hashtextextended('publication:' || $1::text, 0))`, [scope.organisationId]);
  const { rows } = await scope.client.query<{ name: string }>(
    `with own as (select distinct person_id, event, date_trunc('second', at) as at from campaign_event
       where organisation_id = $1 and campaign_id = $2 and at is not null),
     theirs as (select distinct event.campaign_id, event.person_id, event.event, date_trunc('second', event.at) as at
       from campaign_event event join campaign on campaign.organisation_id = $1 and campaign.id = event.campaign_id
       where event.organisation_id = $1 and event.campaign_id <> $2 and event.at is not null and campaign.asked_at is not null),
     shared as (select theirs.campaign_id, count(*) as events, count(own.person_id) as same
       from theirs left join own using (person_id, event, at) group by theirs.campaign_id)
     select campaign.name from shared join campaign on campaign.organisation_id = $1 and campaign.id = shared.campaign_id
     where shared.same * 2 > least(shared.events, (select count(*) from own)) order by shared.same desc, campaign.id limit 1`,
    [scope.organisationId, campaignId],
  );
  return rows[0] ?? null;
}

/**
 * A test that is to be counted, for nobody else until the transaction ends: whoever discards it or begins the key anew waits, and finds it
 * published; or this waits, and finds it gone. @returns false: nobody asked for it, it stands already, or it is gone
 */
export async function holdAsked(scope: Scope, campaignId: Id): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    'select from campaign where organisation_id = $1 and id = $2 and asked_at is not null and published_at is null for update',
    [scope.organisationId, campaignId],
  );
  return rowCount === 1;
}

/** Asked for, and neither published nor discarded. */
export async function listAskedCampaigns(scope: Scope): Promise<readonly Id[]> {
  const { rows } = await scope.client.query<{ id: Id }>(
    'select id from campaign where organisation_id = $1 and asked_at is not null and published_at is null order by asked_at, id',
    [scope.organisationId],
  );
  return rows.map(({ id }) => id);
}

export async function listEvents(scope: Scope, campaignId: Id): Promise<readonly CampaignEvent[]> {
  const { rows } = await scope.client.query<CampaignEvent>(
    `select person_id as recipient, event, at, address, known_scanner as "knownScanner", method, link, honeypot, confirmed
     from campaign_event where organisation_id = $1 and campaign_id = $2`,
    [scope.organisationId, campaignId],
  );
  return rows;
}

/** Where the recipients of a campaign belonged on a day. */
export async function placementsOn(scope: Scope, campaignId: Id, day: Day): Promise<ReadonlyMap<string, Placement>> {
  const { rows } = await scope.client.query<Placement & { personId: string }>(
    `select version.person_id as "personId", version.unit_id as "unitId", version.role_group as "roleGroup" from person_version version
     where version.organisation_id = $1 and version.valid_from_on <= $3 and version.valid_to_on > $3
       and version.person_id in (select person_id from campaign_event where organisation_id = $1 and campaign_id = $2)`,
    [scope.organisationId, campaignId, day],
  );
  return new Map(rows.map(({ personId, ...placement }) => [personId, placement]));
}

/** The departments of the population files with the people of a day. */
export async function populationTree(scope: Scope, day: Day): Promise<readonly TreeNode[]> {
  const { rows } = await scope.client.query<TreeNode>(
    `select unit.id, unit.name, unit.parent_id as "parentId", coalesce(counted.people, 0)::int as people
     from population_unit unit
     left join (select unit_id, count(*) as people from person_version
       where organisation_id = $1 and valid_from_on <= $2 and valid_to_on > $2 group by unit_id) counted on counted.unit_id = unit.id
     where unit.organisation_id = $1 order by unit.path_folded`,
    [scope.organisationId, day],
  );
  return rows;
}

export async function findGroupPlan(scope: Scope, year: number): Promise<GroupPlan | null> {
  const { rows } = await scope.client.query<{ plan: GroupPlan }>('select plan from group_plan where organisation_id = $1 and year = $2', [
    scope.organisationId,
    year,
  ]);
  return rows[0]?.plan ?? null;
}

export async function saveGroupPlan(scope: Scope, plan: GroupPlan, at: Instant): Promise<void> {
  await scope.client.query('insert into group_plan (organisation_id, year, made_at, plan) values ($1, $2, $3, $4)', [
    scope.organisationId,
    plan.year,
    at,
    JSON.stringify(plan),
  ]);
}

/** @param facts what is said of the campaign as a whole beside its cells */
export async function savePublishedCampaign(scope: Scope, campaignId: Id, publication: Publication, facts: object): Promise<void> {
  await savePublication(scope, publication, facts);
  const { rowCount } = await scope.client.query(
    'update campaign set published_at = $3 where organisation_id = $1 and id = $2 and published_at is null',
    [scope.organisationId, campaignId, publication.publishedAt],
  );
  // No foreign key says so: publications are of other subjects too.
  invariant(rowCount === 1, 'what is published is of a phishing test that is there and was not published');
}
