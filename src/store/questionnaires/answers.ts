/**
 * Links, spent tickets and sealed sheets of a round (decision 0030). Nothing here reads a link and a sheet in one statement: they have no
 * column in common but the round and its group, and no function that joins them can be written by mistake.
 */
import type { Id } from '#core/kernel/id.ts';
import type { Scope } from '../scope.ts';

/** @param linkHashes of links that nobody has yet */
export async function insertLinks(scope: Scope, roundId: Id, groupId: string, linkHashes: readonly string[]): Promise<void> {
  await scope.client.query(
    `insert into questionnaire_link (organisation_id, round_id, link_hash, group_id) select $1, $2, hash, $3 from unnest($4::text[]) as hash`,
    [scope.organisationId, roundId, groupId, linkHashes],
  );
  await scope.client.query(
    'update questionnaire_group set invited = invited + $4 where organisation_id = $1 and round_id = $2 and group_id = $3',
    [scope.organisationId, roundId, groupId, linkHashes.length],
  );
}

export interface KeptLink {
  readonly groupId: string;
  /** Null: not used. */
  readonly blindedHash: string | null;
}

/** @param isTaking locked until the transaction ends: of two requests at once one draws the ticket */
export async function findLink(scope: Scope, roundId: Id, linkHash: string, isTaking: boolean): Promise<KeptLink | null> {
  const { rows } = await scope.client.query<KeptLink>(
    `select group_id as "groupId", blinded_hash as "blindedHash" from questionnaire_link
     where organisation_id = $1 and round_id = $2 and link_hash = $3 ${isTaking ? 'for update' : ''}`,
    [scope.organisationId, roundId, linkHash],
  );
  return rows[0] ?? null;
}

export async function useLink(scope: Scope, roundId: Id, linkHash: string, blindedHash: string): Promise<void> {
  await scope.client.query(
    'update questionnaire_link set blinded_hash = $4 where organisation_id = $1 and round_id = $2 and link_hash = $3',
    [scope.organisationId, roundId, linkHash, blindedHash],
  );
}

/** @returns false: it was handed in before */
export async function spendTicket(scope: Scope, roundId: Id, ticketHash: string): Promise<boolean> {
  const { rowCount } = await scope.client.query(
    `insert into questionnaire_spent (organisation_id, round_id, ticket_hash) values ($1, $2, $3)
     on conflict (organisation_id, round_id, ticket_hash) do nothing`,
    [scope.organisationId, roundId, ticketHash],
  );
  return rowCount === 1;
}

export interface SealedSheet {
  readonly groupId: string;
  readonly sealed: string;
}

/** @param id of chance alone: it tells no time */
export function insertSheet(scope: Scope, roundId: Id, id: string, sheet: SealedSheet): Promise<void> {
  return insertSheets(scope, roundId, [{ id, ...sheet }]);
}

/** Those that came together, in the order of their ids, which is chance. */
export async function insertSheets(scope: Scope, roundId: Id, sheets: readonly (SealedSheet & { readonly id: string })[]): Promise<void> {
  await scope.client.query(
    `insert into questionnaire_sheet (organisation_id, round_id, id, group_id, sealed)
     select $1, $2, id, group_id, sealed from unnest($3::uuid[], $4::text[], $5::text[]) as given (id, group_id, sealed) order by id`,
    [scope.organisationId, roundId, sheets.map(({ id }) => id), sheets.map(({ groupId }) => groupId), sheets.map(({ sealed }) => sealed)],
  );
}

/** By round: how many were handed in. */
export async function countSheets(scope: Scope): Promise<ReadonlyMap<string, number>> {
  const { rows } = await scope.client.query<{ roundId: string; count: number }>(
    `select round_id as "roundId", count(*)::int as count from questionnaire_sheet where organisation_id = $1 group by round_id`,
    [scope.organisationId],
  );
  return new Map(rows.map(({ roundId, count }) => [roundId, count]));
}

/** In the order of their ids, which is chance. */
export async function listSheets(scope: Scope, roundId: Id): Promise<readonly SealedSheet[]> {
  const { rows } = await scope.client.query<SealedSheet>(
    `select group_id as "groupId", sealed from questionnaire_sheet where organisation_id = $1 and round_id = $2 order by id`,
    [scope.organisationId, roundId],
  );
  return rows;
}

/**
 * What could tell who took part goes when the round is closed: links, spent tickets, keys. The sheets are written anew in one go and in the
 * order of their ids, so that neither their place nor the transaction that wrote them tells which was first.
 */
export async function forgetInvitations(scope: Scope, roundId: Id): Promise<void> {
  const of = [scope.organisationId, roundId];
  await scope.client.query('delete from questionnaire_link where organisation_id = $1 and round_id = $2', of);
  await scope.client.query('delete from questionnaire_spent where organisation_id = $1 and round_id = $2', of);
  await scope.client.query('update questionnaire_group set signing_key = null where organisation_id = $1 and round_id = $2', of);
  const { rows } = await scope.client.query<{ id: string } & SealedSheet>(
    `delete from questionnaire_sheet where organisation_id = $1 and round_id = $2 returning id, group_id as "groupId", sealed`,
    of,
  );
  await insertSheets(scope, roundId, rows);
}

/**
 * Links, spent tickets and sheets of an open round, written anew by the transaction that calls it and each in an order of chance: which of
 * them was used or written after which other shows neither by its place nor by its `xmin`.
 */
export async function mixOpenRound(scope: Scope, roundId: Id): Promise<void> {
  const columns = {
    questionnaire_link: 'organisation_id, round_id, link_hash, group_id, blinded_hash',
    questionnaire_spent: 'organisation_id, round_id, ticket_hash',
    questionnaire_sheet: 'organisation_id, round_id, id, group_id, sealed',
  };
  for (const [table, all] of Object.entries(columns))
    await scope.client.query(
      `with taken as (delete from ${table} where organisation_id = $1 and round_id = $2 returning ${all})
       insert into ${table} (${all}) select ${all} from taken order by gen_random_uuid()`,
      [scope.organisationId, roundId],
    );
}

/** @returns how many */
export async function deleteSheets(scope: Scope, roundId: Id): Promise<number> {
  const { rowCount } = await scope.client.query('delete from questionnaire_sheet where organisation_id = $1 and round_id = $2', [
    scope.organisationId,
    roundId,
  ]);
  return rowCount ?? 0;
}
