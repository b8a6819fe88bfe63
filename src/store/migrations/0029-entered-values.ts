/**
 * Values that people enter with their evidence, and the steps an organisation takes in the life of a metric. Rows are only added: a
 * correction and a withdrawal are revisions of their own, each with its reason, and the newest revision of an entry counts.
 */
export const enteredValues = {
  id: '0029-entered-values',
  sql: `
create table metric_entry (
  organisation_id uuid not null references organisation,
  id uuid not null,
  revision integer not null check (revision >= 1),
  act text collate "C" not null check (act in ('entered', 'corrected', 'withdrawn')),
  metric_id text collate "C" not null,
  -- Of the definition by which it was counted.
  metric_version text collate "C" not null,
  measure text collate "C" not null,
  -- As measurements store it.
  scope_kind text collate "C" not null,
  scope_id text collate "C" not null,
  from_on date not null,
  to_on date not null,
  -- What was counted, or the days of a duration; of what was withdrawn as it was before.
  numerator double precision,
  denominator double precision,
  days double precision,
  evidence text collate "C" not null,
  evidence_link text collate "C",
  evidence_reference text collate "C",
  -- Of a correction and of a withdrawal.
  reason text collate "C",
  said_at timestamptz not null,
  said_by text collate "C" not null,
  primary key (organisation_id, id, revision),
  check (from_on <= to_on and evidence <> ''),
  check ((days is null) = (numerator is not null) and (denominator is null or numerator is not null)),
  check ((act = 'entered') = (revision = 1) and (act = 'entered') = (reason is null))
);
create index metric_entry_by_metric on metric_entry (organisation_id, metric_id, to_on);

create table metric_step (
  organisation_id uuid not null references organisation,
  id uuid not null,
  metric_id text collate "C" not null,
  metric_version text collate "C" not null,
  from_state text collate "C" not null,
  to_state text collate "C" not null check (to_state in ('draft', 'specified', 'consultation', 'trial', 'adopted', 'retired')),
  reason text collate "C" not null,
  hours_per_quarter double precision check (hours_per_quarter >= 0),
  replaced_by text collate "C",
  said_at timestamptz not null,
  said_by text collate "C" not null,
  primary key (organisation_id, id)
);
create index metric_step_by_metric on metric_step (organisation_id, metric_id, said_at desc);

-- What the person who took a step said of a guard that only people know.
create table metric_step_statement (
  organisation_id uuid not null references organisation,
  step_id uuid not null,
  guard text collate "C" not null,
  statement text collate "C" not null check (statement <> ''),
  primary key (organisation_id, step_id, guard),
  foreign key (organisation_id, step_id) references metric_step (organisation_id, id)
);

-- The definition a target was set for; null: before this was kept.
alter table metric_target add column metric_version text collate "C";
`,
} as const;
