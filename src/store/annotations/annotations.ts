/**
 * Annotations as they are kept: each word with who said it and when, and who withdrew it. Nothing is changed: a person
 * withdraws a word and says another. Not here: which of them stand beside a chart (`core/metrics/annotation.ts`).
 */
import { sql, type RawBuilder } from 'kysely';
import type { Id, NewId } from '#core/kernel/id.ts';
import { Problem } from '#core/kernel/problem.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Annotation, AnnotationKind, AnnotationWords } from '#core/metrics/annotation.ts';
import type { ScopeKind } from '#core/metrics/define-metric.ts';
import type { Scope } from '../scope.ts';

export interface StoredAnnotation extends Annotation {
  readonly saidAt: Instant;
  /** Names a principal. */
  readonly saidBy: string;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
}

export interface Saying {
  readonly by: string;
  readonly now: Instant;
  readonly newId: NewId;
}

/** What a person can write by hand in years. */
const readMax = 2_000;

interface Row extends Omit<StoredAnnotation, 'scope' | 'specialCause'> {
  readonly scopeKind: ScopeKind | null;
  readonly scopeId: string | null;
  readonly specialFromOn: Day | null;
  readonly specialToOn: Day | null;
}

/** Newest first, withdrawn ones too. */
export function readAnnotations(scope: Scope): Promise<readonly StoredAnnotation[]> {
  return read(scope, sql`true`, readMax);
}

/** Those that hold, every one: limits of charts rest on them. */
export function standingAnnotations(scope: Scope): Promise<readonly StoredAnnotation[]> {
  return read(scope, sql`withdrawn_at is null`, null);
}

async function read(scope: Scope, which: RawBuilder<unknown>, limit: number | null): Promise<readonly StoredAnnotation[]> {
  const { rows } = await sql<Row>`
    select id, kind, from_on as "fromOn", to_on as "toOn", said as text, detail, metric_id as "metricId", domain,
      scope_kind as "scopeKind", scope_id as "scopeId", special_from_on as "specialFromOn", special_to_on as "specialToOn",
      starts_phase as "startsPhase", said_at as "saidAt", said_by as "saidBy", withdrawn_at as "withdrawnAt", withdrawn_by as "withdrawnBy"
    from annotation where organisation_id = ${scope.organisationId} and ${which} order by from_on desc, id desc limit ${limit}`.execute(
    scope.trx,
  );
  return rows.map(({ scopeKind, scopeId, specialFromOn, specialToOn, ...row }) => ({
    ...row,
    scope: scopeKind === null || scopeId === null ? null : { kind: scopeKind, id: scopeId },
    specialCause: specialFromOn === null || specialToOn === null ? null : { fromOn: specialFromOn, toOn: specialToOn },
  }));
}

export async function insertAnnotation(scope: Scope, words: AnnotationWords, { by, now, newId }: Saying): Promise<Id> {
  const id = newId();
  await sql`
    insert into annotation (organisation_id, id, kind, from_on, to_on, said, detail, metric_id, domain, scope_kind, scope_id,
      special_from_on, special_to_on, starts_phase, said_at, said_by)
    values (${scope.organisationId}, ${id}, ${words.kind satisfies AnnotationKind}, ${words.fromOn}, ${words.toOn}, ${words.text},
      ${words.detail}, ${words.metricId}, ${words.domain}, ${words.scope?.kind ?? null}, ${words.scope?.id ?? null},
      ${words.specialCause?.fromOn ?? null}, ${words.specialCause?.toOn ?? null}, ${words.startsPhase}, ${now}, ${by})`.execute(scope.trx);
  return id;
}

/** @throws Problem `not-found`, or `conflict` where it was withdrawn before */
export async function withdrawAnnotation(scope: Scope, id: Id, { by, now }: Pick<Saying, 'by' | 'now'>): Promise<void> {
  const { rows } = await sql<{ withdrawn: boolean }>`
    select withdrawn_at is not null as withdrawn from annotation where organisation_id = ${scope.organisationId} and id = ${id} for update`.execute(
    scope.trx,
  );
  const [found] = rows;
  if (found === undefined) throw new Problem('not-found', 'There is no such annotation in this organisation.', { id });
  if (found.withdrawn) throw new Problem('conflict', 'This was withdrawn before.', { id });
  await sql`update annotation set withdrawn_at = ${now}, withdrawn_by = ${by}
    where organisation_id = ${scope.organisationId} and id = ${id}`.execute(scope.trx);
}
