/**
 * Everything said and seen of some assets, packed into few rows: 6,000 assets with 60 sightings each are some ten
 * thousand rows of text instead of 360,000 (measured: most of the time went into reading rows).
 */
import type { FoldAssetInput } from '#core/assets/fold-asset.ts';
import type { Claim } from '#core/assets/effective-facts.ts';
import type { Sighting, Snapshot } from '#core/assets/presence.ts';
import type { AssetFacts, CredentialDepth } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { loadStatements } from '../asset-work/load-statements.ts';
import type { Scope } from '../scope.ts';
import { parseTimestamptz } from '../type-parsers.ts';

/** Text of an instant as PostgreSQL writes it in UTC: cheaper to make there than milliseconds, and read once per instant here. */
export function instantText(instant: Instant): string {
  const seconds = `${instant.slice(0, 10)} ${instant.slice(11, 19)}`;
  const fraction = instant.slice(20, 23).replace(/0+$/, '');
  return fraction === '' ? `${seconds}+00` : `${seconds}.${fraction}+00`;
}

/** What one source saw of one asset in the same way and words, at some instants. */
export interface SightingGroup {
  readonly kind: Sighting['kind'];
  readonly source: string;
  /** Digest of the claim; empty for a look without one. */
  readonly claim: string;
  readonly depth: string;
  readonly complete: boolean;
  readonly observedAts: readonly Instant[];
}

interface PackedGroup extends Omit<SightingGroup, 'observedAts'> {
  readonly assetId: Id;
  readonly observedAts: string;
}

interface ClaimRow {
  readonly assetId: Id;
  readonly source: string;
  readonly role: Claim['role'];
  readonly digest: string;
  readonly facts: AssetFacts;
}

export type AssetEvidence = Omit<FoldAssetInput, 'timeZone'>;

/** Assets of which nothing is known are absent from the result. */
export async function loadAssetEvidence(scope: Scope, assetIds: readonly Id[]): Promise<Map<Id, AssetEvidence>> {
  const snapshots = await loadSnapshots(scope);
  const groups = await scope.client.query<PackedGroup>(
    `select asset_id as "assetId", kind, source, claim, depth, complete, string_agg(observed_at::text, ',') as "observedAts"
     from sighting where organisation_id = $1 and asset_id = any($2::uuid[])
     group by asset_id, kind, source, claim, depth, complete`,
    [scope.organisationId, assetIds],
  );
  const claims = await scope.client.query<ClaimRow>(
    `select asset_id as "assetId", source, role, digest, facts from asset_claim where organisation_id = $1 and asset_id = any($2::uuid[])`,
    [scope.organisationId, assetIds],
  );
  const factsByKey = new Map(claims.rows.map((row) => [claimKey(row.assetId, row.source, row.role, row.digest), row.facts]));
  const factsOf = (assetId: Id, { source, kind, claim }: SightingGroup): AssetFacts | undefined =>
    factsByKey.get(claimKey(assetId, source, kind === 'register' ? 'register' : 'discovery', claim));
  const statements = await loadStatements(scope, assetIds);
  const instants = new Map<string, Instant>();
  const groupsByAsset = new Map<Id, SightingGroup[]>();
  for (const { assetId, observedAts, ...rest } of groups.rows) {
    const group = { ...rest, observedAts: observedAts.split(',').map((text) => instantOf(text, instants)) };
    const list = groupsByAsset.get(assetId);
    if (list === undefined) groupsByAsset.set(assetId, [group]);
    else list.push(group);
  }
  const evidence = new Map<Id, AssetEvidence>();
  for (const [assetId, own] of groupsByAsset) {
    const stated = statements.get(assetId);
    const known = evidenceOf(own, snapshots, (group) => factsOf(assetId, group));
    evidence.set(assetId, stated === undefined ? known : { ...known, statements: stated });
  }
  return evidence;
}

export async function loadSnapshots(scope: Scope): Promise<Snapshot[]> {
  const { rows } = await scope.client.query<{ source: string; observedAt: Instant }>(
    `select distinct source, observed_at as "observedAt" from import_run where organisation_id = $1 and full_register`,
    [scope.organisationId],
  );
  return rows.map((row) => ({ ...row, partial: false }));
}

function claimKey(assetId: string, source: string, role: string, digest: string): string {
  return `${assetId} ${role} ${digest} ${source}`;
}

/** @param factsOf the words of a claim */
export function evidenceOf(
  groups: readonly SightingGroup[],
  snapshots: readonly Snapshot[],
  factsOf: (group: SightingGroup) => AssetFacts | undefined,
): AssetEvidence {
  const sightings: Sighting[] = [];
  const statements = new Map<string, Spoken[]>();
  for (const group of groups) {
    const depth = group.kind === 'scan' ? (group.depth as CredentialDepth) : null;
    for (const observedAt of group.observedAts) {
      sightings.push({ kind: group.kind, source: group.source, observedAt, depth, complete: group.complete });
      if (group.claim === '') continue;
      const key = `${group.kind} ${group.source}`;
      const list = statements.get(key);
      const statement = { observedAt, digest: group.claim, group };
      if (list === undefined) statements.set(key, [statement]);
      else list.push(statement);
    }
  }
  const claims = [...statements.values()].flatMap((list) => claimsOf(list, factsOf));
  return { claims, sightings, snapshots };
}

interface Spoken {
  readonly observedAt: Instant;
  readonly digest: string;
  readonly group: SightingGroup;
}

/** Neighbours in the same words are one claim; what lay between two of them in the order of time parts them. */
function claimsOf(statements: Spoken[], factsOf: (group: SightingGroup) => AssetFacts | undefined): Claim[] {
  statements.sort((left, right) =>
    left.observedAt === right.observedAt ? (left.digest < right.digest ? -1 : 1) : left.observedAt < right.observedAt ? -1 : 1,
  );
  const claims: (Claim & { lastObservedAt: Instant })[] = [];
  let digest = '';
  for (const statement of statements) {
    const last = claims.at(-1);
    if (last !== undefined && statement.digest === digest) {
      claims[claims.length - 1] = { ...last, lastObservedAt: statement.observedAt };
      continue;
    }
    digest = statement.digest;
    const { source, kind } = statement.group;
    const role = kind === 'register' ? ('register' as const) : ('discovery' as const);
    const facts = factsOf(statement.group);
    if (facts === undefined) continue;
    claims.push({ source, role, observedAt: statement.observedAt, lastObservedAt: statement.observedAt, facts });
  }
  return claims;
}

/** @param text as PostgreSQL writes it in UTC. @param known what was read so far: instants repeat. */
export function instantOf(text: string, known: Map<string, Instant>): Instant {
  let instant = known.get(text);
  if (instant === undefined) known.set(text, (instant = parseTimestamptz(text)));
  return instant;
}
