/**
 * What is known of the findings of some assets, packed into few rows: either everything (fold from the start), or what
 * came after the last fold of those that it can still change: the open ones and those seen again.
 */
import type { CredentialDepth } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { FindingCoverage, FindingObservation } from '#core/vulnerabilities/fold-finding.ts';
import { toldSql } from '../flaw-names/told-sql.ts';
import type { Scope } from '../scope.ts';
import type { DeadlineSubject } from './deadlines.ts';
import { packedStretchSql, severityOf } from './finding-state.ts';
import { instantOf } from './load-asset-evidence.ts';
import { memberSeparator, rowSeparator } from './staged-rows.ts';

export interface PlacedObservation extends FindingObservation {
  readonly checkId: Id;
  readonly port: number;
  readonly protocol: string;
}

export interface StoredFinding extends DeadlineSubject {
  readonly foldedAt: Instant | null;
  readonly foldState: string | null;
  /** Scanners that saw it in its present time round, or its last. */
  readonly scannerCount: number;
  /** In order of time; of a continued finding only those after `foldedAt`. */
  readonly observations: readonly PlacedObservation[];
  /** Packed (`finding-state.ts`); of a continued finding only the last. */
  readonly stretches: readonly string[];
}

type FindingRow = Omit<StoredFinding, 'observations' | 'stretches'> & {
  readonly observations: string | null;
  readonly stretches: string | null;
};

const observationSql = `string_agg(concat_ws(E'\\x1f', observed_at, severity, import_id, observation.check_id, observation.port,
  observation.protocol, scanner), E'\\x1e') as observations`;

const findingColumns = `finding.id as "findingId", finding.asset_id as "assetId", finding.flaw_id as "flawId", finding.check_id as "checkId",
  finding.protocol, finding.port, finding.first_seen_at as "firstSeenAt", finding.last_seen_at as "lastSeenAt",
  finding.folded_at as "foldedAt", finding.fold_state as "foldState",
  finding.scanner_count as "scannerCount"`;

/**
 * The findings of the assets $2, probed asset by asset: as a join, the planner reads every finding there is while it has
 * no statistics of a table that has just been filled (measured: 1.5 s instead of 0.1 s for 500 assets).
 */
function findingsOfSql(condition: string): string {
  return `unnest($2::uuid[]) as given (asset_id)
     cross join lateral (select * from finding where finding.organisation_id = $1 and finding.asset_id = given.asset_id
       and ${condition} offset 0) finding`;
}

/** Findings without a kept state, and every finding of the assets in `wholeIds`; also those of which nothing is observed any longer. */
export async function loadWholeFindings(
  scope: Scope,
  assetIds: readonly Id[],
  wholeIds: readonly Id[],
  instants: Map<string, Instant>,
): Promise<StoredFinding[]> {
  const findings = await scope.client.query<FindingRow>(
    `select ${findingColumns}, seen.observations
     from ${findingsOfSql('(finding.folded_at is null or finding.asset_id = any($3::uuid[]))')}
     cross join lateral (select ${observationSql} from observation
       where observation.organisation_id = $1 and observation.finding_id = finding.id) seen`,
    [scope.organisationId, assetIds, wholeIds],
  );
  const stretches = await loadStretches(
    scope,
    findings.rows.map((row) => row.findingId),
  );
  return findings.rows.map((row) => ({
    ...unpacked({ ...row, stretches: null }, instants),
    stretches: stretches.get(row.findingId) ?? [],
  }));
}

/**
 * Findings in which others are told, or that are told elsewhere themselves (`store/flaw-names/place-findings.ts`): with the
 * observations that are told in each, none where all are told elsewhere, and as if never folded.
 */
export async function loadPlacedFindings(
  scope: Scope,
  findingIds: ReadonlySet<Id>,
  instants: Map<string, Instant>,
): Promise<StoredFinding[]> {
  if (findingIds.size === 0) return [];
  const ids = [...findingIds];
  const { rows } = await scope.client.query<FindingRow>(
    `select ${findingColumns}, seen.observations
     from unnest($2::uuid[]) as given (id) join finding on finding.organisation_id = $1 and finding.id = given.id
     cross join lateral (select ${observationSql} from ${toldSql('finding.id')} observation) seen`,
    [scope.organisationId, ids],
  );
  const stretches = await loadStretches(scope, ids);
  const findings = rows.map((row): StoredFinding => {
    const { observations, ...finding } = unpacked({ ...row, stretches: null }, instants);
    const firstSeenAt = observations[0]?.observedAt ?? finding.firstSeenAt;
    return { ...finding, firstSeenAt, foldedAt: null, foldState: null, observations, stretches: stretches.get(row.findingId) ?? [] };
  });
  await scope.client.query(
    `update finding set first_seen_at = given.first_seen_at, folded_at = null, fold_state = null
     from unnest($2::uuid[], $3::timestamptz[]) as given (id, first_seen_at) where finding.organisation_id = $1 and finding.id = given.id
       and (finding.first_seen_at <> given.first_seen_at or finding.folded_at is not null)`,
    [scope.organisationId, findings.map((one) => one.findingId), findings.map((one) => one.firstSeenAt)],
  );
  return findings;
}

/** Every stretch of these findings, packed, in order of time. */
export async function loadStretches(scope: Scope, findingIds: readonly Id[]): Promise<Map<Id, string[]>> {
  const { rows } = await scope.client.query<{ findingId: Id; stretches: string }>(
    `select given.id as "findingId", known.stretches
     from unnest($2::uuid[]) as given (id)
     cross join lateral (select string_agg(${packedStretchSql}, E'\\x1e' order by valid_from) as stretches from finding_version
       where organisation_id = $1 and finding_id = given.id) known
     where known.stretches is not null`,
    [scope.organisationId, findingIds],
  );
  return new Map(rows.map((row) => [row.findingId, row.stretches.split(rowSeparator)]));
}

