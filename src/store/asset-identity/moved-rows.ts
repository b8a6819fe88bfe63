/**
 * Moves rows from one asset or finding to another, and remembers them as they were, so that the merge can be withdrawn.
 * What is remembered is the row itself, as JSON: a column added later is absent in it and must allow null or be given.
 */
import type { Id } from '#core/kernel/id.ts';
import type { Scope } from '../scope.ts';

/** A table of evidence: whose a row is, and what makes it the same row beside that. */
export interface Relation {
  readonly name: string;
  readonly owner: 'asset_id' | 'finding_id';
  readonly key: readonly string[];
  /** What people may change of a row after it was made; of a row that is given back it is as it is by then. */
  readonly changing?: readonly string[];
}

export const sightings: Relation = {
  name: 'sighting',
  owner: 'asset_id',
  key: ['observed_at', 'kind', 'source', 'claim', 'scanner', 'depth', 'check_set', 'complete'],
};
/** When advisories spoke of an asset: their silence counts for all that they said of either. */
export const advisoryLooks: Relation = { name: 'advisory_look', owner: 'asset_id', key: ['observed_at'] };
/** The same of bills. */
export const billLooks: Relation = { name: 'bill_look', owner: 'asset_id', key: ['observed_at'] };
export const claims: Relation = { name: 'asset_claim', owner: 'asset_id', key: ['source', 'role', 'digest'] };
export const joins: Relation = { name: 'asset_join', owner: 'asset_id', key: ['id'] };
export const statements: Relation = {
  name: 'asset_statement',
  owner: 'asset_id',
  key: ['batch_id'],
  changing: ['withdrawn_at', 'withdrawn_by'],
};
export const detections: Relation = { name: 'detection', owner: 'asset_id', key: ['check_id', 'protocol', 'port'] };
export const observations: Relation = {
  name: 'observation',
  owner: 'finding_id',
  key: ['observed_at', 'check_id', 'protocol', 'port', 'severity'],
};
export const decisions: Relation = {
  name: 'finding_decision',
  owner: 'finding_id',
  key: ['batch_id'],
  changing: ['withdrawn_at', 'withdrawn_by', 'ended'],
};
export const comments: Relation = { name: 'finding_comment', owner: 'finding_id', key: ['id'] };

/** What people say of flaws at one asset. */
export const flawStatements: Relation = {
  name: 'flaw_statement',
  owner: 'asset_id',
  key: ['id'],
  changing: ['withdrawn_at', 'withdrawn_by'],
};

/** Whose rows become whose. */
export interface Pair {
  readonly fromId: Id;
  readonly intoId: Id;
}

const pairsSql = 'unnest($2::uuid[], $3::uuid[]) as pair (from_id, into_id)';

function sameKeySql({ key }: Relation, left: string, right: string): string {
  return key.map((column) => `${left}.${column} = ${right}.${column}`).join(' and ');
}

/** Keeps the rows of the `fromId`s as they are now, each with whether its `intoId` has the same. */
export async function remember(scope: Scope, decisionId: Id, relation: Relation, pairs: readonly Pair[]): Promise<void> {
  const { name, owner } = relation;
  await scope.client.query(
    `insert into asset_identity_row (organisation_id, decision_id, relation, number, content, is_shared)
     select $1, $4, $5, row_number() over (), to_jsonb(own), exists (select from ${name} same where same.organisation_id = $1
       and same.${owner} = pair.into_id and ${sameKeySql(relation, 'same', 'own')})
     from ${pairsSql} join ${name} own on own.organisation_id = $1 and own.${owner} = pair.from_id`,
    [...parametersOf(scope, pairs), decisionId, name],
  );
}

function parametersOf({ organisationId }: Scope, pairs: readonly Pair[]): unknown[] {
  return [organisationId, pairs.map((one) => one.fromId), pairs.map((one) => one.intoId)];
}

/** Of two same rows the one of `intoId` stays. */
export async function moveRows(scope: Scope, { name, owner, key }: Relation, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return;
  const parameters = parametersOf(scope, pairs);
  if (key[0] === 'id') {
    await scope.client.query(
      `update ${name} set ${owner} = pair.into_id from ${pairsSql} where ${name}.organisation_id = $1 and ${name}.${owner} = pair.from_id`,
      parameters,
    );
    return;
  }
  await scope.client.query(
    `insert into ${name} select moved.* from ${pairsSql} join ${name} own on own.organisation_id = $1 and own.${owner} = pair.from_id
       cross join lateral jsonb_populate_record(own, jsonb_build_object('${owner}', pair.into_id)) moved
     on conflict do nothing`,
    parameters,
  );
  await scope.client.query(`delete from ${name} where organisation_id = $1 and ${owner} = any($2::uuid[])`, parameters.slice(0, 2));
}

/** Rows come back to whose they were, with what people changed of them since; of those that only came by the merge, the other loses them. */
export async function giveBack(scope: Scope, decisionId: Id, relation: Relation, pairs: readonly Pair[]): Promise<void> {
  const { name, owner, changing = [] } = relation;
  const { client, organisationId } = scope;
  // Tables of their own, because nothing tells the planner how many rows come out of the JSON (measured: minutes become a second).
  await client.query('drop table if exists pg_temp.given_back, pg_temp.given_pair');
  await client.query(
    'create temporary table given_pair on commit drop as select * from unnest($1::uuid[], $2::uuid[]) as pair (from_id, into_id)',
    parametersOf(scope, pairs).slice(1),
  );
  await client.query(
    `create temporary table given_back on commit drop as
     select own.*, kept.is_shared as is_shared_row from asset_identity_row kept
     cross join lateral jsonb_populate_record(null::${name}, kept.content) own
     where kept.organisation_id = $1 and kept.decision_id = $2 and kept.relation = $3`,
    [organisationId, decisionId, name],
  );
  await client.query('analyze pg_temp.given_back, pg_temp.given_pair');
  if (changing.length > 0)
    await client.query(
      `update pg_temp.given_back own set ${changing.map((column) => `${column} = live.${column}`).join(', ')}
       from pg_temp.given_pair pair, ${name} live
       where pair.from_id = own.${owner} and live.organisation_id = $1 and live.${owner} = pair.into_id and ${sameKeySql(relation, 'live', 'own')}`,
      [organisationId],
    );
  await client.query(
    `delete from ${name} gone using pg_temp.given_back own join pg_temp.given_pair pair on pair.from_id = own.${owner}
     where not own.is_shared_row and gone.organisation_id = $1 and gone.${owner} = pair.into_id and ${sameKeySql(relation, 'gone', 'own')}`,
    [organisationId],
  );
  await client.query('alter table pg_temp.given_back drop column is_shared_row');
  await client.query(
    `insert into ${name} select own.* from pg_temp.given_back own where own.organisation_id = $1
       and own.${owner} in (select from_id from pg_temp.given_pair) on conflict do nothing`,
    [organisationId],
  );
}
