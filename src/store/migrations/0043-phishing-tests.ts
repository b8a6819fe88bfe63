/**
 * Phishing tests: campaigns, what happened to each mail by person (pseudonymised, until it is counted and its time is over), who scored
 * how hard the mail is, the named groups of a year, and what was published of it. What is published is frozen: the database itself
 * refuses to change or delete it.
 */
export const phishingTests = {
  id: '0043-phishing-tests',
  sql: `
create table campaign (
  organisation_id uuid not null references organisation,
  id uuid not null,
  name text collate "C" not null,
  name_folded text collate "C" not null,
  created_at timestamptz not null,
  -- The first mail that is known of.
  first_at timestamptz,
  -- Somebody asked to count and publish it; reports after it are none of it.
  asked_at timestamptz,
  asked_by text collate "C",
  published_at timestamptz,
  primary key (organisation_id, id),
  unique (organisation_id, name_folded)
);

create table campaign_event (
  organisation_id uuid not null,
  campaign_id uuid not null,
  person_id uuid not null,
  -- Of everything below, so that a file that comes twice counts once.
  digest text collate "C" not null,
  event text collate "C" not null,
  at timestamptz,
  address text collate "C",
  known_scanner text collate "C",
  method text collate "C",
  link integer,
  honeypot boolean,
  confirmed boolean,
  primary key (organisation_id, campaign_id, person_id, digest),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id),
  foreign key (organisation_id, person_id) references person (organisation_id, id) on delete cascade
);
create index campaign_event_of_person on campaign_event (organisation_id, person_id);

-- How hard the mail is to see through, as one person scored it.
create table campaign_score (
  organisation_id uuid not null,
  campaign_id uuid not null,
  said_by text collate "C" not null,
  said_at timestamptz not null,
  cues jsonb not null,
  premise jsonb not null,
  primary key (organisation_id, campaign_id, said_by),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id)
);

-- The named groups that people are counted in, fixed for the year.
create table group_plan (
  organisation_id uuid not null references organisation,
  year integer not null,
  made_at timestamptz not null,
  plan jsonb not null,
  primary key (organisation_id, year)
);

create table published_campaign (
  organisation_id uuid not null,
  campaign_id uuid not null,
  published_at timestamptz not null,
  group_year integer not null,
  groups jsonb not null,
  role_groups jsonb not null,
  measures jsonb not null,
  -- Events by rule, what bounced, times: of the organisation as a whole.
  facts jsonb not null,
  primary key (organisation_id, campaign_id),
  foreign key (organisation_id, campaign_id) references campaign (organisation_id, id)
);

-- Null for a group or role group: the margin over all of them, written as an empty text.
create table published_cell (
  organisation_id uuid not null,
  campaign_id uuid not null,
  group_id text collate "C" not null,
  role_group_id text collate "C" not null,
  hidden text collate "C",
  people integer,
  counts jsonb,
  primary key (organisation_id, campaign_id, group_id, role_group_id),
  check ((hidden is null) = (people is not null) and (hidden is null) = (counts is not null)),
  foreign key (organisation_id, campaign_id) references published_campaign (organisation_id, campaign_id)
);

create function refuse_change_of_published() returns trigger language plpgsql as
  'begin raise exception ''what was published is frozen''; end';
create trigger published_campaign_frozen before update or delete on published_campaign
  for each row execute function refuse_change_of_published();
create trigger published_cell_frozen before update or delete on published_cell
  for each row execute function refuse_change_of_published();
create trigger group_plan_frozen before update or delete on group_plan
  for each row execute function refuse_change_of_published();
`,
} as const;
