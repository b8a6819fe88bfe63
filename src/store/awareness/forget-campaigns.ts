/** Phishing tests whose time is over: of those that were published the events go, of the others everything. */
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

export interface Terms {
  /** Published, or if nobody did that first sent, before then. */
  readonly before: Instant;
  /** A test that nobody published stays at least so long that somebody can: its file may come late. */
  readonly createdBefore: Instant;
}

const isOld = `campaign.organisation_id = $1 and case when published_at is not null then published_at < $2
  else least(first_at, created_at) < $2 and created_at < $3 end`;

export async function hasOldCampaigns(scope: Scope, { before, createdBefore }: Terms): Promise<boolean> {
  const { rows } = await scope.client.query(
    `select from campaign where ${isOld} and (published_at is null
       or exists (select from campaign_event event where event.organisation_id = $1 and event.campaign_id = campaign.id)) limit 1`,
    [scope.organisationId, before, createdBefore],
  );
  return rows.length > 0;
}

/** What was counted stays. @returns how many events went */
export async function forgetOldCampaigns(scope: Scope, { before, createdBefore }: Terms): Promise<number> {
  const { rows } = await scope.client.query<{ id: Id; isPublished: boolean }>(
    `select id, published_at is not null as "isPublished" from campaign where ${isOld} for update`,
    [scope.organisationId, before, createdBefore],
  );
  const { rowCount } = await scope.client.query(
    'delete from campaign_event where organisation_id = $1 and campaign_id = any ($2::uuid[])',
    [scope.organisationId, rows.map(({ id }) => id)],
  );
  await deleteCampaigns(
    scope,
    rows.flatMap(({ id, isPublished }) => (isPublished ? [] : [id])),
  );
  return rowCount ?? 0;
}

/** Everything of a test that was not published. @returns how many events went; null: it is published, or gone */
export async function discardCampaign(scope: Scope, campaignId: Id): Promise<number | null> {
  const { rowCount: held } = await scope.client.query(
    'select from campaign where organisation_id = $1 and id = $2 and published_at is null for update',
    [scope.organisationId, campaignId],
  );
  if (held !== 1) return null;
  return deleteCampaigns(scope, [campaignId]);
}

/** Tests that were not published. Before the events of others go: whoever discards one holds it before its events too. */
export async function endUnpublished(scope: Scope): Promise<void> {
  const { rows } = await scope.client.query<{ id: Id }>(
    'select id from campaign where organisation_id = $1 and published_at is null for update',
    [scope.organisationId],
  );
  await deleteCampaigns(
    scope,
    rows.map(({ id }) => id),
  );
}

/** @returns how many events went */
async function deleteCampaigns(scope: Scope, ids: readonly Id[]): Promise<number> {
  let events = 0;
  for (const [table, column] of [
    ['campaign_event', 'campaign_id'],
    ['campaign_score', 'campaign_id'],
    ['campaign', 'id'],
  ] as const) {
    const { rowCount } = await scope.client.query(`delete from ${table} where organisation_id = $1 and ${column} = any ($2::uuid[])`, [
      scope.organisationId,
      ids,
    ]);
    if (table === 'campaign_event') events = rowCount ?? 0;
  }
  return events;
}
