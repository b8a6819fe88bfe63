/**
 * What is published of people, of every subject in one pair of tables: phishing tests first, then training, questionnaires, reports of
 * real mails. What was published of phishing tests moves here as it stands; the database itself refuses to change or delete it.
 */
export const publications = {
  id: '0045-publications',
  sql: `
create table publication (
  organisation_id uuid not null references organisation,
  subject text collate "C" not null,
  -- What it is of within its subject: the id of a campaign or round, or a period such as 2026-10.
  key text collate "C" not null,
  published_at timestamptz not null,
  group_year integer not null,
  groups jsonb not null,
  role_groups jsonb not null,
  measures jsonb not null,
  -- What is said of the whole beside its cells.
  facts jsonb not null,
  primary key (organisation_id, subject, key)
);

-- An empty text for a group or role group: the margin over all of them.
create table publication_cell (
  organisation_id uuid not null,
  subject text collate "C" not null,
  key text collate "C" not null,
  group_id text collate "C" not null,
  role_group_id text collate "C" not null,
  hidden text collate "C",
  people integer,
  counts jsonb,
  primary key (organisation_id, subject, key, group_id, role_group_id),
  check ((hidden is null) = (people is not null) and (hidden is null) = (counts is not null)),
  foreign key (organisation_id, subject, key) references publication (organisation_id, subject, key)
);

insert into publication
  select organisation_id, 'phishing', campaign_id::text, published_at, group_year, groups, role_groups, measures, facts
  from published_campaign;
insert into publication_cell
  select organisation_id, 'phishing', campaign_id::text, group_id, role_group_id, hidden, people, counts from published_cell;
drop table published_cell;
drop table published_campaign;

create trigger publication_frozen before update or delete on publication
  for each row execute function refuse_change_of_published();
create trigger publication_cell_frozen before update or delete on publication_cell
  for each row execute function refuse_change_of_published();
`,
} as const;
