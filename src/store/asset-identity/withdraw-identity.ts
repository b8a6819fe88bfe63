/**
 * Taking a decision about identity back. A split part is united again. Of a merge both assets come back as they were; what
 * came after is told apart by the rules that hold without it, and what they do not tell stays with the asset that stayed.
 */
import { identifierKey, identifiersOf, type Identifier } from '#core/assets/identifiers.ts';
import type { KnownIdentifier } from '#core/assets/match-identifiers.ts';
import { resolveAsset, type Candidate } from '#core/assets/resolve-asset.ts';
import { recognisedBy, type Carried } from '#core/assets/stated-identity.ts';
import type { AssetFacts } from '#core/imports/imported-record.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { loadDisabled } from '../ingest/resolve-statements.ts';
import type { Scope } from '../scope.ts';
import { beginDeciding, type NamedAsset } from './decide-identity.ts';
import { divide, type Said } from './divide.ts';
import { loadIdentityBook, type IdentityBook } from './identity-book.ts';
import { moveObservations, rehome } from './move-findings.ts';
import {
  advisoryLooks,
  billLooks,
  comments,
  decisions,
  detections,
  flawStatements,
  giveBack,
  joins,
  observations,
  sightings,
  statements,
  type Pair,
} from './moved-rows.ts';
import { giveBackWork, keepReopened } from './people-since.ts';
import { refold } from './refold.ts';
import { unite } from './unite.ts';

export interface Withdrawing {
  readonly by: string;
  readonly now: Instant;
  readonly newId: NewId;
}

interface Decision {
  readonly id: Id;
  readonly act: 'merge' | 'split' | 'apart';
  readonly keptId: Id;
  readonly otherId: Id;
  readonly keptName: string;
  readonly otherName: string;
  readonly withdrawnAt: Instant | null;
}

export interface WithdrawnIdentity {
  readonly act: Decision['act'];
  readonly kept: NamedAsset;
  readonly other: NamedAsset;
}

/** @throws Problem `not-found`, or `conflict` where it was withdrawn before, another rests on it, or an import runs */
export async function withdrawIdentity(scope: Scope, decisionId: Id, { by, now, newId }: Withdrawing): Promise<WithdrawnIdentity> {
  await beginDeciding(scope);
  const decision = await loadDecision(scope, decisionId);
  const { act, keptId, otherId } = decision;
  if (act !== 'apart') await refuseWhereOthersRest(scope, decision);
  await scope.client.query('update asset_identity set withdrawn_at = $3, withdrawn_by = $4 where organisation_id = $1 and id = $2', [
    scope.organisationId,
    decisionId,
    now,
    by,
  ]);
  if (act === 'split') {
    const goneFrom = await unite(scope, { keptId, otherId, decisionId: null, newId });
    await refold(scope, [keptId], { now, newId, goneFrom });
  }
  if (act === 'merge') {
    await partAgain(scope, decision, newId);
    await refold(scope, [keptId, otherId], { now, newId, goneFrom: null });
  }
  return { act, kept: { id: keptId, name: decision.keptName }, other: { id: otherId, name: decision.otherName } };
}

async function loadDecision(scope: Scope, id: Id): Promise<Decision> {
  const { rows } = await scope.client.query<Decision>(
    `select id, act, kept_asset_id as "keptId", other_asset_id as "otherId", kept_name as "keptName", other_name as "otherName",
       withdrawn_at as "withdrawnAt"
     from asset_identity where organisation_id = $1 and id = $2`,
    [scope.organisationId, id],
  );
  const [decision] = rows;
  if (decision === undefined) throw new Problem('not-found', 'There is no such decision about identity in this organisation.', { id });
  if (decision.withdrawnAt !== null) throw new Problem('conflict', 'This decision was withdrawn before.', { id });
  return decision;
}

/** Later ones moved what this one had moved: the last goes first. */
async function refuseWhereOthersRest(scope: Scope, { id, keptId, otherId }: Decision): Promise<void> {
  const { rows } = await scope.client.query<{ id: Id; act: string; keptName: string; otherName: string }>(
    `select id, act, kept_name as "keptName", other_name as "otherName" from asset_identity
     where organisation_id = $1 and id > $2 and withdrawn_at is null and act <> 'apart'
       and (kept_asset_id = any($3::uuid[]) or other_asset_id = any($3::uuid[])) order by id desc limit 1`,
    [scope.organisationId, id, [keptId, otherId]],
  );
  const [later] = rows;
  if (later === undefined) return;
  throw new Problem('conflict', `A later decision about these assets rests on it: withdraw ${later.id} first.`, {
    decisionId: later.id,
    act: later.act,
    kept: later.keptName,
    other: later.otherName,
  });
}

