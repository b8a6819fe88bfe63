/** Findings of one asset become findings of another; of two about one flaw one stays, and the id of the other leads to it. */
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { comments, decisions, moveRows, observations, type Pair } from './moved-rows.ts';

/** Findings of `fromId` about a flaw of which `intoId` has one too: which becomes which. */
export async function sharedFindings(scope: Scope, { fromId, intoId }: Pair): Promise<Pair[]> {
  const { rows } = await scope.client.query<Pair>(
    `select moved.id as "fromId", known.id as "intoId" from finding moved
     join finding known on known.organisation_id = $1 and known.asset_id = $3 and known.flaw_id = moved.flaw_id
     where moved.organisation_id = $1 and moved.asset_id = $2 order by moved.id`,
    [scope.organisationId, fromId, intoId],
  );
  return rows;
}

/** Two findings become one: what was observed, decided, said and assigned. */
export async function joinFindings(scope: Scope, pairs: readonly Pair[], assetId: Id): Promise<void> {
  if (pairs.length === 0) return;
  for (const relation of [observations, decisions, comments]) await moveRows(scope, relation, pairs);
  const parameters = [scope.organisationId, pairs.map((one) => one.fromId), pairs.map((one) => one.intoId)];
  const pairsSql = 'unnest($2::uuid[], $3::uuid[]) as pair (from_id, into_id)';
  await scope.client.query(
    `update finding_decision set asset_id = $3 where organisation_id = $1 and finding_id = any($2::uuid[]) and asset_id <> $3`,
    [scope.organisationId, pairs.map((one) => one.intoId), assetId],
  );
  await scope.client.query(
    `update finding set assignee = coalesce(finding.assignee, gone.assignee),
       assignee_folded = case when finding.assignee is null then gone.assignee_folded else finding.assignee_folded end,
       ticket = coalesce(finding.ticket, gone.ticket)
     from ${pairsSql} join finding gone on gone.organisation_id = $1 and gone.id = pair.from_id
     where finding.organisation_id = $1 and finding.id = pair.into_id and (gone.assignee is not null or gone.ticket is not null)`,
    parameters,
  );
  await scope.client.query(
    `insert into finding_redirect (organisation_id, finding_id, into_finding_id) select $1, from_id, into_id from ${pairsSql}
     on conflict (organisation_id, finding_id) do update set into_finding_id = excluded.into_finding_id`,
    parameters,
  );
  const gone = parameters.slice(0, 2);
  await scope.client.query('delete from finding_version where organisation_id = $1 and finding_id = any($2::uuid[])', gone);
  await scope.client.query('delete from finding where organisation_id = $1 and id = any($2::uuid[])', gone);
}

/** Findings as they are, with all that belongs to them. */
export async function rehome(scope: Scope, findingIds: readonly Id[], assetId: Id): Promise<void> {
  if (findingIds.length === 0) return;
  const parameters = [scope.organisationId, findingIds, assetId];
  await scope.client.query('update finding set asset_id = $3 where organisation_id = $1 and id = any($2::uuid[])', parameters);
  for (const table of ['finding_version', 'finding_decision'])
    await scope.client.query(`update ${table} set asset_id = $3 where organisation_id = $1 and finding_id = any($2::uuid[])`, parameters);
}

/** When a source spoke. */
export interface Spoken {
  readonly source: string;
  readonly at: Instant;
}

export interface MovedObservations extends Pair {
  readonly spoken: readonly Spoken[];
  /** Of these everything, whenever it was. */
  readonly sources: readonly string[];
  /** Only what these condition on `run` finds, with its parameters from $6 on. */
  readonly imports: { readonly sql: string; readonly parameters: readonly unknown[] };
  readonly newId: NewId;
}

interface Chosen {
  readonly findingId: Id;
  readonly knownId: Id | null;
  readonly isWhole: boolean;
}

/**
 * Observations that a source made at these instants become those of the other asset. A finding that loses all of them goes with
 * them, with what people decided and said of it.
 */
export async function moveObservations(scope: Scope, moved: MovedObservations): Promise<void> {
  const parameters = [
    scope.organisationId,
    moved.fromId,
    moved.spoken.map((one) => one.source),
    moved.spoken.map((one) => one.at),
    moved.sources,
    ...moved.imports.parameters,
  ];
  const isChosen = `run.organisation_id = $1 and run.id = seen.import_id and ${moved.imports.sql} and (run.source = any($5::text[])
    or (run.source, seen.observed_at) in (select * from unnest($3::text[], $4::timestamptz[])))`;
  const intoAt = `$${parameters.length + 1}`;
  const { rows } = await scope.client.query<Chosen>(
    `select finding.id as "findingId", bool_and(chosen.id is not null) as "isWhole",
       (select id from finding known where known.organisation_id = $1 and known.asset_id = ${intoAt} and known.flaw_id = finding.flaw_id) as "knownId"
     from finding join observation seen on seen.organisation_id = $1 and seen.finding_id = finding.id
     left join lateral (select run.id from import_run run where ${isChosen}) chosen on true
     where finding.organisation_id = $1 and finding.asset_id = $2
     group by finding.id, finding.flaw_id having bool_or(chosen.id is not null)`,
    [...parameters, moved.intoId],
  );
  const whole = rows.filter((one) => one.isWhole);
  await rehome(
    scope,
    whole.filter((one) => one.knownId === null).map((one) => one.findingId),
    moved.intoId,
  );
  await joinFindings(
    scope,
    whole.flatMap(({ findingId, knownId }) => (knownId === null ? [] : [{ fromId: findingId, intoId: knownId }])),
    moved.intoId,
  );
  const parts = rows
    .filter((one) => !one.isWhole)
    .map(({ findingId, knownId }) => ({ fromId: findingId, intoId: knownId ?? moved.newId(), isNew: knownId === null }));
  if (parts.length === 0) return;
  await copyFindings(
    scope,
    parts.filter((one) => one.isNew),
    moved.intoId,
  );
  const pairAt = `unnest($${parameters.length + 1}::uuid[], $${parameters.length + 2}::uuid[]) as pair (from_id, into_id)`;
  const partParameters = [...parameters, parts.map((one) => one.fromId), parts.map((one) => one.intoId)];
  const own = `${pairAt} join observation seen on seen.organisation_id = $1 and seen.finding_id = pair.from_id join import_run run on ${isChosen}`;
  await scope.client.query(
    `insert into observation select moved.* from ${own}
       cross join lateral jsonb_populate_record(seen, jsonb_build_object('finding_id', pair.into_id)) moved
     where $2::uuid is not null on conflict do nothing`,
    partParameters,
  );
  await scope.client.query(
    `delete from observation seen using ${pairAt}, import_run run
     where $2::uuid is not null and seen.organisation_id = $1 and seen.finding_id = pair.from_id and ${isChosen}`,
    partParameters,
  );
}

/** A finding of the same flaw, of which nothing is known yet. */
async function copyFindings(scope: Scope, pairs: readonly Pair[], assetId: Id): Promise<void> {
  await scope.client.query(
    `insert into finding (organisation_id, id, asset_id, flaw_id, check_id, protocol, port, first_seen_at, last_seen_at)
     select $1, pair.into_id, $4, flaw_id, check_id, protocol, port, first_seen_at, last_seen_at
     from unnest($2::uuid[], $3::uuid[]) as pair (from_id, into_id) join finding on finding.organisation_id = $1 and finding.id = pair.from_id`,
    [scope.organisationId, pairs.map((one) => one.fromId), pairs.map((one) => one.intoId), assetId],
  );
}
