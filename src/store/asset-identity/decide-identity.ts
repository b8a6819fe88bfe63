/**
 * Deciding that two assets are one, that part of an asset is another, or that two that look alike are not the same. What a
 * decision means for later files is in `core/assets/stated-identity.ts`; withdrawing it is in `withdraw-identity.ts`.
 */
import { conflictOn } from '#core/assets/match-identifiers.ts';
import { identifierKinds, type Identifier } from '#core/assets/identifiers.ts';
import { statedApart } from '#core/assets/stated-identity.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Instant } from '#core/kernel/time.ts';
import { lockImports } from '../imports.ts';
import type { Scope } from '../scope.ts';
import { divide, divideDetections, type Said } from './divide.ts';
import { loadIdentityBook } from './identity-book.ts';
import { anchorsOfDifferent, anchorsOfSame, loadAsset, type KnownAsset, type StoredAnchor } from './identity-facts.ts';
import { rememberWork } from './people-since.ts';
import { refold } from './refold.ts';
import { unite } from './unite.ts';

export interface Deciding {
  readonly reason: string;
  readonly by: string;
  readonly now: Instant;
  readonly newId: NewId;
  /** Only tells what would come of it. */
  readonly isDryRun: boolean;
}

export interface NamedAsset {
  readonly id: Id;
  readonly name: string;
}

export interface DecidedIdentity {
  /** Null: a dry run. */
  readonly decisionId: Id | null;
  readonly kept: NamedAsset;
  /** Of a split that was only tried there is none yet. */
  readonly other: NamedAsset | null;
  readonly findings: { readonly kept: number; readonly other: number; readonly both: number };
  /** What it hangs on from now on. */
  readonly anchors: readonly StoredAnchor[];
  /** Where what the two carry disagrees; of a merge a reason to look twice. */
  readonly disagreements: readonly { readonly kept: Identifier; readonly other: Identifier }[];
}

/** Of both together: a merge is one transaction within one request, and takes seconds for 10,000. */
const mergedFindingsMax = 25_000;

/** @throws Problem `not-found`, `request-invalid`, or `conflict` where an import runs or a person said that they differ */
export async function mergeAssets(scope: Scope, keptAsked: string, otherAsked: string, deciding: Deciding): Promise<DecidedIdentity> {
  const { now, newId, isDryRun } = deciding;
  if (!isDryRun) await beginDeciding(scope);
  const kept = await loadAsset(scope, keptAsked);
  const other = await loadAsset(scope, otherAsked);
  if (kept.id === other.id)
    throw new Problem('request-invalid', 'These are one asset already. Choose another one.', { wrong: [{ path: 'otherId' }] });
  await refuseStatedApart(scope, kept, other);
  const anchors = anchorsOfSame(kept, other);
  const findings = await countFindings(scope, kept.id, other.id);
  refuseTooMany(findings);
  const told = { kept: nameOf(kept), other: nameOf(other), findings, anchors, disagreements: disagreementsOf(kept, other) };
  if (isDryRun) return { decisionId: null, ...told };
  const decisionId = newId();
  await insertDecision(scope, { id: decisionId, kind: 'same', act: 'merge', kept, other, anchors }, deciding);
  const goneFrom = await unite(scope, { keptId: kept.id, otherId: other.id, decisionId, newId });
  await refold(scope, [kept.id], { now, newId, goneFrom });
  await rememberWork(scope, decisionId);
  return { decisionId, ...told };
}

/** @throws Problem as `mergeAssets`; `conflict` where they were kept apart before */
export async function keepApart(scope: Scope, keptAsked: string, otherAsked: string, deciding: Deciding): Promise<DecidedIdentity> {
  if (!deciding.isDryRun) await beginDeciding(scope);
  const kept = await loadAsset(scope, keptAsked);
  const other = await loadAsset(scope, otherAsked);
  if (kept.id === other.id)
    throw new Problem('request-invalid', 'These are one asset: split it, or withdraw the merge.', { wrong: [{ path: 'otherId' }] });
  await refuseStatedApart(scope, kept, other);
  const anchors = anchorsOfDifferent(kept, other);
  const findings = await countFindings(scope, kept.id, other.id);
  const told = { kept: nameOf(kept), other: nameOf(other), findings, anchors, disagreements: disagreementsOf(kept, other) };
  if (deciding.isDryRun) return { decisionId: null, ...told };
  const decisionId = deciding.newId();
  await insertDecision(scope, { id: decisionId, kind: 'different', act: 'apart', kept, other, anchors }, deciding);
  return { decisionId, ...told };
}

/** What goes to the new asset: everything a source said, or only what it said in these words. */
export interface Chosen {
  readonly source: string;
  /** Digest of a claim; absent: all of the source. */
  readonly claim?: string | undefined;
}

