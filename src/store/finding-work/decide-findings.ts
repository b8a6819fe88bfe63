/**
 * Deciding about all findings that a filter finds, taking such a batch back, and what happens when its day is over. What
 * a decision means is in `core/vulnerabilities/decisions.ts`. Nothing is overwritten: a batch that is undone keeps its
 * rows, with who withdrew it.
 */
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import { addDays, dayOf, endOfDay, type Day, type Instant } from '#core/kernel/time.ts';
import { acceptedDaysMax, type DecisionAct } from '#core/vulnerabilities/decisions.ts';
import { lockImports } from '../imports.ts';
import { askMeasuring } from '../measuring/pending.ts';
import type { Scope } from '../scope.ts';
import { matchingFindings, type Selection } from './matching-findings.ts';
import { relayDecisions, type DecidedFinding } from './relay-decisions.ts';

export interface Deciding extends Selection {
  readonly act: DecisionAct;
  readonly untilOn: Day | null;
  readonly reason: string;
  readonly by: string;
  readonly newId: NewId;
  /** Only tells what would be decided. */
  readonly isDryRun: boolean;
}

export interface DecidedBatch {
  /** Null: nothing was there to decide, or it was a dry run. */
  readonly batchId: Id | null;
  readonly decided: number;
  /** Already so decided, until the same day. */
  readonly unchanged: number;
}

/** @throws Problem `request-invalid` where a reason or a day is missing or wrong; and as `matchingFindings` */
export async function decideFindings(scope: Scope, deciding: Deciding): Promise<DecidedBatch> {
  const { act, untilOn, by, now, newId, isDryRun } = deciding;
  checkDecision(deciding);
  // A fold that runs at the same time would write the stretches it read before.
  if (!isDryRun) await lockImports(scope);
  const matching = await matchingFindings(scope, deciding);
  const decision = act === 'reopened' ? null : act;
  const changing = matching.filter((one) => one.decision !== decision || one.decisionUntil !== untilOn);
  const counts = { decided: changing.length, unchanged: matching.length - changing.length };
  if (isDryRun || changing.length === 0) return { batchId: null, ...counts };
  const batchId = newId();
  const endsAt = untilOn === null ? null : endOfDay(untilOn, scope.timeZone);
  await scope.client.query(
    `insert into finding_decision (organisation_id, batch_id, finding_id, asset_id, kind, decided_at, decided_by, until_on, ends_at, reason)
     select $1, $2, finding_id, asset_id, $5, $6, $7, $8, $9, $10 from unnest($3::uuid[], $4::uuid[]) as given (finding_id, asset_id)`,
    [
      scope.organisationId,
      batchId,
      changing.map((one) => one.findingId),
      changing.map((one) => one.assetId),
      act,
      now,
      by,
      untilOn,
      endsAt,
      deciding.reason.trim(),
    ],
  );
  await relay(scope, batchId, changing, now);
  return { batchId, ...counts };
}

function checkDecision({ act, untilOn, reason, today, isDryRun }: Deciding): void {
  const wrong = (path: string, detail: string) => new Problem('request-invalid', detail, { wrong: [{ path }] });
  if (act === 'reopened') {
    if (untilOn !== null) throw wrong('until', 'What is taken up again is so from now on: leave out the day.');
    return;
  }
  if (reason.trim() === '' && !isDryRun) throw wrong('reason', 'A decision needs its reason, for whoever reads it later.');
  if (act === 'accepted' && untilOn === null)
    throw wrong('until', 'An accepted risk is looked at again: say until which day (YYYY-MM-DD).');
  if (untilOn === null) return;
  if (untilOn < today) throw wrong('until', `The day ${untilOn} is over: choose today (${today}) or later.`);
  const last = addDays(today, acceptedDaysMax);
  if (act === 'accepted' && untilOn > last)
    throw wrong('until', `A risk is accepted for a year at most: until ${last}, then decided anew.`);
}

/**
 * As if the batch had never been decided, for past days as well.
 * @returns how many findings it was about. @throws Problem `not-found`, or `conflict` where it was undone before
 */
export async function undoDecisions(
  scope: Scope,
  batchId: Id,
  { by, now }: { readonly by: string; readonly now: Instant },
): Promise<number> {
  await lockImports(scope);
  const { rows } = await scope.client.query<DecidedFinding>(
    `update finding_decision set withdrawn_at = $3, withdrawn_by = $4
     where organisation_id = $1 and batch_id = $2 and withdrawn_at is null
     returning finding_id as "findingId", asset_id as "assetId"`,
    [scope.organisationId, batchId, now, by],
  );
  if (rows.length === 0) throw await whyNothing(scope, batchId);
  await relay(scope, batchId, rows, now);
  return rows.length;
}

async function whyNothing(scope: Scope, batchId: Id): Promise<Problem> {
  const { rows } = await scope.client.query('select from finding_decision where organisation_id = $1 and batch_id = $2 limit 1', [
    scope.organisationId,
    batchId,
  ]);
  return rows.length === 0
    ? new Problem('not-found', 'There is no such batch of decisions in this organisation.', { id: batchId })
    : new Problem('conflict', 'These decisions were undone before.', { id: batchId });
}

/** Decisions whose day is over hold no longer. @returns how many findings that was about */
export async function endDecisions(scope: Scope, { now, newId }: { readonly now: Instant; readonly newId: NewId }): Promise<number> {
  if (!(await hasDueDecisions(scope, now))) return 0;
  await lockImports(scope);
  const { rows } = await scope.client.query<DecidedFinding>(
    `update finding_decision set ended = true
     where organisation_id = $1 and ends_at <= $2 and ends_at is not null and not ended and withdrawn_at is null
     returning finding_id as "findingId", asset_id as "assetId"`,
    [scope.organisationId, now],
  );
  const findings = new Map(rows.map((row) => [row.findingId, row]));
  await relay(scope, newId(), [...findings.values()], now);
  return findings.size;
}

/** Whether there is anything for `endDecisions`. */
export async function hasDueDecisions(scope: Scope, now: Instant): Promise<boolean> {
  const { rows } = await scope.client.query(
    `select from finding_decision
     where organisation_id = $1 and ends_at <= $2 and ends_at is not null and not ended and withdrawn_at is null limit 1`,
    [scope.organisationId, now],
  );
  return rows.length > 0;
}

async function relay(scope: Scope, key: Id, findings: readonly DecidedFinding[], now: Instant): Promise<void> {
  const changedFromAt = await relayDecisions(scope, key, findings);
  if (changedFromAt !== null) await askMeasuring(scope, dayOf(changedFromAt, scope.timeZone), now);
}
