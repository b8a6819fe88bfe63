/**
 * Trainings whose time is over: completions some time after the last day on which they could hold, statements of xAPI, lists of
 * ambassadors that a later one took the place of, who was counted in a month that no later one reaches back to; and courses that were read
 * by mistake. What was published stays.
 */
import { defaultMonths, monthsMax } from '#core/awareness/training-coverage.ts';
import type { Id } from '#core/kernel/id.ts';
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

/**
 * Everything that was read of a course; the course itself too, where it was never asked of anybody. The same files may come again, and
 * the same statements of xAPI: of those read before migration 0055 the course is not known, so of whoever did this one all of them go. One of
 * another course that comes again finds its completion there.
 *
 * @returns its name; null: there is none
 */
export async function discardCourse(scope: Scope, courseId: Id): Promise<string | null> {
  const { rows } = await scope.client.query<{ name: string }>(
    'select name from training_course where organisation_id = $1 and id = $2 for update',
    [scope.organisationId, courseId],
  );
  const [course] = rows;
  if (course === undefined) return null;
  await scope.client.query(
    `delete from training_statement where organisation_id = $1 and course_id is null
       and person_id in (select person_id from training_completion where organisation_id = $1 and course_id = $2)`,
    [scope.organisationId, courseId],
  );
  for (const table of ['training_statement', 'training_completion'])
    await scope.client.query(`delete from ${table} where organisation_id = $1 and course_id = $2`, [scope.organisationId, courseId]);
  await scope.client.query(
    `delete from training_course where organisation_id = $1 and id = $2
       and not exists (select from training_requirement asked where asked.organisation_id = $1 and asked.course_id = $2)`,
    [scope.organisationId, courseId],
  );
  return course.name;
}
