/**
 * The dependency graph (docs/decisions/0011): `dependency_statement` is what each source said of each node, edge and attachment,
 * `dependency_edit` what people said; neither is overwritten. The version tables are a pure fold over them
 * (`core/dependencies/fold-graph.ts`). `asset_service` is worked out from these and from the versions of the assets: which services and
 * care processes rest on an asset, in days.
 */
export const dependencies = {
  id: '0018-dependencies',
  sql: `
create table dependency_node (
  organisation_id uuid not null references organisation,
  id uuid not null,
  -- Kind and folded name, system:epd; it stays when people give the node another name.
  key text collate "C" not null,
  kind text collate "C" not null,
  -- Of the graph as it is now.
  carried_tier smallint,
  process_count int not null default 0,
  provider_count int not null default 0,
  dependent_count int not null default 0,
  asset_count int not null default 0,
  primary key (organisation_id, id),
  unique (organisation_id, key)
);

create table dependency_node_version (
  organisation_id uuid not null,
  node_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  valid_from_on date not null,
  valid_to_on date not null default 'infinity',
  key text collate "C" not null,
  kind text collate "C" not null,
  name text collate "C" not null,
  name_folded text collate "C" not null,
  tier smallint,
  owner text collate "C",
  owner_folded text collate "C",
  -- Figures can be of it: a service or a care process.
  is_scope boolean not null,
  primary key (organisation_id, node_id, valid_from),
  foreign key (organisation_id, node_id) references dependency_node (organisation_id, id)
);
create index dependency_node_version_by_name on dependency_node_version (organisation_id, name_folded, node_id);

-- From what provides to what depends on it.
create table dependency_edge_version (
  organisation_id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  valid_from_on date not null,
  valid_to_on date not null default 'infinity',
  -- 1 supporting, 2 important, 3 essential.
  criticality smallint not null,
  primary key (organisation_id, from_id, to_id, valid_from),
  foreign key (organisation_id, from_id) references dependency_node (organisation_id, id),
  foreign key (organisation_id, to_id) references dependency_node (organisation_id, id)
);

-- Assets of a node: one by the name it goes by, or all that a filter finds.
create table dependency_attachment_version (
  organisation_id uuid not null,
  node_id uuid not null,
  form text collate "C" not null check (form in ('asset', 'filter')),
  text text collate "C" not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null default 'infinity',
  valid_from_on date not null,
  valid_to_on date not null default 'infinity',
  criticality smallint not null,
  primary key (organisation_id, node_id, form, text, valid_from),
  foreign key (organisation_id, node_id) references dependency_node (organisation_id, id)
);

-- Whole files of each source: what one of them does not name, it ends.
create table dependency_file (
  organisation_id uuid not null references organisation,
  source text collate "C" not null,
  said_at timestamptz not null,
  import_id uuid not null,
  primary key (organisation_id, source, said_at),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);

create table dependency_statement (
  organisation_id uuid not null references organisation,
  source text collate "C" not null,
  subject text collate "C" not null,
  is_run boolean not null,
  from_at timestamptz not null,
  last_at timestamptz not null,
  content jsonb not null,
  primary key (organisation_id, source, subject, is_run, from_at)
);

create table dependency_edit (
  organisation_id uuid not null references organisation,
  batch_id uuid not null,
  subject text collate "C" not null,
  content jsonb not null,
  edited_at timestamptz not null,
  edited_by text collate "C" not null,
  reason text collate "C",
  withdrawn_at timestamptz,
  withdrawn_by text collate "C",
  primary key (organisation_id, batch_id, subject)
);
create index dependency_edit_by_subject on dependency_edit (organisation_id, subject);

-- What the running import says, until it was read to its end.
create table import_dependency (
  organisation_id uuid not null,
  import_id uuid not null,
  subject text collate "C" not null,
  content jsonb not null,
  primary key (organisation_id, import_id, subject),
  foreign key (organisation_id, import_id) references import_run (organisation_id, id)
);

-- Worked out anew from what it rests on, so no row needs checking one by one.
create table asset_service (
  organisation_id uuid not null,
  asset_id uuid not null,
  node_id uuid not null,
  valid_from_on date not null,
  valid_to_on date not null,
  primary key (organisation_id, asset_id, node_id, valid_from_on)
);
create index asset_service_by_node on asset_service (organisation_id, node_id, asset_id);

-- The services and care processes that rest on an asset, in the stretches in which both hold.
create view asset_service_node with (security_invoker = true) as
  select held.organisation_id, link.asset_id, link.asset_id::text || held.node_id::text as unit_id, held.node_id,
    greatest(link.valid_from_on, held.valid_from_on) as valid_from_on, least(link.valid_to_on, held.valid_to_on) as valid_to_on,
    held.key, held.kind, held.name, held.name_folded, held.tier, held.owner, held.owner_folded, held.is_scope
  from asset_service link
  join dependency_node_version held on held.organisation_id = link.organisation_id and held.node_id = link.node_id
    and held.valid_from_on < link.valid_to_on and link.valid_from_on < held.valid_to_on;

alter table measurement drop constraint measurement_scope_kind_check;
alter table measurement add constraint measurement_scope_kind_check
  check (scope_kind in ('organisation', 'department', 'class', 'tier', 'service'));
`,
} as const;
