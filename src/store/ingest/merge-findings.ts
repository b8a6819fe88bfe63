/**
 * Scanner items become observations of findings (asset × flaw) and detections, set by set: COPY into staging, then
 * INSERT … SELECT. What an observation means for the finding's history is folded later (`fold-findings.ts`).
 */
import type { ImportedDetection, ImportedVulnerability } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { compareCodePoints } from '#core/kernel/text.ts';
import type { Instant } from '#core/kernel/time.ts';
import { noteNames } from '../flaw-names/note-names.ts';
import type { Scope } from '../scope.ts';
import type { ImportSession } from './chunk.ts';
import { severityRank } from './finding-state.ts';
import { placeText } from './fold-findings.ts';
import type { PlacedObservation, StoredFinding } from './load-finding-evidence.ts';
import { stageRows, type Cell } from './staged-rows.ts';

export interface MergedFindings {
  /** Items that made a record or changed what a finding or detection says. */
  readonly itemsStored: ReadonlySet<number>;
  /** Assets with an observation that was not known before. */
  readonly touched: ReadonlySet<Id>;
  /** Of these, the ones observed at or before the last fold of that finding. */
  readonly observedInThePast: ReadonlySet<Id>;
  /** Of assets that this chunk made, with all that is known of them. */
  readonly opened: readonly StoredFinding[];
}

export async function mergeFindings(
  scope: Scope,
  session: ImportSession,
  vulnerabilities: readonly ImportedVulnerability[],
  detections: readonly ImportedDetection[],
  /** Assets that this chunk made: nothing can be known of their findings. */
  made: ReadonlySet<Id>,
): Promise<MergedFindings> {
  const merged: Merged = { itemsStored: new Set(), touched: new Set(), observedInThePast: new Set(), opened: [] };
  const newKeys = await session.catalogue.describe(scope, [...vulnerabilities, ...detections], vulnerabilities);
  const { importId, observedAt, namePairs } = session;
  await noteNames(scope, vulnerabilities, { importId, observedAt, noted: namePairs, newKeys });
  await mergeVulnerabilities(scope, session, vulnerabilities, { made, merged });
  await mergeDetections(scope, session, detections, merged.itemsStored);
  return merged;
}

interface Merged {
  readonly itemsStored: Set<number>;
  readonly touched: Set<Id>;
  readonly observedInThePast: Set<Id>;
  readonly opened: StoredFinding[];
}

function contextOf(session: ImportSession, item: ImportedDetection | ImportedVulnerability): { assetId: Id; observedAt: Instant } | null {
  const resolved = session.assets.get(item.assetKey);
  return resolved === undefined ? null : { assetId: resolved.assetId, observedAt: item.observedAt ?? session.observedAt };
}

/** One item's statement about one flaw. */
interface Observed {
  readonly item: ImportedVulnerability;
  readonly severity: number;
  readonly checkId: Id;
  readonly seen: SeenFinding;
}

/** A finding as the chunk sees it at one instant: several items may speak of it. */
interface SeenFinding {
  readonly assetId: Id;
  readonly flawId: Id;
  readonly observedAt: Instant;
  /** The highest of the chunk: scanners name one flaw by several checks. */
  severity: number;
  findingId: Id | null;
  foldedAt: Instant | null;
  /** Of the stretch at that instant; null = there is none. */
  stateThen: string | null;
  severityThen: number | null;
  /** What the chunk observed of it, the words of each item. */
  readonly observations: PlacedObservation[];
}

/** Asset → flaw → one entry per instant, nearly always one. */
type SeenFindings = Map<Id, Map<Id, SeenFinding[]>>;