/** Of `import_run run`: read after the decision, which is the parameter at this place. */
const isLaterSql = (decision: string): string => `(run.id > ${decision}::uuid or exists (select from asset_identity made
  where made.organisation_id = $1 and made.id = ${decision}::uuid and made.imports_waiting ? run.id::text))`;

async function partAgain(scope: Scope, decision: Decision, newId: NewId): Promise<void> {
  const { id, keptId, otherId } = decision;
  const back: Pair = { fromId: otherId, intoId: keptId };
  const sides = await tellApart(scope, decision, await loadIdentityBook(scope));
  await scope.client.query(
    `insert into asset select own.* from asset_identity_row kept cross join lateral jsonb_populate_record(null::asset, kept.content) own
     where kept.organisation_id = $1 and kept.decision_id = $2 and kept.relation = 'asset'`,
    [scope.organisationId, id],
  );
  await scope.client.query('delete from asset_redirect where organisation_id = $1 and asset_id = $2', [scope.organisationId, otherId]);
  for (const relation of [sightings, advisoryLooks, billLooks, joins, statements, flawStatements, detections])
    await giveBack(scope, id, relation, [back]);
  await giveBackDetections(scope, decision);
  await giveBackFindings(scope, decision);
  const imports = { sql: isLaterSql('$6'), parameters: [id] };
  // Findings that came back whole brought along what was observed since, also of the other side.
  const spokenOfKept = sides.stays.filter((one) => !sides.gone.some((other) => other.source === one.source && other.at === one.at));
  await moveObservations(scope, { ...back, spoken: spokenOfKept, sources: [], imports, newId });
  await divide(scope, { fromId: keptId, intoId: otherId, ...sides, sources: [], imports, newId });
  await scope.client.query('delete from asset_identity_row where organisation_id = $1 and decision_id = $2', [scope.organisationId, id]);
}

interface StatementRow extends Said {
  readonly facts: AssetFacts;
  readonly side: 'kept' | 'other' | 'later';
}

/**
 * Which asset each statement since the merge would have been, one after the other; both learn what they are known by. One that
 * might be either teaches nothing, and stays.
 */
async function tellApart(
  scope: Scope,
  decision: Decision,
  book: IdentityBook,
): Promise<{ readonly gone: readonly Said[]; readonly stays: readonly Said[] }> {
  const rows = (await loadStatements(scope, decision)).map((row) => ({
    row,
    identifiers: identifiersOf(row.facts, row.source, row.role).usable,
  }));
  const disabled = await loadDisabled(scope, [
    ...new Map(rows.flatMap(({ identifiers }) => identifiers).map((one) => [identifierKey(one), one])).values(),
  ]);
  const known = { kept: new Map<string, KnownIdentifier>(), other: new Map<string, KnownIdentifier>() };
  const learn = (side: Side, { source, at }: StatementRow, identifiers: readonly Identifier[]): void => {
    for (const one of identifiers) known[side].set(`${identifierKey(one)} ${source}`, { ...one, source, lastObservedAt: at });
  };
  const words: Record<Side, Set<string>> = { kept: new Set(), other: new Set() };
  const sides: { gone: Said[]; stays: Said[] } = { gone: [], stays: [] };
  const enabled = rows.map(({ row, identifiers }) => ({
    row,
    identifiers: identifiers.filter((one) => !disabled.has(identifierKey(one))),
  }));
  for (const { row, identifiers } of enabled) {
    if (row.side === 'later') continue;
    learn(row.side, row, identifiers);
    words[row.side].add(wordsOf(row));
  }
  for (const { row, identifiers } of enabled) {
    if (row.side !== 'later') continue;
    const side =
      onlyOne((one) => words[one].has(wordsOf(row))) ??
      byRules(row, identifiers, known, book) ??
      onlyOne((one) => recognisedBy(carriedBy(row, identifiers), [...known[one].values()]) !== null);
    if (side !== null) learn(side, row, identifiers);
    sides[side === 'other' ? 'gone' : 'stays'].push(row);
  }
  return sides;
}

type Side = 'kept' | 'other';

/** Null: both or neither. */
function onlyOne(is: (side: Side) => boolean): Side | null {
  const isOther = is('other');
  return is('kept') === isOther ? null : isOther ? 'other' : 'kept';
}

function byRules(
  { source, at }: StatementRow,
  identifiers: readonly Identifier[],
  known: Readonly<Record<Side, ReadonlyMap<string, KnownIdentifier>>>,
  book: IdentityBook,
): Side | null {
  const candidates: Candidate[] = [
    { assetId: 'kept', identifiers: [...known.kept.values()] },
    { assetId: 'other', identifiers: [...known.other.values()] },
  ];
  // Without those that are disabled: they are left out of what is known already.
  const resolution = resolveAsset({ source, observedAt: at, identifiers }, candidates, new Set(), book.about(identifiers));
  if (resolution.kind === 'new') return null;
  return resolution.assetId === 'other' ? 'other' : 'kept';
}

