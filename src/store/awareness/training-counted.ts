/**
 * Who was counted in each published month of trainings: what the next may say is compared with this, never with what requirements and
 * files of the population say of that day by now (decision 0031).
 */
import type { TrainingPart } from '#core/awareness/training-coverage.ts';
import type { Day } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

interface CountedOn {
  readonly part: TrainingPart;
  /** The last day of the month. */
  readonly on: Day;
}

export async function keepCounted(scope: Scope, { part, on }: CountedOn, people: ReadonlySet<string>): Promise<void> {
  await scope.client.query(
    `insert into training_counted (organisation_id, part, counted_on, person_id)
     select $1, $2, $3, person_id from unnest($4::uuid[]) as given (person_id)`,
    [scope.organisationId, part, on, [...people]],
  );
}

export async function readCounted(scope: Scope, { part, on }: CountedOn): Promise<ReadonlySet<string>> {
  const { rows } = await scope.client.query<{ personId: string }>(
    `select person_id as "personId" from training_counted where organisation_id = $1 and part = $2 and counted_on = $3`,
    [scope.organisationId, part, on],
  );
  return new Set(rows.map(({ personId }) => personId));
}