async function mergeVulnerabilities(
  scope: Scope,
  session: ImportSession,
  items: readonly ImportedVulnerability[],
  { made, merged }: { readonly made: ReadonlySet<Id>; readonly merged: Merged },
): Promise<void> {
  const findings: SeenFindings = new Map();
  const all: SeenFinding[] = [];
  const observed: Observed[] = [];
  for (const item of items) {
    const context = contextOf(session, item);
    if (context === null) continue;
    const checkId = session.catalogue.checkIdOf(item.check);
    const severity = severityRank(item.severity);
    const observation = observationOf(item, { checkId, importId: session.importId, observedAt: context.observedAt });
    for (const flawId of session.catalogue.flawIdsOf(item)) {
      const seen = seenOf(findings, all, { ...context, flawId, severity });
      seen.observations.push(observation);
      observed.push({ item, severity, checkId, seen });
    }
  }
  if (observed.length === 0) return;
  await loadKnown(
    scope,
    all.filter((seen) => !made.has(seen.assetId)),
  );
  await insertFindings(scope, session, all, findings);
  // Of an asset that this import made everything is new; else what is new, or seen earlier than ever; closed then
  // (reopened); of another severity then.
  for (const { item, seen } of observed) {
    const isNew = session.assetIdsMade.has(seen.assetId) || seen.stateThen !== 'open' || seen.severityThen !== seen.severity;
    if (isNew) merged.itemsStored.add(item.itemNumber);
  }
  for (const seen of all) if (made.has(seen.assetId)) merged.opened.push(openedFinding(seen));
  const byFinding = new Map(all.map((seen) => [seen.findingId, seen]));
  for (const fresh of await insertObservations(scope, session, observed)) {
    const seen = byFinding.get(fresh.findingId);
    if (seen === undefined) continue;
    merged.touched.add(seen.assetId);
    if (seen.foldedAt !== null && fresh.observedAt <= seen.foldedAt) merged.observedInThePast.add(seen.assetId);
  }
}

function observationOf(
  { severity, check, protocol, port }: ImportedVulnerability,
  at: { readonly checkId: Id; readonly importId: Id; readonly observedAt: Instant },
): PlacedObservation {
  return { ...at, scanner: check.scanner, severity, protocol: protocol ?? '', port: port ?? -1 };
}

/** Of several items that speak of one finding at one instant the fold takes the first of these texts, too. */
function placeOf({ observations }: SeenFinding): Pick<StoredFinding, 'checkId' | 'protocol' | 'port'> {
  const [first] = observations.toSorted((left, right) => compareCodePoints(placeText(left), placeText(right)));
  invariant(first !== undefined, 'a finding that was seen has an observation');
  return { checkId: first.checkId, protocol: first.protocol === '' ? null : first.protocol, port: first.port === -1 ? null : first.port };
}

function openedFinding(seen: SeenFinding): StoredFinding {
  const { assetId, flawId, observedAt, observations } = seen;
  invariant(seen.findingId !== null, 'a finding that was seen has an id by now');
  return {
    findingId: seen.findingId,
    ...{ assetId, flawId, observations },
    ...placeOf(seen),
    firstSeenAt: observedAt,
    lastSeenAt: observedAt,
    foldedAt: null,
    foldState: null,
    scannerCount: 1,
    stretches: [],
  };
}

function seenOf(
  findings: SeenFindings,
  all: SeenFinding[],
  at: { readonly assetId: Id; readonly flawId: Id; readonly observedAt: Instant; readonly severity: number },
): SeenFinding {
  let ofAsset = findings.get(at.assetId);
  if (ofAsset === undefined) findings.set(at.assetId, (ofAsset = new Map()));
  let instants = ofAsset.get(at.flawId);
  if (instants === undefined) ofAsset.set(at.flawId, (instants = []));
  const known = instants.find((one) => one.observedAt === at.observedAt);
  if (known !== undefined) {
    known.severity = Math.max(known.severity, at.severity);
    return known;
  }
  const made: SeenFinding = { ...at, findingId: null, foldedAt: null, stateThen: null, severityThen: null, observations: [] };
  instants.push(made);
  all.push(made);
  return made;
}

