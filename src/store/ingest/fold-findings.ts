/**
 * Folds the findings of assets that an import touched, from their observations and the looks at them
 * (`core/vulnerabilities/fold-finding.ts`), and writes the stretches that came out differently.
 * Runs after the import was read: only then is known whether its silence means anything.
 */
import type { CredentialDepth } from '#core/imports/imported-record.ts';
import type { Id } from '#core/kernel/id.ts';
import { dayOf, millisecondsOf, type Instant } from '#core/kernel/time.ts';
import { foldFinding, type FindingCoverage, type FindingObservation, type FindingStretch } from '#core/vulnerabilities/fold-finding.ts';
import { severities } from '#core/vulnerabilities/finding.ts';
import type { Scope } from '../scope.ts';
import { epochText, instantOf } from './load-asset-evidence.ts';
import { severityRank } from './merge-findings.ts';
import { stageRows, type Cell } from './staged-rows.ts';

export interface FoldedFindings {
  /** Findings with a stretch that is new or another. */
  readonly changed: readonly Id[];
  readonly changedFromAt: Instant | null;
}

/** @param key the import's id: names the staging tables. */
export async function foldFindings(scope: Scope, assetIds: readonly Id[], key: string): Promise<FoldedFindings> {
  const looks = await loadLooks(scope, assetIds);
  const findings = await loadFindings(scope, assetIds);
  const changes: Changes = { stretches: [], gone: [], latest: [], changed: [], changedFromMs: Number.POSITIVE_INFINITY };
  const instants = new Map<string, Instant>();
  for (const row of findings) foldOne(row, looks.get(row.assetId) ?? [], { instants, timeZone: scope.timeZone, changes });
  await writeStretches(scope, key, changes);
  await writeLatest(scope, key, changes);
  const changedFromAt = Number.isFinite(changes.changedFromMs) ? (new Date(changes.changedFromMs).toISOString() as Instant) : null;
  return { changed: changes.changed, changedFromAt };
}

interface Look extends FindingCoverage {
  /** Whether this host was looked at to the end, whatever became of the rest of the import. */
  readonly hostComplete: boolean;
}

async function loadLooks(scope: Scope, assetIds: readonly Id[]): Promise<Map<Id, Look[]>> {
  const { rows } = await scope.client.query<
    { assetId: Id; observedAt: Instant; scanner: string; depth: CredentialDepth; checkSet: string; importId: string } & Pick<
      Look,
      'hostComplete' | 'complete'
    >
  >(
    `select sighting.asset_id as "assetId", sighting.observed_at as "observedAt", scanner, depth, check_set as "checkSet",
       import_id as "importId", complete as "hostComplete", complete and run.outcome = 'complete' as complete
     from sighting join import_run run on run.organisation_id = $1 and run.id = sighting.import_id
     where sighting.organisation_id = $1 and sighting.asset_id = any($2::uuid[]) and kind = 'scan'`,
    [scope.organisationId, assetIds],
  );
  const looks = new Map<Id, Look[]>();
  for (const { assetId, checkSet, ...row } of rows) {
    const look: Look = { ...row, complete: row.complete ?? false, checkSet: checkSet === '' ? null : checkSet };
    const list = looks.get(assetId);
    if (list === undefined) looks.set(assetId, [look]);
    else list.push(look);
  }
  return looks;
}

interface FindingRow {
  readonly id: Id;
  readonly assetId: Id;
  readonly checkId: Id;
  readonly protocol: string | null;
  readonly port: number | null;
  readonly firstSeenAt: Instant;
  readonly lastSeenAt: Instant;
  /** `ms|severity|import|scanner|check|port|protocol` with line breaks between. */
  readonly observations: string;
  /** `from to|state…` as `stretchText` writes it, with line breaks between; null before the first fold. */
  readonly stretches: string | null;
}