const carriedBy = ({ source }: StatementRow, identifiers: readonly Identifier[]): Carried => identifiers.map((one) => ({ ...one, source }));

const wordsOf = ({ source, role, claim }: Said): string => `${source} ${role} ${claim}`;

async function loadStatements(scope: Scope, { id, keptId }: Decision): Promise<StatementRow[]> {
  const { rows } = await scope.client.query<StatementRow>(
    `with before as (
       select own.observed_at, own.kind, own.source, own.claim, kept.is_shared
       from asset_identity_row kept cross join lateral jsonb_populate_record(null::sighting, kept.content) own
       where kept.organisation_id = $1 and kept.decision_id = $3 and kept.relation = 'sighting' and own.claim <> ''
     ), now as (
       select seen.observed_at, seen.kind, seen.source, seen.claim, ${isLaterSql('$3')} as is_later, before.is_shared
       from sighting seen join import_run run on run.organisation_id = $1 and run.id = seen.import_id
       left join before on before.observed_at = seen.observed_at and before.kind = seen.kind and before.source = seen.source
         and before.claim = seen.claim
       where seen.organisation_id = $1 and seen.asset_id = $2 and seen.claim <> ''
     ), told as (
       select observed_at, kind, source, claim, case when is_later and is_shared is null then 'later' else 'kept' end as side from now
         where is_shared is not false
       union all select observed_at, kind, source, claim, 'other' from before
     )
     select told.source, told.kind as role, told.claim, told.observed_at as at, told.side, claim.facts from told
     join asset_claim claim on claim.organisation_id = $1 and claim.asset_id = $2 and claim.source = told.source and claim.role = told.kind
       and claim.digest = told.claim
     order by told.observed_at, told.source, told.claim`,
    [scope.organisationId, keptId, id],
  );
  return rows;
}

/** Of the asset that stayed the ports that the merge itself had changed, unless more came since. */
async function giveBackDetections(scope: Scope, { id }: Decision): Promise<void> {
  await scope.client.query(
    `update detection now set service = own.service, first_observed_at = own.first_observed_at, last_observed_at = own.last_observed_at
     from asset_identity_row kept cross join lateral jsonb_populate_record(null::detection, kept.content) own
     where kept.organisation_id = $1 and kept.decision_id = $2 and kept.relation = 'detection-kept' and now.organisation_id = $1
       and now.asset_id = own.asset_id and now.check_id = own.check_id and now.protocol = own.protocol and now.port = own.port
       and now.last_observed_at <= greatest(own.last_observed_at, (select max(last_observed_at) from detection other
         where other.organisation_id = $1 and other.asset_id <> own.asset_id and other.check_id = own.check_id
           and other.protocol = own.protocol and other.port = own.port))`,
    [scope.organisationId, id],
  );
}

interface FindingRow extends Pair {
  readonly isShared: boolean;
}

async function giveBackFindings(scope: Scope, { id, otherId }: Decision): Promise<void> {
  const parameters = [scope.organisationId, id];
  const { rows } = await scope.client.query<FindingRow>(
    `select (kept.content ->> 'id')::uuid as "fromId", coalesce(led.into_finding_id, (kept.content ->> 'id')::uuid) as "intoId", kept.is_shared as "isShared"
     from asset_identity_row kept left join finding_redirect led on led.organisation_id = $1 and led.finding_id = (kept.content ->> 'id')::uuid
     where kept.organisation_id = $1 and kept.decision_id = $2 and kept.relation = 'finding'`,
    parameters,
  );
  const shared = rows.filter((row) => row.isShared);
  await scope.client.query(
    `insert into finding select own.* from asset_identity_row kept cross join lateral jsonb_populate_record(null::finding, kept.content) own
     where kept.organisation_id = $1 and kept.decision_id = $2 and kept.relation = 'finding' and kept.is_shared`,
    parameters,
  );
  for (const relation of [observations, decisions, comments]) await giveBack(scope, id, relation, shared);
  await keepReopened(scope, id, shared);
  await giveBackWork(scope, id, shared);
  await scope.client.query('delete from finding_redirect where organisation_id = $1 and finding_id = any($2::uuid[])', [
    scope.organisationId,
    shared.map((row) => row.fromId),
  ]);
  await rehome(
    scope,
    rows.filter((row) => !row.isShared).map((row) => row.fromId),
    otherId,
  );
}
