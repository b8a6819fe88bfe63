/**
 * Writes what the statements of a chunk became: new assets, identifiers, claims, sightings, explanations of joins,
 * identifiers switched off. Everything is keyed by what it says, so a repeated chunk writes nothing.
 */
import type { ImportedAsset, ImportedCoverage } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import type { ImportSession } from './chunk.ts';
import { isSilenceMeantSql } from './load-finding-evidence.ts';
import { resolveStatements, type IdentifierChange, type Resolutions, type ResolvedStatement } from './resolve-statements.ts';
import { columnsOf, type Cell } from './staged-rows.ts';

export interface MergedAssets {
  readonly statements: readonly ResolvedStatement[];
  /** Assets that this chunk made: what it says of them is all there is, and their rows are written when they are folded. */
  readonly made: ReadonlySet<Id>;
  /** Assets of which something new is now known. */
  readonly touched: ReadonlySet<Id>;
  /** Of these, the ones that a scan looked at anew, with the first such instant. */
  readonly lookedAt: ReadonlyMap<Id, Instant>;
  /** What this chunk says of each touched asset; without those of which it says a part again. */
  readonly fresh: ReadonlyMap<Id, readonly FreshSighting[]>;
}

export interface FreshSighting {
  readonly at: Instant;
  readonly kind: 'register' | 'discovery' | 'scan';
  /** Digest of the claim; empty for a look without one. */
  readonly claim: string;
  readonly depth: string;
  readonly complete: boolean;
  readonly isScanned: boolean;
  readonly isAuthenticated: boolean;
}

export async function mergeAssets(
  scope: Scope,
  session: ImportSession,
  records: readonly ImportedAsset[],
  coverages: readonly ImportedCoverage[],
  { areKeysNeeded }: { readonly areKeysNeeded: boolean },
): Promise<MergedAssets> {
  const resolutions = await resolveStatements(scope, session, records);
  const made = new Set(resolutions.statements.filter((one) => one.isNew).map((one) => one.assetId));
  await writeIdentifiers(scope, session, resolutions, made);
  await insertClaims(scope, session, resolutions);
  await insertJoins(scope, session, resolutions);
  await insertDisabled(scope, session, resolutions);
  if (areKeysNeeded) await insertKeys(scope, session, resolutions);
  const rows = [
    ...resolutions.statements.map((one): SightingRow => {
      const { assetId, observedAt, digest, record } = one;
      return [assetId, observedAt, record.role, digest, '', '', '', true];
    }),
    ...coverages.flatMap((coverage): SightingRow[] => {
      const resolved = session.assets.get(coverage.assetKey);
      if (resolved === undefined) return [];
      const observedAt = coverage.observedAt ?? session.observedAt;
      return [[resolved.assetId, observedAt, 'scan', '', coverage.scanner, coverage.depth, coverage.checkSet ?? '', coverage.complete]];
    }),
  ];
  const sighted = await insertSightings(scope, session, rows, made);
  return { statements: resolutions.statements, made, ...sighted };
}

/**
 * When an address was last seen decides whom it names; of the others only that they are carried matters, and moving their
 * instants at each scan was a fifth of its writes (measured). The reader's "last observed" comes from the claims.
 */
async function writeIdentifiers(scope: Scope, session: ImportSession, { identifiers }: Resolutions, made: ReadonlySet<Id>): Promise<void> {
  const [fresh, again] = [identifiers.filter((one) => made.has(one.assetId)), identifiers.filter((one) => !made.has(one.assetId))];
  const insert = `insert into asset_identifier as known
       (organisation_id, source, kind, scope, value, asset_id, first_observed_at, last_observed_at)
     select $1, $2, given.* from unnest($3::text[], $4::text[], $5::text[], $6::uuid[], $7::timestamptz[], $8::timestamptz[]) as given`;
  // Apart, because looking for a conflict row by row costs a third more.
  if (fresh.length > 0) await scope.client.query(insert, [scope.organisationId, session.source, ...identifierColumns(fresh)]);
  if (again.length === 0) return;
  await scope.client.query(
    `${insert} on conflict (organisation_id, kind, scope, value, asset_id, source) do update set
       first_observed_at = least(known.first_observed_at, excluded.first_observed_at),
       last_observed_at = greatest(known.last_observed_at, excluded.last_observed_at)
     where known.kind = 'ip' and (excluded.first_observed_at < known.first_observed_at or excluded.last_observed_at > known.last_observed_at)`,
    [scope.organisationId, session.source, ...identifierColumns(again)],
  );
}

function identifierColumns(changes: readonly IdentifierChange[]): string[] {
  const rows = changes.map(({ assetId, identifier, firstObservedAt, lastObservedAt }): Cell[] => [
    identifier.kind,
    identifier.scope,
    identifier.value,
    assetId,
    firstObservedAt,
    lastObservedAt,
  ]);
  return columnsOf(rows, 6);
}

async function insertClaims(scope: Scope, session: ImportSession, { statements }: Resolutions): Promise<void> {
  const fresh = statements.filter((one) => !one.isClaimKnown);
  if (fresh.length === 0) return;
  const rows = fresh.map((one): Cell[] => [one.assetId, one.record.role, one.digest, JSON.stringify(one.record.facts)]);
  await scope.client.query(
    `insert into asset_claim (organisation_id, source, asset_id, role, digest, facts)
     select $1, $2, given.* from unnest($3::uuid[], $4::text[], $5::text[], $6::jsonb[]) as given on conflict do nothing`,
    [scope.organisationId, session.source, ...columnsOf(rows, 4)],
  );
}