/** @throws Problem as `mergeAssets`; `request-invalid` where nothing would go, or nothing stay */
export async function splitAsset(scope: Scope, asked: string, chosen: readonly Chosen[], deciding: Deciding): Promise<DecidedIdentity> {
  const { now, newId, isDryRun } = deciding;
  if (!isDryRun) await beginDeciding(scope);
  const whole = await loadAsset(scope, asked);
  const isChosen = ({ source, claim }: Said): boolean =>
    chosen.some((one) => one.source === source && (one.claim === undefined || one.claim === claim));
  refuseUnknown(chosen, whole);
  const gone = whole.said.filter(isChosen);
  const stays = whole.said.filter((one) => !isChosen(one));
  if (stays.length === 0)
    throw new Problem('request-invalid', 'Nothing of this asset would stay. Leave out at least one source or wording.', {
      wrong: [{ path: 'parts' }],
    });
  const sources = [...new Set(gone.map((one) => one.source))].filter((source) => !stays.some((one) => one.source === source));
  const otherId = newId();
  const decisionId = newId();
  if (isDryRun) {
    const findings = await countDivided(scope, whole.id, gone);
    return { decisionId: null, kept: nameOf(whole), other: null, findings, anchors: [], disagreements: [] };
  }
  const [first] = gone;
  await scope.client.query('insert into asset (organisation_id, id, first_seen_at) values ($1, $2, $3)', [
    scope.organisationId,
    otherId,
    first?.at ?? now,
  ]);
  const pair = { fromId: whole.id, intoId: otherId };
  await divide(scope, { ...pair, gone, stays, sources, imports: { sql: 'true', parameters: [] }, newId });
  await divideDetections(scope, pair);
  await refold(scope, [whole.id, otherId], { now, newId, goneFrom: null });
  const [kept, other] = [await loadAsset(scope, whole.id), await loadAsset(scope, otherId)];
  await refuseStatedSame(scope, kept, other);
  const anchors = anchorsOfDifferent(kept, other);
  await insertDecision(scope, { id: decisionId, kind: 'different', act: 'split', kept, other, anchors }, deciding);
  const findings = await countFindings(scope, kept.id, other.id);
  return { decisionId, kept: nameOf(kept), other: nameOf(other), findings, anchors, disagreements: disagreementsOf(kept, other) };
}

function refuseUnknown(chosen: readonly Chosen[], { said }: KnownAsset): void {
  const unknown = chosen.find(
    ({ source, claim }) => !said.some((one) => one.source === source && (claim === undefined || one.claim === claim)),
  );
  if (unknown === undefined && chosen.length > 0) return;
  const sources = [...new Set(said.map((one) => one.source))];
  throw new Problem('request-invalid', 'Say which sources, or which words of a source, belong to another asset.', {
    wrong: [{ path: 'parts' }],
    unknown: unknown?.source ?? null,
    sources,
  });
}

/**
 * While a file is being read, what its rows became is remembered in memory, and a fold that runs at the same time would write
 * what it read before.
 */
export async function beginDeciding(scope: Scope): Promise<void> {
  await lockImports(scope);
  const { rows } = await scope.client.query<{ file: string }>(
    `select file from import_run where organisation_id = $1 and status = 'running' limit 1`,
    [scope.organisationId],
  );
  if (rows.length > 0)
    throw new Problem('conflict', 'A file is being read at this moment. Try again when it is done.', { file: rows[0]?.file });
}

async function refuseStatedApart(scope: Scope, kept: KnownAsset, other: KnownAsset): Promise<void> {
  const book = await loadIdentityBook(scope);
  const said = statedApart(kept.carried, other.carried, book.about([...kept.carried, ...other.carried]));
  if (said === null) return;
  const { decisionId, statedOn } = said.stated;
  throw new Problem('conflict', 'A person stated that these two are not the same. Withdraw that decision first.', { decisionId, statedOn });
}

/** What a merge brought together is not split, the merge is withdrawn: that gives back what was. */
async function refuseStatedSame(scope: Scope, kept: KnownAsset, other: KnownAsset): Promise<void> {
  const book = await loadIdentityBook(scope);
  const keyOf = ({ kind, scope: within, value }: Identifier): string => `${kind}\u001f${within}\u001f${value}`;
  const [inKept, inOther] = [new Set(kept.carried.map(keyOf)), new Set(other.carried.map(keyOf))];
  const isOnly = (anchors: readonly Identifier[], has: Set<string>, hasNot: Set<string>): boolean =>
    anchors.some((one) => has.has(keyOf(one)) && !hasNot.has(keyOf(one)));
  for (const { kind, left, right, stated } of book.about([...kept.carried, ...other.carried])) {
    const isTorn =
      (isOnly(left, inKept, inOther) && isOnly(right, inOther, inKept)) ||
      (isOnly(left, inOther, inKept) && isOnly(right, inKept, inOther));
    if (kind === 'same' && isTorn) {
      const { decisionId, statedOn } = stated;
      throw new Problem('conflict', 'A person stated that these two are one. Withdraw that decision instead.', { decisionId, statedOn });
    }
  }
}

