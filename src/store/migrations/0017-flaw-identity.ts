/**
 * One flaw with many names, and what people say of it (docs/decisions/0010). Files are never rewritten: an observation stays
 * with the finding of the flaw that its file named. Where it is told is worked out from the names and kept here:
 * `finding.joined_into` of a whole finding, `finding_split` of what one check reported. Only the finding in which others are
 * told has versions.
 */
export const flawIdentity = {
  id: '0017-flaw-identity',
  sql: `
-- Two names of one flaw, as a file said; the lower name first. The import that said so first.
create table flaw_alias (
  organisation_id uuid not null references organisation,
  name text collate "C" not null,
  other text collate "C" not null,
  -- Null: before this was read from files, flaws were called by their check.
  import_id uuid,
  stated_at timestamptz not null,
  primary key (organisation_id, name, other),
  check (name < other)
);
create index flaw_alias_by_other on flaw_alias (organisation_id, other);

-- What people say, by meaning. Append-only: what is withdrawn keeps its row.
create table flaw_statement (
  organisation_id uuid not null references organisation,
  id uuid not null,
  -- same: two names are one flaw. apart: what a scanner reports under the flaw is another thing.
  kind text collate "C" not null check (kind in ('same', 'apart')),
  key text collate "C" not null,
  other text collate "C",
  scanner text collate "C",
  native_id text collate "C",
  extent text collate "C" not null check (extent in ('everywhere', 'model', 'asset')),
  model_key text collate "C",
  asset_id uuid,
  -- What the asset is known again by; empty: by its id alone.
  identifier_kind text collate "C",
  identifier_scope text collate "C",
  identifier_value text collate "C",
  -- The asset or model in words.
  about text collate "C",
  reason text collate "C" not null,
  stated_at timestamptz not null,
  stated_by text collate "C" not null,
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  primary key (organisation_id, id),
  check ((kind = 'same') = (other is not null)),
  check ((kind = 'apart') = (scanner is not null))
);
create index flaw_statement_by_key on flaw_statement (organisation_id, key) where withdrawn_at is null;
create index flaw_statement_by_other on flaw_statement (organisation_id, other) where withdrawn_at is null and other is not null;

alter table flaw
  -- The best name of those that are one flaw with it; null: no other flaw is.
  add column name_group text collate "C",
  add column aliases text collate "C",
  add column aliases_folded text collate "C";
create index flaw_grouped on flaw (organisation_id, id) where name_group is not null;

alter table finding
  add column joined_into uuid,
  -- In its present time round, or its last.
  add column scanner_count smallint not null default 1;
create index finding_joined on finding (organisation_id, joined_into) where joined_into is not null;
create index finding_joined_of_asset on finding (organisation_id, asset_id) where joined_into is not null;

create table finding_split (
  organisation_id uuid not null,
  finding_id uuid not null,
  check_id uuid not null,
  into_id uuid not null,
  primary key (organisation_id, finding_id, check_id)
);
create index finding_split_by_into on finding_split (organisation_id, into_id);

-- Findings of these are told elsewhere than before, once the worker has come to them.
create table flaw_waiting (
  organisation_id uuid not null,
  asset_id uuid not null,
  primary key (organisation_id, asset_id)
);

-- What was called by its check before goes on under the advisory that the check names.
insert into flaw_alias (organisation_id, name, other, stated_at)
  select organisation_id, least(name, key), greatest(name, key), described_at
  from (select organisation_id, key, described_at, substring(key from
    '^[^:]+:((?:GHSA(?:-[0-9a-z]{4}){3}|(?:PYSEC|GO|RUSTSEC|OSV)-[0-9]{4}-[0-9]+))(?: |$)') collate "C" as name
    from flaw where cve_id is null) called
  where name is not null
  on conflict do nothing;

update finding set scanner_count = seen.scanners
  from (select organisation_id, finding_id, count(distinct scanner) as scanners from observation
    group by organisation_id, finding_id having count(distinct scanner) > 1) seen
  where finding.organisation_id = seen.organisation_id and finding.id = seen.finding_id;
`,
};
