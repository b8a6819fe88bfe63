/**
 * After evidence went from one asset to another: what assets are recognised by is worked out anew from what sources said of
 * them, and assets and findings are folded from their start, so that the history is as if it had always been so.
 */
import { identifiersOf } from '#core/assets/identifiers.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { dayOf, type Instant } from '#core/kernel/time.ts';
import { refreshModels } from '../device-models/refresh-models.ts';
import { writeUntil } from '../finding-work/write-until.ts';
import { foldAssets } from '../ingest/fold-assets.ts';
import { foldFindings } from '../ingest/fold-findings.ts';
import { linkBillsOfAssets } from '../ingest/link-components.ts';
import { loadAssetEvidence } from '../ingest/load-asset-evidence.ts';
import { loadDecisionsOfAssets } from '../ingest/load-decisions.ts';
import { columnsOf, type Cell } from '../ingest/staged-rows.ts';
import { askMeasuring } from '../measuring/pending.ts';
import type { Scope } from '../scope.ts';

export interface RefoldOptions {
  readonly now: Instant;
  readonly newId: NewId;
  /** The first instant of what was deleted; null: nothing was. */
  readonly goneFrom: Instant | null;
}

/** @param assetIds those that exist, after their evidence was moved */
export async function refold(scope: Scope, assetIds: readonly Id[], { now, newId, goneFrom }: RefoldOptions): Promise<void> {
  await rebuildIdentifiers(scope, assetIds);
  await resetFindings(scope, assetIds);
  const folded = await foldAssets(scope, assetIds, { key: newId(), at: now, newId });
  await linkBillsOfAssets(scope, assetIds);
  const findings = await foldFindings(
    scope,
    assetIds.map((assetId) => ({ assetId, isWhole: true })),
    newId,
  );
  await rewriteUntil(scope, assetIds);
  await refreshModels(scope, newId);
  const [changedFrom] = [goneFrom, folded.changedFromAt, findings.changedFromAt].filter((at) => at !== null).toSorted();
  if (changedFrom !== undefined) await askMeasuring(scope, dayOf(changedFrom, scope.timeZone), now);
}

/** The fold lays decisions over the stretches; until when they hold is a copy on the finding that their moving leaves behind. */
async function rewriteUntil(scope: Scope, assetIds: readonly Id[]): Promise<void> {
  const decisions = await loadDecisionsOfAssets(scope, assetIds);
  const { rows } = await scope.client.query<{ id: Id }>(
    'select id from finding where organisation_id = $1 and asset_id = any($2::uuid[]) and decision_until is not null',
    [scope.organisationId, assetIds],
  );
  await writeUntil(scope, [...new Set([...rows.map((row) => row.id), ...decisions.keys()])], decisions);
}

async function rebuildIdentifiers(scope: Scope, assetIds: readonly Id[]): Promise<void> {
  const evidence = await loadAssetEvidence(scope, assetIds);
  const rows = new Map<string, Cell[]>();
  for (const [assetId, { claims }] of evidence) {
    for (const { facts, source, role, observedAt, lastObservedAt } of claims) {
      for (const { kind, scope: within, value } of identifiersOf(facts, source, role).usable) {
        const key = [assetId, kind, within, value, source].join('\u001f');
        const [, , , , , first = observedAt, last = lastObservedAt] = rows.get(key) ?? [];
        const bounds = [
          first !== null && first < observedAt ? first : observedAt,
          last !== null && last > lastObservedAt ? last : lastObservedAt,
        ];
        rows.set(key, [assetId, kind, within, value, source, ...bounds]);
      }
    }
  }
  await scope.client.query('delete from asset_identifier where organisation_id = $1 and asset_id = any($2::uuid[])', [
    scope.organisationId,
    assetIds,
  ]);
  await scope.client.query(
    `insert into asset_identifier (organisation_id, asset_id, kind, scope, value, source, first_observed_at, last_observed_at)
     select $1, given.* from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[]) as given`,
    [scope.organisationId, ...columnsOf([...rows.values()], 7)],
  );
}

/** The fold only ever lowers when a finding was first seen; and where its observations are told is worked out by it anew. */
async function resetFindings(scope: Scope, assetIds: readonly Id[]): Promise<void> {
  const parameters = [scope.organisationId, assetIds];
  await scope.client.query(
    `delete from finding_split using finding where finding_split.organisation_id = $1 and finding.organisation_id = $1
       and finding.id in (finding_split.finding_id, finding_split.into_id) and finding.asset_id = any($2::uuid[])`,
    parameters,
  );
  await scope.client.query(
    'update finding set joined_into = null where organisation_id = $1 and asset_id = any($2::uuid[]) and joined_into is not null',
    parameters,
  );
  await scope.client.query(
    `update finding set folded_at = null, fold_state = null, first_seen_at = seen.first_at, last_seen_at = seen.last_at
     from (select finding.id, min(observed_at) as first_at, max(observed_at) as last_at from finding
       join observation on observation.organisation_id = $1 and observation.finding_id = finding.id
       where finding.organisation_id = $1 and finding.asset_id = any($2::uuid[]) group by finding.id) seen
     where finding.organisation_id = $1 and finding.id = seen.id`,
    parameters,
  );
}
