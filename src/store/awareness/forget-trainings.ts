/**
 * Trainings whose time is over: completions some time after the last day on which they could hold, statements of xAPI, lists of
 * ambassadors that a later one took the place of, who was counted in a month that no later one reaches back to. What was published stays.
 */
import { defaultMonths, monthsMax } from '#core/awareness/training-coverage.ts';
import type { Day } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';

const old = {
  completions: `training_completion where organisation_id = $1 and $2 > coalesce(valid_until,
    (completed_on + make_interval(months => coalesce((select max(asked.months) from training_requirement asked
      where asked.organisation_id = $1 and asked.course_id = training_completion.course_id), ${defaultMonths})))::date)`,
  statements: 'training_statement where organisation_id = $1 and $2 > received_on',
  lists: `ambassador where organisation_id = $1 and observed_on < (select max(later.observed_on) from ambassador later
    where later.organisation_id = $1 and later.observed_on < $2)`,
  // The longest that a training can be asked to hold.
  counted: `training_counted where organisation_id = $1 and counted_on < $2::date - make_interval(months => ${monthsMax})`,
} as const;

/** @param before what ended earlier goes */
export async function hasOldTrainings(scope: Scope, before: Day): Promise<boolean> {
  for (const rows of Object.values(old)) {
    const found = await scope.client.query(`select from ${rows} limit 1`, [scope.organisationId, before]);
    if (found.rows.length > 0) return true;
  }
  return false;
}

/** @returns rows that went */
export async function forgetOldTrainings(scope: Scope, before: Day): Promise<number> {
  let count = 0;
  for (const rows of Object.values(old)) {
    const { rowCount } = await scope.client.query(`delete from ${rows}`, [scope.organisationId, before]);
    count += rowCount ?? 0;
  }
  return count;
}
