/** What people decided about identity, with what speaks against it by now; and what an asset is made of, to choose from. */
import type { IdentifierKind } from '#core/assets/identifiers.ts';
import type { AssetFacts } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import type { NamedAsset } from './decide-identity.ts';
import type { StoredAnchor } from './identity-facts.ts';

/** An identifier that speaks against a decision. */
export interface Contradiction {
  readonly kind: IdentifierKind;
  readonly scope: string;
  /** Of what is said to be one: several numbers; of what is said to differ: the one that both have. */
  readonly values: readonly { readonly value: string; readonly sources: readonly string[] }[];
}

export interface StoredIdentity {
  readonly id: Id;
  readonly act: 'merge' | 'split' | 'apart';
  /** Under its name of today, else that of when it was decided. */
  readonly kept: NamedAsset;
  readonly other: NamedAsset;
  readonly reason: string;
  readonly decidedAt: Instant;
  /** The name of a principal: `account:<id>`, `token:<id>`, `local`. */
  readonly decidedBy: string;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
  readonly anchors: readonly StoredAnchor[];
  /** What came since and is stronger than what it hangs on. */
  readonly contradictions: readonly Contradiction[];
}

/** Newest first, withdrawn ones too. @param after the last one of the page before */
export function listIdentity(
  scope: Scope,
  { limit, after }: { readonly limit: number; readonly after?: Id | undefined },
): Promise<StoredIdentity[]> {
  return readDecisions(scope, '$2::uuid is null or decision.id < $2', [after ?? null, limit], '$3');
}

/** About this asset, or about any that became it. */
export function identityOfAsset(scope: Scope, assetId: Id): Promise<StoredIdentity[]> {
  const became = `with recursive became (id) as (select $2::uuid union select old.asset_id from became
    join asset_redirect old on old.organisation_id = $1 and old.into_asset_id = became.id) select id from became`;
  return readDecisions(scope, `decision.kept_asset_id in (${became}) or decision.other_asset_id in (${became})`, [assetId], '200');
}

type Row = Omit<StoredIdentity, 'kept' | 'other' | 'contradictions'> & {
  readonly keptId: Id;
  readonly keptName: string;
  readonly otherId: Id;
  readonly otherName: string;
};

async function readDecisions(scope: Scope, condition: string, parameters: readonly unknown[], limit: string): Promise<StoredIdentity[]> {
  const nameOf = (which: string): string => `coalesce((select name from asset_version named where named.organisation_id = $1
    and named.asset_id = decision.${which}_asset_id order by valid_from desc limit 1), decision.${which}_name)`;
  const { rows } = await scope.client.query<Row>(
    `select decision.id, decision.act, decision.kept_asset_id as "keptId", ${nameOf('kept')} as "keptName", decision.other_asset_id as "otherId",
       ${nameOf('other')} as "otherName", decision.reason, decision.decided_at as "decidedAt", decision.decided_by as "decidedBy",
       decision.withdrawn_at as "withdrawnAt", decision.withdrawn_by as "withdrawnBy",
       coalesce((select jsonb_agg(jsonb_build_object('side', side, 'source', source, 'kind', kind, 'scope', scope, 'value', value) order by number)
         from asset_identity_anchor anchor where anchor.organisation_id = $1 and anchor.decision_id = decision.id), '[]') as anchors
     from asset_identity decision where decision.organisation_id = $1 and (${condition}) order by decision.id desc limit ${limit}`,
    [scope.organisationId, ...parameters],
  );
  const against = await readContradictions(
    scope,
    rows.filter((row) => row.withdrawnAt === null),
  );
  return rows.map(({ keptId, keptName, otherId, otherName, ...row }) => ({
    ...row,
    kept: { id: keptId, name: keptName },
    other: { id: otherId, name: otherName },
    contradictions: against.get(row.id) ?? [],
  }));
}

interface ContradictionRow extends Contradiction {
  readonly id: Id;
}

/**
 * Numbers and hardware addresses decide what a device is. Of what is one, two numbers of one vendor or register speak against
 * it; of what differs, a number that both have. What was known when it was decided does not: the person saw it.
 */