function refuseTooMany({ kept, other }: DecidedIdentity['findings']): void {
  if (kept + other <= mergedFindingsMax) return;
  throw new Problem(
    'request-invalid',
    `These two have ${kept + other} findings together, and one merge takes ${mergedFindingsMax} at most: they stay two. Nothing was changed.`,
    { findings: kept + other, findingsMax: mergedFindingsMax },
  );
}

function disagreementsOf(kept: KnownAsset, other: KnownAsset): DecidedIdentity['disagreements'] {
  return identifierKinds.flatMap((kind) => {
    const conflict = kind === 'ip' ? null : conflictOn(kind, kept.carried, other.carried);
    const plain = ({ kind: of, scope, value }: Identifier): Identifier => ({ kind: of, scope, value });
    return conflict === null ? [] : [{ kept: plain(conflict.left), other: plain(conflict.right) }];
  });
}

const nameOf = ({ id, name }: KnownAsset): NamedAsset => ({ id, name });

async function countFindings(scope: Scope, keptId: Id, otherId: Id): Promise<DecidedIdentity['findings']> {
  const { rows } = await scope.client.query<DecidedIdentity['findings']>(
    `select count(*) filter (where is_kept)::int as kept, count(*) filter (where is_other)::int as other,
       count(*) filter (where is_kept and is_other)::int as both
     from (select bool_or(asset_id = $2) as is_kept, bool_or(asset_id = $3) as is_other from finding
       where organisation_id = $1 and asset_id in ($2, $3) group by flaw_id) flaw`,
    [scope.organisationId, keptId, otherId],
  );
  return rows[0] ?? { kept: 0, other: 0, both: 0 };
}

async function countDivided(scope: Scope, assetId: Id, gone: readonly Said[]): Promise<DecidedIdentity['findings']> {
  const { rows } = await scope.client.query<DecidedIdentity['findings']>(
    `select count(*) filter (where is_kept)::int as kept, count(*) filter (where is_other)::int as other,
       count(*) filter (where is_kept and is_other)::int as both
     from (select bool_or(not is_gone) as is_kept, bool_or(is_gone) as is_other from (
         select finding.id, (run.source, seen.observed_at) in (select * from unnest($3::text[], $4::timestamptz[])) as is_gone
         from finding join observation seen on seen.organisation_id = $1 and seen.finding_id = finding.id
         join import_run run on run.organisation_id = $1 and run.id = seen.import_id
         where finding.organisation_id = $1 and finding.asset_id = $2) seen
       group by id) flaw`,
    [scope.organisationId, assetId, gone.map((one) => one.source), gone.map((one) => one.at)],
  );
  return rows[0] ?? { kept: 0, other: 0, both: 0 };
}

interface NewDecision {
  readonly id: Id;
  readonly kind: 'same' | 'different';
  readonly act: 'merge' | 'split' | 'apart';
  readonly kept: NamedAsset;
  readonly other: NamedAsset;
  readonly anchors: readonly StoredAnchor[];
}

async function insertDecision(
  scope: Scope,
  { id, kind, act, kept, other, anchors }: NewDecision,
  { reason, by, now }: Deciding,
): Promise<void> {
  await scope.client.query(
    `insert into asset_identity (organisation_id, id, kind, act, kept_asset_id, other_asset_id, kept_name, other_name, reason, decided_at,
       decided_by, imports_waiting)
     select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, coalesce((select jsonb_agg(waiting.id) from import_run waiting
       where waiting.organisation_id = $1 and waiting.status = 'accepted'), '[]')`,
    [scope.organisationId, id, kind, act, kept.id, other.id, kept.name, other.name, reason.trim(), now, by],
  );
  await scope.client.query(
    `insert into asset_identity_anchor (organisation_id, decision_id, number, side, source, kind, scope, value)
     select $1, $2, number, side, source, kind, scope, value
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) with ordinality as given (side, source, kind, scope, value, number)`,
    [
      scope.organisationId,
      id,
      anchors.map((one) => one.side),
      anchors.map((one) => one.source),
      anchors.map((one) => one.kind),
      anchors.map((one) => one.scope),
      anchors.map((one) => one.value),
    ],
  );
}