async function loadFindings(scope: Scope, assetIds: readonly Id[]): Promise<FindingRow[]> {
  const optional = (column: string): string => `case when isfinite(${column}) then ${epochText(column)} else '' end`;
  const { rows } = await scope.client.query<FindingRow>(
    `select finding.id, finding.asset_id as "assetId", finding.check_id as "checkId", finding.protocol, finding.port,
       finding.first_seen_at as "firstSeenAt", finding.last_seen_at as "lastSeenAt", seen.observations, known.stretches
     from finding
     join lateral (
       select string_agg(${epochText('observed_at')} || '|' || severity || '|' || import_id || '|' || scanner || '|' || check_id || '|' || port || '|' || protocol, E'\\n') as observations
       from observation where observation.organisation_id = $1 and observation.finding_id = finding.id) seen on true
     left join lateral (
       select string_agg(${epochText('valid_from')} || ' ' || ${optional('valid_to')} || '|' || state || '|' || severity || '|' || ${epochText('opened_at')}
         || '|' || coalesce(${epochText('closed_at')}, '') || '|' || coalesce(${epochText('last_seen_before_close_at')}, '')
         || '|' || prevalent::int || '|' || occurrence, E'\\n') as stretches
       from finding_version version where version.organisation_id = $1 and version.finding_id = finding.id) known on true
     where finding.organisation_id = $1 and finding.asset_id = any($2::uuid[])`,
    [scope.organisationId, assetIds],
  );
  return rows;
}

interface Changes {
  readonly stretches: (FindingStretch & { readonly findingId: Id; readonly assetId: Id; readonly days: readonly [string, string] })[];
  readonly gone: Cell[][];
  readonly latest: Cell[][];
  readonly changed: Id[];
  changedFromMs: number;
}

interface FoldContext {
  readonly instants: Map<string, Instant>;
  readonly timeZone: string;
  readonly changes: Changes;
}

interface Observation extends FindingObservation {
  readonly checkId: string;
  readonly port: number;
  readonly protocol: string;
}

function foldOne(row: FindingRow, looks: readonly Look[], context: FoldContext): void {
  const observations = row.observations.split('\n').map((text): Observation => {
    const [at = '', severity = '', importId = '', scanner = '', checkId = '', port = '', protocol = ''] = text.split('|');
    const word = severities[Number(severity) - 1]?.value ?? 'low';
    return { observedAt: instantOf(at, context.instants), severity: word, importId, scanner, checkId, port: Number(port), protocol };
  });
  const first = observations.reduce((best, one) =>
    one.observedAt < best.observedAt || (one.observedAt === best.observedAt && one.scanner < best.scanner) ? one : best,
  );
  const firstScanAt = looks
    .filter((look) => look.scanner === first.scanner)
    .reduce<Instant | null>((best, look) => (best === null || look.observedAt < best ? look.observedAt : best), null);
  const stretches = foldFinding({ observations, coverage: looks, firstScanAt });
  compareStretches(row, stretches, context);
  compareLatest(row, observations, context.changes);
}

function compareStretches(row: FindingRow, stretches: readonly FindingStretch[], { changes, timeZone }: FoldContext): void {
  const before = new Map(
    (row.stretches ?? '')
      .split('\n')
      .map((text): [string, string] => [text.slice(0, text.indexOf(' ')), text.slice(text.indexOf(' ') + 1)]),
  );
  before.delete('');
  let isChanged = false;
  for (const stretch of stretches) {
    if (stretch.validFrom === stretch.validTo) continue;
    const from = String(millisecondsOf(stretch.validFrom));
    const text = stretchText(stretch);
    const old = before.get(from);
    before.delete(from);
    if (old === text) continue;
    isChanged = true;
    // Where only the end moved in from "until further notice", nothing differs before that end.
    const isShortened = old !== undefined && old.startsWith('|') && old.slice(1) === text.slice(text.indexOf('|') + 1);
    changes.changedFromMs = Math.min(
      changes.changedFromMs,
      isShortened && stretch.validTo !== null ? millisecondsOf(stretch.validTo) : Number(from),
    );
    const days = [dayOf(stretch.validFrom, timeZone), stretch.validTo === null ? 'infinity' : dayOf(stretch.validTo, timeZone)] as const;
    changes.stretches.push({ ...stretch, findingId: row.id, assetId: row.assetId, days });
  }
  for (const from of before.keys()) {
    isChanged = true;
    changes.changedFromMs = Math.min(changes.changedFromMs, Number(from));
    changes.gone.push([row.id, Number(from)]);
  }
  if (isChanged) changes.changed.push(row.id);
}

function stretchText(stretch: FindingStretch): string {
  const ms = (instant: Instant | null): string => (instant === null ? '' : String(millisecondsOf(instant)));
  const { validTo, state, severity, openedAt, closedAt, lastSeenBeforeCloseAt, prevalent, occurrence } = stretch;
  return [
    ms(validTo),
    state,
    severityRank(severity),
    ms(openedAt),
    ms(closedAt),
    ms(lastSeenBeforeCloseAt),
    prevalent ? 1 : 0,
    occurrence,
  ].join('|');
}