async function readContradictions(scope: Scope, decisions: readonly Row[]): Promise<ReadonlyMap<Id, Contradiction[]>> {
  const found = new Map<Id, Contradiction[]>();
  if (decisions.length === 0) return found;
  const isKnown = (side: string): string => `exists (select from asset_identity_anchor anchor where anchor.organisation_id = $1
    and anchor.decision_id = decision.id and anchor.kind = known.kind and anchor.scope = known.scope and anchor.value = known.value ${side})`;
  const { rows } = await scope.client.query<ContradictionRow>(
    `with recursive decision as (select * from asset_identity where organisation_id = $1 and id = any($2::uuid[])),
     -- What each side became since.
     side as (
       select id, 'kept' as side, kept_asset_id as asset_id from decision union all select id, 'other', other_asset_id from decision
       union all select side.id, side.side, next.into_asset_id from side
         join asset_redirect next on next.organisation_id = $1 and next.asset_id = side.asset_id
     ),
     values_of_one as (
       select decision.id, known.kind, known.scope, known.value, array_agg(distinct known.source) as sources, bool_and(${isKnown('')}) as is_known
       from decision join side on side.id = decision.id and side.side = 'kept'
       join asset_identifier known on known.organisation_id = $1 and known.asset_id = side.asset_id
       where decision.kind = 'same' and known.kind in ('tag', 'serial')
       group by decision.id, known.kind, known.scope, known.value
     ), values_of_both as (
       select decision.id, known.kind, known.scope, known.value, array_agg(distinct known.source) || array_agg(distinct twin.source) as sources,
         bool_and(${isKnown(`and anchor.side = 'kept'`)} and ${isKnown(`and anchor.side = 'other'`)}) as is_known
       from decision join side on side.id = decision.id and side.side = 'kept' join side twin_side on twin_side.id = decision.id and twin_side.side = 'other'
       join asset_identifier known on known.organisation_id = $1 and known.asset_id = side.asset_id
       join asset_identifier twin on twin.organisation_id = $1 and twin.asset_id = twin_side.asset_id and twin.kind = known.kind
         and twin.scope = known.scope and twin.value = known.value
       where decision.kind = 'different' and known.kind in ('tag', 'serial', 'mac')
       group by decision.id, known.kind, known.scope, known.value
     )
     select id, kind, scope, jsonb_agg(jsonb_build_object('value', value, 'sources', sources) order by value) as values
       from values_of_one group by id, kind, scope having count(*) > 1 and not bool_and(is_known)
     union all
     select id, kind, scope, jsonb_agg(jsonb_build_object('value', value, 'sources', sources) order by value)
       from values_of_both where not is_known group by id, kind, scope
     order by id, kind, scope`,
    [scope.organisationId, decisions.map((one) => one.id)],
  );
  for (const { id, ...one } of rows) found.set(id, [...(found.get(id) ?? []), one]);
  return found;
}

/** What one source says of an asset in one wording: what a split chooses from. */
export interface SaidInWords {
  readonly source: string;
  readonly role: 'register' | 'discovery';
  readonly claim: string;
  readonly facts: AssetFacts;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  /** How often it was said. */
  readonly times: number;
}

/** By source, newest wording first. */
export async function wordsOfAsset({ client, organisationId }: Scope, assetId: Id): Promise<SaidInWords[]> {
  const { rows } = await client.query<SaidInWords>(
    `select claim.source, claim.role, claim.digest as claim, claim.facts, min(said.observed_at) as "firstAt", max(said.observed_at) as "lastAt",
       count(*)::int as times
     from asset_claim claim join sighting said on said.organisation_id = $1 and said.asset_id = $2 and said.source = claim.source
       and said.kind = claim.role and said.claim = claim.digest
     where claim.organisation_id = $1 and claim.asset_id = $2
     group by claim.source, claim.role, claim.digest, claim.facts order by claim.source, max(said.observed_at) desc limit 500`,
    [organisationId, assetId],
  );
  return rows;
}
