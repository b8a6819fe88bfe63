/** Phases that people signed: from which day, by which known cause, with name and reason; withdrawn ones stay on record. */
import { sql } from 'kysely';
import type { Id } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { ScopeKind } from '#core/metrics/define-metric.ts';
import type { Scope } from '../scope.ts';
import type { Saying } from './annotations.ts';
import type { ChartName } from './signal-events.ts';

export interface PhaseWords extends ChartName {
  readonly version: string;
  readonly startsOn: Day;
  readonly annotationId: Id;
  readonly reason: string;
  /** The name under it, as the person wrote it. */
  readonly signature: string;
}

export interface SignedPhase extends PhaseWords {
  readonly id: Id;
  readonly signedAt: Instant;
  /** Names a principal. */
  readonly signedBy: string;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
}

interface Row extends Omit<SignedPhase, 'scope'> {
  readonly scopeKind: ScopeKind;
  readonly scopeId: string;
}

/** Of every chart, oldest first, withdrawn ones too. */
export async function readSignedPhases(scope: Scope): Promise<readonly SignedPhase[]> {
  const { rows } = await sql<Row>`
    select id, metric_id as "metricId", metric_version as version, measure, scope_kind as "scopeKind", scope_id as "scopeId",
      starts_on as "startsOn", annotation_id as "annotationId", reason, signature, signed_at as "signedAt", signed_by as "signedBy",
      withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy"
    from signed_phase where organisation_id = ${scope.organisationId} order by starts_on, id`.execute(scope.trx);
  return rows.map(({ scopeKind, scopeId, ...row }) => ({ ...row, scope: { kind: scopeKind, id: scopeId } }));
}

export async function insertSignedPhase(scope: Scope, words: PhaseWords, { by, now, newId }: Saying): Promise<Id> {
  const id = newId();
  await sql`
    insert into signed_phase (organisation_id, id, metric_id, metric_version, measure, scope_kind, scope_id, starts_on, annotation_id,
      reason, signature, signed_at, signed_by)
    values (${scope.organisationId}, ${id}, ${words.metricId}, ${words.version}, ${words.measure}, ${words.scope.kind},
      ${words.scope.id}, ${words.startsOn}, ${words.annotationId}, ${words.reason}, ${words.signature}, ${now}, ${by})`.execute(scope.trx);
  return id;
}

/** @throws Problem `not-found`, or `conflict` where it was withdrawn before */
export async function withdrawSignedPhase(scope: Scope, id: Id, { by, now }: Pick<Saying, 'by' | 'now'>): Promise<void> {
  const { rows } = await sql<{ withdrawn: boolean }>`
    select withdrawn_at is not null as withdrawn from signed_phase
    where organisation_id = ${scope.organisationId} and id = ${id} for update`.execute(scope.trx);
  const [found] = rows;
  if (found === undefined) throw new Problem('not-found', 'There is no such signed phase in this organisation.', { id });
  if (found.withdrawn) throw new Problem('conflict', 'This was withdrawn before.', { id });
  await sql`update signed_phase set withdrawn_at = ${now}, withdrawn_by = ${by}
    where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.trx);
}