async function insertJoins(scope: Scope, session: ImportSession, { statements }: Resolutions): Promise<void> {
  const rows = statements.flatMap(({ join, assetId, observedAt }): Cell[][] => {
    if (join === null) return [];
    const { rule, identifier } = join.explanation;
    const explanation = JSON.stringify(join.explanation);
    return [
      [
        session.newId(),
        assetId,
        join.outcome,
        rule,
        identifier?.kind ?? null,
        identifier?.value ?? null,
        join.otherAssetId,
        explanation,
        observedAt,
      ],
    ];
  });
  if (rows.length === 0) return;
  await scope.client.query(
    `insert into asset_join (organisation_id, import_id, source, id, asset_id, outcome, rule, identifier_kind, identifier_value,
       other_asset_id, explanation, observed_at)
     select $1, $2, $3, given.* from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::uuid[],
       $11::jsonb[], $12::timestamptz[]) as given`,
    [scope.organisationId, session.importId, session.source, ...columnsOf(rows, 9)],
  );
}

async function insertDisabled(scope: Scope, session: ImportSession, { disabled }: Resolutions): Promise<void> {
  if (disabled.length === 0) return;
  const rows = disabled.map(({ identifier, assetCount }): Cell[] => [identifier.kind, identifier.scope, identifier.value, assetCount]);
  await scope.client.query(
    `insert into identifier_disabled (organisation_id, reason, disabled_at, kind, scope, value, asset_count)
     select $1, 'shared', $2, given.* from unnest($3::text[], $4::text[], $5::text[], $6::int[]) as given on conflict do nothing`,
    [scope.organisationId, session.observedAt, ...columnsOf(rows, 4)],
  );
}

async function insertKeys(scope: Scope, session: ImportSession, { statements }: Resolutions): Promise<void> {
  if (statements.length === 0) return;
  const keys = new Set(statements.map((one) => one.record.assetKey));
  const rows = [...keys].map((key): Cell[] => {
    const resolved = session.assets.get(key);
    return [key, resolved?.assetId ?? null, resolved?.isFirstOfSource ?? false];
  });
  await scope.client.query(
    `insert into import_asset (organisation_id, import_id, asset_key, asset_id, first_of_source)
     select $1, $2, given.* from unnest($3::text[], $4::uuid[], $5::boolean[]) as given on conflict do nothing`,
    [scope.organisationId, session.importId, ...columnsOf(rows, 3)],
  );
}

/** asset, observed at, kind, claim, scanner, depth, check set, complete */
type SightingRow = readonly [Id, Instant, FreshSighting['kind'], string, string, string, string, boolean];

/**
 * A sighting of an import whose silence says nothing is taken over: only an import of all that there is can close a
 * finding, and the row must be that import's.
 */
async function insertSightings(
  scope: Scope,
  session: ImportSession,
  sightings: readonly SightingRow[],
  made: ReadonlySet<Id>,
): Promise<Pick<MergedAssets, 'touched' | 'lookedAt' | 'fresh'>> {
  const distinct = [...new Map(sightings.map((row) => [row.join('\u001f'), row])).values()];
  const ofMade = distinct.filter(([assetId]) => made.has(assetId));
  const again = distinct.filter(([assetId]) => !made.has(assetId));
  const insert = `insert into sighting as known
       (organisation_id, import_id, source, asset_id, observed_at, kind, claim, scanner, depth, check_set, complete)
     select $1, $2, $3, given.* from unnest($4::uuid[], $5::timestamptz[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
       $11::boolean[]) as given`;
  const parameters = [scope.organisationId, session.importId, session.source];
  if (ofMade.length > 0) await scope.client.query(insert, [...parameters, ...columnsOf(ofMade, 8)]);
  const written = new Map<Id, number>();
  const scanned = new Set<Id>();
  const count = (assetId: Id, kind: string): void => {
    written.set(assetId, (written.get(assetId) ?? 0) + 1);
    if (kind === 'scan') scanned.add(assetId);
  };
  for (const [assetId, , kind] of ofMade) count(assetId, kind);
  if (again.length > 0) {
    const { rows } = await scope.client.query<{ asset_id: Id; kind: string }>(
      `${insert} on conflict (organisation_id, asset_id, observed_at, kind, source, claim, scanner, depth, check_set, complete)
         do update set import_id = excluded.import_id
         where known.import_id <> excluded.import_id and known.import_id in (
           select id from import_run run where organisation_id = $1 and not ${isSilenceMeantSql})
       returning asset_id, kind`,
      [...parameters, ...columnsOf(again, 8)],
    );
    for (const row of rows) count(row.asset_id, row.kind);
  }
  const lookedAt = new Map<Id, Instant>();
  const fresh = new Map<Id, FreshSighting[]>();
  for (const [assetId, at, kind, claim, , depth, , complete] of distinct) {
    if (!written.has(assetId)) continue;
    if (kind === 'scan' && scanned.has(assetId) && at < (lookedAt.get(assetId) ?? '~')) lookedAt.set(assetId, at);
    const isScanned = kind === 'scan' && complete;
    const one = { at, kind, claim, depth, complete, isScanned, isAuthenticated: isScanned && depth === 'authenticated' };
    const list = fresh.get(assetId);
    if (list === undefined) fresh.set(assetId, [one]);
    else list.push(one);
  }
  for (const [assetId, list] of fresh) if (list.length !== written.get(assetId)) fresh.delete(assetId);
  return { touched: new Set(written.keys()), lookedAt, fresh };
}
