/**
 * Trainings that people completed (pseudonymised), which are asked of whom from which day to which, and who is ambassador of a
 * department. What is published of them stands in `publication`.
 */
export const trainings = {
  id: '0047-training',
  sql: `
create table training_course (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text collate "C" not null,
  name_folded text collate "C" not null,
  primary key (organisation_id, id),
  unique (organisation_id, name_folded)
);

create table training_completion (
  organisation_id uuid not null,
  person_id uuid not null,
  course_id uuid not null,
  completed_on date not null,
  -- The last day that it holds, as its source says; null: it does not say.
  valid_until date,
  -- The day of the file that says so: of two that differ the later one counts.
  observed_on date not null,
  primary key (organisation_id, person_id, course_id, completed_on),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade,
  foreign key (organisation_id, course_id) references training_course (organisation_id, id)
);
create index training_completion_by_course on training_completion (organisation_id, course_id, completed_on);

-- Statements of xAPI that came by themselves: keyed hashes of their id and of what was kept of them.
create table training_statement (
  organisation_id uuid not null,
  person_id uuid not null,
  id_pseudonym text collate "C" not null,
  content_pseudonym text collate "C" not null,
  received_on date not null,
  primary key (organisation_id, id_pseudonym),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
create index training_statement_of_person on training_statement (organisation_id, person_id);

-- Which course is asked of whom: one row for each stretch of days in which it stays as it is.
create table training_requirement (
  organisation_id uuid not null,
  id uuid not null,
  course_id uuid not null,
  -- Null: of everybody.
  role_group text collate "C",
  months integer not null check (months between 1 and 60),
  is_high_risk boolean not null,
  from_on date not null,
  -- The first day on which it is no longer asked so.
  to_on date not null default 'infinity',
  said_by text collate "C" not null,
  said_at timestamptz not null,
  primary key (organisation_id, id),
  check (from_on < to_on),
  check (role_group is not null or not is_high_risk),
  foreign key (organisation_id, course_id) references training_course (organisation_id, id)
);
create index training_requirement_by_course on training_requirement (organisation_id, course_id);

-- Months are counted by themselves since somebody asked for it.
create table training_automatic (
  organisation_id uuid not null references organisation,
  said_by text collate "C" not null,
  said_at timestamptz not null,
  -- When it was last looked at: once a day.
  looked_on date,
  primary key (organisation_id)
);

-- Who is ambassador of what, as one whole list says it.
create table ambassador (
  organisation_id uuid not null,
  person_id uuid not null,
  observed_on date not null,
  -- Folded names from the top, separated by a line feed; empty: the department that the population file gives.
  unit_folded text collate "C" not null,
  from_on date,
  -- The last day.
  until_on date,
  primary key (organisation_id, person_id, observed_on, unit_folded),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
create index ambassador_by_day on ambassador (organisation_id, observed_on);
`,
} as const;
