/** The steps an organisation took in the life of its metrics, with what was said of each guard. Only added. */
import { sql } from 'kysely';
import type { Id } from '#core/kernel/id.ts';
import type { Instant } from '#core/kernel/time.ts';
import type { GuardId, LifecycleState, StepWords } from '#core/metrics/lifecycle.ts';
import type { Saying } from '../annotations/annotations.ts';
import type { Scope } from '../scope.ts';

export interface LifecycleStep extends StepWords {
  readonly id: Id;
  readonly metricId: string;
  /** Of the definition when the step was taken. */
  readonly version: string;
  readonly from: LifecycleState;
  readonly saidAt: Instant;
  /** Names a principal. */
  readonly saidBy: string;
}

interface Row extends Omit<LifecycleStep, 'statements'> {
  readonly guards: readonly GuardId[];
  readonly said: readonly string[];
}

/** Of every metric, newest first. */
export async function readSteps(scope: Scope): Promise<readonly LifecycleStep[]> {
  const { rows } = await sql<Row>`
    select step.id, metric_id as "metricId", metric_version as version, from_state as "from", to_state as "to", reason,
      hours_per_quarter as "hoursPerQuarter", replaced_by as "replacedBy", said_at as "saidAt", said_by as "saidBy",
      coalesce(array_agg(guard order by guard) filter (where guard is not null), '{}') as guards,
      coalesce(array_agg(statement order by guard) filter (where guard is not null), '{}') as said
    from metric_step step left join metric_step_statement stated
      on stated.organisation_id = step.organisation_id and stated.step_id = step.id and stated.organisation_id = ${scope.organisationId}
    where step.organisation_id = ${scope.organisationId}
    group by step.organisation_id, step.id order by said_at desc, step.id desc`.execute(scope.trx);
  return rows.map(({ guards, said, ...step }) => ({
    ...step,
    statements: Object.fromEntries(guards.map((guard, place) => [guard, said[place] ?? ''])),
  }));
}

/** By metric: the state its newest step led to; a metric without a step is not in it. */
export async function readLifecycles(scope: Scope): Promise<ReadonlyMap<string, LifecycleState>> {
  const { rows } = await sql<{ metricId: string; state: LifecycleState }>`
    select distinct on (metric_id) metric_id as "metricId", to_state as state from metric_step
    where organisation_id = ${scope.organisationId} order by metric_id, said_at desc, id desc`.execute(scope.trx);
  return new Map(rows.map(({ metricId, state }) => [metricId, state]));
}

/** Until the end of the transaction nobody else takes a step in this organisation. */
export async function beginStep(scope: Scope): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('lifecycle ' || ${scope.organisationId}::text, 0))`.execute(scope.trx);
}

export async function insertStep(
  scope: Scope,
  step: StepWords & Pick<LifecycleStep, 'metricId' | 'version' | 'from'>,
  { by, now, newId }: Saying,
): Promise<Id> {
  const id = newId();
  await sql`
    insert into metric_step (organisation_id, id, metric_id, metric_version, from_state, to_state, reason, hours_per_quarter, replaced_by,
      said_at, said_by)
    values (${scope.organisationId}, ${id}, ${step.metricId}, ${step.version}, ${step.from}, ${step.to}, ${step.reason},
      ${step.hoursPerQuarter}, ${step.replacedBy}, ${now}, ${by})`.execute(scope.trx);
  const said = Object.entries(step.statements).filter(([, statement]) => statement !== '');
  await sql`
    insert into metric_step_statement (organisation_id, step_id, guard, statement)
    select ${scope.organisationId}, ${id}, given.guard, given.statement
    from unnest(${said.map(([guard]) => guard)}::text[], ${said.map(([, statement]) => statement)}::text[]) as given (guard, statement)`.execute(
    scope.trx,
  );
  return id;
}