/** Probed one by one: as a join, the planner reads every version there is as soon as there are some ten thousand (measured). */
async function loadKnown(scope: Scope, findings: readonly SeenFinding[]): Promise<void> {
  if (findings.length === 0) return;
  const { rows } = await scope.client.query<{
    number: number;
    id: Id;
    folded_at: Instant | null;
    state: string | null;
    severity: number | null;
  }>(
    `select given.number::int as number, finding.id, finding.folded_at, version.state, version.severity
     from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::uuid[]) with ordinality as given (asset_id, flaw_id, at, check_id, number)
     cross join lateral (select id, folded_at, coalesce((select into_id from finding_split split where split.organisation_id = $1
         and split.finding_id = finding.id and split.check_id = given.check_id), joined_into, id) as told_in from finding
       where organisation_id = $1 and finding.asset_id = given.asset_id and finding.flaw_id = given.flaw_id limit 1) finding
     left join lateral (select state, severity from finding_version
       where organisation_id = $1 and finding_id = finding.told_in and valid_from <= given.at and given.at < valid_to limit 1) version on true`,
    [
      scope.organisationId,
      findings.map((one) => one.assetId),
      findings.map((one) => one.flawId),
      findings.map((one) => one.observedAt),
      findings.map((one) => one.observations[0]?.checkId ?? null),
    ],
  );
  for (const row of rows) {
    const seen = findings[row.number - 1];
    if (seen === undefined) continue;
    seen.findingId = row.id;
    seen.foldedAt = row.folded_at;
    seen.stateThen = row.state;
    seen.severityThen = row.severity;
  }
}

const findingColumns = {
  id: 'uuid',
  asset_id: 'uuid',
  flaw_id: 'uuid',
  check_id: 'uuid',
  protocol: 'text',
  port: 'int',
  first_seen_at: 'timestamptz',
  last_seen_at: 'timestamptz',
} as const;

/** The fold sets what the finding shows; here it only needs to exist. */
async function insertFindings(scope: Scope, session: ImportSession, all: readonly SeenFinding[], findings: SeenFindings): Promise<void> {
  const rows: Cell[][] = [];
  for (const seen of all) {
    if (seen.findingId !== null) continue;
    const findingId = session.newId();
    for (const one of findings.get(seen.assetId)?.get(seen.flawId) ?? []) one.findingId = findingId;
    const { checkId, protocol, port } = placeOf(seen);
    rows.push([findingId, seen.assetId, seen.flawId, checkId, protocol, port, seen.observedAt, seen.observedAt]);
  }
  if (rows.length === 0) return;
  const staged = await stageRows(scope, { name: 'finding', key: session.importId, columns: findingColumns }, rows);
  const names = Object.keys(findingColumns).join(', ');
  await scope.client.query(`insert into finding (organisation_id, ${names}) select $1, ${names} from ${staged.name} staged`, [
    scope.organisationId,
    ...staged.parameters,
  ]);
  await staged.drop();
}

const observationColumns = {
  finding_id: 'uuid',
  observed_at: 'timestamptz',
  check_id: 'uuid',
  protocol: 'text',
  port: 'int',
  severity: 'smallint',
  scanner: 'text',
} as const;

async function insertObservations(
  scope: Scope,
  session: ImportSession,
  observed: readonly Observed[],
): Promise<{ findingId: Id; observedAt: Instant }[]> {
  const rows = observed.map(({ item, severity, checkId, seen }): Cell[] => {
    return [seen.findingId, seen.observedAt, checkId, item.protocol ?? '', item.port ?? -1, severity, item.check.scanner];
  });
  const staged = await stageRows(
    scope,
    { name: 'observation', key: session.importId, columns: observationColumns, parametersBefore: 2 },
    rows,
  );
  const names = Object.keys(observationColumns).join(', ');
  const fresh = await scope.client.query<{ findingId: Id; observedAt: Instant }>(
    `with fresh as (
       insert into observation (organisation_id, import_id, ${names}) select $1, $2, ${names} from ${staged.name} staged
       on conflict do nothing returning finding_id, observed_at)
     select distinct finding_id as "findingId", observed_at as "observedAt" from fresh`,
    [scope.organisationId, session.importId, ...staged.parameters],
  );
  await staged.drop();
  return fresh.rows;
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
    [scope.organisationId, ...staged.parameters],
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
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}