/** Findings whose state was kept and that are open, or were seen again since. */
export async function loadContinuedFindings(
  scope: Scope,
  assetIds: readonly Id[],
  instants: Map<string, Instant>,
): Promise<StoredFinding[]> {
  if (assetIds.length === 0) return [];
  const { rows } = await scope.client.query<FindingRow>(
    `select ${findingColumns}, known.stretch as stretches, seen.observations
     from ${findingsOfSql('finding.folded_at is not null')}
     cross join lateral (select state, ${packedStretchSql} as stretch from finding_version version
       where version.organisation_id = $1 and version.finding_id = finding.id and version.valid_to = 'infinity' limit 1) known
     cross join lateral (select ${observationSql} from observation
       where observation.organisation_id = $1 and observation.finding_id = finding.id and observation.observed_at > finding.folded_at) seen
     where known.state = 'open' or seen.observations is not null`,
    [scope.organisationId, assetIds],
  );
  return rows.map((row) => unpacked(row, instants));
}

function unpacked(row: FindingRow, instants: Map<string, Instant>): StoredFinding {
  const texts = row.observations === null ? [] : row.observations.split(rowSeparator);
  const observations = texts.map((text) => observationOf(text, instants));
  if (observations.length > 1)
    observations.sort((left, right) => (left.observedAt < right.observedAt ? -1 : left.observedAt > right.observedAt ? 1 : 0));
  return { ...row, observations, stretches: row.stretches === null ? [] : row.stretches.split(rowSeparator) };
}

function observationOf(text: string, instants: Map<string, Instant>): PlacedObservation {
  const [at = '', severity = '', importId = '', checkId = '', port = '', protocol = '', scanner = ''] = text.split(memberSeparator);
  return {
    observedAt: instantOf(at, instants),
    severity: severityOf(Number(severity)),
    importId,
    checkId: checkId as Id,
    port: Number(port),
    protocol,
    scanner,
  };
}

/**
 * Of `import_run run`: what it does not say is not there. Neither a file cut short says that nor one handed in as a part,
 * nor a table with a refused row, which may be a finding of any host.
 */
export const isSilenceMeantSql = `(run.outcome is not distinct from 'complete' and not run.partial_file
  and (run.refused = 0 or coalesce(run.importer, '') not in ('csv', 'xlsx')))`;

/** Advisories speak as a scanner of this name; they look at assets without scanning them (`advisory_look`). */
export const advisoryScanner = 'advisory';

/** Bills of materials held against advisories speak as another (`bill_look`). */
export const billScanner = 'bill';

/** Looks at each asset from its instant on, null = all of them; whether they count rests on their import. */
export async function loadLooks(scope: Scope, fromByAsset: ReadonlyMap<Id, Instant | null>): Promise<Map<Id, FindingCoverage[]>> {
  if (fromByAsset.size === 0) return new Map();
  type Row = Omit<FindingCoverage, 'complete' | 'checkSet'> & {
    assetId: Id;
    depth: CredentialDepth;
    checkSet: string;
    complete: boolean | null;
  };
  const { rows } = await scope.client.query<Row>(
    `select sighting.asset_id as "assetId", sighting.observed_at as "observedAt", scanner, depth, check_set as "checkSet",
       import_id as "importId", complete and ${isSilenceMeantSql} as complete
     from unnest($2::uuid[], $3::timestamptz[]) as needed (asset_id, from_at)
     cross join lateral (select * from sighting where sighting.organisation_id = $1 and sighting.asset_id = needed.asset_id
       and sighting.observed_at >= needed.from_at and kind = 'scan' offset 0) sighting
     join import_run run on run.organisation_id = $1 and run.id = sighting.import_id
     union all
     select look.asset_id, look.observed_at, '${advisoryScanner}', 'unknown', 'advisories', look.import_id, true
     from unnest($2::uuid[], $3::timestamptz[]) as needed (asset_id, from_at)
     join advisory_look look on look.organisation_id = $1 and look.asset_id = needed.asset_id and look.observed_at >= needed.from_at
     union all
     select look.asset_id, look.observed_at, '${billScanner}', 'unknown', 'bills', look.import_id, true
     from unnest($2::uuid[], $3::timestamptz[]) as needed (asset_id, from_at)
     join bill_look look on look.organisation_id = $1 and look.asset_id = needed.asset_id and look.observed_at >= needed.from_at`,
    [scope.organisationId, [...fromByAsset.keys()], [...fromByAsset.values()].map((fromAt) => fromAt ?? '-infinity')],
  );
  const looks = new Map<Id, FindingCoverage[]>();
  for (const { assetId, checkSet, complete, ...row } of rows) {
    const look: FindingCoverage = { ...row, complete: complete === true, checkSet: checkSet === '' ? null : checkSet };
    const list = looks.get(assetId);
    if (list === undefined) looks.set(assetId, [look]);
    else list.push(look);
  }
  return looks;
}

/** By asset and scanner: the first look, finished or not. Key `asset scanner`. */
export async function loadFirstLooks(scope: Scope, assetIds: readonly Id[]): Promise<Map<string, Instant>> {
  if (assetIds.length === 0) return new Map();
  const { rows } = await scope.client.query<{ assetId: Id; scanner: string; firstAt: Instant }>(
    `select asset_id as "assetId", scanner, min(observed_at) as "firstAt" from sighting
     where organisation_id = $1 and asset_id = any($2::uuid[]) and kind = 'scan' group by asset_id, scanner`,
    [scope.organisationId, assetIds],
  );
  return new Map(rows.map((row) => [`${row.assetId} ${row.scanner}`, row.firstAt]));
}
