/**
 * People without their names: the wrapped key of pseudonyms, persons with what stands for them, what population files said of them
 * and the versions that follow from it, and what was done with the key. No column holds an identifier, a name or an address.
 * Whatever else is kept of somebody (events of phishing tests, training) hangs on `person` with "on delete cascade", so that
 * erasing the person erases it.
 */
export const people = {
  id: '0042-people',
  sql: `
create table awareness_key (
  organisation_id uuid not null references organisation,
  -- Raised by every rotation: what was hashed with an earlier key is of an earlier generation.
  generation integer not null check (generation >= 1),
  created_at timestamptz not null,
  rotated_at timestamptz,
  -- Argon2id.
  salt text collate "C" not null,
  memory_kib integer not null,
  passes integer not null,
  lanes integer not null,
  -- AES-256-GCM, base64url of nonce, ciphertext and tag.
  wrapped text collate "C" not null,
  -- The same key wrapped by a file outside the database; null: no service unlock.
  service_wrapped text collate "C",
  service_since timestamptz,
  service_by text collate "C",
  primary key (organisation_id)
);

-- What was done with the key and by whom: ids only.
create table awareness_event (
  organisation_id uuid not null references organisation,
  id uuid not null,
  at timestamptz not null,
  act text collate "C" not null check (act in ('key-created', 'key-unlocked', 'key-refused', 'key-locked', 'key-rotated',
    'service-on', 'service-off', 'service-unlocked', 'file-read', 'person-shown', 'person-erased')),
  said_by text collate "C" not null,
  generation integer,
  minutes integer,
  -- Rows read, persons re-keyed, rows shown or erased.
  rows integer,
  primary key (organisation_id, id)
);
create index awareness_event_by_time on awareness_event (organisation_id, at desc);

create table person (
  organisation_id uuid not null references organisation,
  id uuid not null,
  created_at timestamptz not null,
  primary key (organisation_id, id)
);

create table person_identifier (
  organisation_id uuid not null,
  kind text collate "C" not null check (kind in ('employee', 'email')),
  pseudonym text collate "C" not null,
  person_id uuid not null,
  primary key (organisation_id, kind, pseudonym),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
create index person_identifier_of_person on person_identifier (organisation_id, person_id);

-- A part of the hospital as population files write it: a node of the tree. Joined with department by its folded name.
create table population_unit (
  organisation_id uuid not null references organisation,
  id uuid not null,
  parent_id uuid,
  name text collate "C" not null,
  name_folded text collate "C" not null,
  -- Folded names from the top, separated by a line feed.
  path_folded text collate "C" not null,
  primary key (organisation_id, id),
  unique (organisation_id, path_folded),
  foreign key (organisation_id, parent_id) references population_unit (organisation_id, id)
);

-- A file about people that was accepted: its rows lie in the spool by the digest of the import, pseudonymised, until it has ended.
create table personal_import (
  organisation_id uuid not null,
  import_id uuid not null,
  importer text collate "C" not null,
  importer_version integer not null,
  key_generation integer not null,
  -- Of a population file, the day it is of; null until it is read.
  observed_on date,
  -- It names everybody: whoever is not in it has left.
  is_whole boolean not null default false,
  primary key (organisation_id, import_id),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);

-- What one population file says of one person.
create table person_statement (
  organisation_id uuid not null,
  person_id uuid not null,
  import_id uuid not null,
  observed_on date not null,
  unit_id uuid,
  role_group text collate "C",
  contract text collate "C",
  start_on date,
  end_on date,
  primary key (organisation_id, person_id, import_id),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade,
  foreign key (organisation_id, import_id) references personal_import (organisation_id, import_id),
  foreign key (organisation_id, unit_id) references population_unit (organisation_id, id)
);
create index person_statement_of_import on person_statement (organisation_id, import_id);

-- Folded from the statements (core/awareness/fold-person.ts): who belongs where, from when until the day before valid_to_on.
create table person_version (
  organisation_id uuid not null,
  person_id uuid not null,
  valid_from_on date not null,
  valid_to_on date not null default 'infinity',
  unit_id uuid,
  role_group text collate "C",
  contract text collate "C",
  primary key (organisation_id, person_id, valid_from_on),
  check (valid_from_on < valid_to_on),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade,
  foreign key (organisation_id, unit_id) references population_unit (organisation_id, id)
);
create index person_version_by_unit on person_version (organisation_id, unit_id, valid_from_on);
`,
} as const;
