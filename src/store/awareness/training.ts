/**
 * Completed trainings, merged: courses by their folded name, completions by person, course and day, each once however often a file comes.
 * No list and no filter leads here: what was published stands in `publications.ts`.
 */
import type { Completion, Learner, Starter } from '#core/awareness/training-coverage.ts';
import { monthsMax, starterDays } from '#core/awareness/training-coverage.ts';
import type { Pseudonym } from '#core/awareness/pseudonym.ts';
import type { TrainingRow } from '#core/awareness/training-row.ts';
import type { Id, NewId } from '#core/kernel/id.ts';
import { invariant } from '#core/kernel/invariant.ts';
import { foldName } from '#core/kernel/text.ts';
import type { Day, Instant } from '#core/kernel/time.ts';
import type { Scope } from '../scope.ts';
import { findPersons, resolvePersons, type NamedPerson, type PersonReference } from './persons.ts';

interface Ports {
  readonly newId: NewId;
  readonly now: Instant;
}

/** @returns whether each row brought something new, in their order. */
export async function mergeTraining(
  scope: Scope,
  { observedOn }: { readonly observedOn: Day },
  rows: readonly TrainingRow[],
  ports: Ports,
): Promise<readonly boolean[]> {
  if (rows.length === 0) return [];
  const personIds = await resolveLearners(scope, rows, ports);
  const courses = await resolveCourses(
    scope,
    rows.map(({ course }) => course),
    ports.newId,
  );
  const given = rows.map((row, place) => ({ ...row, personId: idAt(personIds, place), courseId: courses.get(foldName(row.course)) }));
  const keys = given.map(({ personId, courseId, completedOn }) => `${personId} ${courseId} ${completedOn}`);
  const known = await findCompletions(scope, given);
  const written = new Map<string, (typeof given)[number]>();
  const answer = given.map((row, place) => {
    const key = keys[place] ?? '';
    const before = written.get(key) ?? known.get(key);
    const isNewer = before === undefined || !('observedOn' in before) || before.observedOn <= observedOn;
    // A file that does not say when it ends takes no end back.
    const isSame = before !== undefined && (row.validUntil === null || before.validUntil === row.validUntil);
    if (before !== undefined && !isNewer) return false;
    // Said again on a later day: from then on no earlier file takes it back.
    if (before === undefined || row.validUntil !== null) written.set(key, row);
    return !isSame;
  });
  await writeCompletions(scope, observedOn, [...written.values()]);
  return answer;
}

function idAt(ids: readonly Id[], place: number): Id {
  const id = ids[place];
  invariant(id !== undefined, 'every row has its person');
  return id;
}

interface Given {
  readonly personId: Id;
  readonly courseId: Id | undefined;
  readonly completedOn: Day;
  readonly validUntil: Day | null;
}

interface KnownCompletion {
  readonly validUntil: Day | null;
  readonly observedOn: Day;
}

async function findCompletions(scope: Scope, given: readonly Given[]): Promise<ReadonlyMap<string, KnownCompletion>> {
  const { rows } = await scope.client.query<KnownCompletion & { personId: Id; courseId: Id; completedOn: Day }>(
    `select known.person_id as "personId", known.course_id as "courseId", known.completed_on as "completedOn",
       known.valid_until as "validUntil", known.observed_on as "observedOn"
     from (select distinct person_id, course_id, completed_on
       from unnest($2::uuid[], $3::uuid[], $4::date[]) as given (person_id, course_id, completed_on)) asked
     join training_completion known on known.organisation_id = $1 and known.person_id = asked.person_id
       and known.course_id = asked.course_id and known.completed_on = asked.completed_on`,
    [
      scope.organisationId,
      given.map(({ personId }) => personId),
      given.map(({ courseId }) => courseId),
      given.map(({ completedOn }) => completedOn),
    ],
  );
  return new Map(rows.map((row) => [`${row.personId} ${row.courseId} ${row.completedOn}`, row]));
}

async function writeCompletions(scope: Scope, observedOn: Day, written: readonly Given[]): Promise<void> {
  if (written.length === 0) return;
  await scope.client.query(
    `insert into training_completion (organisation_id, person_id, course_id, completed_on, valid_until, observed_on)
     select $1, person_id, course_id, completed_on, valid_until, $2::date
     from unnest($3::uuid[], $4::uuid[], $5::date[], $6::date[]) as given (person_id, course_id, completed_on, valid_until)
     on conflict (organisation_id, person_id, course_id, completed_on)
       do update set valid_until = excluded.valid_until, observed_on = excluded.observed_on`,
    [
      scope.organisationId,
      observedOn,
      written.map(({ personId }) => personId),
      written.map(({ courseId }) => courseId),
      written.map(({ completedOn }) => completedOn),
      written.map(({ validUntil }) => validUntil),
    ],
  );
}

/**
 * Whoever is known by the number, else by the mail. A learning system is no register of people: unlike a population file it never leads
 * a mail to another number.
 */
export async function resolveLearners(scope: Scope, rows: readonly NamedPerson[], ports: Ports): Promise<readonly Id[]> {
  const referencesOf = ({ employee, email }: NamedPerson): readonly PersonReference[] => [
    ...(employee === null ? [] : [{ kind: 'employee', pseudonym: employee } as const]),
    ...(email === null ? [] : [{ kind: 'email', pseudonym: email } as const]),
  ];
  const known = await findPersons(scope, rows.flatMap(referencesOf));
  const unknown = rows.flatMap((row) => {
    const references = referencesOf(row);
    return references.some(({ pseudonym }) => known.has(pseudonym)) ? [] : references.slice(0, 1);
  });
  const made = await resolvePersons(scope, unknown, ports);
  return rows.map((row) => {
    const found = referencesOf(row).flatMap(({ pseudonym }) => known.get(pseudonym)?.personId ?? made.get(pseudonym) ?? [])[0];
    invariant(found !== undefined, 'every row of a training names somebody');
    return found;
  });
}

