/**
 * Scanner items become observations of findings (asset × flaw) and detections, set by set: COPY into staging, then
 * INSERT … SELECT. What an observation means for the finding's history is folded later (`fold-findings.ts`).
 */
import type { ImportedDetection, ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import { severities, type Severity } from '#core/vulnerabilities/finding.ts';
import type { Scope } from '../scope.ts';
import type { ImportSession } from './chunk.ts';
import { stageRows, type Cell, type StagedTable } from './staged-rows.ts';

export interface MergedFindings {
  /** Items that made a record or changed what a finding or detection says. */
  readonly itemsStored: ReadonlySet<number>;
  /** Assets with an observation that was not known before. */
  readonly touched: ReadonlySet<Id>;
}

export async function mergeFindings(
  scope: Scope,
  session: ImportSession,
  vulnerabilities: readonly ImportedVulnerability[],
  detections: readonly ImportedDetection[],
): Promise<MergedFindings> {
  const itemsStored = new Set<number>();
  const touched = new Set<Id>();
  await session.catalogue.describe(scope, [...vulnerabilities, ...detections], vulnerabilities);
  await mergeVulnerabilities(scope, session, vulnerabilities, { itemsStored, touched });
  await mergeDetections(scope, session, detections, itemsStored);
  return { itemsStored, touched };
}

export function severityRank(severity: Severity): number {
  return severities.findIndex((one) => one.value === severity) + 1;
}

function contextOf(session: ImportSession, item: ImportedDetection | ImportedVulnerability): { assetId: Id; observedAt: Instant } | null {
  const resolved = session.assets.get(item.assetKey);
  return resolved === undefined ? null : { assetId: resolved.assetId, observedAt: item.observedAt ?? session.observedAt };
}

async function mergeVulnerabilities(
  scope: Scope,
  session: ImportSession,
  items: readonly ImportedVulnerability[],
  found: { readonly itemsStored: Set<number>; readonly touched: Set<Id> },
): Promise<void> {
  const rows: Cell[][] = [];
  for (const item of items) {
    const context = contextOf(session, item);
    if (context === null) continue;
    const checkId = session.catalogue.checkIdOf(item.check);
    const common = [checkId, context.observedAt, severityRank(item.severity), item.protocol ?? '', item.port ?? -1, item.check.scanner];
    for (const flawId of session.catalogue.flawIdsOf(item))
      rows.push([item.itemNumber, context.assetId, flawId, session.newId(), ...common]);
  }
  if (rows.length === 0) return;
  const staged = await stageRows(scope, { name: 'observed', key: session.importId, columns: observedColumns }, rows);
  await insertFindings(scope, staged);
  for (const item of await changingItems(scope, staged)) found.itemsStored.add(item);
  for (const assetId of await insertObservations(scope, session, staged)) found.touched.add(assetId);
  await staged.drop();
}

const observedColumns = {
  item_number: 'bigint',
  asset_id: 'uuid',
  flaw_id: 'uuid',
  finding_id: 'uuid',
  check_id: 'uuid',
  observed_at: 'timestamptz',
  severity: 'smallint',
  protocol: 'text collate "C"',
  port: 'int',
  scanner: 'text collate "C"',
} as const;

async function insertFindings(scope: Scope, staged: StagedTable): Promise<void> {
  await scope.client.query(
    `insert into finding (organisation_id, id, asset_id, flaw_id, check_id, protocol, port, first_seen_at, last_seen_at)
     select distinct on (asset_id, flaw_id) $1::uuid, finding_id, asset_id, flaw_id, check_id, nullif(protocol, ''), nullif(port, -1),
       observed_at, observed_at
     from ${staged.name} staged order by asset_id, flaw_id, observed_at, item_number
     on conflict (organisation_id, asset_id, flaw_id) do nothing`,
    [scope.organisationId],
  );
  await scope.client.query(
    `update ${staged.name} staged set finding_id = finding.id from finding
     where finding.organisation_id = $1 and finding.asset_id = staged.asset_id and finding.flaw_id = staged.flaw_id
       and finding.id <> staged.finding_id`,
    [scope.organisationId],
  );
}

/**
 * Items of a finding that has no stretch at that instant (new, or seen earlier than ever), is closed then (reopened), or
 * has another severity then. Compared with the highest severity of the chunk: scanners name one flaw by several checks.
 */
async function changingItems(scope: Scope, staged: StagedTable): Promise<number[]> {
  const { rows } = await scope.client.query<{ item_number: number }>(
    `select distinct staged.item_number
     from (select item_number, finding_id, observed_at, max(severity) over (partition by finding_id, observed_at) as severity
       from ${staged.name}) staged
     left join finding_version version on version.organisation_id = $1 and version.finding_id = staged.finding_id
       and version.valid_from <= staged.observed_at and staged.observed_at < version.valid_to
     where version.finding_id is null or version.state = 'closed' or version.severity <> staged.severity`,
    [scope.organisationId],
  );
  return rows.map((row) => row.item_number);
}

async function insertObservations(scope: Scope, session: ImportSession, staged: StagedTable): Promise<Id[]> {
  const { rows } = await scope.client.query<{ asset_id: Id }>(
    `with fresh as (
       insert into observation (organisation_id, import_id, finding_id, observed_at, check_id, protocol, port, severity, scanner)
       select $1, $2, finding_id, observed_at, check_id, protocol, port, severity, scanner from ${staged.name}
       on conflict do nothing returning finding_id)
     select distinct staged.asset_id from fresh join ${staged.name} staged on staged.finding_id = fresh.finding_id`,
    [scope.organisationId, session.importId],
  );
  return rows.map((row) => row.asset_id);
}

const detectedColumns = {
  item_number: 'bigint',
  asset_id: 'uuid',
  check_id: 'uuid',
  observed_at: 'timestamptz',
  protocol: 'text collate "C"',
  port: 'int',
  service: 'text collate "C"',
} as const;

/** A detection is stored when it is new or its service is another; a later sighting only moves its last instant. */
async function mergeDetections(
  scope: Scope,
  session: ImportSession,
  items: readonly ImportedDetection[],
  itemsStored: Set<number>,
): Promise<void> {
  const rows: Cell[][] = [];
  for (const item of items) {
    const context = contextOf(session, item);
    if (context === null) continue;
    const checkId = session.catalogue.checkIdOf(item.check);
    rows.push([item.itemNumber, context.assetId, checkId, context.observedAt, item.protocol ?? '', item.port ?? -1, item.service]);
  }
  if (rows.length === 0) return;
  const staged = await stageRows(scope, { name: 'detected', key: session.importId, columns: detectedColumns }, rows);
  const same = `known.organisation_id = $1 and known.asset_id = staged.asset_id and known.check_id = staged.check_id
    and known.protocol = staged.protocol and known.port = staged.port`;
  const fresh = await scope.client.query<{ item_number: number }>(
    `select item_number from ${staged.name} staged left join detection known on ${same}
     where known.asset_id is null
       or (known.last_observed_at <= staged.observed_at and staged.service is not null and known.service is distinct from staged.service)`,
    [scope.organisationId],
  );
  for (const row of fresh.rows) itemsStored.add(row.item_number);
  await scope.client.query(
    `insert into detection as known (organisation_id, asset_id, check_id, protocol, port, service, first_observed_at, last_observed_at)
     select distinct on (asset_id, check_id, protocol, port) $1::uuid, asset_id, check_id, protocol, port, service,
       min(observed_at) over same, max(observed_at) over same
     from ${staged.name} staged
     window same as (partition by asset_id, check_id, protocol, port)
     order by asset_id, check_id, protocol, port, observed_at desc, item_number
     on conflict (organisation_id, asset_id, check_id, protocol, port) do update set
       service = case when excluded.last_observed_at >= known.last_observed_at then coalesce(excluded.service, known.service)
         else coalesce(known.service, excluded.service) end,
       first_observed_at = least(known.first_observed_at, excluded.first_observed_at),
       last_observed_at = greatest(known.last_observed_at, excluded.last_observed_at)
     where excluded.first_observed_at < known.first_observed_at or excluded.last_observed_at > known.last_observed_at
       or (excluded.service is not null and known.service is null)
       or (excluded.last_observed_at = known.last_observed_at and excluded.service is not null and excluded.service <> known.service)`,
    [scope.organisationId],
  );
  await staged.drop();
}
