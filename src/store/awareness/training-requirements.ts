/**
 * Which course is asked of whom, by days: a change counts from its day, and what held before it stays to be seen. Requirements are about
 * role groups, never about persons.
 */
import type { AskedCourse } from '#core/awareness/training-coverage.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { resolveCourses } from './training.ts';

export interface Requirement extends AskedCourse {
  readonly id: Id;
  readonly courseId: Id;
  readonly course: string;
  readonly fromOn: Day;
  /** The first day on which it is no longer asked so; null = it is. */
  readonly toOn: Day | null;
  readonly saidBy: string;
}

/** Those that were ever asked, the latest stretch of each course and role group first. */
export async function listRequirements(scope: Scope): Promise<readonly Requirement[]> {
  const { rows } = await scope.client.query<Requirement>(
    `select requirement.id, course_id as "courseId", course.name as course, role_group as "roleGroup", months,
       is_high_risk as "isHighRisk", from_on as "fromOn", nullif(to_on, 'infinity') as "toOn", said_by as "saidBy"
     from training_requirement requirement
     join training_course course on course.organisation_id = $1 and course.id = requirement.course_id
     where requirement.organisation_id = $1 order by course.name_folded, role_group nulls first, from_on desc, requirement.id`,
    [scope.organisationId],
  );
  return rows;
}

export function askedOn(requirements: readonly Requirement[], day: Day): readonly Requirement[] {
  return requirements.filter(({ fromOn, toOn }) => fromOn <= day && (toOn === null || day < toOn));
}

export interface SaidRequirement {
  readonly course: string;
  readonly roleGroup: string | null;
  readonly months: number;
  readonly isHighRisk: boolean;
  readonly fromOn: Day;
  readonly saidBy: string;
  readonly saidAt: Instant;
}

/** What is asked of the same course and role group ends on that day; what would begin later gives way. */
export async function saveRequirement(scope: Scope, said: SaidRequirement, newId: NewId): Promise<void> {
  const courseId = [...(await resolveCourses(scope, [said.course], newId)).values()][0];
  await endStretches(scope, { courseId, roleGroup: said.roleGroup, fromOn: said.fromOn });
  await scope.client.query(
    `insert into training_requirement (organisation_id, id, course_id, role_group, months, is_high_risk, from_on, said_by, said_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [scope.organisationId, newId(), courseId, said.roleGroup, said.months, said.isHighRisk, said.fromOn, said.saidBy, said.saidAt],
  );
}

export async function endRequirement(scope: Scope, { courseId, roleGroup }: Requirement, on: Day): Promise<void> {
  await endStretches(scope, { courseId, roleGroup, fromOn: on });
}

interface Stretch {
  readonly courseId: Id | undefined;
  readonly roleGroup: string | null;
  readonly fromOn: Day;
}

async function endStretches(scope: Scope, { courseId, roleGroup, fromOn }: Stretch): Promise<void> {
  const same = 'organisation_id = $1 and course_id = $2 and role_group is not distinct from $3';
  const parameters = [scope.organisationId, courseId, roleGroup, fromOn];
  await scope.client.query(`delete from training_requirement where ${same} and from_on >= $4`, parameters);
  await scope.client.query(`update training_requirement set to_on = $4 where ${same} and to_on > $4`, parameters);
}

export interface Automatic {
  readonly saidBy: string;
  readonly saidAt: Instant;
  readonly lookedOn: Day | null;
}

/** Null: months are counted when somebody asks. */
export async function findAutomatic(scope: Scope): Promise<Automatic | null> {
  const { rows } = await scope.client.query<Automatic>(
    'select said_by as "saidBy", said_at as "saidAt", looked_on as "lookedOn" from training_automatic where organisation_id = $1',
    [scope.organisationId],
  );
  return rows[0] ?? null;
}

export async function setAutomatic(scope: Scope, said: Pick<Automatic, 'saidBy' | 'saidAt'> | null): Promise<void> {
  if (said === null) await scope.client.query('delete from training_automatic where organisation_id = $1', [scope.organisationId]);
  else
    await scope.client.query(
      'insert into training_automatic (organisation_id, said_by, said_at) values ($1, $2, $3) on conflict do nothing',
      [scope.organisationId, said.saidBy, said.saidAt],
    );
}

export async function markLooked(scope: Scope, on: Day): Promise<void> {
  await scope.client.query('update training_automatic set looked_on = $2 where organisation_id = $1', [scope.organisationId, on]);
}