/** Id by the folded name; those that were not known are made. */
export async function resolveCourses(scope: Scope, names: readonly string[], newId: NewId): Promise<ReadonlyMap<string, Id>> {
  const wanted = new Map(names.map((name) => [foldName(name), name] as const));
  await scope.client.query(
    `insert into training_course (organisation_id, id, name, name_folded)
     select $1, id, name, name_folded from unnest($2::uuid[], $3::text[], $4::text[]) as given (id, name, name_folded)
     on conflict (organisation_id, name_folded) do nothing`,
    [scope.organisationId, [...wanted].map(() => newId()), [...wanted.values()], [...wanted.keys()]],
  );
  const { rows } = await scope.client.query<{ id: Id; folded: string }>(
    'select id, name_folded as folded from training_course where organisation_id = $1 and name_folded = any ($2)',
    [scope.organisationId, [...wanted.keys()]],
  );
  return new Map(rows.map(({ id, folded }) => [folded, id]));
}

/** A statement that was sent before: what was kept of it then, as a keyed hash. */
export async function findStatements(scope: Scope, ids: readonly Pseudonym[]): Promise<ReadonlyMap<Pseudonym, Pseudonym>> {
  const { rows } = await scope.client.query<{ id: Pseudonym; content: Pseudonym }>(
    `select id_pseudonym as id, content_pseudonym as content from training_statement
     where organisation_id = $1 and id_pseudonym = any ($2)`,
    [scope.organisationId, ids],
  );
  return new Map(rows.map(({ id, content }) => [id, content]));
}

export interface KeptStatement {
  readonly personId: Id;
  readonly id: Pseudonym;
  readonly content: Pseudonym;
  readonly courseId: Id | undefined;
}

export async function keepStatements(scope: Scope, statements: readonly KeptStatement[], receivedOn: Day): Promise<void> {
  if (statements.length === 0) return;
  await scope.client.query(
    `insert into training_statement (organisation_id, person_id, id_pseudonym, content_pseudonym, received_on, course_id)
     select $1, person_id, id, content, $2::date, course_id
     from unnest($3::uuid[], $4::text[], $5::text[], $6::uuid[]) as given (person_id, id, content, course_id)
     on conflict do nothing`,
    [
      scope.organisationId,
      receivedOn,
      statements.map(({ personId }) => personId),
      statements.map(({ id }) => id),
      statements.map(({ content }) => content),
      statements.map(({ courseId }) => courseId ?? null),
    ],
  );
}

/** Who counts on a day, for core/disclosure alone. */
export async function learnersOn(scope: Scope, day: Day): Promise<readonly Learner[]> {
  const { rows } = await scope.client.query<Learner>(
    `select person_id as "personId", unit_id as "unitId", role_group as "roleGroup" from person_version
     where organisation_id = $1 and valid_from_on <= $2 and valid_to_on > $2 order by person_id`,
    [scope.organisationId, day],
  );
  return rows;
}

/**
 * Whose thirtieth day after the first lies from one day to another, and who was still here on it. First days are those that a population
 * file states: whoever merely appears in one may have been here for long.
 */
export async function startersBetween(scope: Scope, fromOn: Day, toOn: Day): Promise<readonly Starter[]> {
  const { rows } = await scope.client.query<Starter>(
    `select distinct on (first.person_id) first.person_id as "personId", first.valid_from_on as "startOn", first.unit_id as "unitId",
       first.role_group as "roleGroup"
     from person_version first
     where first.organisation_id = $1 and first.valid_from_on + ${starterDays} between $2 and $3
       and exists (select from person_statement said where said.organisation_id = $1 and said.person_id = first.person_id
         and said.start_on = first.valid_from_on)
       and not exists (select from person_version before where before.organisation_id = $1 and before.person_id = first.person_id
         and before.valid_to_on = first.valid_from_on)
       and exists (select from person_version there where there.organisation_id = $1 and there.person_id = first.person_id
         and there.valid_from_on <= first.valid_from_on + ${starterDays} and there.valid_to_on > first.valid_from_on + ${starterDays})
     order by first.person_id, first.valid_from_on desc`,
    [scope.organisationId, fromOn, toOn],
  );
  return rows;
}

/** Completions of some courses that may still hold on a day. */
export async function completionsUntil(scope: Scope, courseIds: readonly string[], day: Day): Promise<readonly Completion[]> {
  const { rows } = await scope.client.query<Completion>(
    `select person_id as "personId", course_id as "courseId", completed_on as "completedOn", valid_until as "validUntil"
     from training_completion where organisation_id = $1 and course_id = any ($2) and completed_on <= $3
       and completed_on > $3::date - make_interval(months => ${monthsMax * 2})`,
    [scope.organisationId, courseIds, day],
  );
  return rows;
}

export interface KnownCourse {
  readonly id: Id;
  readonly name: string;
}

export async function listCourses(scope: Scope): Promise<readonly KnownCourse[]> {
  const { rows } = await scope.client.query<KnownCourse>(
    'select id, name from training_course where organisation_id = $1 order by name_folded',
    [scope.organisationId],
  );
  return rows;
}

/** As the population file writes them. */
export async function listRoleGroups(scope: Scope, day: Day): Promise<readonly string[]> {
  const { rows } = await scope.client.query<{ role: string }>(
    `select distinct role_group as role from person_version
     where organisation_id = $1 and valid_from_on <= $2 and valid_to_on > $2 and role_group is not null order by 1`,
    [scope.organisationId, day],
  );
  return rows.map(({ role }) => role);
}
