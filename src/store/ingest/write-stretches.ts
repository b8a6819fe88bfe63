/** Rows of `finding_version`: which stretches came out differently, and how they are written. */
import type { Id } from '#core/kernel/id.ts';
import { dayOf } from '#core/kernel/time.ts';
import type { Decided } from '#core/vulnerabilities/decisions.ts';
import type { Scope } from '../scope.ts';
import { severityRank, stretchText, type DeadlineStretch } from './finding-state.ts';
import type { StoredFinding } from './load-finding-evidence.ts';
import { memberSeparator, stageRows, type Cell } from './staged-rows.ts';

export interface StretchChanges {
  readonly stretches: Cell[][];
  readonly gone: { findingId: Id; from: string }[];
  /** As PostgreSQL writes it in UTC: such texts order as instants do. */
  changedFrom: string | null;
}

export function noStretchChanges(): StretchChanges {
  return { stretches: [], gone: [], changedFrom: null };
}

type StretchesOf = Pick<StoredFinding, 'findingId' | 'assetId' | 'flawId' | 'checkId' | 'stretches'>;

/** @param finding its stretches as stored, from the first of those given on */
export function recordStretches(
  finding: StretchesOf,
  stretches: readonly Decided<DeadlineStretch>[],
  { changes, timeZone }: { readonly changes: StretchChanges; readonly timeZone: string },
): void {
  const before = new Map(finding.stretches.map((text) => [text.slice(0, text.indexOf(memberSeparator)), text]));
  for (const stretch of stretches) {
    if (stretch.validFrom === stretch.validTo) continue;
    const text = stretchText(stretch);
    const from = text.slice(0, text.indexOf(memberSeparator));
    const old = before.get(from);
    before.delete(from);
    if (old === text) continue;
    changed(changes, differsFrom(text, old));
    changes.stretches.push([...stretchCells(finding, stretch, timeZone), old === undefined]);
  }
  for (const from of before.keys()) {
    changed(changes, from);
    changes.gone.push({ findingId: finding.findingId, from });
  }
}

function changed(changes: StretchChanges, from: string): void {
  if (changes.changedFrom === null || from < changes.changedFrom) changes.changedFrom = from;
}

/** Where only the end of a stretch moved, nothing differs before the nearer of the two ends. */
function differsFrom(text: string, old: string | undefined): string {
  const [from = '', end = '', ...rest] = text.split(memberSeparator);
  const [, oldEnd = '', ...oldRest] = (old ?? '').split(memberSeparator);
  return old === undefined || rest.join() !== oldRest.join() ? from : end < oldEnd ? end : oldEnd;
}

const stretchColumns = {
  finding_id: 'uuid',
  asset_id: 'uuid',
  flaw_id: 'uuid',
  check_id: 'uuid',
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
  due_on: 'date',
  closed_in_time: 'boolean',
  sla_policy_id: 'uuid',
  decision: 'text',
} as const;

function stretchCells({ findingId, assetId, flawId, checkId }: StretchesOf, stretch: Decided<DeadlineStretch>, timeZone: string): Cell[] {
  const { deadline } = stretch;
  return [
    findingId,
    assetId,
    flawId,
    checkId,
    stretch.validFrom,
    stretch.validTo ?? 'infinity',
    dayOf(stretch.validFrom, timeZone),
    stretch.validTo === null ? 'infinity' : dayOf(stretch.validTo, timeZone),
    stretch.state,
    severityRank(stretch.severity),
    stretch.openedAt,
    stretch.closedAt,
    stretch.lastSeenBeforeCloseAt,
    stretch.prevalent,
    stretch.occurrence,
    deadline.dueOn,
    deadline.closedInTime,
    deadline.policyId,
    stretch.decision,
  ];
}

/** @param key of staging tables: nobody else may be writing under it */
export async function writeStretches(scope: Scope, key: Id, changes: StretchChanges): Promise<void> {
  if (changes.gone.length > 0) {
    await scope.client.query(
      `delete from finding_version using unnest($2::uuid[], $3::timestamptz[]) as gone (finding_id, valid_from)
       where organisation_id = $1 and finding_version.finding_id = gone.finding_id and finding_version.valid_from = gone.valid_from`,
      [scope.organisationId, changes.gone.map((one) => one.findingId), changes.gone.map((one) => one.from)],
    );
  }
  if (changes.stretches.length === 0) return;
  const columns = { ...stretchColumns, is_new: 'boolean' };
  const staged = await stageRows(scope, { name: 'finding-version', key, columns }, changes.stretches);
  const names = Object.keys(stretchColumns);
  // Apart, because looking for a conflict row by row costs a third more.
  await scope.client.query(
    `insert into finding_version (organisation_id, ${names.join(', ')}) select $1, ${names.join(', ')} from ${staged.name} staged where is_new`,
    [scope.organisationId, ...staged.parameters],
  );
  if (changes.stretches.every((cells) => cells.at(-1) === true)) return staged.drop();
  // What a version is of, and when it begins, stays.
  const updates = names.slice(5).map((name) => `${name} = staged.${name}`);
  await scope.client.query(
    `update finding_version set ${updates.join(', ')} from ${staged.name} staged
     where not staged.is_new and finding_version.organisation_id = $1 and finding_version.finding_id = staged.finding_id
       and finding_version.valid_from = staged.valid_from`,
    [scope.organisationId, ...staged.parameters],
  );
  await staged.drop();
}
