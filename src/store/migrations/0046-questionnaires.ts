/**
 * Rounds of questionnaires (decision 0030). Who was invited, who took a ticket, which tickets were handed in and what was answered stand
 * in four tables without a column in common but the round and its group, without a time and without an order; answers are sealed by a
 * key that is no part of the database. When a round is closed the first three are emptied, and when it is published the answers too.
 */
export const questionnaires = {
  id: '0046-questionnaires',
  sql: `
-- A published version never changes: answers were given to it.
create table questionnaire_pack (
  organisation_id uuid not null references organisation,
  pack_id text collate "C" not null,
  version text collate "C" not null,
  saved_at timestamptz not null,
  pack jsonb not null,
  primary key (organisation_id, pack_id, version)
);
create trigger questionnaire_pack_frozen before update or delete on questionnaire_pack
  for each row execute function refuse_change_of_published();

create table questionnaire_round (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text collate "C" not null,
  -- As it was when the round was made.
  pack jsonb not null,
  group_year integer not null,
  -- The last day on which answers are taken.
  closes_on date not null,
  created_at timestamptz not null,
  opened_at timestamptz,
  closed_at timestamptz,
  published_at timestamptz,
  primary key (organisation_id, id)
);

-- The named groups of the year that are asked, each with a key that signs tickets unseen (RFC 9474).
create table questionnaire_group (
  organisation_id uuid not null,
  round_id uuid not null,
  group_id text collate "C" not null,
  name text collate "C" not null,
  -- How many links were made.
  invited integer not null default 0,
  -- SubjectPublicKeyInfo, base64url.
  public_key text collate "C" not null,
  -- PKCS #8, sealed; null: the round is closed, nothing is signed any more.
  signing_key text collate "C",
  primary key (organisation_id, round_id, group_id),
  foreign key (organisation_id, round_id) references questionnaire_round (organisation_id, id)
);

-- A link that was made: proves the right to one ticket.
create table questionnaire_link (
  organisation_id uuid not null,
  round_id uuid not null,
  link_hash text collate "C" not null,
  group_id text collate "C" not null,
  -- Of the blinded ticket that was signed for it, so that a request that was cut off can be sent again; null: not used.
  blinded_hash text collate "C",
  primary key (organisation_id, round_id, link_hash),
  foreign key (organisation_id, round_id, group_id) references questionnaire_group (organisation_id, round_id, group_id)
);

-- A ticket that was handed in, so that it counts once.
create table questionnaire_spent (
  organisation_id uuid not null,
  round_id uuid not null,
  ticket_hash text collate "C" not null,
  primary key (organisation_id, round_id, ticket_hash),
  foreign key (organisation_id, round_id) references questionnaire_round (organisation_id, id)
);

-- The answers of one sheet, sealed and all of one length. The id is of chance alone (UUIDv4): no other id of this schema is.
create table questionnaire_sheet (
  organisation_id uuid not null,
  round_id uuid not null,
  id uuid not null,
  group_id text collate "C" not null,
  sealed text collate "C" not null,
  primary key (organisation_id, round_id, id),
  foreign key (organisation_id, round_id, group_id) references questionnaire_group (organisation_id, round_id, group_id)
);

-- Answers that came in a file of another tool, until a round is made of them. The id is of chance alone.
create table questionnaire_read_sheet (
  organisation_id uuid not null references organisation,
  id uuid not null,
  -- The round as the file calls it.
  name text collate "C" not null,
  name_folded text collate "C" not null,
  department text collate "C",
  answers jsonb not null,
  primary key (organisation_id, id)
);
create index questionnaire_read_sheet_by_name on questionnaire_read_sheet (organisation_id, name_folded);

-- What was done with a round and by whom; stays when the round is discarded.
create table questionnaire_act (
  organisation_id uuid not null references organisation,
  id uuid not null,
  at timestamptz not null,
  act text collate "C" not null check (act in ('made', 'links-made', 'opened', 'closed', 'published', 'discarded')),
  round_name text collate "C" not null,
  said_by text collate "C" not null,
  -- Links made, or sheets published or discarded.
  count integer,
  primary key (organisation_id, id)
);
create index questionnaire_act_by_time on questionnaire_act (organisation_id, at desc);
`,
} as const;
