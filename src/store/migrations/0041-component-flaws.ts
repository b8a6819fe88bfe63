/**
 * Components of bills beside advisories about packages. A line is one way in which bills name a package, shared by all components that name
 * it so; what is published of it stands flaw by flaw. All of this can be made again. Which packages an advisory names, by key, is the same for
 * every organisation. When an asset was held against its bill stands beside the looks of scanners, as `advisory_look` does.
 */
export const componentFlaws = {
  id: '0041-component-flaws',
  sql: `
-- Of the product, as its bill names it.
alter table sbom add column purl text collate "C";
-- Components that a flaw is known to affect; null: not looked at yet.
alter table sbom add column flawed_components integer;
-- Null where it has no identifier, is in no newest bill, or was not looked at yet.
alter table component add column line_id text collate "C";
alter table component add column flaws_affected integer;
alter table component add column flaws_undetermined integer;
create index component_by_line on component (organisation_id, line_id) where line_id is not null;

create table advisory_key (
  advisory_id uuid not null references advisory on delete cascade,
  -- core/matching/packages/judge-component.ts
  key text collate "C" not null,
  primary key (key, advisory_id)
);
create index advisory_key_by_advisory on advisory_key (advisory_id);
-- Digest of the document, and version of the code, by which its keys were last read.
alter table advisory add column keys_read text collate "C";

create table component_line (
  organisation_id uuid not null references organisation,
  -- Digest of what bills say.
  id text collate "C" not null,
  -- Digest of all documents that it was held against; null: of none yet.
  judged text collate "C",
  primary key (organisation_id, id)
);
create table component_flaw (
  organisation_id uuid not null references organisation,
  line_id text collate "C" not null,
  -- CVE id, else another public id, else its publisher's own.
  flaw_key text collate "C" not null,
  cve_id text collate "C",
  names jsonb not null,
  title text collate "C" not null,
  status text collate "C" not null check (status in ('affected', 'undetermined', 'not-affected', 'fixed')),
  basis text collate "C" not null,
  is_sure boolean not null,
  score float8,
  score_vector text collate "C",
  score_version text collate "C",
  -- What stands first, then what the other documents say.
  words jsonb not null,
  primary key (organisation_id, line_id, flaw_key)
);
create index component_flaw_by_key on component_flaw (organisation_id, flaw_key);

create table component_matching (
  organisation_id uuid not null references organisation,
  -- Of all that the last matching rested on.
  fingerprint text collate "C",
  matched_at timestamptz,
  -- Present components, those of them that name no package, and documents that name packages.
  components integer not null,
  not_matchable integer not null,
  documents integer not null,
  primary key (organisation_id)
);

create table bill_look (
  organisation_id uuid not null references organisation,
  asset_id uuid not null,
  observed_at timestamptz not null,
  import_id uuid not null,
  -- [{flawKey, advisoryId, componentId}]: by what something was told.
  told_by jsonb not null default '[]',
  primary key (organisation_id, asset_id, observed_at)
);
`,
} as const;