/** The newest observation names check and port; of several at one instant the first in order, so that order of arrival never matters. */
function compareLatest(row: FindingRow, observations: readonly Observation[], changes: Changes): void {
  let newest = observations[0];
  let firstSeenAt = newest?.observedAt;
  for (const one of observations) {
    if (firstSeenAt === undefined || one.observedAt < firstSeenAt) firstSeenAt = one.observedAt;
    if (
      newest === undefined ||
      one.observedAt > newest.observedAt ||
      (one.observedAt === newest.observedAt && placeText(one) < placeText(newest))
    )
      newest = one;
  }
  if (newest === undefined || firstSeenAt === undefined) return;
  const protocol = newest.protocol === '' ? null : newest.protocol;
  const port = newest.port === -1 ? null : newest.port;
  const isSame =
    row.checkId === newest.checkId &&
    row.protocol === protocol &&
    row.port === port &&
    row.firstSeenAt === firstSeenAt &&
    row.lastSeenAt === newest.observedAt;
  if (!isSame) changes.latest.push([row.id, newest.checkId, protocol, port, firstSeenAt, newest.observedAt]);
}

function placeText({ scanner, checkId, protocol, port }: Observation): string {
  return `${scanner} ${protocol} ${String(port).padStart(6, '0')} ${checkId}`;
}

const stretchColumns = {
  finding_id: 'uuid',
  asset_id: 'uuid',
  valid_from: 'timestamptz',
  valid_to: 'timestamptz',
  valid_from_on: 'date',
  valid_to_on: 'date',
  state: 'text',
  severity: 'smallint',
  opened_at: 'timestamptz',
  closed_at: 'timestamptz',
  last_seen_before_close_at: 'timestamptz',
  prevalent: 'boolean',
  occurrence: 'int',
} as const;

async function writeStretches(scope: Scope, key: string, changes: Changes): Promise<void> {
  if (changes.gone.length > 0) {
    await scope.client.query(
      `delete from finding_version using unnest($2::uuid[], $3::bigint[]) as gone (finding_id, from_ms)
       where organisation_id = $1 and finding_version.finding_id = gone.finding_id and valid_from = to_timestamp(gone.from_ms / 1000.0)`,
      [scope.organisationId, changes.gone.map(([id]) => id), changes.gone.map(([, ms]) => ms)],
    );
  }
  if (changes.stretches.length === 0) return;
  const rows = changes.stretches.map((one): Cell[] => [
    one.findingId,
    one.assetId,
    one.validFrom,
    one.validTo ?? 'infinity',
    ...one.days,
    one.state,
    severityRank(one.severity),
    one.openedAt,
    one.closedAt,
    one.lastSeenBeforeCloseAt,
    one.prevalent,
    one.occurrence,
  ]);
  const staged = await stageRows(scope, { name: 'finding-version', key, columns: stretchColumns }, rows);
  const names = Object.keys(stretchColumns);
  await scope.client.query(
    `insert into finding_version (organisation_id, ${names.join(', ')}) select $1, ${names.join(', ')} from ${staged.name}
     on conflict (organisation_id, finding_id, valid_from) do update set
       ${names
         .slice(3)
         .map((name) => `${name} = excluded.${name}`)
         .join(', ')}`,
    [scope.organisationId],
  );
  await staged.drop();
}

async function writeLatest(scope: Scope, key: string, changes: Changes): Promise<void> {
  if (changes.latest.length === 0) return;
  const columns = {
    id: 'uuid',
    check_id: 'uuid',
    protocol: 'text',
    port: 'int',
    first_seen_at: 'timestamptz',
    last_seen_at: 'timestamptz',
  };
  const staged = await stageRows(scope, { name: 'finding', key, columns }, changes.latest);
  await scope.client.query(
    `update finding set check_id = staged.check_id, protocol = staged.protocol, port = staged.port,
       first_seen_at = staged.first_seen_at, last_seen_at = staged.last_seen_at
     from ${staged.name} staged where finding.organisation_id = $1 and finding.id = staged.id`,
    [scope.organisationId],
  );
  await staged.drop();
}
