/** What the hospital aims for, metric by metric: the newest word counts, and one without a value gives the definition's back. */
import { sql } from 'kysely';
import type { Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import type { Saying } from './annotations.ts';

export interface StoredTarget {
  readonly metricId: string;
  /** Of the definition it was said of; null: before this was kept. */
  readonly version: string | null;
  /** Null: the target of the definition, or none. */
  readonly value: number | null;
  readonly reason: string;
  readonly saidAt: Instant;
  /** Names a principal. */
  readonly saidBy: string;
}

/** Newest first. */
export async function readTargets(scope: Scope): Promise<readonly StoredTarget[]> {
  const { rows } = await sql<StoredTarget>`
    select metric_id as "metricId", metric_version as version, value, reason, said_at as "saidAt", said_by as "saidBy" from metric_target
    where organisation_id = ${scope.organisationId} order by said_at desc, id desc`.execute(scope.trx);
  return rows;
}

export async function insertTarget(
  scope: Scope,
  { metricId, version, value, reason }: Pick<StoredTarget, 'metricId' | 'version' | 'value' | 'reason'>,
  { by, now, newId }: Saying,
): Promise<void> {
  await sql`insert into metric_target (organisation_id, id, metric_id, metric_version, value, reason, said_at, said_by)
    values (${scope.organisationId}, ${newId()}, ${metricId}, ${version}, ${value}, ${reason}, ${now}, ${by})`.execute(scope.trx);
}
