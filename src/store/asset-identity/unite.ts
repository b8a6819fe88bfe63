/** Two assets become one: all evidence of the other, and everything people said of it, becomes that of the one that stays. */
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { linkBillsOfAssets } from '../ingest/link-components.ts';
import type { Scope } from '../scope.ts';
import { joinFindings, rehome, sharedFindings } from './move-findings.ts';
import {
  advisoryLooks,
  billLooks,
  claims,
  comments,
  decisions,
  detections,
  flawStatements,
  joins,
  moveRows,
  observations,
  remember,
  sightings,
  statements,
  type Pair,
} from './moved-rows.ts';

export interface Uniting {
  readonly keptId: Id;
  readonly otherId: Id;
  /** Remembers everything under this decision, so that it can be withdrawn; null: no need. */
  readonly decisionId: Id | null;
  readonly newId: NewId;
}

/** Without folding. @returns the first instant of what was deleted. */
export async function unite(scope: Scope, { keptId, otherId, decisionId }: Uniting): Promise<Instant | null> {
  const pair: Pair = { fromId: otherId, intoId: keptId };
  const shared = await sharedFindings(scope, pair);
  if (decisionId !== null) await rememberAll(scope, decisionId, pair, shared);
  const goneFrom = await firstStored(scope, otherId);
  for (const relation of [sightings, advisoryLooks, billLooks, claims, joins, statements, flawStatements])
    await moveRows(scope, relation, [pair]);
  await joinDetections(scope, pair);
  await joinFindings(scope, shared, keptId);
  const { rows } = await scope.client.query<{ id: Id }>('select id from finding where organisation_id = $1 and asset_id = $2', [
    scope.organisationId,
    otherId,
  ]);
  await rehome(
    scope,
    rows.map((row) => row.id),
    keptId,
  );
  await removeAsset(scope, pair);
  return goneFrom;
}

async function rememberAll(scope: Scope, decisionId: Id, pair: Pair, shared: readonly Pair[]): Promise<void> {
  for (const relation of [sightings, advisoryLooks, billLooks, joins, statements, flawStatements, detections])
    await remember(scope, decisionId, relation, [pair]);
  for (const relation of [observations, decisions, comments]) await remember(scope, decisionId, relation, shared);
  const keep = async (relation: string, sql: string, ...more: unknown[]): Promise<void> => {
    await scope.client.query(
      `insert into asset_identity_row (organisation_id, decision_id, relation, number, content, is_shared)
       select $1, $2, $3, row_number() over (), given.content, given.is_shared from (${sql}) given (content, is_shared)`,
      [scope.organisationId, decisionId, relation, ...more],
    );
  };
  await keep('asset', 'select to_jsonb(asset), false from asset where organisation_id = $1 and id = $4', pair.fromId);
  await keep(
    'finding',
    'select to_jsonb(finding), id = any($5::uuid[]) from finding where organisation_id = $1 and asset_id = $4',
    pair.fromId,
    shared.map((one) => one.fromId),
  );
  // Of the asset that stays what the merge changes.
  await keep(
    'finding-kept',
    'select to_jsonb(finding), true from finding where organisation_id = $1 and id = any($4::uuid[])',
    shared.map((one) => one.intoId),
  );
  await keep('detection-kept', 'select to_jsonb(detection), true from detection where organisation_id = $1 and asset_id = $4', pair.intoId);
}

async function firstStored(scope: Scope, assetId: Id): Promise<Instant | null> {
  const { rows } = await scope.client.query<{ at: Instant | null }>(
    `select least((select min(valid_from) from asset_version where organisation_id = $1 and asset_id = $2),
       (select min(valid_from) from finding_version where organisation_id = $1 and asset_id = $2)) as at`,
    [scope.organisationId, assetId],
  );
  return rows[0]?.at ?? null;
}

async function joinDetections(scope: Scope, { fromId, intoId }: Pair): Promise<void> {
  const parameters = [scope.organisationId, fromId, intoId];
  await scope.client.query(
    `insert into detection as known (organisation_id, asset_id, check_id, protocol, port, service, first_observed_at, last_observed_at)
     select $1, $3, check_id, protocol, port, service, first_observed_at, last_observed_at from detection
     where organisation_id = $1 and asset_id = $2
     on conflict (organisation_id, asset_id, check_id, protocol, port) do update set
       service = case when excluded.last_observed_at >= known.last_observed_at then coalesce(excluded.service, known.service)
         else coalesce(known.service, excluded.service) end,
       first_observed_at = least(known.first_observed_at, excluded.first_observed_at),
       last_observed_at = greatest(known.last_observed_at, excluded.last_observed_at)`,
    parameters,
  );
  await scope.client.query('delete from detection where organisation_id = $1 and asset_id = $2', parameters.slice(0, 2));
}

/** What was folded of it goes, and its id leads to the other from now on. */
async function removeAsset(scope: Scope, { fromId, intoId }: Pair): Promise<void> {
  const gone = [scope.organisationId, fromId];
  await scope.client.query(
    `update device_model set stale = true where organisation_id = $1 and id in (
       select model_id from asset_version where organisation_id = $1 and asset_id = $2 and model_id is not null)`,
    gone,
  );
  for (const table of ['asset_version', 'presence', 'asset_identifier', 'asset_waiting'])
    await scope.client.query(`delete from ${table} where organisation_id = $1 and asset_id = $2`, gone);
  await linkBillsOfAssets(scope, [fromId]);
  await scope.client.query('delete from asset where organisation_id = $1 and id = $2', gone);
  await scope.client.query(
    `insert into asset_redirect (organisation_id, asset_id, into_asset_id) values ($1, $2, $3)
     on conflict (organisation_id, asset_id) do update set into_asset_id = excluded.into_asset_id`,
    [scope.organisationId, fromId, intoId],
  );
}
